"""What the theme and the search made of finished pages is kept while a site is served."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import BytecodeCache
from mkdocs import utils

from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.page_frame import Frame, Frames
from trm_policy.publish.build.search import (
    index_of,
    reads_as_material,
    search_entries,
    search_text,
)
from trm_policy.publish.page import Page

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as SitePage


_THEME = "material"
_PLUGINS = frozenset({"trm", "search", "material/search"})
"""What these make of a page comes from the page and from what :func:`_common` names."""
_HTML = "trm_html"


class _CompiledTemplates(BytecodeCache):
    """The theme's templates, which MkDocs would compile for each build of a process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of a template, if that reads as it did."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED: defaultdict[frozenset[str], _CompiledTemplates] = defaultdict(_CompiledTemplates)
"""By the extensions of Jinja with which they were compiled."""


class _FinishedPage(NamedTuple):
    """What stands around a page's own HTML, and what the search has of it."""

    around: list[str]
    entries: list[Any]


class ThemeCache:
    """Pages as the theme made them, and their entries in the search.

    They are taken again where page, navigation and configuration are the same. Where the cache
    keeps nothing, pages are put into frames. Neither is done with another theme, or with a plugin
    or a hook that may know more than these.
    """

    def __init__(self, cache: PageCache) -> None:
        self._cache = cache
        self._common: object = None
        self._entries: list[Any] | None = None
        self._known: dict[str, _FinishedPage] = {}
        self._frames: dict[str, Frame] = {}
        self._begun = 0
        self._reads_alike = False
        self._ready: list[Any] | None = None
        self._new: list[Any] = []

    def begin(
        self,
        config: MkDocsConfig,
        env: Environment,
        nav: Navigation,
        pages: Iterable[tuple[SitePage, Page]],
        frames: Frames,
    ) -> None:
        """Once all pages are read, let those pass by the theme that are known or have a frame."""
        cache, ready = self._cache, env.from_string(f"{{{{ {_HTML} }}}}")
        env.bytecode_cache = _COMPILED[frozenset(env.extensions)]
        self._entries = index_of(config) if is_plain(config) else None
        self._reads_alike = reads_as_material(config)
        if not cache.keeps:
            for page, made in pages if is_plain(config) else ():
                frame = frames.of(page, made)
                if frame is not None:
                    self._frames[page.file.src_uri] = frame
                    page.meta["template"] = ready
            return
        if self._entries is None:
            return
        self._common = _common(config, nav)
        for page, made in pages:
            known = cache.find(_name(page), (self._common, made))
            if known is not None:
                self._known[page.file.src_uri] = known
                page.meta["template"] = ready

    def words(self, page: SitePage, made: Page) -> str:
        """What the search shall read of a page: nothing where it is known what that gives."""
        self._begun, self._ready = len(self._entries or ()), self._entries_of(page, made)
        return search_text(made.html) if self._ready is None else ""

    def searched(self, page: SitePage, made: Page, context: Any) -> None:
        """Once the search has read: note what it found, or let it have what is known."""
        path = page.file.src_uri
        if path in self._frames:
            context[_HTML] = self._frames[path].filled(page, made)
        elif path in self._known:
            context[_HTML] = made.html.join(self._known[path].around)
        if self._entries is None:
            return
        if self._ready is not None:
            self._entries[self._begun :] = self._ready
        self._new = self._entries[self._begun :]

    def _entries_of(self, page: SitePage, made: Page) -> list[Any] | None:
        """What the search would find; None where it must read the page."""
        known = self._known.get(page.file.src_uri)
        if known is not None:
            return known.entries
        if not self._reads_alike or page.file.src_uri not in self._frames:
            return None
        return search_entries(page.url, page.meta["title"], made.html) or None

    def knows(self, page: SitePage) -> bool:
        """Whether the page is finished: by an earlier build, or in a frame."""
        return page.file.src_uri in self._known or page.file.src_uri in self._frames

    def keep(self, page: SitePage, made: Page, output: str) -> None:
        """Keep a page that the theme has made."""
        if self._entries is not None:
            known = _FinishedPage(output.split(made.html, 1), self._new)
            self._cache.put(_name(page), (self._common, made), known)


def _name(page: SitePage) -> tuple[str, str]:
    return "theme", page.file.src_uri


def is_plain(config: MkDocsConfig) -> bool:
    """Whether theme and plugins are known well, so that none misses what is not made again."""
    theme = config.theme
    usual = theme.name == _THEME and not theme.custom_dir
    return usual and _PLUGINS.issuperset(config.plugins) and not config.hooks


def _common(config: MkDocsConfig, nav: Navigation) -> tuple[object, ...]:
    """What the theme makes of every page depends on, beside the page itself."""
    settings = {key: value for key, value in config.items() if key not in {"plugins", "theme"}}
    theme = config.theme
    about: Mapping[str, Any] = {**theme, "dirs": theme.dirs, "locale": str(theme.locale)}
    own = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    return repr(settings), repr(about), repr(own), _outline(nav.items), utils.get_build_date()


def _outline(items: Iterable[Any]) -> tuple[object, ...]:
    return tuple(
        (
            *(type(item).__name__, item.title, getattr(item, "url", None)),
            *(repr(getattr(item, "meta", None)), _outline(item.children or ())),
        )
        for item in items
    )
