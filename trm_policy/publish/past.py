"""What a site tells of the past: events made elsewhere, a page of them, and a feed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from io import StringIO
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from markupsafe import escape

from trm_policy.history.log.event import Event
from trm_policy.model.audience import Override
from trm_policy.portfolio.layout import CHARTER_FILE
from trm_policy.publish.page import Link, Page
from trm_policy.publish.rendering import render
from trm_policy.source import Source
from trm_policy.wording.text import printable

if TYPE_CHECKING:
    from feedgenerator import Atom1Feed

CHANGES = "changes/index.md"
FEED = "changes.xml"
TITLE = "What changed"
ON_A_PAGE = 30
IN_ALL = 100
_TAG = "tag:trm-policy.invalid,2026:"
"""Begins the ids of the feed: of a domain that never is, so that no address ever changes them."""


@dataclass(frozen=True, slots=True)
class Past:
    """The past of a portfolio, newest first, for the site's audience.

    ``latest`` are the last events of all, ``lives`` those of each charter by its id. ``known`` is
    False where git could not be asked.
    """

    latest: Sequence[Event] = ()
    lives: Mapping[str, Sequence[Event]] = field(default_factory=dict)
    known: bool = True

    def until(self, last: date) -> Past:
        """The same, without what was committed after a day."""

        def each(events: Sequence[Event]) -> list[Event]:
            return [event for event in events if event.day <= last]

        lives = {name: each(events) for name, events in self.lives.items()}
        return replace(self, latest=each(self.latest), lives=lives)

    def shown_to(self, audience: Override, *, published: bool) -> Past:
        """The same; without authors where they are not ``published`` and others read it."""

        def each(events: Sequence[Event]) -> list[Event]:
            return [event.shown_to(audience, published=published) for event in events]

        lives = {name: each(events) for name, events in self.lives.items()}
        return replace(self, latest=each(self.latest), lives=lives)


def as_committed(past: Past, committed: Source, shown: Source, folder: PurePosixPath) -> Past:
    """The past of those charters alone that stand in ``shown`` as they are committed.

    What another text of a charter hides is not known to whoever told the past.
    """

    def same(partnership: str) -> bool:
        path = folder / partnership / CHARTER_FILE
        here, there = (source.read(path) or b"" for source in (committed, shown))
        return here.splitlines() == there.splitlines()

    lives = {name: events for name, events in past.lives.items() if same(name)}
    latest = [event for event in past.latest if same(event.partnership)]
    return replace(past, latest=latest, lives=lives)


@dataclass(frozen=True, slots=True)
class Site:
    """What a feed says of the site it belongs to. ``url`` is empty where nobody knows it yet."""

    name: str
    url: str = ""


def changes_page(past: Past, link: Link, page_of: Callable[[str], str | None]) -> Page:
    """The last events of all charters. ``page_of`` gives the path of a charter's page, if any."""
    days = [(day, list(some)) for day, some in groupby(past.latest, key=lambda one: one.day)]
    html = render(
        "changes.html", title=TITLE, past=past, days=days, link=link, page_of=page_of, feed=FEED
    )
    about = "What changed in the partnerships, newest first."
    return Page(TITLE, html, description=about, feed=link(FEED) if past.known else "")


def changes_feed(
    past: Past, site: Site, now: datetime, link: Link, page_of: Callable[[str], str | None]
) -> str:
    """The same events in Atom. Addresses are absolute where the site's own is known."""
    name = printable(site.name)
    about = FeedOf(f"{name}: what changed", f"changes/{quote(name, safe='')}", CHANGES, FEED)
    return _atom(about, past.latest, _Writer(site, now, link, page_of))


def partnership_feed(
    about: FeedOf, events: Sequence[Event], site: Site, now: datetime, link: Link
) -> str:
    """The events of one partnership in Atom, as entries that the feed of all has under one id."""
    return _atom(about, events, _Writer(site, now, link, lambda _: about.page))


@dataclass(frozen=True, slots=True)
class FeedOf:
    """What a feed is about: its title, a name that never changes, its page, its own path."""

    title: str
    key: str
    page: str
    path: str


@dataclass(frozen=True, slots=True)
class _Writer:
    """What the feeds of a site share."""

    site: Site
    now: datetime
    link: Link
    page_of: Callable[[str], str | None]

    def address(self, path: str, feed: str) -> str:
        """Where a page is, as ``feed`` says it; absolute where the site's address is known."""
        way = self.link(path)
        return urljoin(urljoin(self.site.url, feed), way) if self.site.url else way


def _atom(about: FeedOf, events: Sequence[Event], writer: _Writer) -> str:
    feed = _feed(writer.now)(
        title=printable(about.title),
        link=writer.address(about.page, about.path),
        description=None,
        author_name=printable(writer.site.name),
        feed_url=writer.address(about.path, about.path) if writer.site.url else None,
        feed_guid=_TAG + about.key,
    )
    for event in events:
        feed.add_item(
            title=f"{event.title}: {event.sentence}",
            link=writer.address(writer.page_of(event.partnership) or CHANGES, about.path),
            description=str(escape(event.sentence)),
            author_name=event.author or None,
            unique_id=entry_id(event),
            updateddate=event.at.astimezone(UTC),
        )
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def entry_id(event: Event) -> str:
    """What a feed reader knows an event by, whatever becomes of its words."""
    partnership = quote(event.called.encode("utf-8", "surrogateescape"), safe="")
    return f"{_TAG}{partnership}/{event.commit}/{event.kind}"


def _feed(now: datetime) -> type[Atom1Feed]:
    """Atom whose day is ``now`` where it has no entry to take it from."""
    from feedgenerator import Atom1Feed

    class Feed(Atom1Feed):  # type: ignore[misc]
        def latest_post_date(self) -> datetime:
            latest: datetime = super().latest_post_date() if self.items else now
            return latest

    return Feed
