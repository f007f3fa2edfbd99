"""The ways that an edit may go, and what all readings of it look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from trm_policy.diff.change import At
from trm_policy.diff.normal import Edit, Tree
from trm_policy.diff.sides import ComparedCharters
from trm_policy.model.weights import Consequence, Effect
from trm_policy.portfolio.roster import working_hours
from trm_policy.timing import CalendarSpan, Window, WorkingHours

SAME, TIGHT, LOOSE = Effect.NEUTRAL, Effect.TIGHTENS, Effect.LOOSENS
Way = tuple[Effect, bool]
"""Which way an edit goes, and whether the way back loosens as well."""


@dataclass(frozen=True, slots=True)
class EditInContext:
    """An edit of a charter, with all that it may have to be seen in the light of."""

    edit: Edit
    row: Consequence
    whole: ComparedCharters


def signed(difference: float) -> Effect:
    """What is above 0 tightens."""
    return TIGHT if difference > 0 else LOOSE if difference < 0 else SAME


def swapped(way: Effect) -> Effect:
    """The direction of the way back."""
    return {TIGHT: LOOSE, LOOSE: TIGHT}.get(way, SAME)


def weighed(*ways: Effect) -> Way:
    """The one way that all go, if at all; what goes both ways loosens there and back."""
    if TIGHT in ways and LOOSE in ways:
        return LOOSE, True
    return next((way for way in ways if way is not SAME), SAME), False


def days(whole: ComparedCharters, text: str) -> float:
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


def beside(tree: Tree, at: At, key: str) -> str | None:
    """What an entry says under another key than that of ``at``, where it says anything."""
    here: Any = tree
    for name in at[:-1]:
        here = here[name]
    return str(here[key]) if key in here else None
