"""A portfolio → every page of its site, by path, and what has to be said about the run."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import Any

from trm_policy import policy
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin, builtin_page
from trm_policy.judging.judge import Judge
from trm_policy.judging.settings import FILES, Settings, WaiverTable, read_settings
from trm_policy.model.audience import Override
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.parallel import in_parallel
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.projection import as_organisation
from trm_policy.publish.across import PORTFOLIO_PAGES
from trm_policy.publish.build.cache import PageCache, digest_of_files
from trm_policy.publish.build.charters import (
    HOST,
    BuildResult,
    BuiltCharter,
    CharterBuilder,
    SiteOptions,
    path_of,
)
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.overview import Summary, Unreadable, overview_page
from trm_policy.publish.page import Link, Page
from trm_policy.publish.past import CHANGES, FEED, changes_feed, changes_page
from trm_policy.publish.portfolio_page import PartnershipRow, Whole
from trm_policy.publish.reference_pages import field_page, instruments_page, rule_pages
from trm_policy.publish.rendering import compile_all
from trm_policy.rule import Rule
from trm_policy.source import Source
from trm_policy.wording.addresses import FIELDS, INSTRUMENTS, RULE_BOOK

HOME = "index.md"
NOWHERE = "about:blank#nowhere"
"""The address of every page of a site that there is not."""
_WORTH_A_SECOND_PROCESS = 24
_AT_A_TIME = 8


def judge_of(source: Source, partnerships: PurePosixPath, now: datetime) -> Judge:
    """Reads and judges the charters of a folder by :func:`rulebook_of`. Raises SettingsError."""
    return Judge(PortfolioReader(source, partnerships), rulebook_of(source), now)


def rulebook_of(source: Source) -> Rulebook:
    """The rules and the policies, as the settings of ``source`` take them.

    The organisation's own rules are left out: making a site runs no code of the repository.
    Raises SettingsError.
    """
    settings = read_settings(source)
    policies, _ = policy.read_policies(source, map(PurePosixPath, settings.table.schemas))
    whole = Rulebook(Catalog(builtin()), policies)
    kept = _about(settings, whole.names())
    kept.require_known(whole.catalog.rules, whole.names())
    return Rulebook(whole.catalog, policies, kept)


def _about(settings: Settings, names: Collection[str]) -> Settings:
    """The settings without what they say of rules that are not among ``names``."""

    def kept(rules: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in rules.items() if name in names}

    table = settings.table
    overrides = tuple(replace(one, rules=kept(one.rules)) for one in table.overrides)
    about = replace(table, rules=kept(table.rules), overrides=overrides, waivers=WaiverTable())
    return Settings(about, settings.name)


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
    options: SiteOptions | None = None,
    cache: PageCache | None = None,
    processes: int = 1,
) -> Publication:
    """Every page of the portfolio that ``judge`` reads, as of its instant.

    ``link_from`` gives, for the path of a page, the way from it to others. A charter that is not
    for the audience leaves no trace. What ``cache`` has of an earlier run and would come out the
    same is not made again; no answer depends on it, nor on the number of ``processes``. Raises
    TrmError where the audience is a party that no charter has, or that is another organisation in
    one charter than in the next.
    """
    site, read = options or SiteOptions(), judge.reader.read
    if site.audience.party is not None:
        parts = (read(id_).partnership for id_ in judge.reader.ids)
        known = as_organisation(site.audience, [one.charter for one in parts if one is not None])
        site = replace(site, audience=known)
    return _SiteBuild(judge, link_from, site, cache or PageCache(keeps=False), processes).run()


def view_of(judge: Judge, partnership: str, audience: Override) -> CharterView | None:
    """One partnership as ``audience`` may see it, with no page to link to; None if not at all."""
    builder = CharterBuilder(judge, SiteOptions(audience), lambda _: lambda _: NOWHERE, ())
    return builder.view(partnership)


@dataclass
class _SiteBuild:
    """Builds the pages of the charters, and those about all of them."""

    judge: Judge
    link_from: Callable[[str], Link]
    options: SiteOptions
    cache: PageCache
    processes: int
    done: Publication = field(default_factory=Publication)

    @property
    def host(self) -> bool:
        """Whether the site is for the host alone."""
        return self.options.audience == HOST

    @cached_property
    def builder(self) -> CharterBuilder:
        """What builds the pages of one charter."""
        pages = [one for one in PORTFOLIO_PAGES if self.host or not one.host_only]
        return CharterBuilder(self.judge, self.options, self.link_from, pages)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """By what sites are told apart whose pages stand at other addresses."""
        return tuple(self.link_from(path)(RULE_BOOK) for path in (HOME, path_of("a")))

    def run(self) -> Publication:
        """All pages and files."""
        done, built = self.done, {}
        for id_, result in self._results():
            if isinstance(result.outcome, BuiltCharter):
                built[id_] = result.outcome
            elif result.outcome is not None:
                done.unreadable.append(result.outcome)
        self.builder.visible.require_party()
        for one in built.values():
            done.pages |= one.pages
            done.files |= one.files.own
            done.summaries.append(one.summary)
        done.notes += [one.note for one in built.values() if one.note]
        done.notes += [
            f"{one.file} cannot be read and has no page: {one.reason}" for one in done.unreadable
        ]
        self._add_overview()
        self._add_portfolio_pages(built)
        self._add_past()
        done.files |= self.builder.files.whole([one.files for one in built.values()], self.cache)
        done.pages |= self._rule_book()
        done.pages[FIELDS] = self.cache.take(FIELDS, (), field_page)
        done.pages[INSTRUMENTS] = self.cache.take(INSTRUMENTS, (), instruments_page)
        return done

    def _results(self) -> Iterator[tuple[str, BuildResult]]:
        """What comes of each charter, in the order of their ids.

        A charter is made anew when one of its own files, the directory, a setting or a policy,
        the set of charters, its past, the audience, the site's name, its addresses or the instant
        is another; or when what its page says of other charters is no longer so.
        """
        ids, builder, cache = self.judge.reader.ids, self.builder, self.cache
        if not cache.keeps:
            yield from self._made(ids)
            return
        reader, audience = self.judge.reader, self.options.audience
        own = {id_: digest_of_files(reader.source, reader.files_of(id_)) for id_ in ids}
        for id_ in ids:
            builder.visible.learn(id_, cache.find(("glimpse", id_), (own[id_], audience)))
        common = self._common()
        keys = {id_: (own[id_], common, builder.life(id_)) for id_ in ids}
        found = {id_: self._kept(id_, keys[id_]) for id_ in ids}
        for id_, result in self._made([id_ for id_ in ids if found[id_] is None]):
            cache.put(("charter", id_), keys[id_], (self.judge.now, result))
            cache.put(("glimpse", id_), (own[id_], audience), result.glimpse)
            found[id_] = result
        yield from ((id_, result) for id_, result in found.items() if result is not None)

    def _kept(self, partnership: str, key: object) -> BuildResult | None:
        """What was made of a charter, if it would come out the same; else None."""
        kept = self.cache.find(("charter", partnership), key)
        if kept is None:
            return None
        then, result = kept
        title = self.builder.visible.title
        same = all(title(other) == said for other, said in result.titles.items())
        return result if same and self.cache.stands(then, self.judge.now) else None

    def _common(self) -> object:
        """What all charters of a site are made by, beside their own files."""
        judge, options = self.judge, self.options
        reader, schemas = judge.reader, judge.rulebook.settings.table.schemas
        policies = [path for name in schemas for path in reader.source.files(PurePosixPath(name))]
        shared = [*map(PurePosixPath, FILES), reader.folder / DIRECTORY_FILE, *policies]
        return (
            digest_of_files(reader.source, shared, *reader.ids),
            *(options.audience, options.site, options.past is not None and options.past.known),
            *(options.lines, options.guide, self.addresses),
        )

    def _made(self, ids: Sequence[str]) -> Iterator[tuple[str, BuildResult]]:
        build, visible = self.builder.build, self.builder.visible
        if self.processes == 1 or len(ids) < _WORTH_A_SECOND_PROCESS or not _is_alone():
            yield from ((id_, build(id_)) for id_ in ids)
            return
        compile_all()
        results = in_parallel(build, ids, self.processes, at_a_time=_AT_A_TIME)
        for id_, result in zip(ids, results, strict=True):
            visible.learn(id_, result.glimpse)
            yield id_, result

    def _add_overview(self) -> None:
        done, past = self.done, self.options.past
        facts: dict[str, Any] = {
            "summaries": tuple(done.summaries),
            "unreadable": tuple(done.unreadable) if self.host else (),
            "today": self.judge.context.today,
            "below": self.options.own_home,
            "changes": CHANGES if past is not None else "",
            "feed": FEED if past is not None and past.known else "",
            "host": self.host,
        }
        make = partial(overview_page, link=self.link_from(HOME), **facts)
        done.pages[HOME] = self.cache.take(HOME, (facts, self.addresses), make)

    def _add_portfolio_pages(self, built: Mapping[str, BuiltCharter]) -> None:
        now, host = self.cache.instant(self.judge.now), self.host
        lines = self.options.lines if host else None
        for one in self.builder.portfolio_pages:
            rows = tuple(
                PartnershipRow(id_, charter.title, charter.path, charter.rows[one.path])
                for id_, charter in built.items()
                if one.path in charter.rows
            )
            if not rows:
                continue
            whole = Whole(now, self.link_from(one.path), host, self.options.gallery, lines)
            source = rows, now, host, lines, self.addresses
            page = self.cache.take(one.path, source, partial(one.page, rows, whole))
            if page is not None:
                self.done.pages[one.path] = page

    def _rule_book(self) -> dict[str, Page]:
        """The pages of the rules."""
        rules = self.judge.rulebook.catalog.rules
        return self.cache.take(
            RULE_BOOK,
            (tuple(rules), self.addresses),
            lambda: rule_pages(rules, _text_of, self.link_from),
        )

    def _add_past(self) -> None:
        """The page and the feed of what changed; no feed where nothing can be told."""
        done, past = self.done, self.options.past
        if past is None:
            return

        def page_of(partnership: str) -> str | None:
            path = path_of(partnership)
            return path if path in done.pages else None

        link = self.link_from
        done.pages[CHANGES] = changes_page(past, link(CHANGES), page_of)
        if past.known:
            feed = changes_feed(past, self.options.site, self.judge.now, link(FEED), page_of)
            done.files[FEED] = feed


def _text_of(rule: Rule) -> str | None:
    """The text of a rule's page; None while nobody has written one."""
    try:
        return builtin_page(rule)
    except FileNotFoundError:
        return None


def _is_alone() -> bool:
    """Whether no other thread is here, whose locks a forked process would find taken for ever.

    Python does not know the threads of the engine that draws charts, once it has been loaded.
    """
    return threading.active_count() == 1 and "vl_convert" not in sys.modules
