"""What every part of a charter has in common: frozen, strict, described, and its visibility."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict


class Visibility(StrEnum):
    """Who may read a field; each audience sees what the one before it sees, and more."""

    PUBLIC = "public"
    PARTNER = "partner"
    INTERNAL = "internal"


PUBLIC = Visibility.PUBLIC
PARTNER = Visibility.PARTNER
INTERNAL = Visibility.INTERNAL


class Kind(StrEnum):
    """What an id stands for, as it is called in messages. Marks the type of what names it."""

    PARTY = "party"
    SIDE = "party of a person"
    """Or ``neutral``, for mediators and independent chairs."""
    PERSON = "person"
    """Or a body of one party, such as a works council."""
    GOAL = "goal"
    KPI = "KPI"
    RISK = "risk"
    COMMITTEE = "committee"
    REVIEW = "review"
    ORGANISATION = "organisation"
    OBJECTIVE = "objective"
    LEVEL = "escalation level"
    PARTNERSHIP = "partnership"
    PATH = "way out of a deadlock"
    AGREEMENT = "agreement"
    OBLIGATION = "obligation"
    DEBTOR = "party, person or committee"
    CHANGER = "party that may change it"
    """Or ``all``, for what takes every party's consent."""


class Role(NamedTuple):
    """What a field makes of whoever it names; ``title`` is for lists of people, if it has a line.

    Both may name fields of the part that holds the field and of those around it; ``{id}`` is the
    entry's own id and ``{party}`` the name of the party. ``once`` marks what somebody did on a
    day, which is no part that lasts.
    """

    text: str
    title: str = ""
    once: bool = False


class Part(BaseModel):
    """A part of a charter or of a record: unknown keys are refused, nothing is converted.

    ``is_a`` is what its id stands for, where others can name it; ``known_by`` are the fields by
    which an entry of a list is the same as before.
    """

    is_a: ClassVar[Kind | None] = None
    known_by: ClassVar[tuple[str, ...]] = ()

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        defer_build=True,
        allow_inf_nan=False,
        populate_by_name=True,
    )
    _hidden: ClassVar[frozenset[str]] = frozenset()
    _shortened: ClassVar[frozenset[str]] = frozenset()

    def hides(self, *fields: str) -> bool:
        """Whether one of these fields says more where it is written than it does here.

        That is so of a projection for readers who may not see all, and where a value was refused.
        What such a field does not say must not be called absent, nor anything be judged by it.
        """
        return not self._hidden.isdisjoint(fields)

    def lacks(self, *fields: str) -> bool:
        """Whether a map or list in one of these fields has more entries where it is written."""
        return not self._shortened.isdisjoint(fields)

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it: it stands there and is as good as absent."""
        return not (self.model_fields_set or self._hidden)

    def hiding(self, hidden: frozenset[str], shortened: frozenset[str]) -> Self:
        """This part, of which from now on is known that these fields say more, or have more."""
        self.__dict__.update(_hidden=hidden, _shortened=shortened)
        return self

    def hiding_more(self, field: str) -> Self:
        """This part, of which from now on is known that this field too says more, or has more."""
        return self.hiding(self._hidden | {field}, self._shortened | {field})


def key(  # noqa: PLR0913  (what is said of a field)
    description: str,
    see: Visibility = INTERNAL,
    *,
    default: Any = ...,
    factory: Callable[[], Any] | None = None,
    alias: str | None = None,
    role: str | Role = "",
    **limits: Any,
) -> Any:
    """A field of the format: what it means, who may read it, and what holds when it is absent.

    ``role`` says what it makes of whoever it names. ``limits`` are pydantic's own, such as ``ge``
    and ``le``.
    """
    extra: JsonDict = {"visibility": see.value}
    if role:
        extra["role"] = list(Role(role) if isinstance(role, str) else role)
    if factory is not None:
        return Field(
            default_factory=factory,
            description=description,
            alias=alias,
            json_schema_extra=extra,
            **limits,
        )
    return Field(default, description=description, alias=alias, json_schema_extra=extra, **limits)


def optional(description: str, see: Visibility = INTERNAL, **more: Any) -> Any:
    """A field of the format that need not be there, as :func:`key` makes it."""
    return key(description, see, default=None, **more)
