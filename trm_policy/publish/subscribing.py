"""Makes what one can subscribe to: of each partnership as it is taken, and then of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from trm_policy.portfolio.everybody import Someone, everybody
from trm_policy.projection import Projection
from trm_policy.publish.calendars import Entry, agenda, calendar, concerning
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.data_json import (
    charter_data,
    data_text,
    portfolio_data,
    portfolio_row,
    schema_text,
)
from trm_policy.publish.page import Link
from trm_policy.publish.past import About, Past, Site, partnership_feed
from trm_policy.publish.subscriptions import (
    CALENDAR,
    DATA,
    SCHEMAS,
    Subscriptions,
    person_calendar,
)

Files = Mapping[str, str | bytes]


class Subscribing:
    """The calendars, feeds and data of one edition of a site."""

    def __init__(
        self, site: Site, past: Past | None, now: datetime, link_from: Callable[[str], Link]
    ) -> None:
        self._site = site
        self._past = past
        self._now = now
        self._link_from = link_from
        self._entries: list[Entry] = []
        self._people: dict[str, tuple[str, list[Entry]]] = {}
        self._rows: list[dict[str, Any]] = []

    def offered(self, view: CharterView, page: str) -> tuple[Subscriptions, list[Entry]]:
        """What one can subscribe to of a partnership, and what its calendars hold."""
        entries = agenda(view.projection, self._now, view.house.asked)
        people: dict[str, str] = {}
        for someone in _everybody(view.projection):
            ids = someone.ids_in(view.partnership)
            if found := concerning(entries, ids):
                path = person_calendar(someone)
                people |= dict.fromkeys(ids, path)
                self._people.setdefault(path, (someone.name, []))[1].extend(found)
        known = self._past is not None and self._past.known
        return Subscriptions.of(page, past=known, people=people), entries

    def take(
        self, view: CharterView, files: Subscriptions, entries: list[Entry]
    ) -> Iterator[tuple[str, str | bytes]]:
        """The files of a partnership, by path."""
        title = view.partnership.charter.title
        self._entries += entries
        self._rows.append(portfolio_row(view, files, self._link_from(DATA)))
        yield files.calendar, calendar(entries, title)
        yield files.data, data_text(charter_data(view, files, self._link_from(files.data)))
        if files.feed is not None:
            id_ = view.partnership.id
            about = About(f"{title}: what changed", f"changes/of/{id_}", files.page, files.feed)
            link = self._link_from(files.feed)
            yield files.feed, partnership_feed(about, view.past, self._site, self._now, link)

    def whole(self) -> Files:
        """The files about all partnerships and about people, and the schemas of the data."""
        data = portfolio_data(self._rows, self._now, self._link_from(DATA))
        people = {path: calendar(found, name) for path, (name, found) in self._people.items()}
        return {
            CALENDAR: calendar(self._entries, self._site.name),
            DATA: data_text(data),
            **{path: schema_text(name) for name, path in SCHEMAS.items()},
            **people,
        }


def _everybody(projection: Projection) -> Iterator[Someone]:
    part = projection.partnership
    yield from everybody(part.roster.directory, [part]).values()
