"""Files as MkDocs knows them: pages that stand on no disk, and a site that needs no server."""

from __future__ import annotations

from collections.abc import Container, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from trm_policy.publish.across import PORTFOLIO_PAGES
from trm_policy.publish.page import Link, Page
from trm_policy.publish.rendering import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


WORKER = "assets/trm/file-worker.js"
_INDEX = Path("search") / "search_index.json"


def prepare_offline(config: MkDocsConfig) -> None:
    """Let addresses name files, and let every page bring what stands in for a worker.

    A site that lies in a folder has no address, whatever its settings say.
    """
    config.site_url = ""
    config.use_directory_urls = False
    polyfills = config.extra.setdefault("polyfills", [])
    if WORKER not in polyfills:
        polyfills.append(WORKER)


def offline_worker() -> str:
    """The script that stands in for a worker."""
    return (FOLDER / "assets" / "file-worker.js").read_text("utf-8")


def finish_offline(folder: Path) -> None:
    """Lay a copy of the search's index beside it that a page can load as a script."""
    index = folder / _INDEX
    if index.is_file():
        script = f"var __index = {index.read_text('utf-8')}"
        index.with_suffix(".js").write_text(script, "utf-8")


PORTFOLIO_PATHS = frozenset(page.path for page in PORTFOLIO_PAGES)


def made_alone(nav: Any, pages: Container[str]) -> Any:
    """The navigation without those pages about the portfolio that this site does not have."""
    if isinstance(nav, list):
        kept = [made_alone(item, pages) for item in nav]
        return [item for item in kept if item not in (None, {}, [])]
    if isinstance(nav, dict):
        kept_items = {title: made_alone(item, pages) for title, item in nav.items()}
        return {title: item for title, item in kept_items.items() if item not in (None, {}, [])}
    return None if nav in PORTFOLIO_PATHS and nav not in pages else nav


def named_in(nav: Any) -> Iterator[str]:
    """The paths of pages, and the addresses, to which the navigation leads."""
    if isinstance(nav, str):
        yield nav.lstrip("/")
    elif isinstance(nav, list | dict):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from named_in(item)


class Addresses:
    """Where pages will be found, as MkDocs reckons it."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._known: dict[str, str] = {}

    def link_from(self, path: str) -> Link:
        """From the page of that path to others, by their paths."""
        here = self._of(path)
        return lambda other: utils.get_relative_url(self._of(other), here)

    def _of(self, path: str) -> str:
        if path not in self._known:
            self._known[path] = virtual(self._config, path).url
        return self._known[path]


class FinishedPage(SitePage):
    """A page whose text needs no Markdown, which takes longer to set up than our page to make."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Nothing, as MkDocs finds it in an empty page."""
        self.content = ""
        self.toc = get_toc([])
        self.present_anchor_ids = set()


def outline(made: Page) -> TableOfContents:
    """The table of contents: the page's title, and its headings below it."""
    top = AnchorLink(escape(made.title), "", 1)
    top.children = [AnchorLink(escape(one.title), one.id, 2) for one in made.headings]
    return TableOfContents([top])


def virtual(config: MkDocsConfig, path: str) -> File:
    """A file at that path without a text, in no navigation unless it is named there."""
    return File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
