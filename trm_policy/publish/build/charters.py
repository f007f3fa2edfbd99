"""One charter → all that a site makes of it: its page, and its rows on pages about the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from trm_policy.errors import TrmError, did_you_mean
from trm_policy.finding import Finding
from trm_policy.history.log import Event
from trm_policy.judging.completeness import Completeness, completeness
from trm_policy.judging.judge import Judge
from trm_policy.judging.limits import limits_of
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL
from trm_policy.model.party import Directory
from trm_policy.portfolio.charter_reading import Read, without_placeholders
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Register
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.projection import Projection, admits, party_named, project, title_for
from trm_policy.publish.build.subscriptions import CharterFiles, SiteFiles
from trm_policy.publish.charter_page import charter_page
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.evidence import Lines
from trm_policy.publish.overview import Summary, Unreadable, summary
from trm_policy.publish.page import Link, Page, PageLinks
from trm_policy.publish.past import ON_A_PAGE, Past, Site
from trm_policy.publish.portfolio_page import PortfolioPage
from trm_policy.publish.sheets import SHEETS

HOST = Override(INTERNAL)
_SITE = Site("Partnerships")
_ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """For whom a site is made, with which past, under which name.

    With ``own_home`` the site has a first page of its own, to which the overview is added.
    Without ``past`` nothing is said of it. ``lines`` is where files of the repository are read,
    ``guide`` the path of the page on how to propose a change, if there is one. ``gallery`` draws
    the charts.
    """

    audience: Override = HOST
    past: Past | None = None
    site: Site = _SITE
    own_home: bool = False
    lines: Lines | None = None
    guide: str = ""
    gallery: Gallery = field(default_factory=Gallery)


@dataclass(frozen=True, slots=True)
class CharterGlimpse:
    """What pages of other charters need of one.

    ``title`` is None where it is not readable or not for the audience; ``organisation`` is who
    stands behind the party that the audience is, None where that takes no part.
    """

    title: str | None = None
    organisation: str | None = None
    parties: frozenset[str] = frozenset()


class VisibleCharters:
    """Reads each charter once, though others may ask of it before its turn."""

    def __init__(self, reader: PortfolioReader, audience: Override) -> None:
        self._reader = reader
        self._audience = audience
        self._ids = frozenset(reader.ids)
        self._ahead: dict[str, Read] = {}
        self._glimpses: dict[str, CharterGlimpse] = {}

    def take(self, partnership: str) -> Read:
        """The charter, which is not kept."""
        read = self._ahead.pop(partnership, None) or self._reader.read(partnership)
        self._glimpses[partnership] = self._glimpse(read)
        return read

    def title(self, partnership: str) -> str | None:
        """The title of a charter; None of one that is not there, not readable or not shown."""
        return self.glimpse(partnership).title if partnership in self._ids else None

    def glimpse(self, partnership: str) -> CharterGlimpse:
        """What others need of a charter that is there."""
        if partnership not in self._glimpses:
            self._ahead[partnership] = self._reader.read(partnership)
            self._glimpses[partnership] = self._glimpse(self._ahead[partnership])
        return self._glimpses[partnership]

    def learn(self, partnership: str, glimpse: CharterGlimpse | None) -> None:
        """Take what was seen of a charter elsewhere or before, if anything was."""
        if glimpse is not None:
            self._glimpses[partnership] = glimpse

    def require_party(self) -> None:
        """Raise TrmError where the audience is a party that no charter has.

        Or that is another organisation in one charter than in the next.
        """
        party = self._audience.party
        if party is None:
            return
        seen = [(id_, self.glimpse(id_)) for id_ in self._reader.ids]
        named = [(id_, one.organisation) for id_, one in seen if one.organisation is not None]
        if not named and party == self._audience.organisation:
            return
        if not named:
            parties = sorted(frozenset[str]().union(*(one.parties for _, one in seen)))
            raise TrmError(f"no charter has a party {party!r}; {did_you_mean(party, parties)}")
        first = named[0][1]
        for id_, other in named:
            if other != first:
                raise TrmError(
                    f"the party {party!r} is {first!r} in one charter and {other!r} in {id_!r}, "
                    "so no site can be made for it; give one of the two parties another id"
                )

    def _glimpse(self, read: Read) -> CharterGlimpse:
        if read.partnership is None:
            return CharterGlimpse()
        found = without_placeholders(read.partnership)
        charter, audience = found.charter, self._audience
        return CharterGlimpse(
            title_for(found, audience) if admits(found, audience) else None,
            party_named(charter, audience),
            frozenset(charter.parties),
        )


@dataclass(frozen=True, slots=True)
class BuiltCharter:
    """What a site has of one charter: its pages by path, and its rows on other pages.

    ``path`` is that of its own page; ``files`` is what one can subscribe to. ``note`` is a
    sentence for whoever makes the site; empty where all is well.
    """

    path: str
    title: str
    pages: Mapping[str, Page]
    summary: Summary
    rows: Mapping[str, Any]
    files: CharterFiles
    note: str = ""


Outcome = BuiltCharter | Unreadable | None
"""None of a charter that is not for the site's audience."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of a charter, and what was seen and asked on the way.

    ``titles`` are the answers about other charters that went into it, by their ids.
    """

    outcome: Outcome
    glimpse: CharterGlimpse
    titles: Mapping[str, str | None]


def path_of(partnership: str) -> str:
    """Where the page of a partnership stands; a folder name that is no id gets a safe one."""
    if _ID.fullmatch(partnership):
        return f"partnerships/{partnership}.md"
    return f"partnerships/unnamed-{sha256(partnership.encode()).hexdigest()[:12]}.md"


@dataclass(frozen=True)
class CharterBuilder:
    """Builds the charters of a site as ``judge`` reads and judges them.

    What is made depends on nothing but these, the charter's own files, the addresses that
    ``link_from`` gives, and the answers of ``visible`` about other charters.
    """

    judge: Judge
    options: SiteOptions
    link_from: Callable[[str], Link]
    portfolio_pages: Sequence[PortfolioPage[Any]]

    @cached_property
    def visible(self) -> VisibleCharters:
        """What the audience may know of each charter."""
        return VisibleCharters(self.judge.reader, self.options.audience)

    def life(self, partnership: str) -> tuple[Event, ...]:
        """The last events of a charter that its page tells, newest first."""
        past = self.options.past
        return tuple(past.lives.get(partnership, ())[:ON_A_PAGE]) if past is not None else ()

    def build(self, partnership: str) -> BuildResult:
        """All of one charter."""
        titles: dict[str, str | None] = {}

        def title(other: str) -> str | None:
            titles[other] = self.visible.title(other)
            return titles[other]

        read = self.visible.take(partnership)
        outcome: Outcome
        if read.partnership is None:
            outcome = _unreadable(self.judge.reader, partnership, read.findings)
        else:
            outcome = self._built(read.partnership, title)
        return BuildResult(outcome, self.visible.glimpse(partnership), titles)

    def _built(
        self, whole: Partnership, title_in: Callable[[str], str | None]
    ) -> BuiltCharter | None:
        view = self._view(whole, title_in)
        if view is None:
            return None
        path = path_of(whole.id)
        files = self.files.offered(view, path)
        sheets = dict(self._sheets(view, path))
        links = PageLinks(
            self.link_from(path),
            {name: at for name, (at, _) in sheets.items()},
            files.offered,
            self.options.guide,
        )
        rows = {one.path: one.row(view) for one in self.portfolio_pages}
        return BuiltCharter(
            path,
            view.partnership.charter.title,
            {**dict(sheets.values()), path: charter_page(view, links)},
            summary(view, path),
            {name: row for name, row in rows.items() if row is not None},
            self.files.made(view, files),
            f"{whole.path}: {view.unread} of its entries cannot be read and are missing on its "
            "page; run 'trm check' to see which"
            if view.unread
            else "",
        )

    @cached_property
    def _shared(self) -> Register:
        """The people of the directory, for the host alone."""
        is_host = self.options.audience == HOST
        return Register(self.judge.reader.directory[0] if is_host else Directory())

    @cached_property
    def files(self) -> SiteFiles:
        """What makes the calendars, feeds and data."""
        options = self.options
        return SiteFiles(options.site, options.past, self.judge.now, self.link_from)

    def _sheets(self, view: CharterView, path: str) -> Iterator[tuple[str, tuple[str, Page]]]:
        """The pages beside the charter's by their names, each with its path."""
        for sheet in SHEETS:
            at = sheet.path(path)
            made = sheet.page(view, PageLinks(self.link_from(at)))
            if made is not None:
                yield sheet.name, (at, made)

    def view(self, partnership: str) -> CharterView | None:
        """One charter as the audience may see it; None where it may not, or cannot be read."""
        whole = self.visible.take(partnership).partnership
        return None if whole is None else self._view(whole, self.visible.title)

    def _view(
        self, whole: Partnership, title_in: Callable[[str], str | None]
    ) -> CharterView | None:
        def knows(other: str) -> bool:
            return title_in(other) is not None

        filled_in = without_placeholders(whole)
        projection = project(filled_in, self.options.audience, knows)
        if projection is None:
            return None
        limits = limits_of(filled_in, self.judge.rulebook)
        survey = limits.asked.survey and projection.host
        return CharterView(
            projection=projection,
            now=self.judge.now,
            standing=_standing(self.judge, projection, whole),
            title_in=title_in,
            path_in=path_of,
            past=self.life(whole.id),
            limits=replace(limits, asked=replace(limits.asked, survey=survey)),
            lines=self.options.lines,
            gallery=self.options.gallery,
            shared=self._shared,
            directory=self.judge.reader.directory[1] if projection.host else None,
        )


def _standing(judge: Judge, projection: Projection, whole: Partnership) -> Completeness:
    """How complete a charter is; nothing for others than the host, whose demands these are."""
    if projection.host:
        return completeness(judge, whole)
    charter = projection.partnership.charter
    return Completeness(projection.partnership.id, charter.title, charter.tier, ())


def _unreadable(
    reader: PortfolioReader, partnership: str, findings: tuple[Finding, ...]
) -> Unreadable:
    path = reader.charter_path(partnership)
    first = next((finding for finding in findings if finding.path == path), None)
    reason = f"Line {first.span.line}: {first.message}." if first else "It has no content."
    return Unreadable(partnership, path.as_posix(), reason)
