"""What the reviews of all partnerships agreed, and the year of reviews to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from enum import StrEnum
from itertools import takewhile

from trm_policy.measure.meetings import days_held, meets_on
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
from trm_policy.model.records import ActionState, Minutes
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.records import minutes_known
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Line
from trm_policy.publish.filtering import Controls, Facet, controls
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.portfolio_page import PartnershipRow, PortfolioPage, Whole
from trm_policy.timing.instant import add_days, add_months
from trm_policy.wording.days import cadence
from trm_policy.wording.text import alphabetical, words

_ACTIONS_PATH = "actions/index.md"
_ACTIONS_TITLE = "Actions and decisions"
_BACK_MONTHS = 12


class AgreedStatus(StrEnum):
    """What became of an action, in the order in which it is looked at."""

    LATE = "late"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action, as ``line`` of the minutes says it.

    ``late`` is in days; ``who`` is empty for nobody, or nobody who may be told.
    """

    what: str
    standing: AgreedStatus
    who: str
    due: date | None
    late: int
    review: str
    on: date
    line: Line | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was written, CommonMark."""

    text: str
    review: str
    on: date
    line: Line | None


@dataclass(frozen=True, slots=True)
class Agreements:
    """What the reviews of one partnership left behind: all that is open, the rest of a year."""

    actions: tuple[Agreed, ...]
    decisions: tuple[Decided, ...]
    names: bool


def _actions_row(view: CharterView) -> Agreements | None:
    """The log of a partnership; None where nothing is told of its minutes, or nothing there."""
    if not view.projection.records:
        return None
    since = add_months(view.as_of, -_BACK_MONTHS)
    actions: list[Agreed] = []
    decisions: list[Decided] = []
    for minutes in minutes_known(view.partnership.records, view.now):
        if minutes.front is None:
            continue
        held = minutes.front.held_on
        name = view.review(minutes.front.review)
        actions += (
            one
            for one in _actions(view, minutes, name, held)
            if held >= since or one.standing in (AgreedStatus.LATE, AgreedStatus.OPEN)
        )
        if held >= since:
            decisions += (
                Decided(said.text, name, held, view.record_line(minutes.path, said.line))
                for said in minutes.decisions
            )
    names = view.host
    return Agreements(tuple(actions), tuple(decisions), names) if actions or decisions else None


def _actions_page(entries: Sequence[PartnershipRow[Agreements]], whole: Whole) -> Page:
    """Actions and decisions of all; None where none is told of."""
    actions = sorted(((e, one) for e in entries for one in e.row.actions), key=_urgency)
    decisions = sorted(
        ((e, one) for e in entries for one in e.row.decisions),
        key=lambda pair: (-pair[1].on.toordinal(), alphabetical(pair[0].title)),
    )
    headings = [Heading("actions", "Actions")] if actions else []
    headings += [Heading("decisions", "Decisions")] if decisions else []
    return whole.page(
        "log",
        _ACTIONS_TITLE,
        "What was agreed in reviews, and what is open.",
        headings,
        actions=actions,
        action_controls=controls(actions, _OF_ACTIONS),
        decisions=decisions,
        decision_controls=controls(decisions, _OF_DECISIONS),
    )


def _actions(view: CharterView, minutes: Minutes, review: str, held: date) -> Iterator[Agreed]:
    for action in minutes.actions:
        is_open = action.state is ActionState.OPEN
        late = (view.as_of - action.due).days if is_open and action.due else 0
        standing = AgreedStatus.LATE if late > 0 else AgreedStatus(action.state.value)
        who = view.name(action.person) if action.person else ""
        line = view.record_line(minutes.path, action.line)
        yield Agreed(action.what, standing, who, action.due, max(late, 0), review, held, line)


def _urgency(pair: tuple[PartnershipRow[Agreements], Agreed]) -> tuple[int, int, str, str]:
    """What is late first and the oldest of it on top; what is closed last, the newest on top."""
    entry, one = pair
    number = list(AgreedStatus).index(one.standing)
    day = one.due or date.max if number <= 1 else one.on
    ordinal = day.toordinal() if number <= 1 else -day.toordinal()
    return number, ordinal, alphabetical(entry.title), one.what


_OF_ACTIONS: tuple[Facet[tuple[PartnershipRow[Agreements], Agreed]], ...] = (
    Facet("State", lambda pair: (words(pair[1].standing),), tuple(map(words, AgreedStatus))),
    Facet("Who", lambda pair: (pair[1].who,) if pair[1].who else ()),
    Facet("Partnership", lambda pair: (pair[0].title,)),
)
_OF_DECISIONS: tuple[Facet[tuple[PartnershipRow[Agreements], Decided]], ...] = (
    Facet("Decided in", lambda pair: (pair[0].title,)),
)

ACTIONS_PAGE = PortfolioPage(_ACTIONS_PATH, _actions_row, _actions_page)


_YEAR_PATH = "year/index.md"
_YEAR_TITLE = "The year of reviews"
_MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Meeting:
    """A review with its days to come within a year."""

    name: str
    kind: str
    often: str
    days: tuple[date, ...]
    line: Line | None

    @property
    def constant(self) -> bool:
        """Whether it is held more than once a month, so that it would drown the others."""
        return len(self.days) > _MONTHS_AHEAD


@dataclass(frozen=True, slots=True)
class Slot:
    """One day of a review of one partnership."""

    day: date
    meeting: Meeting
    entry: PartnershipRow[tuple[Meeting, ...]]


@dataclass(frozen=True, slots=True)
class Month:
    """A month, by its first day, and what is held in it."""

    first: date
    slots: tuple[tuple[Slot, str], ...]


def _year_row(view: CharterView) -> tuple[Meeting, ...] | None:
    """The reviews that lie ahead; None where there are none, or none is told of."""
    charter, today = view.partnership.charter, view.as_of
    found = tuple(_meetings(charter, view, today, _last_day(today)))
    return found or None


def _year_page(entries: Sequence[PartnershipRow[tuple[Meeting, ...]]], whole: Whole) -> Page:
    """Month after month; None where no review lies ahead."""
    today = whole.now.astimezone(UTC).date()
    slots = sorted(
        (
            Slot(day, meeting, entry)
            for entry in entries
            for meeting in entry.row
            if not meeting.constant
            for day in meeting.days
        ),
        key=lambda slot: (slot.day, alphabetical(slot.entry.title), slot.meeting.name),
    )
    constant = [(e, meeting) for e in entries for meeting in e.row if meeting.constant]
    filters = _controls(slots)
    months = list(_months(today, slots, filters))
    headings = [Heading(f"m-{month.first:%Y-%m}", f"{month.first:%B %Y}") for month in months]
    return whole.page(
        "year",
        _YEAR_TITLE,
        "Reviews of all partnerships, month by month.",
        headings,
        months=months,
        controls=filters,
        constant=constant,
    )


def _meetings(charter: Charter, view: CharterView, today: date, until: date) -> Iterator[Meeting]:
    if charter.status is Status.ENDED:
        return
    for id_, review in charter.reviews.items():
        held = days_held(id_, view.partnership.records, view.now)
        planned = (day for day in _days(charter, review, today, until) if day not in held)
        held_on = (meets_on(one, view.partnership) or one for one in planned)
        days = tuple(dict.fromkeys(day for day in held_on if day >= today))
        if days:
            line = view.line("reviews", id_)
            yield Meeting(review.name, words(review.kind), _often(review), days, line)


def _often(review: Review) -> str:
    """How often in words; a rule that has none is told by the day that comes next alone."""
    told = cadence(review.every)
    return "" if "=" in told else told


def _days(charter: Charter, review: Review, today: date, until: date) -> Iterator[date]:
    """The planned days from a month before today on, within the term."""
    if review.every is None or review.starting is None:
        return
    start, end = charter.term.start or date.min, charter.term.last_day or date.max
    since = max(add_months(today, -1), start)
    yield from review.every.occurrences(review.starting, min(until, end), since)


def _last_day(today: date) -> date:
    return add_days(add_months(today, _MONTHS_AHEAD), -1)


def _controls(slots: Sequence[Slot]) -> Controls:
    facets: tuple[Facet[Slot], ...] = (
        Facet("Partnership", lambda slot: (slot.entry.title,)),
        Facet("Kind", lambda slot: (slot.meeting.kind,) if slot.meeting.kind else ()),
    )
    return controls(slots, facets)


def _months(today: date, slots: Sequence[Slot], filters: Controls) -> Iterator[Month]:
    marked, last = list(zip(slots, filters.marks, strict=True)), _last_day(today)
    firsts = (add_months(today.replace(day=1), number) for number in range(_MONTHS_AHEAD + 1))
    for first in takewhile(lambda day: day <= last, firsts):
        within = (one for one in marked if one[0].day.replace(day=1) == first)
        yield Month(first, tuple(within))


YEAR_PAGE = PortfolioPage(_YEAR_PATH, _year_row, _year_page)
