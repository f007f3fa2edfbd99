"""Every link of a built site, followed on disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_POINTING = {"href", "src", "poster", "data"}
_ALONE = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
_STYLED = {"class", "role", "scope", "type"}
_WITHIN = 2
"""How many elements around one belong to its shape."""
_BASE = "http://site.test/"


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.shapes: set[tuple[tuple[str, ...], ...]] = set()
        self._open: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what can be pointed at, and what is."""
        for name, value in attrs:
            if name == "id" or (tag == "a" and name == "name"):
                self.ids.append(value or "")
            if name in _POINTING and value is not None:
                self.targets.append(value)
        about = {name: value if name in _STYLED else "" for name, value in attrs}
        self._open.append((tag, *(f"{name}={about[name]}" for name in sorted(about))))
        self.shapes.add(tuple(self._open[-1 - _WITHIN :]))
        if tag in _ALONE:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a picture that holds no other."""
        self.handle_starttag(tag, attrs)
        if tag not in _ALONE:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and all in it that nobody closed."""
        places = [place for place, (name, *_) in enumerate(self._open) if name == tag]
        del self._open[places[-1] if places else len(self._open) :]


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

    def of_each_kind(self) -> list[Path]:
        """Pages that have between them whatever elements there are, those with most kinds first.

        An element is of a kind with another one where both have the same name, class, role and
        attributes, and so have the two around them.
        """
        shapes = {path: self.page(path).shapes for path in self.pages}
        known: set[object] = set()
        found = []
        for path in sorted(shapes, key=lambda path: -len(shapes[path])):
            if not shapes[path] <= known:
                found.append(path)
                known |= shapes[path]
        return found

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
        return {target for target in absolute if not target.startswith(("mailto:", "tel:"))}

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
