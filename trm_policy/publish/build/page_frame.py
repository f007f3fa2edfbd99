"""What the theme puts around pages of ours, made once for all that differ in their texts alone."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from mkdocs.commands.build import get_context

from trm_policy.publish.build.files import FinishedPage, outline, virtual
from trm_policy.publish.build.page_head import END_OF_HEAD, feed_link, is_aligned, with_feed
from trm_policy.publish.page import Heading, Page

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as SitePage
    from mkdocs.structure.toc import AnchorLink

_SECRET = secrets.token_hex(8)
_MARK = re.compile(rf"(?:<h1)?{_SECRET}(\w+?)_")
_HEADINGS = ["id1", "name1", "id2", "name2"]
_LINK = re.compile(r'\b(?:href|src)="([^"#?]+)')
_SLASH = re.compile("/")
_HERE = "http://site.invalid/"


def _marked(name: str) -> str:
    return f"{_SECRET}{name}_"


def _hostile(name: str) -> str:
    """A text in which it shows if the theme does anything to texts."""
    return name if name.startswith(("part", "id")) else f"\"{name}\" & <i>'b'</i>%2F  é"


class _Shape(NamedTuple):
    """What the theme looks at in a page of ours besides its texts."""

    folder: str
    depth: int
    hides: tuple[str, ...]
    described: bool
    headings: bool
    titled: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as the theme makes it: pieces, every other one the name of a text to be filled in.

    ``inside`` is what the table of contents has between the id and the title of a heading, and
    ``between`` what it has between two headings. ``linked`` are the paths in the page's own
    folder to which the frame leads, and the folders on the way: such a page has other links.
    """

    pieces: list[str]
    inside: str = ""
    between: str = ""
    linked: frozenset[str] = frozenset()

    def filled(self, page: SitePage, made: Page) -> str:
        """The finished page."""
        headings = (f"{one.id}{self.inside}{one.title}" for one in _headings(page))
        texts = {
            "title": page.meta["title"],
            "description": page.meta["description"],
            "headings": self.between.join(headings),
            "feed": feed_link(made.feed),
            "html": made.html,
            **dict(zip(map("part{}".format, count(1)), _parts(page)[1:], strict=False)),
        }
        pieces = enumerate(self.pieces)
        return "".join(texts[piece] if number % 2 else piece for number, piece in pieces)


@dataclass(frozen=True)
class Frames:
    """The frames of a site, each made when it is asked for.

    A frame is made from a page of marks, and held to what the theme makes of another page before
    it is used. ``finish`` is what becomes of a page of the theme before it is written.
    """

    config: MkDocsConfig
    env: Environment
    nav: Navigation
    files: Files
    finish: Callable[[str], str]
    _found: dict[_Shape, Frame | None] = field(default_factory=dict)

    def of(self, page: SitePage, made: Page) -> Frame | None:
        """The frame of a page; None where the theme must make the page."""
        parts, known = _parts(page), {"title", "description", "hide"}
        usual = page.url.rstrip("/").removesuffix(".html") == "/".join(parts)
        if not isinstance(page, FinishedPage) or not usual or len(parts) == 1:
            return None
        if page.meta.keys() != known or not page.meta["title"] or is_aligned(made.html):
            return None
        shape = _Shape(
            *(parts[0], len(parts), tuple(page.meta["hide"]), bool(page.meta["description"])),
            *(bool(_headings(page)), "<h1" in made.html),
        )
        if shape not in self._found:
            self._found[shape] = self._tried(shape)
        frame = self._found[shape]
        return None if frame is None or page.url in frame.linked else frame

    def _tried(self, shape: _Shape) -> Frame | None:
        """The frame of a shape; None where the theme makes another page than the frame gives."""
        marks, other = (self._sample(shape, text) for text in (_marked, _hostile))
        output = self._by_theme(marks[0])
        frame = _frame_in(output, _paths_inside(output, marks[0].url, shape.folder))
        if frame is None or (frame.linked and shape.depth > 2):  # noqa: PLR2004 - a page in a folder
            return None
        page, made = other
        same = frame.filled(page, made) == with_feed(self._by_theme(page), made.feed)
        return frame if same else None

    def _sample(self, shape: _Shape, text: Callable[[str], str]) -> tuple[SitePage, Page]:
        """A page of that shape with its texts by their names."""
        headings = [Heading(text(f"id{n}"), text(f"name{n}")) for n in (1, 2)]
        made = Page(
            text("title"),
            f"{'<h1' if shape.titled else ''}{text('html')}",
            tuple(headings if shape.headings else ()),
            text("description") if shape.described else "",
            "changes.xml",
        )
        path = "/".join((shape.folder, *(text(f"part{n}") for n in range(1, shape.depth))))
        page = FinishedPage(None, virtual(self.config, f"{path}.md"), self.config)
        page.markdown, page.content = "", made.html
        page.meta = {
            "title": escape(made.title),
            "description": escape(made.description),
            "hide": list(shape.hides),
        }
        page.toc = outline(made)
        return page, made

    def _by_theme(self, page: SitePage) -> str:
        """What MkDocs has the theme make of a page, finished."""
        page.active = True
        pages = self.files.documentation_pages()
        context = get_context(self.nav, pages, self.config, page)
        return self.finish(self.env.get_template("main.html").render(context))


def _frame_in(output: str, linked: frozenset[str]) -> Frame | None:
    """The frame in what the theme made of marks; None where they do not stand as they must."""
    pieces = _MARK.split(output.replace(END_OF_HEAD, f"{_marked('feed')}{END_OF_HEAD}", 1))
    marks = pieces[1::2]
    if marks.count("html") != 1 or marks.count("feed") != 1:
        return None
    if "id1" not in marks:
        return Frame(pieces, linked=linked)
    at = 1 + 2 * marks.index("id1")
    inside, between, again = pieces[at + 1 : at + 7 : 2]
    if [one for one in marks if one in _HEADINGS] != _HEADINGS or inside != again:
        return None
    return Frame([*pieces[:at], "headings", *pieces[at + 7 :]], inside, between, linked)


def _paths_inside(output: str, here: str, folder: str) -> frozenset[str]:
    """The paths within a folder of the site to which a page leads, whose own path is ``here``.

    Folders below that folder count, in which something lies to which it leads.
    """
    found = (urljoin(_HERE + here, link) for link in _LINK.findall(output))
    start = f"{_HERE}{folder}/"
    paths = [urlsplit(link).path[1:] for link in found if link.startswith(start) and link != start]
    within = {path[: end.start() + 1] for path in paths for end in _SLASH.finditer(path)}
    return frozenset((*paths, *within)) - {f"{folder}/"}


def _parts(page: SitePage) -> list[str]:
    """The names on the way to a page: its folders and itself."""
    return page.file.src_uri.removesuffix(".md").split("/")


def _headings(page: SitePage) -> list[AnchorLink]:
    """The headings below the page's title."""
    return next(iter(page.toc)).children
