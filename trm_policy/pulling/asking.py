"""A declared query → the figures that a table has, the same on every database.

Rows are brought together in the database, in double precision; the last steps, which databases
do not do alike (division, rounding, what a missing number is), are done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from trm_policy.errors import did_you_mean
from trm_policy.model.query import Condition, Query
from trm_policy.model.vocabulary import Aggregate
from trm_policy.pulling.connecting import Connection
from trm_policy.pulling.errors import PullError
from trm_policy.timing import Frequency

if TYPE_CHECKING:
    from ibis import Table
    from ibis.expr.types import BooleanValue, Column, NumericColumn, Value

MOST_FIGURES = 20_000
"""Of one KPI; half a century of days. More is a query that does not mean periods."""
_DIGITS = 12
"""Significant digits of a figure: as far as all databases agree on sums of fractions."""
_FEWER_DIGITS = 6
"""Where a column has single precision, and no more is true."""
_PERCENT = Decimal(100)
_TRUNCATED = {
    Frequency.DAILY: "D",
    Frequency.WEEKLY: "W",
    Frequency.MONTHLY: "M",
    Frequency.QUARTERLY: "Q",
    Frequency.YEARLY: "Y",
}
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)
"""As people round; wide enough for the greatest number of double precision."""
_LAST_OF_FIRST_HALF = 6
_FIRST_OF_SECOND_HALF = 7


class Answer(NamedTuple):
    """What a table says of one period.

    ``period`` is a day in it, or the text or number with which the table names it. ``value`` is
    None where there is no figure, such as a share of nothing.
    """

    period: date | str | int | None
    value: Decimal | None


def ask(connection: Connection, query: Query, frequency: Frequency) -> list[Answer]:
    """The figures of a KPI measured with ``frequency``, one for each row of the answer.

    Raises PullError, with a sentence about the query, where it cannot be answered.
    """
    with connection.answering():
        table = _table(connection, query.table)
        rows = connection.backend.to_pyarrow(_expression(table, query, frequency)).to_pylist()
        context = Context(_digits(table, query))
    if len(rows) > MOST_FIGURES:
        raise PullError(
            f"the query gives more than {MOST_FIGURES:,} figures; choose fewer rows with 'where', "
            "or bring them together with 'aggregate'"
        )
    return [Answer(row["period"], _value(row, query, context)) for row in rows]


def _table(connection: Connection, name: str) -> Table:
    tables = connection.backend.list_tables()
    if name not in tables:
        raise PullError(
            f"the connection {connection.name!r} has no table {name!r}; "
            + (did_you_mean(name, tables) or "it has none at all")
        )
    return connection.backend.table(name)


def _expression(table: Table, query: Query, frequency: Frequency) -> Table:
    """The table of ``period``, ``figure`` and, where the figure is a quotient, ``divisor``."""
    rows = table.filter(*_conditions(table, query.where)) if query.where else table
    parts = dict(_parts(rows, query))
    if query.aggregate is None:
        found = rows.select(_when(rows, query.period).name("period"), **parts)
    else:
        period = _first_day(_when(rows, query.period), frequency)
        found = rows.group_by(period.name("period")).aggregate(**parts)
    return found.order_by("period").limit(MOST_FIGURES + 1)


def _when(rows: Table, name: str) -> Column:
    """The column that says when: days, or whatever else names a period."""
    column = _column(rows, name)
    kind = column.type()
    if kind.is_timestamp():
        return column.cast("date")
    if kind.is_date() or kind.is_string() or kind.is_integer():
        return column
    raise PullError(
        f"the column {name!r} contains {_holds(column)}, not periods; it must contain days, "
        "instants, "
        "or periods such as 2026-Q1"
    )


def _first_day(when: Column, frequency: Frequency) -> Value:
    """The first day of the period that each day lies in; what is no day stays as it is."""
    import ibis

    if not when.type().is_date():
        return when
    day: Any = when
    if frequency is Frequency.HALF_YEARLY:
        first = ibis.ifelse(day.month() <= _LAST_OF_FIRST_HALF, 1, _FIRST_OF_SECOND_HALF)
        return ibis.date(day.year(), first, 1)
    return day.truncate(_TRUNCATED[frequency]).cast("date")


def _parts(rows: Table, query: Query) -> Iterator[tuple[str, Value]]:
    how = query.aggregate
    if how is Aggregate.COUNT:
        yield "figure", rows.count()
    elif how is Aggregate.PERCENTAGE:
        met = _all(_conditions(rows, query.counting)).fill_null(False)
        yield "figure", met.ifelse(1, 0).sum()
        yield "divisor", rows.count()
    elif how is Aggregate.DISTINCT:
        yield "figure", _column(rows, query.column or "").nunique()
    elif how is None:
        yield "figure", _numbers(rows, query.column or "")
    else:
        yield "figure", getattr(_inexact(rows, query.column or ""), _METHODS[how])()
    if query.divided_by is not None:
        divisor = _inexact(rows, query.divided_by)
        yield "divisor", divisor if how is None else divisor.sum()


_METHODS: Mapping[Aggregate, str] = {
    Aggregate.SUM: "sum",
    Aggregate.MEAN: "mean",
    Aggregate.MEDIAN: "median",
    Aggregate.MINIMUM: "min",
    Aggregate.MAXIMUM: "max",
}


def _numbers(rows: Table, name: str) -> NumericColumn:
    column = _column(rows, name)
    if not column.type().is_numeric():
        raise PullError(f"the column {name!r} contains {_holds(column)}, not numbers")
    return column


def _inexact(rows: Table, name: str) -> NumericColumn:
    """Numbers in double precision, in which all databases reckon alike."""
    return _numbers(rows, name).cast("float64")


def _conditions(rows: Table, said: Mapping[str, Condition]) -> Iterator[BooleanValue]:
    for name, condition in said.items():
        cell = _column(rows, name)
        if cell.type().is_timestamp():
            cell = cell.cast("date")
        for values in (condition.any_of, condition.none_of):
            _require_alike(name, cell, values or ())
        bounds = {sign: getattr(condition, sign) for sign in _SIGNS}
        _require_alike(name, cell, [bound for bound in bounds.values() if bound is not None])
        if condition.any_of is not None:
            yield cell.isin(condition.any_of)
        if condition.none_of is not None:
            yield cell.notin(condition.none_of)
        for sign, bound in bounds.items():
            if bound is not None:
                yield getattr(cell, _SIGNS[sign])(bound)


_SIGNS = {
    "at_least": "__ge__",
    "more_than": "__gt__",
    "at_most": "__le__",
    "less_than": "__lt__",
}


def _all(conditions: Iterable[BooleanValue]) -> BooleanValue:
    import ibis

    return ibis.and_(*conditions)


def _require_alike(name: str, cell: Column, values: Iterable[Any]) -> None:
    """Raise PullError where cells of a column are compared with something of another kind."""
    kind = cell.type()
    for value in values:
        fits = (
            kind.is_boolean()
            if isinstance(value, bool)
            else kind.is_numeric()
            if isinstance(value, int | float)
            else kind.is_date()
            if isinstance(value, date)
            else kind.is_string()
        )
        if not fits:
            written = str(value).lower() if isinstance(value, bool) else repr(value)
            if isinstance(value, date):
                written = f"the day {value}"
            raise PullError(
                f"the column {name!r} contains {_holds(cell)} and is compared with {written}; "
                "compare it with what it contains"
            )


def _column(rows: Table, name: str) -> Column:
    if name not in rows.columns:
        raise PullError(f"the table has no column {name!r}; {did_you_mean(name, rows.columns)}")
    return rows[name]


def _holds(column: Column) -> str:
    """What a column holds, in plain words."""
    kind = column.type()
    words = {
        "text": kind.is_string(),
        "true or false": kind.is_boolean(),
        "numbers": kind.is_numeric(),
        "days": kind.is_date(),
        "instants": kind.is_timestamp(),
    }
    return next((word for word, fits in words.items() if fits), str(kind))


def _digits(table: Table, query: Query) -> int:
    """How many significant digits of a figure are true."""
    named = filter(None, (query.column, query.divided_by))
    single = any(table[name].type().is_float32() for name in named)
    return _FEWER_DIGITS if single else _DIGITS


def _value(row: Mapping[str, Any], query: Query, context: Context) -> Decimal | None:
    """The figure of a row; None without a number, or where nothing would divide it."""
    figure, divisor = row["figure"], row.get("divisor", 1)
    if figure is None or not divisor:
        return None
    said = 1 if query.factor is None else query.factor
    numbers = [_decimal(one) for one in (figure, divisor, said)]
    if not all(one.is_finite() for one in numbers):
        return Decimal("NaN")
    value, by, factor = numbers
    if query.aggregate is Aggregate.PERCENTAGE:
        factor = context.multiply(factor, _PERCENT)
    if by != 1 or factor != 1 or isinstance(figure, float):
        value = context.multiply(context.divide(value, by), factor)
    if query.decimals is not None:
        value = _ROUNDING.quantize(value, Decimal(1).scaleb(-query.decimals))
    return value


def _decimal(number: float | Decimal) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(repr(number))
