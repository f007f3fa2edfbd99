"""The MkDocs plugin: hands finished pages to MkDocs, and does nothing else.

The pages' HTML is made by :mod:`trm_policy.publish.build.site` and passes neither through
Python-Markdown nor through MkDocs' templates; titles, which MkDocs does not escape, are escaped
here.
"""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import AnchorLink

from trm_policy.errors import TrmError
from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.files import (
    PORTFOLIO_PATHS,
    WORKER,
    Addresses,
    FinishedPage,
    finish_offline,
    made_alone,
    named_in,
    offline_worker,
    outline,
    prepare_offline,
    virtual,
)
from trm_policy.publish.build.options import BuildOptions, TrmConfig
from trm_policy.publish.build.page_frame import Frames
from trm_policy.publish.build.page_head import (
    OwnScripts,
    with_feed,
    with_policy,
    with_reachable_tables,
    without_policy,
)
from trm_policy.publish.build.serving import ServedFolder
from trm_policy.publish.build.site import HOME, judge_of, publish
from trm_policy.publish.build.theme_cache import ThemeCache, is_plain
from trm_policy.publish.charts.gallery import Gallery, kept_charts
from trm_policy.publish.page import Page
from trm_policy.publish.past import Site
from trm_policy.publish.rendering import SCRIPT, STYLES, assets

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as SitePage

log = get_plugin_logger(__name__)

_GUIDE = "guide/propose-a-change.md"
_FOR = {INTERNAL: "For internal use", PARTNER: "For our partners", PUBLIC: "For everybody"}


class TrmPlugin(BasePlugin[TrmConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of a portfolio to a site."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._made: dict[str, Page] = {}
        self._lent = ""
        self._nav = Navigation([], [])
        self._theme = ThemeCache(PageCache(keeps=False))
        self._served: ServedFolder | None = None
        self._asked: BuildOptions

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring stylesheet and script, and let ``serve`` watch what the pages are made from."""
        asked = self._asked = BuildOptions(self.config, config)
        if STYLES not in config.extra_css:
            config.extra_css.insert(0, STYLES)
        if SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(SCRIPT)
        if config.copyright is None:
            config.copyright = _FOR[asked.audience.visibility]
        if asked.from_a_folder:
            prepare_offline(config)
        for path in asked.watched():
            if str(path) not in config.watch and path.exists():
                config.watch.append(str(path))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make every page and add it as a file that stands on no disk."""
        asked, gallery = self._asked, Gallery(kept_charts(self._asked.root))
        guide = files.get_file_from_path(_GUIDE) is not None
        try:
            judge = judge_of(asked.source, asked.partnerships, asked.now)
            options = SiteOptions(
                asked.audience,
                asked.past(judge.reader.folder),
                Site(config.site_name, config.site_url or ""),
                own_home=files.get_file_from_path(HOME) is not None,
                gallery=gallery,
                lines=asked.lines,
                guide=_GUIDE if guide else "",
            )
            link_from = Addresses(config).link_from
            done = publish(judge, link_from, options, asked.cache, asked.processes)
        except TrmError as error:
            raise PluginError(f"trm: {error}") from error
        gallery.tidy()
        for note in done.notes:
            log.warning(note)
        self._theme = ThemeCache(asked.cache)
        self._pages, self._made = done.pages, {}
        config.nav = made_alone(config.nav, done.pages)
        in_nav = frozenset(named_in(config.nav))
        for path in done.pages:
            if files.get_file_from_path(path) is None:
                files.append(file := virtual(config, path))
                if path not in in_nav:
                    FinishedPage(None, file, config)
        beside = assets()
        if asked.from_a_folder:
            beside[WORKER] = offline_worker()
        for path, content in (beside | done.files).items():
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
        frames = Frames(config, env, self._nav, files, partial(_finished, config=config))
        self._theme.begin(config, env, self._nav, pages, frames)
        self._served = self._asked.served if is_plain(config) else None
        if self._served is not None:
            self._served.leave_out_what_stands(files)
        return env

    def on_post_page(self, output: str, *, config: MkDocsConfig, page: SitePage) -> str:
        """Let a page load and run what is the site's own, and nothing else."""
        if not self._theme.knows(page):
            output, path = _finished(output, config), page.file.src_uri
            if (named := self._made.get(path) or self._pages.get(path)) is not None:
                output = with_feed(output, named.feed)
            if (made := self._made.get(path)) is not None:
                self._theme.keep(page, made, output)
        served = self._served
        stands = served is not None and served.stands(page.file.dest_uri, output.encode())
        return "" if stands else output

    def on_post_template(
        self, output: str, *, template_name: str, config: MkDocsConfig, **_: Any
    ) -> str:
        """The same for pages that no text stands behind, such as the one for a wrong address."""
        return _finished(output, config) if template_name.endswith(".html") else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the search work without a server, where that is wanted."""
        if self._asked.from_a_folder:
            finish_offline(Path(config.site_dir))
        self._asked.cache.tidy()

    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: Any) -> str:
        """Name the page; its own text, if it has any, stays."""
        made = self._pages.get(page.file.src_uri)
        if made is not None and page.file.generated_by is not None:
            page.meta = {
                "title": escape(made.title),
                "description": escape(" ".join(made.description.split())),
                "hide": ["toc" if page.file.src_uri in PORTFOLIO_PATHS else "navigation"],
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
        page.toc = outline(made)
        del self._pages[path]
        self._made[path] = made
        return made.html

    @event_priority(100)
    def _lend_words(self, context: Any, /, *, page: SitePage, **_: Any) -> Any:
        """Let the search, whichever it is, read the words of a page instead of its markup."""
        made = self._made.get(page.file.src_uri)
        if made is not None and page.content is not None:
            self._lent, page.content = page.content, self._theme.words(page, made)
        return context

    @event_priority(-100)
    def _take_words_back(self, context: Any, /, *, page: SitePage, **_: Any) -> Any:
        made = self._made.get(page.file.src_uri)
        if made is not None:
            page.content = self._lent
            self._theme.searched(page, made, context)
        return context

    on_page_context = CombinedEvent(_lend_words, _take_words_back)

    def _extended(self, html: str, page: SitePage, made: Page) -> str:
        first = next(iter(page.toc), None)
        anchors = first.children if first else page.toc.items
        anchors.extend(AnchorLink(escape(one.title), one.id, 2) for one in made.headings)
        return html + made.html


def _finished(output: str, config: MkDocsConfig) -> str:
    return without_policy(output) if _is_served(config) else with_policy(output)


def _is_served(config: MkDocsConfig) -> bool:
    """Whether MkDocs' own server shows the site; it adds a script that no policy can know of."""
    return urlsplit(config.site_url or "").netloc == "{}:{}".format(*config.dev_addr)
