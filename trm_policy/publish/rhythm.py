"""When a partnership meets, what it decided last, what is left open, and what falls due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from trm_policy.measure.due import DueItem, DueKind
from trm_policy.measure.open_actions import OpenAction, open_actions
from trm_policy.model.records import Minutes
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import minutes_known
from trm_policy.timing.instant import add_days
from trm_policy.wording.lists import counted

AHEAD_DAYS = 60
"""How far ahead a page looks."""

_NAMES = {
    DueKind.REVIEW: ("review", "reviews"),
    DueKind.ACTION: ("action", "actions"),
    DueKind.COMMITMENT: ("commitment", "commitments"),
    DueKind.OBLIGATION: ("obligation", "obligations"),
    DueKind.GOAL: ("goal", "goals"),
    DueKind.KPI: ("KPI figure", "KPI figures"),
    DueKind.RISK: ("risk review", "risk reviews"),
    DueKind.APPOINTMENT: ("appointment", "appointments"),
    DueKind.SURVEY: ("survey", "surveys"),
    DueKind.RENEWAL: ("renewal", "renewals"),
    DueKind.NOTICE: ("notice", "notices"),
    DueKind.EXIT: ("exit", "exits"),
    DueKind.WAIVER: ("waiver", "waivers"),
}


@dataclass(frozen=True, slots=True)
class FallingDue:
    """What falls due, in the order of days.

    ``overdue`` is late, ``ahead`` has its day until ``until``; ``later`` is the first after that.
    """

    until: date
    overdue: tuple[DueItem, ...] = ()
    ahead: tuple[DueItem, ...] = ()
    later: DueItem | None = None

    def __bool__(self) -> bool:
        return bool(self.overdue or self.ahead or self.later)

    @property
    def next(self) -> DueItem | None:
        """What comes next, be it near or far."""
        return next(iter(self.ahead), self.later)

    @property
    def overdue_counted(self) -> str:
        """What is late, counted: ``2 actions, 1 review``; the most frequent first."""
        number = Counter(item.kind for item in self.overdue)
        return ", ".join(counted(times, *_NAMES[kind]) for kind, times in number.most_common())


def falling_due(items: Iterable[DueItem], today: date) -> FallingDue:
    """The items, which come in the order of days, parted."""
    until, listed = add_days(today, AHEAD_DAYS), list(items)
    ahead = [item for item in listed if not item.overdue]
    return FallingDue(
        until=until,
        overdue=tuple(item for item in listed if item.overdue),
        ahead=tuple(item for item in ahead if item.day <= until),
        later=next((item for item in ahead if item.day > until), None),
    )


def kind_name(kind: DueKind) -> str:
    """What sort of thing it is, as a table says it."""
    name = _NAMES[kind][0]
    return name[:1].upper() + name[1:]


def actions_by_day(partnership: Partnership, now: datetime) -> list[OpenAction]:
    """What was agreed in reviews held by ``now`` and is still open, the oldest day first."""
    found = open_actions(minutes_known(partnership.records, now))
    return sorted(found, key=lambda one: one.action.due or date.max)


def last_minutes(partnership: Partnership, now: datetime) -> Minutes | None:
    """The minutes of the review that was held last; None where none are known."""
    dated = {
        (minutes.front.held_on, minutes.path.name): minutes
        for minutes in minutes_known(partnership.records, now)
        if minutes.front is not None and minutes.front.took_place
    }
    return dated[max(dated)] if dated else None
