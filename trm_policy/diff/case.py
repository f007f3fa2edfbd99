"""An edit to be judged, and the scales on which both of its sides are compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from trm_policy.diff.edits import Edit
from trm_policy.diff.sides import Comparison
from trm_policy.model.weights import Direction, Row
from trm_policy.portfolio.calendars import working_hours
from trm_policy.timing import CalendarSpan, Window, WorkingHours

SAME, TIGHT, LOOSE = Direction.NEUTRAL, Direction.TIGHTENS, Direction.LOOSENS
Way = tuple[Direction, bool]
"""Which way an edit goes, and whether the way back loosens as well."""


@dataclass(frozen=True, slots=True)
class Case:
    """An edit of a charter, with all that it may have to be seen in the light of."""

    edit: Edit
    row: Row
    whole: Comparison


def signed(difference: float) -> Direction:
    """What is above 0 tightens."""
    return TIGHT if difference > 0 else LOOSE if difference < 0 else SAME


def swapped(way: Direction) -> Direction:
    """The direction of the way back."""
    return {TIGHT: LOOSE, LOOSE: TIGHT}.get(way, SAME)


def weighed(*ways: Direction) -> Way:
    """The one way that all go, if at all; what goes both ways loosens there and back."""
    if TIGHT in ways and LOOSE in ways:
        return LOOSE, True
    return next((way for way in ways if way is not SAME), SAME), False


def days(whole: Comparison, text: str) -> float:
    """A window, a span or working hours on one scale. Windows are told by the longer day."""
    try:
        return WorkingHours.parse(text).length / timedelta(days=1)
    except ValueError:
        pass
    try:
        window = Window.parse(text)
    except ValueError:
        return CalendarSpan.parse(text).approximate_days
    day = max(working_hours(side.charter).length for side in (whole.base, whole.head))
    return window.approximate(day) / timedelta(days=1)
