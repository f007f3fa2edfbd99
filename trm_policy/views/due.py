"""What falls due: what is late, what comes within a week, what comes later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from trm_policy.measure.due import DueItem
from trm_policy.timing import CalendarSpan
from trm_policy.timing.instant import add_days
from trm_policy.views.view import Block, Heading, Line, Mark, Paragraph, Table, View
from trm_policy.wording.lists import counted

_WEEK = 7
_COLUMNS = ("day", "late", "partnership", "kind", "who", "what")


def due_view(  # noqa: PLR0913 - what falls due, of when, and what was asked for
    items: Sequence[DueItem],
    now: datetime,
    within: CalendarSpan,
    unread: Sequence[str],
    *,
    overdue: bool = False,
    narrowed: bool = False,
    emails: bool = False,
) -> View:
    """The items in groups; as data key by key, with ``emails`` also people's addresses.

    ``overdue`` says that only what is late was asked for, ``narrowed`` that only some kinds or
    one person's.
    """
    today = now.astimezone(UTC).date()
    until = within.after(today)
    data = {
        "version": 1,
        "as_of": now.isoformat(),
        "until": until.isoformat(),
        "unread": list(unread),
        "items": [_row(item, emails=emails) for item in items],
    }
    if items:
        return View(tuple(_groups(items, today)), data)
    thing = "Nothing of that" if narrowed else "Nothing"
    said = f"{thing} is late." if overdue else f"{thing} falls due by {until}."
    return View((Paragraph((said,)),), data)


def _groups(items: Sequence[DueItem], today: date) -> Iterator[Block]:
    """A heading and a table for each group that has any."""
    week = add_days(today, _WEEK - 1)
    groups = {
        "Overdue": [item for item in items if item.overdue],
        f"This week, to {week}": [i for i in items if not i.overdue and i.day <= week],
        "Later": [item for item in items if item.day > week],
    }
    for heading, group in groups.items():
        if group:
            yield Heading(f"{heading} ({len(group)})")
            yield Table(_COLUMNS, tuple(map(_cells, group)))


def _cells(item: DueItem) -> tuple[Line, ...]:
    late = Mark(f"{counted(item.overdue, 'day')} late", "red") if item.overdue else ""
    kind = f"{item.kind} (draft)" if item.draft else str(item.kind)
    who = ", ".join(one.name for one in item.who) or "no one named"
    return str(item.day), late, item.partnership, kind, who, item.what


def _row(item: DueItem, *, emails: bool) -> dict[str, Any]:
    return {
        "day": item.day.isoformat(),
        "kind": item.kind.value,
        "partnership": item.partnership,
        "title": item.title,
        "what": item.what,
        "who": [
            {"id": one.id, "name": one.name} | ({"email": one.email} if emails else {})
            for one in item.who
        ],
        "place": item.place,
        "path": item.document.as_posix() if item.document else None,
        "line": item.line,
        "overdue_days": item.overdue,
        "draft": item.draft,
    }
