"""A portfolio → every page of its site, by path, and what has to be said about the run."""

from __future__ import annotations
from collections.abc import Collection
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from trm_policy import policy
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin, builtin_page
from trm_policy.judging.judge import Judge
from trm_policy.judging.settings import Settings, WaiverTable, read_settings
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import Source
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from trm_policy.wording.addresses import FIELDS, RULE_BOOK
from trm_policy.model.audience import Override
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin, builtin_page
from trm_policy.publish.portfolio_page import PartnershipRow, Whole
from trm_policy.publish.across import PORTFOLIO_PAGES
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.build.charters import HOST, SiteOptions
from trm_policy.publish.reference_pages import field_page
from trm_policy.publish.build.charters import BuiltCharter, CharterBuilder, path_of
from trm_policy.publish.overview import overview_page
from trm_policy.publish.page import Link, Page
from trm_policy.publish.past import CHANGES, FEED, changes_feed, changes_page
from trm_policy.publish.reference_pages import rule_pages
from trm_policy.publish.build.cache import Shelf
from trm_policy.publish.build.subscriptions import CharterFiles
from trm_policy.publish.overview import Summary, Unreadable
from trm_policy.publish.build.parallel import Means, Workshop
from trm_policy.rule import Rule


def judge_of(source: Source, partnerships: PurePosixPath, now: datetime) -> Judge:
    """The rule book and the policies, as the settings of ``source`` take them.

    The organisation's own rules are left out: making a site runs no code of the repository.
    Raises SettingsError.
    """
    settings = read_settings(source)
    policies, _ = policy.read_policies(source, map(PurePosixPath, settings.table.schemas))
    whole = Rulebook(Catalog(builtin()), policies)
    kept = _about(settings, whole.names())
    kept.require_known(whole.catalog.rules, whole.names())
    book = Rulebook(whole.catalog, policies, kept)
    return Judge(PortfolioReader(source, partnerships), book, now)


def _about(settings: Settings, names: Collection[str]) -> Settings:
    """The settings without what they say of rules that are not among ``names``."""

    def kept(rules: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in rules.items() if name in names}

    table = settings.table
    overrides = tuple(one.model_copy(update={"rules": kept(one.rules)}) for one in table.overrides)
    update = {"rules": kept(table.rules), "overrides": overrides, "waivers": WaiverTable()}
    return Settings(table.model_copy(update=update), settings.name)


HOME = "index.md"
NOWHERE = "about:blank#nowhere"
"""The address of every page of a site that there is not."""


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


def publish(
    judge: Judge,
    link_from: Callable[[str], Link],
    edition: SiteOptions | None = None,
    means: Means | None = None,
) -> Publication:
    """Every page of the portfolio that ``judge`` reads, as of its instant.

    ``link_from`` gives, for the path of a page, the way from it to others. A charter that is not
    for the edition's audience leaves no trace. Raises TrmError where the audience is a party that
    no charter has, or that is another organisation in one charter than in the next.
    """
    return _Press(judge, link_from, edition or SiteOptions(), means or Means()).run()


def view_of(judge: Judge, partnership: str, audience: Override) -> CharterView | None:
    """One partnership as ``audience`` may see it, with no page to link to; None if not at all."""
    return CharterBuilder(judge, SiteOptions(audience), lambda _: lambda _: NOWHERE, ()).view(partnership)


class _Press:
    """Takes the pages of the charters, and makes those about all of them."""

    def __init__(
        self, judge: Judge, link_from: Callable[[str], Link], edition: SiteOptions, means: Means
    ) -> None:
        self._judge = judge
        self._link_from = link_from
        self._edition = edition
        self._means = means
        self._shelf = means.memory.shelf if means.memory is not None else Shelf()
        self._done = Publication()
        self._chapters = [one for one in PORTFOLIO_PAGES if self._host or not one.host_only]
        self._rows: dict[str, list[PartnershipRow[Any]]] = {one.path: [] for one in self._chapters}

    @property
    def _host(self) -> bool:
        return self._edition.audience == HOST

    def run(self) -> Publication:
        """All pages and files."""
        done = self._done
        maker = CharterBuilder(self._judge, self._edition, self._link_from, self._chapters)
        parts: list[CharterFiles] = []
        for id_, outcome in Workshop(maker, self._addresses, self._means).outcomes():
            if isinstance(outcome, BuiltCharter):
                self._take(id_, outcome)
                parts.append(outcome.part)
            elif outcome is not None:
                done.unreadable.append(outcome)
        done.notes += [
            f"{one.file} cannot be read and has no page: {one.reason}" for one in done.unreadable
        ]
        self._add_overview()
        self._add_chapters()
        self._add_past()
        done.files |= maker.whole(parts, self._shelf)
        done.pages |= self._rule_book()
        done.pages[FIELDS] = self._shelf.take(FIELDS, (), field_page)
        return done

    @property
    def _addresses(self) -> tuple[str, ...]:
        """By what sites are told apart whose pages stand at other addresses."""
        return tuple(self._link_from(path)(RULE_BOOK) for path in (HOME, path_of("a")))

    def _take(self, id_: str, made: BuiltCharter) -> None:
        done = self._done
        done.pages |= made.pages
        done.files |= made.part.files
        done.summaries.append(made.summary)
        for path, row in made.rows.items():
            self._rows[path].append(PartnershipRow(id_, made.title, made.path, row))
        if made.note:
            done.notes.append(made.note)

    def _add_overview(self) -> None:
        done, edition = self._done, self._edition
        unreadable = tuple(done.unreadable) if self._host else ()
        today = self._judge.context.today
        changes = CHANGES if edition.past is not None else ""
        feed = FEED if edition.past is not None and edition.past.known else ""
        source = (
            *(tuple(done.summaries), unreadable, today),
            *(edition.own_home, changes, feed, self._host, self._addresses),
        )
        done.pages[HOME] = self._shelf.take(
            HOME,
            source,
            lambda: overview_page(
                done.summaries,
                unreadable,
                today,
                self._link_from(HOME),
                below=edition.own_home,
                changes=changes,
                feed=feed,
                host=self._host,
            ),
        )

    def _add_chapters(self) -> None:
        now, means = self._judge.now, self._means
        if means.memory is not None:
            now = means.memory.instant(now, means.lasting)
        for chapter in self._chapters:
            rows = tuple(self._rows[chapter.path])
            link, gallery = self._link_from(chapter.path), self._edition.gallery
            lines = self._edition.lines if self._host else None
            whole = Whole(now, link, self._host, gallery, lines)
            source = rows, now, self._host, lines, self._addresses
            page = self._shelf.take(chapter.path, source, partial(chapter.page, rows, whole))
            if page is not None:
                self._done.pages[chapter.path] = page

    def _rule_book(self) -> dict[str, Page]:
        """The pages of the rules."""
        rules = self._judge.rulebook.catalog.rules
        return self._shelf.take(
            RULE_BOOK,
            (tuple(rules), self._addresses),
            lambda: rule_pages(rules, _text_of, self._link_from),
        )

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


def _text_of(rule: Rule) -> str | None:
    """The text of a rule's page; None while nobody has written one."""
    try:
        return builtin_page(rule)
    except FileNotFoundError:
        return None
