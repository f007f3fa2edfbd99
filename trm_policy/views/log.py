"""How charters came to be what they are: the events of their lives, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from trm_policy.history.log import Event
from trm_policy.views.view import Block, Heading, Item, Items, Line, Mark, Paragraph, View

_SHORT = 10
"""Characters of a commit's name."""


def log_view(events: Sequence[Event], *, portfolio: bool, since: date | None) -> View:
    """Events as they come, the newest first; of one charter, or of the whole portfolio."""
    data = {"version": 1, "events": list(map(_row, events))}
    if not events:
        said = "No event" if since is None else f"No event since {since}"
        return View((Paragraph((f"{said}.",)),), data)
    blocks: list[Block] = [] if portfolio else [Heading(events[0].title, 1)]
    for day, some in groupby(events, key=lambda event: event.day):
        items = tuple(Item(_line(event, portfolio=portfolio)) for event in some)
        blocks += [Heading(day.isoformat()), Items(items)]
    return View(tuple(blocks), data)


def _line(event: Event, *, portfolio: bool) -> Line:
    whose = f"{event.partnership}: " if portfolio else ""
    by = ", ".join(filter(None, (event.author, event.commit[:_SHORT])))
    sentence: str | Mark = event.sentence
    if event.weakens:
        sentence = Mark(event.sentence, "red" if event.approved is False else "yellow")
    return (whose, sentence, "  ", Mark(f"({by})", dim=True))


def _row(event: Event) -> dict[str, Any]:
    return {
        "at": event.at.isoformat(),
        "partnership": event.partnership,
        "title": event.title,
        "kind": event.kind.value,
        "sentence": event.sentence,
        "author": event.author or None,
        "commit": event.commit,
        "audience": event.audience,
        "weakens": event.weakens,
        "approved": event.approved,
    }
