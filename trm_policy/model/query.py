"""A figure of a KPI as a question to a table: declared, so that every database reads it alike."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from trm_policy.model.base import Part, key, optional
from trm_policy.model.values import Many, Number, Ref, Short, Text, Whole, Word
from trm_policy.model.vocabulary import Aggregate

_SCALARS = (str, bool, int, float, date)
_MOST_DECIMALS = 12
_OF_ROWS = frozenset({Aggregate.COUNT, Aggregate.PERCENTAGE})
"""These look at rows, not at a column."""


def _scalar(value: Any) -> Any:
    if not isinstance(value, _SCALARS):
        raise ValueError("must be text, a number, a day, true or false")
    return value


def _bound(value: Any) -> Any:
    if isinstance(value, str):
        raise ValueError(f"{value!r} is neither a number nor a day")
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        raise ValueError("must be a number or a day")
    return value


Scalar = Annotated[
    Any,
    AfterValidator(_scalar),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]
"""One cell of a table."""
Bound = Annotated[Any, AfterValidator(_bound), WithJsonSchema({"type": ["number", "string"]})]
"""A number or a day that cells are compared with."""


class Condition(Part):
    """What the cells of a column must be for a row to count; all conditions must be met."""

    any_of: Many[Scalar] | None = optional("The value is one of these.")
    none_of: Many[Scalar] | None = optional("The value is present and none of these.")
    at_least: Bound | None = optional("The value is at least this, or no earlier.")
    more_than: Bound | None = optional("The value is more than this, or later.")
    at_most: Bound | None = optional("The value is at most this, or no later.")
    less_than: Bound | None = optional("The value is less than this, or earlier.")


_SHORT_CONDITION = Short(
    "any_of", _SCALARS, "a value, a list of values, or a comparison", listed=True
)
Conditions = dict[Text, Annotated[Condition, _SHORT_CONDITION]]


class Query(Part):
    """How the figures of a KPI are found in a table, one for each period."""

    connection: Ref = key("The connection, by its name in the settings.")
    table: Text = key("The table or view.")
    period: Text = key(
        "The column with the time: a day or instant, or the period itself, such as 2026-Q1."
    )
    aggregate: Word[Aggregate] | None = optional(
        "How the rows of a period become one figure; without it each period has one row."
    )
    column: Text | None = optional("The column with the numbers, or with what is counted.")
    counting: Conditions = key(
        "For a percentage: the conditions for a row to be counted, by column.", factory=dict
    )
    divided_by: Text | None = optional("The column whose sum divides the figure.")
    factor: Number | None = optional("What the figure is multiplied by, last of all.")
    decimals: Whole | None = optional(
        "How many decimals it is rounded to.", ge=0, le=_MOST_DECIMALS
    )
    where: Conditions = key("Which rows are included at all, by column.", factory=dict)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for fault in self._faults():
            raise PydanticCustomError("incomplete", "{fault}", {"fault": fault})
        return self

    def _faults(self) -> Iterator[str]:
        """A sentence for each key that is missing, or says nothing."""
        how = self.aggregate
        if self.column is None and how not in _OF_ROWS:
            yield "lacks 'column', the column with the numbers"
        if self.column is not None and how in _OF_ROWS:
            yield f"has a 'column', which has no effect with 'aggregate: {how}'"
        if how is Aggregate.PERCENTAGE and not self.counting:
            yield "lacks 'counting', the condition for a row to be counted"
        if how is not Aggregate.PERCENTAGE and self.counting:
            yield "has 'counting', which is for 'aggregate: percentage'; choose rows with 'where'"
        if how is Aggregate.PERCENTAGE and self.divided_by is not None:
            yield "has 'divided_by', which has no effect with 'aggregate: percentage'"
