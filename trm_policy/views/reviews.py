"""When reviews come, were held and were missed; and what a review that binds asks of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from trm_policy.finding import Finding, Severity
from trm_policy.measure.meetings import ReviewState
from trm_policy.model.records import ActionState, Minutes
from trm_policy.portfolio.partnership import Partnership
from trm_policy.views.view import Block, Heading, Line, Mark, Paragraph, Table, View
from trm_policy.wording.lists import counted, no_or_some
from trm_policy.wording.text import closed

_COLUMNS = ("review", "next", "last held", "missed", "what it is")


def reviews_view(found: Sequence[ReviewState], now: datetime) -> View:
    """The reviews, charter by charter."""
    blocks: list[Block] = []
    for id_ in dict.fromkeys(one.partnership for one in found):
        rows = tuple(_row(one) for one in found if one.partnership == id_)
        blocks += [Heading(id_, 3), Table(_COLUMNS, rows)]
    data = {
        "version": 1,
        "as_of": now.isoformat(),
        "reviews": [
            {
                "partnership": one.partnership,
                "review": one.id,
                "name": one.review.name,
                "kind": one.review.kind,
                "every": str(one.review.every) if one.review.every else None,
                "next": iso(one.next),
                "meets": iso(one.meets),
                "ready": one.ready.as_posix() if one.ready else None,
                "held_on": iso(one.held),
                "missed": [iso(day) for day in one.missed],
            }
            for one in found
        ],
    }
    return View(tuple(blocks) or (Paragraph(("No charter has a review.",)),), data)


def iso(day: date | None) -> str | None:
    """A day as machines read it."""
    return day.isoformat() if day else None


def _row(one: ReviewState) -> tuple[Line, ...]:
    planned = f" (planned for {one.next})" if one.day != one.next else ""
    coming = f"{one.day or '–'}{planned}{' (ready)' if one.ready else ''}"
    held = str(one.held or ("–" if one.keeps_minutes else "no minutes kept"))
    more = f" and {len(one.missed) - 1} before" if len(one.missed) > 1 else ""
    lost = Mark(f"{one.missed[0]}{more}", "red") if one.missed else "–"
    return one.id, coming, held, lost, one.review.name


def closing_view(
    partnership: Partnership, review: str, minutes: Minutes, findings: Iterable[Finding]
) -> View:
    """Who owes what by when, once the minutes bind; what is found is for a reporter to show."""
    found, front = list(findings), minutes.front
    binds = all(one.severity is not Severity.ERROR for one in found)
    blocks: tuple[Block, ...]
    if front is not None and binds and not front.took_place:
        moved = f" to {front.moved_to}" if front.moved_to else ""
        because = f": {closed(front.because)}" if front.because else "."
        said = f"The review {review!r} planned for {front.for_} was {front.status}{moved}{because}"
        blocks = (Paragraph((said,)), Paragraph(("There is nothing to bind.",)))
    elif front is None or not binds:
        blocks = (Paragraph((f"The minutes of {review!r} are not binding yet.",)),)
    else:
        said = (
            f"✓ the minutes of {review!r} of {front.held_on} are binding: "
            f"{counted(len(minutes.decisions), 'decision')}, "
            f"{no_or_some(len(minutes.actions), 'action')}"
        )
        rows = tuple(_owed(partnership, minutes))
        table = (Table(("due", "who", "what"), rows),) if rows else ()
        blocks = (Paragraph((Mark(said, "green"),)), *table)
    data = {
        "version": 1,
        "partnership": partnership.id,
        "review": review,
        "path": minutes.path.as_posix(),
        "for": iso(front.for_ if front else None),
        "held_on": iso(front.held_on if front else None),
        "binds": binds and (front is None or front.took_place),
        "decisions": [one.text for one in minutes.decisions],
        "actions": list(_actions(partnership, minutes)),
        "findings": list(map(_finding, found)),
    }
    return View(blocks, data)


def _owed(partnership: Partnership, minutes: Minutes) -> Iterator[tuple[str, str, str]]:
    """The open actions, the first day first; what was done or dropped is owed no more."""
    waiting = [one for one in minutes.actions if one.state is ActionState.OPEN]
    for action in sorted(waiting, key=lambda one: one.due or date.max):
        who = partnership.roster.name_of(action.person or "")
        yield str(action.due or "no day"), who, " ".join(action.what.split())


def _actions(partnership: Partnership, minutes: Minutes) -> Iterator[dict[str, Any]]:
    for action in minutes.actions:
        yield {
            "state": action.state.value,
            "person": action.person,
            "name": partnership.roster.name_of(action.person) if action.person else None,
            "what": action.what,
            "due": iso(action.due),
            "kpi": action.kpi,
        }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": one.message,
        "help": one.help,
        "path": one.path.as_posix(),
        "line": one.span.line,
        "column": one.span.column,
        "at": one.at,
    }
