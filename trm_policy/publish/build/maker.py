"""One charter → all that a site makes of it: its page, and its rows on pages about the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from trm_policy.history.log import Event
from trm_policy.judging.completeness import Completeness, completeness
from trm_policy.finding import Finding
from trm_policy.judging.limits import limits_of
from trm_policy.judging.judge import Judge
from trm_policy.model.party import Directory
from trm_policy.portfolio.people import Register
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.projection import Projection, project
from trm_policy.publish.chapter import Chapter
from trm_policy.publish.charter_page import charter_page
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.edition import HOST, Edition
from trm_policy.publish.page import Link, Page
from trm_policy.publish.past import ON_A_PAGE
from trm_policy.publish.build.visible import Glimpse, Reading
from trm_policy.publish.sheets import SHEETS
from trm_policy.publish.build.cache import Shelf
from trm_policy.publish.build.subscriptions import Files, Part, Subscribing
from trm_policy.publish.summary import Summary, Unreadable, summary

_ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Made:
    """What a site has of one charter: its pages by path, and its rows on other pages.

    ``path`` is that of its own page; ``part`` is what one can subscribe to.

    ``note`` is a sentence for whoever makes the site; empty where all is well.
    """

    path: str
    title: str
    pages: Mapping[str, Page]
    summary: Summary
    rows: Mapping[str, Any]
    part: Part
    note: str = ""


Outcome = Made | Unreadable | None
"""None of a charter that is not for the site's audience."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a charter, and what was seen and asked on the way.

    ``titles`` are the answers about other charters that went into it, by their ids.
    """

    outcome: Outcome
    glimpse: Glimpse
    titles: Mapping[str, str | None]


def path_of(partnership: str) -> str:
    """Where the page of a partnership stands; a folder name that is no id gets a safe one."""
    if _ID.fullmatch(partnership):
        return f"partnerships/{partnership}.md"
    return f"partnerships/unnamed-{sha256(partnership.encode()).hexdigest()[:12]}.md"


@dataclass(frozen=True)
class Maker:
    """Makes the charters of an edition as ``judge`` reads and judges them.

    What is made depends on nothing but these, the charter's own files, the addresses that
    ``link_from`` gives, and the answers of ``reading`` about other charters.
    """

    judge: Judge
    edition: Edition
    link_from: Callable[[str], Link]
    chapters: Sequence[Chapter[Any]]

    @cached_property
    def reading(self) -> Reading:
        """What the audience may know of each charter."""
        return Reading(self.judge.reader, self.edition.audience)

    def life(self, partnership: str) -> tuple[Event, ...]:
        """The last events of a charter that its page tells, newest first."""
        past = self.edition.past
        return tuple(past.lives.get(partnership, ())[:ON_A_PAGE]) if past is not None else ()

    def make(self, partnership: str) -> Result:
        """All of one charter."""
        titles: dict[str, str | None] = {}

        def title(other: str) -> str | None:
            titles[other] = self.reading.title(other)
            return titles[other]

        read = self.reading.take(partnership)
        outcome: Outcome
        if read.partnership is None:
            outcome = _unreadable(self.judge.reader, partnership, read.findings)
        else:
            outcome = self._made(read.partnership, title)
        return Result(outcome, self.reading.glimpse(partnership), titles)

    def _made(self, whole: Partnership, title_in: Callable[[str], str | None]) -> Made | None:
        view = self._view(whole, title_in)
        if view is None:
            return None
        path = path_of(whole.id)
        view, pages = self._with_sheets(view, path)
        part = self._subscribing.offered(view, path)
        view = replace(view, subscriptions=part.offered)
        rows = {chapter.path: chapter.row(view) for chapter in self.chapters}
        return Made(
            path,
            view.partnership.charter.title,
            {**pages, path: charter_page(view)},
            summary(view, path),
            {name: row for name, row in rows.items() if row is not None},
            self._subscribing.made(view, part),
            f"{whole.path}: {view.unread} of its entries cannot be read and are missing on its "
            "page; run 'trm check' to see which"
            if view.unread
            else "",
        )

    @cached_property
    def _shared(self) -> Register:
        """The people of the directory, for the host alone."""
        is_host = self.edition.audience == HOST
        return Register(self.judge.reader.directory[0] if is_host else Directory())

    @cached_property
    def _subscribing(self) -> Subscribing:
        edition = self.edition
        return Subscribing(edition.site, edition.past, self.judge.now, self.link_from)

    def whole(self, parts: Sequence[Part], shelf: Shelf) -> Files:
        """What one can subscribe to of all partnerships together, by path."""
        return self._subscribing.whole(parts, shelf)

    def _with_sheets(self, view: CharterView, path: str) -> tuple[CharterView, dict[str, Page]]:
        """The view, once the pages beside the charter's are made and known to it; and these."""
        sheets, pages = {}, {}
        for sheet in SHEETS:
            at = sheet.path(path)
            made = sheet.page(replace(view, link=self.link_from(at)))
            if made is not None:
                pages[at] = made
                sheets[sheet.name] = at
        return replace(view, sheets=sheets), pages

    def view(self, partnership: str) -> CharterView | None:
        """One charter as the audience may see it; None where it may not, or cannot be read."""
        whole = self.reading.take(partnership).partnership
        return None if whole is None else self._view(whole, self.reading.title)

    def _view(
        self, whole: Partnership, title_in: Callable[[str], str | None]
    ) -> CharterView | None:
        def knows(other: str) -> bool:
            return title_in(other) is not None

        projection = project(whole, self.edition.audience, knows)
        if projection is None:
            return None
        limits = limits_of(whole, self.judge.rulebook)
        survey = limits.asked.survey and projection.host
        return CharterView(
            projection=projection,
            now=self.judge.now,
            standing=_standing(self.judge, projection),
            link=self.link_from(path_of(whole.id)),
            title_in=title_in,
            path_in=path_of,
            past=self.life(whole.id),
            limits=replace(limits, asked=replace(limits.asked, survey=survey)),
            lines=self.edition.lines,
            guide=self.edition.guide,
            gallery=self.edition.gallery,
            shared=self._shared,
            directory=self.judge.reader.directory[1] if projection.host else None,
        )


def _standing(judge: Judge, projection: Projection) -> Completeness:
    """How complete a charter is; nothing for others than the host, whose demands these are."""
    if projection.host:
        return completeness(judge, projection.partnership)
    charter = projection.partnership.charter
    return Completeness(projection.partnership.id, charter.title, charter.tier, ())


def _unreadable(
    reader: PortfolioReader, partnership: str, findings: tuple[Finding, ...]
) -> Unreadable:
    path: PurePosixPath = reader.charter_path(partnership)
    first = next((finding for finding in findings if finding.path == path), None)
    reason = f"Line {first.span.line}: {first.message}." if first else "It has no content."
    return Unreadable(partnership, path.as_posix(), reason)
