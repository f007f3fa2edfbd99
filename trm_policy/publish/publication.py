"""A portfolio → every page of its site, by path, and what has to be said about the run."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from trm_policy.addresses import FIELDS
from trm_policy.audience import Override
from trm_policy.catalog import builtin_page
from trm_policy.completeness import Completeness, completeness
from trm_policy.finding import Finding
from trm_policy.house import house_of
from trm_policy.judge import Judge
from trm_policy.model.base import INTERNAL
from trm_policy.model.party import Directory
from trm_policy.portfolio.everybody import Register
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.portfolio import CHARTER_FILE
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.projection import Projection, project
from trm_policy.publish.chapter import Entry, Whole
from trm_policy.publish.chapters import CHAPTERS
from trm_policy.publish.charter_page import charter_page
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.field_page import field_page
from trm_policy.publish.lines import Lines
from trm_policy.publish.overview_page import overview_page
from trm_policy.publish.page import Link, Page
from trm_policy.publish.past import (
    CHANGES,
    FEED,
    ON_A_PAGE,
    Past,
    Site,
    changes_feed,
    changes_page,
)
from trm_policy.publish.reading import Reading
from trm_policy.publish.rulebook_pages import rule_pages
from trm_policy.publish.sheets import SHEETS
from trm_policy.publish.subscribing import Subscribing
from trm_policy.publish.summary import Summary, Unreadable, summary
from trm_policy.rule import Rule

HOME = "index.md"
HOST = Override(INTERNAL)
USUAL = Site("Partnerships")
NOWHERE = "about:blank#nowhere"
"""The address of every page of a site that there is not."""
_ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass
class Publication:
    """The pages of one run, and other files of the site by their path.

    ``notes`` are sentences for whoever runs it: charters, or parts of them, that are missing.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, str | bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edition:
    """What a site is made as: for whom, with which past, under which name.

    With ``own_home`` the site has a first page of its own, to which the overview is added.
    Without ``past`` nothing is said of it. ``gallery`` draws the charts.
    """

    audience: Override = HOST
    past: Past | None = None
    site: Site = USUAL
    own_home: bool = False
    lines: Lines | None = None
    guide: str = ""
    gallery: Gallery = field(default_factory=Gallery)


def path_of(partnership: str) -> str:
    """Where the page of a partnership stands; a folder name that is no id gets a safe one."""
    if _ID.fullmatch(partnership):
        return f"partnerships/{partnership}.md"
    return f"partnerships/unnamed-{sha256(partnership.encode()).hexdigest()[:12]}.md"


def publish(
    judge: Judge, link_from: Callable[[str], Link], edition: Edition | None = None
) -> Publication:
    """Every page of the portfolio that ``judge`` reads, as of its instant.

    ``link_from`` gives, for the path of a page, the way from it to others. A charter that is not
    for the edition's audience leaves no trace. Raises TrmError where the audience is a party that
    no charter has, or that is another organisation in one charter than in the next.
    """
    return _Press(judge, link_from, edition or Edition()).run()


def view_of(judge: Judge, partnership: str, audience: Override) -> CharterView | None:
    """One partnership as ``audience`` may see it, with no page to link to; None if not at all."""
    press = _Press(judge, lambda _: lambda _: NOWHERE, Edition(audience))
    return press.view(partnership)


