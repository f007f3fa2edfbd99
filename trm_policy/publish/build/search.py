"""What a site's search has of a page of ours."""

from __future__ import annotations

import re
from html import escape, unescape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from trm_policy.wording.text import latin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_HEADING = re.compile(r"(<h[12] id=\"[^\"]*\">.*?</h[12]>)", re.DOTALL)
_ASIDE = re.compile(
    r"<nav\b.*?</nav>|<svg\b.*?</svg>|<details class=\"trm-more trm-behind\">.*?</details>",
    re.DOTALL,
)
"""Ways around, and charts with their figures: nobody searches for those."""
_TAG = re.compile(r"<[^>]*>")
_SIGNS = str.maketrans({"<": "&lt;", ">": "&gt;"})
_LETTERS = re.compile(r"\w+")
_PLAIN_HEADING = re.compile(r"<h[12] id=\"([\w-]+)\">([^<>]*[^<>\s][^<>]*)</h[12]>")


def search_text(html: str) -> str:
    """A page of ours reduced to headings with ids and a paragraph of plain words below each.

    Text stays escaped as it was. A site's search reads this many times quicker than the page.
    """
    parts = _parts(html)
    above = ["", *parts[1::2]]
    return "".join(
        part if number % 2 else f"<p>{_words(part, above[number // 2])}</p>"
        for number, part in enumerate(parts)
    )


def search_entries(url: str, title: str, html: str) -> list[Any]:
    """What Material's search finds in :func:`search_text` of a page at that address.

    ``title`` is escaped. Nothing where a heading holds more than text, so that the search itself
    must read the page.
    """
    parts = _parts(html)
    headings = [_PLAIN_HEADING.fullmatch(part) for part in parts[1::2]]
    found = [_entry(url, title, parts[0])]
    for heading, below in zip(headings, parts[2::2], strict=True):
        if heading is None:
            return []
        found.append(_entry(f"{url}#{heading[1]}", _as_indexed(heading[2]), below, heading[0]))
    return found


def index_of(config: MkDocsConfig) -> list[Any] | None:
    """Where the search collects what it finds; None where that cannot be told."""
    searches = [plugin for name, plugin in config.plugins.items() if name.endswith("search")]
    if not searches:
        return []
    index = getattr(searches[0], "search_index", None)
    found = getattr(index, "entries", getattr(index, "_entries", None))
    return found if isinstance(found, list) else None


def reads_as_material(config: MkDocsConfig) -> bool:
    """Whether the site's search is Material's, which parts words of Chinese if it can."""
    searches = [type(one).__module__ for name, one in config.plugins.items() if "search" in name]
    return searches == ["material.plugins.search.plugin"] and find_spec("jieba") is None


def _parts(html: str) -> list[str]:
    """Headings, and before and between them what stands there."""
    return _HEADING.split(_ASIDE.sub("", html))


def _entry(location: str, title: str, html: str, above: str = "") -> dict[str, str]:
    words = _as_indexed(_words(html, above))
    return {
        "location": location,
        "title": title.strip(),
        "text": f"<p>{words}</p>" if words else "",
    }


def _words(html: str, above: str = "") -> str:
    """The words of a part, and those of it and of its heading that have marks once more without.

    So whoever cannot type Łódź finds it by Lodz.
    """
    words = _TAG.sub(" ", html).translate(_SIGNS).split()
    near = [*_TAG.sub(" ", above).split(), *words]
    marked = _LETTERS.findall(" ".join(word for word in near if not word.isascii()))
    plain = dict.fromkeys(latin(word) for word in marked if not word.isascii())
    return " ".join([*words, *filter(str.isascii, plain)])


def _as_indexed(text: str) -> str:
    """Escaped text as the search writes it into its index."""
    return escape(unescape(text).replace("\n", " "), quote=False)
