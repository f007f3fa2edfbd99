"""The reviews of all partnerships in the twelve months to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from itertools import takewhile

from trm_policy.measure.meetings import days_held
from trm_policy.model.charter import Charter
from trm_policy.model.rhythm import Review
from trm_policy.model.vocabulary import Status
from trm_policy.publish.chapter import Chapter, Entry, Whole
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Line
from trm_policy.publish.filtering import Controls, Facet, controls
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.rendering import render
from trm_policy.timing.days import add_days, add_months
from trm_policy.wording.days import cadence
from trm_policy.wording.text import words

PATH = "year/index.md"
TITLE = "The year of reviews"
_MONTHS = 12


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
        return len(self.days) > _MONTHS


@dataclass(frozen=True, slots=True)
class Slot:
    """One day of a review of one partnership."""

    day: date
    meeting: Meeting
    entry: Entry[tuple[Meeting, ...]]


@dataclass(frozen=True, slots=True)
class Month:
    """A month, by its first day, and what is held in it."""

    first: date
    slots: tuple[tuple[Slot, str], ...]


def row(view: CharterView) -> tuple[Meeting, ...] | None:
    """The reviews that lie ahead; None where there are none, or none is told of."""
    charter, today = view.partnership.charter, view.as_of
    found = tuple(_meetings(charter, view, today, _last_day(today)))
    return found or None


def page(entries: Sequence[Entry[tuple[Meeting, ...]]], whole: Whole) -> Page | None:
    """Month after month; None where no review lies ahead."""
    if not entries:
        return None
    today = whole.now.astimezone(UTC).date()
    slots = sorted(
        (
            Slot(day, meeting, entry)
            for entry in entries
            for meeting in entry.row
            if not meeting.constant
            for day in meeting.days
        ),
        key=lambda slot: (slot.day, slot.entry.title.casefold(), slot.meeting.name),
    )
    constant = [(e, meeting) for e in entries for meeting in e.row if meeting.constant]
    filters = _controls(slots)
    months = list(_months(today, slots, filters))
    headings = [Heading(f"m-{month.first:%Y-%m}", f"{month.first:%B %Y}") for month in months]
    html = render(
        "across/year.html",
        title=TITLE,
        months=months,
        controls=filters,
        constant=constant,
        today=today,
        link=whole.link,
    )
    return Page(TITLE, html, tuple(headings), "When which partnership meets, month by month.")


def _meetings(charter: Charter, view: CharterView, today: date, until: date) -> Iterator[Meeting]:
    if charter.status is Status.ENDED:
        return
    for id_, review in charter.reviews.items():
        held = days_held(id_, view.partnership.records, view.now)
        days = tuple(day for day in _days(charter, review, today, until) if day not in held)
        if days:
            line = view.line("reviews", id_)
            yield Meeting(review.name, words(review.kind), _often(review), days, line)


def _often(review: Review) -> str:
    """How often in words; a rule that has none is told by the day that comes next alone."""
    told = cadence(review.every)
    return "" if "=" in told else told


def _days(charter: Charter, review: Review, today: date, until: date) -> Iterator[date]:
    """The planned days from today on, within the term."""
    if review.every is None or review.starting is None:
        return
    start, end = charter.term.start or date.min, charter.term.end or date.max
    for day in review.every.occurrences(review.starting, min(until, end)):
        if day >= max(today, start):
            yield day


def _last_day(today: date) -> date:
    return add_days(add_months(today, _MONTHS), -1)


def _controls(slots: Sequence[Slot]) -> Controls:
    facets: tuple[Facet[Slot], ...] = (
        Facet("Partnership", lambda slot: (slot.entry.title,)),
        Facet("Kind", lambda slot: (slot.meeting.kind,) if slot.meeting.kind else ()),
    )
    return controls(slots, facets)


def _months(today: date, slots: Sequence[Slot], filters: Controls) -> Iterator[Month]:
    marked, last = list(zip(slots, filters.marks, strict=True)), _last_day(today)
    firsts = (add_months(today.replace(day=1), number) for number in range(_MONTHS + 1))
    for first in takewhile(lambda day: day <= last, firsts):
        within = (one for one in marked if one[0].day.replace(day=1) == first)
        yield Month(first, tuple(within))


YEAR = Chapter(PATH, row, page)
