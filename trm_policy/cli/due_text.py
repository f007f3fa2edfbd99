"""What falls due as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import click

from trm_policy.measure.due import DueItem
from trm_policy.timing import CalendarSpan
from trm_policy.timing.instant import add_days
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_WEEK = 7


def nothing(until: date | None, *, chosen: bool) -> str:
    """What is said where there is nothing; ``until`` is None where only what is late was asked for.

    ``chosen`` says that only some things or one person's were asked for.
    """
    thing = "Nothing of that" if chosen else "Nothing"
    return f"{thing} is late.\n" if until is None else f"{thing} falls due by {until}.\n"


def text(items: Sequence[DueItem], today: date) -> str:
    """Groups of lines for a terminal: what is late, what comes within a week, what comes later."""
    widths = [max(len(row[column]) for row in map(_cells, items)) for column in range(3)]
    lines: list[str] = []
    for sign, colour, heading, group in _groups(items, today):
        lines += [""] if lines else []
        lines.append(click.style(f"{heading} ({len(group)})", bold=True))
        for item in group:
            cells = [f"{cell:{width}}" for cell, width in zip(_cells(item), widths, strict=True)]
            mark = click.style(sign, fg=colour)
            lines.append(f"  {mark} {item.day}  {'  '.join(cells)}  {printable(_told(item))}")
    return "\n".join(lines) + "\n"


def markdown(items: Sequence[DueItem], today: date) -> str:
    """The same groups as tables."""
    lines: list[str] = []
    for _, _, heading, group in _groups(items, today):
        lines += [""] if lines else []
        lines += [f"## {heading}", "", "| day | late | partnership | kind | what | who |"]
        lines.append("|---" * 6 + "|")
        for item in group:
            cells = (
                str(item.day),
                _late(item),
                item.partnership,
                _kind(item),
                item.what,
                _who(item),
            )
            lines.append("| " + " | ".join(map(plain, cells)) + " |")
    return "\n".join(lines).encode("utf-8", "replace").decode() + "\n"


def json_of(
    items: Sequence[DueItem],
    now: datetime,
    within: CalendarSpan,
    unread: Sequence[str],
    *,
    emails: bool,
) -> str:
    """The items key by key; with ``emails`` also people's addresses."""
    data = {
        "version": 1,
        "as_of": now.isoformat(),
        "until": within.after(now.astimezone(UTC).date()).isoformat(),
        "unread": list(unread),
        "items": [_row(item, emails=emails) for item in items],
    }
    return json_text(data).encode("utf-8", "replace").decode()


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


_Group = tuple[str, str, str, list[DueItem]]


def _groups(items: Sequence[DueItem], today: date) -> Iterator[_Group]:
    """Sign, colour, heading and items of each group that has any."""
    week = add_days(today, _WEEK - 1)
    late = [item for item in items if item.overdue]
    soon = [item for item in items if not item.overdue and item.day <= week]
    later = [item for item in items if item.day > week]
    groups: list[_Group] = [
        ("●", "red", "Overdue", late),
        ("◐", "yellow", f"This week, to {week}", soon),
        ("○", "cyan", "Later", later),
    ]
    return (group for group in groups if group[3])


def _cells(item: DueItem) -> tuple[str, str, str]:
    return _late(item), printable(item.partnership), _kind(item)


def _late(item: DueItem) -> str:
    if not item.overdue:
        return ""
    return f"{item.overdue} {'day' if item.overdue == 1 else 'days'} late"


def _kind(item: DueItem) -> str:
    return f"{item.kind} (draft)" if item.draft else str(item.kind)


def _told(item: DueItem) -> str:
    return f"{item.what} – {_who(item)}"


def _who(item: DueItem) -> str:
    return ", ".join(one.name for one in item.who) or "nobody named"
