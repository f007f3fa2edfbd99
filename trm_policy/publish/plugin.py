"""The MkDocs plugin: hands finished pages to MkDocs, and does nothing else.

The pages' HTML is made by :mod:`trm_policy.publish.publication` and passes neither through
Python-Markdown nor through MkDocs' templates; titles, which MkDocs does not escape, are escaped
here.
"""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs import utils
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import AnchorLink, TableOfContents

from trm_policy.audience import Override
from trm_policy.chronicle import Chronicle
from trm_policy.errors import TrmError
from trm_policy.history import HistoryError, Repository, Revision
from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC
from trm_policy.publish import from_a_folder
from trm_policy.publish.alternates import with_alternates
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.charts.kept import kept_charts
from trm_policy.publish.content_policy import OwnScripts, with_policy, without_policy
from trm_policy.publish.edition import Edition
from trm_policy.publish.handing import handed
from trm_policy.publish.judging import judge_of
from trm_policy.publish.lines import Lines
from trm_policy.publish.memory import EXACTLY
from trm_policy.publish.navigation import CHAPTER_PATHS, made_alone, named_in
from trm_policy.publish.page import Page
from trm_policy.publish.past import IN_ALL, ON_A_PAGE, Past, Site, as_committed
from trm_policy.publish.publication import HOME, publish
from trm_policy.publish.rendering import SCRIPT, STYLES, assets
from trm_policy.publish.shown_folder import ShownFolder
from trm_policy.publish.site_files import Addresses, FinishedPage, virtual
from trm_policy.publish.tables import with_reachable_tables
from trm_policy.publish.themed import Themed, is_plain
from trm_policy.publish.workshop import Means
from trm_policy.settings import FILES as SETTINGS
from trm_policy.settings import Settings, read_settings
from trm_policy.source import Source, WorkTree

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as SitePage

log = get_plugin_logger(__name__)

_GUIDE = "guide/propose-a-change.md"
_FOR = {INTERNAL: "For internal use", PARTNER: "For our partners", PUBLIC: "For everybody"}
NOTE = (logging.INFO + logging.WARNING) // 2
"""The level of what a reader of the run should see, and what stops no strict build."""
logging.addLevelName(NOTE, "NOTE")
_STANDS = timedelta(hours=1)
"""For how long the page of an unchanged charter stands while a site is served."""


