"""What one can subscribe to, by the path of each file: calendars, feeds and data.

The files of a partnership lie in a folder beside its page, and so keep their addresses.
"""

from __future__ import annotations

from dataclasses import dataclass

CALENDAR = "calendar.ics"
DATA = "portfolio.json"
SCHEMAS = {
    "charter-data": "data/charter.schema.json",
    "portfolio-data": "data/portfolio.schema.json",
}
"""By the name that ``trm schema`` gives them."""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The paths of the page of a partnership and of its files.

    ``feed`` is None where nothing is told of the past.
    """

    page: str
    calendar: str
    data: str
    feed: str | None = None

    @classmethod
    def of(cls, page: str, *, past: bool) -> Subscriptions:
        """Those that belong to the page at a path."""
        folder = page.removesuffix(".md")
        feed = f"{folder}/changes.xml" if past else None
        return cls(page, f"{folder}/{CALENDAR}", f"{folder}/charter.json", feed)
