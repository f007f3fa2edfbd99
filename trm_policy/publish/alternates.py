"""Calendar, feed and data of a page, named in its head, where readers of such things look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_LINK = Markup('<link rel="alternate" type="{}" title="{}" href="{}">\n')
_END = "</head>"


@dataclass(frozen=True, slots=True)
class Alternate:
    """What a page tells in another form: its media type, a title, and its address."""

    kind: str
    title: str
    address: str


def alternates(calendar: str, data: str, feed: str | None = None) -> tuple[Alternate, ...]:
    """Those with these addresses."""
    found = [Alternate("text/calendar", "Calendar", calendar)]
    found += [Alternate("application/atom+xml", "What changed", feed)] if feed else []
    return (*found, Alternate("application/json", "Data", data))


def with_alternates(page: str, offered: Sequence[Alternate]) -> str:
    """The finished page with a link to each in its head."""
    links = (str(_LINK.format(one.kind, one.title, one.address)) for one in offered)
    return page.replace(_END, "".join(links) + _END, 1)