class TrmConfig(Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` may say under ``plugins: - trm:``."""

    root = c.Type(str, default="..")
    """The governance repository, relative to the folder of ``mkdocs.yml``."""
    partnerships = c.Optional(c.Type(str))
    """The folder with the charters, relative to ``root``; as ``trm.toml`` has it where absent."""
    as_of = c.Optional(c.Type((str, date)))
    """The day or instant as of which the pages tell; the day of the build where absent."""
    audience = c.Type(str, default="internal")
    """For whom the site is made: public, partner, partner:PARTY or internal."""
    source = c.Optional(c.Type(str))
    """Where files of the repository are read: an address with ``{path}`` and ``{line}`` in it."""
    offline = c.Type(bool, default=False)
    """Whether the site works from a folder too, without a server."""


class TrmPlugin(BasePlugin[TrmConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of a portfolio to a site."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._made: dict[str, Page] = {}
        self._lent = ""
        self._nav = Navigation([], [])
        self._themed = Themed(None)
        self._shown: ShownFolder | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring stylesheet and script, and let ``serve`` watch what the pages are made from."""
        if STYLES not in config.extra_css:
            config.extra_css.insert(0, STYLES)
        if SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(SCRIPT)
        if config.copyright is None:
            config.copyright = _FOR[self._audience().visibility]
        if self._from_a_folder():
            from_a_folder.prepare(config)
        root, settings = self._root(config), self._settings(config)
        names = (str(self._partnerships(settings)), *SETTINGS, *settings.table.schemas)
        for path in (root / name for name in names):
            if str(path) not in config.watch and path.exists():
                config.watch.append(str(path))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make every page and add it as a file that stands on no disk."""
        own_home = files.get_file_from_path(HOME) is not None
        partnerships = self._partnerships(self._settings(config))
        try:
            judge = judge_of(self._source(config), partnerships, self._now())
        except TrmError as error:
            raise PluginError(f"trm: {error}") from error
        past = self._past(config, judge.reader.folder)
        site = Site(config.site_name, config.site_url or "")
        links = Addresses(config).link_from
        gallery = Gallery(kept_charts())
        edition = Edition(
            self._audience(),
            past,
            site,
            own_home=own_home,
            gallery=gallery,
            lines=self._lines(),
            guide=_GUIDE if files.get_file_from_path(_GUIDE) is not None else "",
        )
        try:
            means = self._means()
            done = publish(judge, links, edition, means)
        except TrmError as error:
            raise PluginError(f"trm: {error}") from error
        gallery.tidy()
        for note in done.notes:
            log.warning(note)
        self._themed = Themed(means.memory.shelf if means.memory is not None else None)
        self._pages, self._made = done.pages, {}
        config.nav = made_alone(config.nav, done.pages)
        in_nav = frozenset(named_in(config.nav))
        for path in done.pages:
            if files.get_file_from_path(path) is None:
                files.append(file := virtual(config, path))
                if path not in in_nav:
                    FinishedPage(None, file, config)
        beside = assets()
        if self._from_a_folder():
            beside[from_a_folder.WORKER] = from_a_folder.worker()
        for path, content in beside.items():
            files.append(File.generated(config, path, content=content))
        for path, content in done.files.items():
            files.append(File.generated(config, path, content=content))
        return files

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """Remember the navigation, which stands around every page."""
        self._nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Know the theme's own scripts from any other, and what an earlier build has made."""
        env.add_extension(OwnScripts)
        found = ((files.get_file_from_path(path), made) for path, made in self._made.items())
        pages = [(file.page, made) for file, made in found if file and file.page]
        self._themed.begin(config, env, self._nav, pages)
        self._shown = _shown() if is_plain(config) else None
        if self._shown is not None:
            self._shown.leave_out_what_stands(files)
        return env

    def on_post_page(self, output: str, *, config: MkDocsConfig, page: SitePage) -> str:
        """Let a page load and run what is the site's own, and nothing else."""
        if not self._themed.knows(page):
            output, path = _finished(output, config), page.file.src_uri
            if (named := self._made.get(path) or self._pages.get(path)) is not None:
                output = with_alternates(output, named.alternates)
            if (made := self._made.get(path)) is not None:
                self._themed.keep(page, made, output)
        shown = self._shown
        stands = shown is not None and shown.stands(page.file.dest_uri, output.encode())
        return "" if stands else output

    def on_post_template(
        self, output: str, *, template_name: str, config: MkDocsConfig, **_: Any
    ) -> str:
        """The same for pages that no text stands behind, such as the one for a wrong address."""
        return _finished(output, config) if template_name.endswith(".html") else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the search work without a server, where that is wanted."""
        if self._from_a_folder():
            from_a_folder.finish(Path(config.site_dir))
        if (memory := self._means().memory) is not None:
            memory.shelf.tidy()

    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: Any) -> str:
        """Name the page; its own text, if it has any, stays."""
        made = self._pages.get(page.file.src_uri)
        if made is not None and page.file.generated_by is not None:
            page.meta = {
                "title": escape(made.title),
                "description": escape(" ".join(made.description.split())),
                "hide": ["toc" if page.file.src_uri in CHAPTER_PATHS else "navigation"],
            }
        return markdown

    def on_page_content(self, html: str, *, page: SitePage, **_: Any) -> str:
        """Hand over the finished HTML, with headings for the table of contents."""
        path = page.file.src_uri
        made = self._pages.get(path)
        if page.file.generated_by is None:
            html = with_reachable_tables(html)
            return self._extended(html, page, made) if made and path == HOME else html
        if made is None:
            return html
        page.toc = TableOfContents([_anchor(made.title, made.headings)])
        del self._pages[path]
        self._made[path] = made
        return made.html

    @event_priority(100)
    def _lend_words(self, context: Any, /, *, page: SitePage, **_: Any) -> Any:
        """Let the search, whichever it is, read the words of a page instead of its markup."""
        made = self._made.get(page.file.src_uri)
        if made is not None and page.content is not None:
            self._lent, page.content = page.content, self._themed.words(page, made)
        return context

    @event_priority(-100)
    def _take_words_back(self, context: Any, /, *, page: SitePage, **_: Any) -> Any:
        made = self._made.get(page.file.src_uri)
        if made is not None:
            page.content = self._lent
            self._themed.searched(page, made, context)
        return context

    on_page_context = CombinedEvent(_lend_words, _take_words_back)

    def _extended(self, html: str, page: SitePage, made: Page) -> str:
        first = next(iter(page.toc), None)
        anchors = first.children if first else page.toc.items
        anchors.extend(AnchorLink(escape(one.title), one.id, 2) for one in made.headings)
        return html + made.html

    def _root(self, config: MkDocsConfig) -> Path:
        decided = handed()
        if decided is not None:
            return decided.root
        here = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        return (here / self.config.root).resolve()

    def _source(self, config: MkDocsConfig) -> Source:
        decided = handed()
        lent = decided.source if decided is not None else None
        return lent or WorkTree(self._root(config))

    def _means(self) -> Means:
        """How a build may be quick: without a day that was asked for, pages stand for a while."""
        decided = handed()
        if decided is None:
            return Means()
        lasting = _STANDS if decided.now is None and self.config.as_of is None else EXACTLY
        return Means(decided.memory, lasting, decided.processes)

    def _past(self, config: MkDocsConfig, folder: PurePosixPath) -> Past:
        """What git remembers up to what is shown; where it cannot tell, a note and no more."""
        source, decided = self._source(config), handed()
        memory = decided.memory if decided is not None else None
        try:
            shown = source if isinstance(source, Revision) else _head(self._root(config))
            key = (shown.commit, shown.repository, folder, self._audience())
            if memory is not None and memory.past is not None and memory.past[0] == key:
                return self._settled(memory.past[1], shown, source, folder)
            past = _told(shown, folder, self._audience())
        except HistoryError as error:
            log.log(NOTE, "the site tells no history: %s", error)
            return Past(known=False)
        if memory is not None:
            memory.past = key, past
        return self._settled(past, shown, source, folder)

    def _settled(self, past: Past, shown: Revision, source: Source, folder: PurePosixPath) -> Past:
        """What may be told of the past while charters of the work tree are not committed."""
        is_host = self._audience().visibility is INTERNAL
        return past if is_host else as_committed(past, shown, source, folder)

    def _audience(self) -> Override:
        decided = handed()
        if decided is not None and decided.audience is not None:
            return decided.audience
        try:
            return Override.parse(self.config.audience)
        except ValueError as error:
            raise PluginError(f"trm: audience in mkdocs.yml: {error}") from error

    def _from_a_folder(self) -> bool:
        decided = handed()
        return self.config.offline or (decided is not None and decided.from_a_folder)

    def _lines(self) -> Lines | None:
        try:
            return Lines.parse(self.config.source) if self.config.source else None
        except ValueError as error:
            raise PluginError(f"trm: source in mkdocs.yml: {error}") from error

    def _settings(self, config: MkDocsConfig) -> Settings:
        try:
            return read_settings(self._source(config))
        except TrmError as error:
            raise PluginError(f"trm: {error}") from error

    def _partnerships(self, settings: Settings) -> PurePosixPath:
        """Where the charters are: our own command goes by the settings alone."""
        named = self.config.partnerships if handed() is None else None
        return PurePosixPath(named) if named else settings.partnerships

    def _now(self) -> datetime:
        decided = handed()
        if decided is not None and decided.now is not None:
            return decided.now
        given = self.config.as_of
        if given is None:
            return utils.get_build_datetime()
        try:
            return _instant(given)
        except ValueError as error:
            raise PluginError(
                f"trm: as_of is {given!r}; write a day such as 2026-11-22, or an instant with "
                "its offset"
            ) from error


def _shown() -> ShownFolder | None:
    decided = handed()
    return decided.shown if decided is not None else None


def _head(root: Path) -> Revision:
    return Repository.at(root).revision("HEAD")


def _told(shown: Revision, folder: PurePosixPath, reader: Override) -> Past:
    """What may be told of the past up to a revision. Raises HistoryError."""
    chronicle = Chronicle.of(shown.repository, folder, until=shown.commit)
    latest = chronicle.events(reader, limit=IN_ALL)
    return Past(latest, chronicle.last_of_each(reader, ON_A_PAGE))


def _finished(output: str, config: MkDocsConfig) -> str:
    return without_policy(output) if _is_served(config) else with_policy(output)


def _is_served(config: MkDocsConfig) -> bool:
    """Whether MkDocs' own server shows the site; it adds a script that no policy can know of."""
    return urlsplit(config.site_url or "").netloc == "{}:{}".format(*config.dev_addr)


def _anchor(title: str, headings: Any) -> AnchorLink:
    """The table of contents: the page's title, and its headings below it."""
    top = AnchorLink(escape(title), "", 1)
    top.children = [AnchorLink(escape(one.title), one.id, 2) for one in headings]
    return top


def _instant(given: object) -> datetime:
    if isinstance(given, datetime):
        found = given
    elif isinstance(given, date):
        found = datetime.combine(given, time(), UTC)
    else:
        text = str(given)
        is_day = len(text) <= len("2026-11-22")
        found = (
            datetime.combine(date.fromisoformat(text), time(), UTC)
            if is_day
            else datetime.fromisoformat(text)
        )
    if found.tzinfo is None:
        raise ValueError("no offset")
    return found
