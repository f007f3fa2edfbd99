"""When a partnership meets, what it decided last, what is left open, and what falls due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

from trm_policy.measure.due import DueItem, DueKind
from trm_policy.measure.meetings import next_awaited
from trm_policy.measure.open_actions import open_actions
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
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


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review with the day of its next occurrence and the day it was last held."""

    id: str
    review: Review
    next: date | None
    held: date | None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An open action of a review, which was held on ``agreed``; ``late`` is in days.

    It stands in ``line`` of the minutes at ``path``.
    """

    what: str
    who: str
    due: date | None
    late: int
    review: str
    agreed: date | None
    path: PurePosixPath
    line: int


@dataclass(frozen=True, slots=True)
class LastMinutes:
    """What the review that was held last decided, as it was written: CommonMark.

    ``planned`` is the day for which it stands, where that is another one than ``held``.
    """

    review: str
    held: date
    planned: date | None
    decisions: tuple[str, ...]


def review_rows(charter: Charter, minutes: Iterable[Minutes], today: date) -> list[ReviewRow]:
    """The reviews of a charter, the one that comes first on top.

    An occurrence for which minutes exist already has been held early and is not awaited; none is
    awaited of a partnership that is over or after its term.
    """
    held = [m.front for m in minutes if m.front is not None and m.front.held_on <= today]
    rows = []
    for id_, review in charter.reviews.items():
        own = [front for front in held if front.review == id_]
        following = next_awaited(charter, review, {front.for_ for front in own}, today)
        last = max((front.held_on for front in own), default=None)
        rows.append(ReviewRow(id_, review, following, last))
    return sorted(rows, key=lambda row: (row.next is None, row.next or today))


def action_rows(partnership: Partnership, now: datetime) -> list[ActionRow]:
    """What was agreed in reviews held by ``now`` and is still open, the oldest day first."""
    today, rows = now.astimezone(UTC).date(), []
    for one in open_actions(minutes_known(partnership.records, now)):
        action, front = one.action, one.minutes.front
        rows.append(
            ActionRow(
                what=action.what,
                who=partnership.roster.name_of(action.person) if action.person else "",
                due=action.due,
                late=one.days_late(today),
                review=review_name(partnership.charter, front.review) if front else "",
                agreed=front.held_on if front else None,
                path=one.minutes.path,
                line=action.line,
            )
        )
    return sorted(rows, key=lambda row: (row.due is None, row.due or today))


def last_minutes(partnership: Partnership, now: datetime) -> LastMinutes | None:
    """The minutes of the review that was held last; None where none are known."""
    dated = [
        (minutes.front.held_on, minutes.path.name, minutes.front, minutes)
        for minutes in minutes_known(partnership.records, now)
        if minutes.front is not None
    ]
    if not dated:
        return None
    _, _, front, minutes = max(dated, key=lambda entry: entry[:2])
    return LastMinutes(
        review=review_name(partnership.charter, front.review),
        held=front.held_on,
        planned=front.for_ if front.for_ != front.held_on else None,
        decisions=tuple(said.text for said in minutes.decisions),
    )


def review_name(charter: Charter, review: str) -> str:
    """The name of a review; its id where the charter does not know it."""
    return charter.reviews[review].name if review in charter.reviews else review
