"""Every link of a built site, followed on disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_POINTING = {"href", "src", "poster", "data"}
_BASE = "http://site.test/"


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what can be pointed at, and what is."""
        for name, value in attrs:
            if name == "id" or (tag == "a" and name == "name"):
                self.ids.append(value or "")
            if name in _POINTING and value is not None:
                self.targets.append(value)


@dataclass
class Crawl:
    """A built folder; ``broken`` are pairs of a page and what it points at in vain."""

    folder: Path
    _pages: dict[Path, _Seen] = field(default_factory=dict)

    def page(self, path: Path) -> _Seen:
        """What stands in a page of the site."""
        if path not in self._pages:
            seen = _Seen()
            seen.feed(path.read_text("utf-8"))
            self._pages[path] = seen
        return self._pages[path]

    @cached_property
    def pages(self) -> list[Path]:
        """All pages, in order."""
        return sorted(self.folder.rglob("*.html"))

    @property
    def broken(self) -> set[tuple[str, str]]:
        """Pages with addresses of the site that lead to no file, or to no place in it."""
        found = set()
        for path in self.pages:
            here = path.relative_to(self.folder).as_posix()
            for target in self.page(path).targets:
                if not self._leads_somewhere(urljoin(_BASE + here, target)):
                    found.add((here, target))
        return found

    @property
    def repeated_ids(self) -> dict[str, list[str]]:
        """Ids that stand more than once in a page, by page."""
        found = {}
        for path in self.pages:
            ids = self.page(path).ids
            if twice := sorted({one for one in ids if ids.count(one) > 1}):
                found[path.relative_to(self.folder).as_posix()] = twice
        return found

    @property
    def elsewhere(self) -> set[str]:
        """Addresses of other hosts, whatever the site does with them."""
        absolute = {
            target
            for path in self.pages
            for target in self.page(path).targets
            if urlsplit(target).scheme or target.startswith("//")
        }
        return {target for target in absolute if not target.startswith("mailto:")}

    def _leads_somewhere(self, address: str) -> bool:
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}/" != _BASE:
            return True
        path = self.folder / unquote(parts.path).lstrip("/")
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            return False
        anchor = unquote(parts.fragment)
        return not anchor or path.suffix != ".html" or anchor in self.page(path).ids
