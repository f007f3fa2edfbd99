"""Makes what one can subscribe to: of each partnership by itself, and then of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from trm_policy.portfolio.people import all_people
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.calendars import CalendarEntry, calendar
from trm_policy.publish.calendars.agenda import agenda, concerning
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.data_json import (
    charter_data,
    data_text,
    portfolio_data,
    portfolio_row,
    schema_text,
)
from trm_policy.publish.page import Link
from trm_policy.publish.past import FeedOf, Past, Site, partnership_feed
from trm_policy.publish.subscriptions import (
    CALENDAR,
    DATA,
    SCHEMAS,
    Subscriptions,
    person_calendar,
)

Files = Mapping[str, str | bytes]


@dataclass(frozen=True, slots=True)
class CharterFiles:
    """What one partnership has to subscribe to.

    ``people`` are the names and entries of those who have something to do in it, by the path of
    their calendar; ``row`` is what the data of all partnerships say of it. ``own`` are its files.
    """

    offered: Subscriptions
    entries: Sequence[CalendarEntry]
    people: Mapping[str, tuple[str, Sequence[CalendarEntry]]]
    row: Mapping[str, Any] = field(default_factory=dict)
    own: Files = field(default_factory=dict)


@dataclass(frozen=True)
class SiteFiles:
    """The calendars, feeds and data of a site."""

    site: Site
    past: Past | None
    now: datetime
    link_from: Callable[[str], Link]

    def offered(self, view: CharterView, page: str) -> CharterFiles:
        """What one can subscribe to of a partnership, and what its calendars hold."""
        entries = agenda(view.projection, self.now, view.limits.asked)
        people: dict[str, tuple[str, Sequence[CalendarEntry]]] = {}
        paths: dict[str, str] = {}
        part = view.partnership
        for someone in all_people(part.roster.directory, [part]).values():
            ids = someone.ids_in(part)
            if found := tuple(concerning(entries, ids)):
                path = person_calendar(someone)
                paths |= dict.fromkeys(ids, path)
                people[path] = someone.name, found
        known = self.past is not None and self.past.known
        return CharterFiles(Subscriptions.of(page, past=known, people=paths), entries, people)

    def made(self, view: CharterView, files: CharterFiles) -> CharterFiles:
        """The same with its files and its row, once the view knows what is offered."""
        row = portfolio_row(view, files.offered, self.link_from(DATA))
        return replace(files, row=row, own=dict(self._own(view, files)))

    def _own(self, view: CharterView, part: CharterFiles) -> Iterator[tuple[str, str | bytes]]:
        """The files of a partnership, by path."""
        files, title = part.offered, view.partnership.charter.title
        yield files.calendar, calendar(part.entries, title)
        yield files.data, data_text(charter_data(view, files, self.link_from(files.data)))
        if files.feed is not None:
            id_ = view.partnership.id
            about = FeedOf(f"{title}: what changed", f"changes/of/{id_}", files.page, files.feed)
            link = self.link_from(files.feed)
            yield files.feed, partnership_feed(about, view.past, self.site, self.now, link)

    def whole(self, parts: Sequence[CharterFiles], cache: PageCache) -> Files:
        """The files about all partnerships and about people, and the schemas of the data.

        Calendars that ``cache`` has of the same entries are not made again.
        """

        def made(path: str, entries: Sequence[CalendarEntry], name: str) -> bytes:
            chosen = tuple(entries)
            return cache.take(path, (chosen, name), partial(calendar, chosen, name))

        people: dict[str, tuple[str, list[CalendarEntry]]] = {}
        for part in parts:
            for path, (name, found) in part.people.items():
                people.setdefault(path, (name, []))[1].extend(found)
        entries = [entry for part in parts for entry in part.entries]
        data = portfolio_data([part.row for part in parts], self.now, self.link_from(DATA))
        calendars = {path: made(path, found, name) for path, (name, found) in people.items()}
        return {
            CALENDAR: made(CALENDAR, entries, self.site.name),
            DATA: data_text(data),
            **{path: schema_text(name) for name, path in SCHEMAS.items()},
            **calendars,
        }
