"""What the board of all partnerships says of each, filters them by and sorts them by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.model.vocabulary import Relationship, Stage, Tier
from trm_policy.publish.filtering import Controls, Facet, controls
from trm_policy.publish.summary import Summary
from trm_policy.publish.wording import words

ALPHABET = "By name"


class Condition(StrEnum):
    """How a partnership is doing, the gravest first."""

    ATTENTION = "needs attention"
    WATCH = "watch"
    UNKNOWN = "unknown"
    ON_COURSE = "on course"

    @property
    def light(self) -> KpiStatus:
        """The light whose shape and colour it has."""
        return _LIGHTS[self]


_LIGHTS = {
    Condition.ATTENTION: KpiStatus.RED,
    Condition.WATCH: KpiStatus.AMBER,
    Condition.UNKNOWN: KpiStatus.UNKNOWN,
    Condition.ON_COURSE: KpiStatus.GREEN,
}
_GRAVITY = list(Condition)


def condition(row: Summary) -> Condition | None:
    """The worst of what is known of a partnership.

    None of one that is over, and where the readers are not told enough to say.
    """
    if row.over or not row.tells_health:
        return None
    if any(row.trouble) or row.late_escalations:
        return Condition.ATTENTION
    if row.lights.get(KpiStatus.AMBER):
        return Condition.WATCH
    known = row.lights.get(KpiStatus.GREEN) and not row.lights.get(KpiStatus.UNKNOWN)
    return Condition.ON_COURSE if known else Condition.UNKNOWN


def board_controls(rows: Sequence[Summary]) -> Controls:
    """What the rows, which stand in their usual order, can be filtered and sorted by."""
    facets: tuple[Facet[Summary], ...] = (
        Facet("Tier", lambda row: _told(row, "tier"), _in_words(Tier)),
        Facet("Relationship", lambda row: _told(row, "relationship"), _in_words(Relationship)),
        Facet("Stage", lambda row: _told(row, "stage"), _in_words(Stage)),
        Facet("Health", _condition_in_words, _in_words(Condition)),
        Facet("Owner", lambda row: row.owners),
    )
    return controls(rows, facets, dict(_orders(rows)))


def usual_order(rows: Iterable[Summary]) -> str:
    """What the order is called in which the rows stand."""
    return "Most trouble first" if any(row.records for row in rows) else "By importance"


def _orders(rows: Sequence[Summary]) -> Iterator[tuple[str, Callable[[Summary], Any]]]:
    """The other orders, of what at least one row tells."""
    yield ALPHABET, lambda row: row.charter.title.casefold()
    if any("tier" in row.told for row in rows):
        yield "By tier", lambda row: _place(row, "tier", list(Tier))
    if any("stage" in row.told for row in rows):
        yield "By stage", lambda row: _place(row, "stage", list(Stage))
    if any(map(condition, rows)):
        yield "By health", lambda row: _GRAVITY.index(condition(row) or Condition.ON_COURSE)
    if any(_next_day(row) != date.max for row in rows):
        yield "By next day", _next_day


def _told(row: Summary, name: str) -> tuple[str, ...]:
    return (words(getattr(row.charter, name)),) if name in row.told else ()


def _condition_in_words(row: Summary) -> tuple[str, ...]:
    found = condition(row)
    return (words(found),) if found else ()


def _in_words(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    return tuple(map(words, vocabulary))


def _place(row: Summary, name: str, order: Sequence[StrEnum]) -> int:
    return order.index(getattr(row.charter, name)) if name in row.told else len(order)


def _next_day(row: Summary) -> date:
    following = row.due.next.day if row.due.next else row.next_day
    return following or date.max