class _Press:
    """Makes the pages, charter by charter, and then those about all of them."""

    def __init__(self, judge: Judge, link_from: Callable[[str], Link], edition: Edition) -> None:
        self._judge = judge
        self._link_from = link_from
        self._edition = edition
        self._reading = Reading(judge.reader, edition.audience)
        self._done = Publication()
        self._subscribing = Subscribing(edition.site, edition.past, judge.now, link_from)
        self._chapters = [one for one in CHAPTERS if self._host or not one.host_only]
        self._shared = Register(judge.reader.directory[0] if self._host else Directory())
        self._rows: dict[str, list[Entry[Any]]] = {one.path: [] for one in self._chapters}

    @property
    def _host(self) -> bool:
        return self._edition.audience == HOST

    def run(self) -> Publication:
        """All pages and files."""
        done = self._done
        for id_ in self._judge.reader.ids:
            self._take(id_)
        self._reading.require_known_party()
        done.notes += [
            f"{one.file} cannot be read and has no page: {one.reason}" for one in done.unreadable
        ]
        self._add_overview()
        self._add_chapters()
        self._add_past()
        done.files |= self._subscribing.whole()
        rules = self._judge.rulebook.catalog.rules
        done.pages |= rule_pages(rules, _text_of, self._link_from)
        done.pages[FIELDS] = field_page()
        return done

    def view(self, id_: str) -> CharterView | None:
        """One charter as the audience may see it; None where it may not, or cannot be read."""
        whole = self._reading.take(id_).partnership
        if whole is None:
            return None
        projection = project(whole, self._edition.audience, self._reading.admitted)
        return None if projection is None else self._view(whole, projection, path_of(id_))

    def _take(self, id_: str) -> None:
        """Make the page of a charter, and take its rows for the pages about all."""
        done, reader = self._done, self._judge.reader
        read = self._reading.take(id_)
        if read.partnership is None:
            done.unreadable.append(_unreadable(reader, id_, read.findings))
            return
        projection = project(read.partnership, self._edition.audience, self._reading.admitted)
        if projection is None:
            return
        path, title = path_of(id_), projection.partnership.charter.title
        view = self._view(read.partnership, projection, path)
        view = self._with_sheets(view, path)
        files, entries = self._subscribing.offered(view, path)
        view = replace(view, subscriptions=files)
        done.pages[path] = charter_page(view)
        done.files |= self._subscribing.take(view, files, entries)
        done.summaries.append(summary(view, path))
        for chapter in self._chapters:
            if (row := chapter.row(view)) is not None:
                self._rows[chapter.path].append(Entry(id_, title, path, row))
        if view.unread:
            done.notes.append(
                f"{read.partnership.path}: {view.unread} of its entries cannot be read and are "
                "missing on its page; run 'trm check' to see which"
            )

    def _with_sheets(self, view: CharterView, path: str) -> CharterView:
        """The view, once the pages beside the charter's are made and known to it."""
        sheets = {}
        for sheet in SHEETS:
            at = sheet.path(path)
            made = sheet.page(replace(view, link=self._link_from(at)))
            if made is not None:
                self._done.pages[at] = made
                sheets[sheet.name] = at
        return replace(view, sheets=sheets)

    def _view(self, whole: Partnership, projection: Projection, path: str) -> CharterView:
        past, house = self._edition.past, house_of(whole, self._judge.rulebook)
        survey = house.asked.survey and projection.host
        return CharterView(
            projection=projection,
            now=self._judge.now,
            standing=_standing(self._judge, projection),
            link=self._link_from(path),
            title_in=self._reading.title,
            path_in=path_of,
            past=past.lives.get(whole.id, ())[:ON_A_PAGE] if past is not None else (),
            lines=self._edition.lines,
            guide=self._edition.guide,
            house=replace(house, asked=replace(house.asked, survey=survey)),
            gallery=self._edition.gallery,
            shared=self._shared,
        )

    def _add_overview(self) -> None:
        done, edition = self._done, self._edition
        done.pages[HOME] = overview_page(
            done.summaries,
            done.unreadable if self._host else (),
            self._judge.context.today,
            self._link_from(HOME),
            below=edition.own_home,
            changes=CHANGES if edition.past is not None else "",
        )

    def _add_chapters(self) -> None:
        for chapter in self._chapters:
            whole = Whole(
                self._judge.now, self._link_from(chapter.path), self._host, self._edition.gallery
            )
            page = chapter.page(self._rows[chapter.path], whole)
            if page is not None:
                self._done.pages[chapter.path] = page

    def _add_past(self) -> None:
        """The page and the feed of what changed; no feed where nothing can be told."""
        done, past = self._done, self._edition.past
        if past is None:
            return

        def page_of(partnership: str) -> str | None:
            path = path_of(partnership)
            return path if path in done.pages else None

        link = self._link_from
        done.pages[CHANGES] = changes_page(past, link(CHANGES), page_of)
        if past.known:
            feed = changes_feed(past, self._edition.site, self._judge.now, link(FEED), page_of)
            done.files[FEED] = feed


def _standing(judge: Judge, projection: Projection) -> Completeness:
    """How complete a charter is; nothing for others than the host, whose demands these are."""
    if projection.host:
        return completeness(judge, projection.partnership)
    charter = projection.partnership.charter
    return Completeness(projection.partnership.id, charter.title, charter.tier, ())


def _text_of(rule: Rule) -> str | None:
    """The text of a rule's page; None while nobody has written one."""
    try:
        return builtin_page(rule)
    except FileNotFoundError:
        return None


def _unreadable(
    reader: PortfolioReader, partnership: str, findings: tuple[Finding, ...]
) -> Unreadable:
    path: PurePosixPath = reader.folder / partnership / CHARTER_FILE
    first = next((finding for finding in findings if finding.path == path), None)
    reason = f"Line {first.span.line}: {first.message}." if first else "It has no content."
    return Unreadable(partnership, path.as_posix(), reason)
