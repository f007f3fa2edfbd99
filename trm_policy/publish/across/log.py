"""What was agreed in the reviews of all partnerships: actions, the open ones first; decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from enum import StrEnum

from trm_policy.model.records import ActionState, Minutes
from trm_policy.portfolio.known import minutes_known
from trm_policy.publish.chapter import Chapter, Entry, Whole
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Line
from trm_policy.publish.filtering import Facet, controls
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.rendering import render
from trm_policy.publish.rhythm import review_name
from trm_policy.timing.days import add_months
from trm_policy.wording.text import words

PATH = "actions/index.md"
TITLE = "Actions and decisions"
_BACK_MONTHS = 12


class Standing(StrEnum):
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
    standing: Standing
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
class Log:
    """What the reviews of one partnership left behind: all that is open, the rest of a year."""

    actions: tuple[Agreed, ...]
    decisions: tuple[Decided, ...]
    names: bool


def row(view: CharterView) -> Log | None:
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
        name = review_name(view.partnership.charter, minutes.front.review)
        actions += (
            one
            for one in _actions(view, minutes, name, held)
            if held >= since or one.standing in (Standing.LATE, Standing.OPEN)
        )
        if held >= since:
            decisions += (
                Decided(said.text, name, held, view.record_line(minutes.path, said.line))
                for said in minutes.decisions
            )
    names = view.host
    return Log(tuple(actions), tuple(decisions), names) if actions or decisions else None


def page(entries: Sequence[Entry[Log]], whole: Whole) -> Page | None:
    """Actions and decisions of all; None where none is told of."""
    if not entries:
        return None
    actions = sorted(((e, one) for e in entries for one in e.row.actions), key=_urgency)
    decisions = sorted(
        ((e, one) for e in entries for one in e.row.decisions),
        key=lambda pair: (-pair[1].on.toordinal(), pair[0].title.casefold()),
    )
    headings = [Heading("actions", "Actions")] if actions else []
    headings += [Heading("decisions", "Decisions")] if decisions else []
    html = render(
        "across/log.html",
        title=TITLE,
        actions=actions,
        action_controls=controls(actions, _FACETS),
        decisions=decisions,
        decision_controls=controls(decisions, _OF_DECISIONS),
        today=whole.now.astimezone(UTC).date(),
        link=whole.link,
    )
    return Page(TITLE, html, tuple(headings), "What was agreed in reviews, and what is open.")


def _actions(view: CharterView, minutes: Minutes, review: str, held: date) -> Iterator[Agreed]:
    for action in minutes.actions:
        is_open = action.state is ActionState.OPEN
        late = (view.as_of - action.due).days if is_open and action.due else 0
        standing = Standing.LATE if late > 0 else Standing(action.state.value)
        who = view.name(action.person) if action.person else ""
        line = view.record_line(minutes.path, action.line)
        yield Agreed(action.what, standing, who, action.due, max(late, 0), review, held, line)


def _urgency(pair: tuple[Entry[Log], Agreed]) -> tuple[int, int, str, str]:
    """What is late first and the oldest of it on top; what is closed last, the newest on top."""
    entry, one = pair
    number = list(Standing).index(one.standing)
    day = one.due or date.max if number <= 1 else one.on
    ordinal = day.toordinal() if number <= 1 else -day.toordinal()
    return number, ordinal, entry.title.casefold(), one.what


_FACETS: tuple[Facet[tuple[Entry[Log], Agreed]], ...] = (
    Facet("State", lambda pair: (words(pair[1].standing),), tuple(map(words, Standing))),
    Facet("Who", lambda pair: (pair[1].who,) if pair[1].who else ()),
    Facet("Partnership", lambda pair: (pair[0].title,)),
)
_OF_DECISIONS: tuple[Facet[tuple[Entry[Log], Decided]], ...] = (
    Facet("Decided in", lambda pair: (pair[0].title,)),
)

LOG = Chapter(PATH, row, page)
