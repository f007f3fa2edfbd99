"""What one can subscribe to, by the path of each file: calendars, feeds and data.

The files of a partnership lie in a folder beside its page, and so keep their addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from unicodedata import normalize

from trm_policy.portfolio.people import Someone

CALENDAR = "calendar.ics"
DATA = "portfolio.json"
SCHEMAS = {
    "charter-data": "data/charter.schema.json",
    "portfolio-data": "data/portfolio.schema.json",
}
"""By the name that ``trm schema`` gives them."""
_NO_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The paths of the page of a partnership and of its files.

    ``feed`` is None where nothing is told of the past. ``people`` are the calendars of those with
    something to do here, by the id that the charter gives them.
    """

    page: str
    calendar: str
    data: str
    feed: str | None = None
    people: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, page: str, *, past: bool, people: Mapping[str, str] | None = None) -> Subscriptions:
        """Those that belong to the page at a path."""
        folder = page.removesuffix(".md")
        feed = f"{folder}/changes.xml" if past else None
        return cls(page, f"{folder}/{CALENDAR}", f"{folder}/charter.json", feed, people or {})


def person_calendar(someone: Someone) -> str:
    """The path of a person's calendar: readable, and of one person alone whatever others' names."""
    latin = normalize("NFKD", someone.name.casefold()).encode("ascii", "ignore").decode()
    word = _NO_WORD.sub("-", latin).strip("-")[:_LONGEST_NAME]
    digest = sha256(someone.key.encode("utf-8", "replace")).hexdigest()[:10]
    return f"people/{word}-{digest}.ics" if word else f"people/{digest}.ics"
