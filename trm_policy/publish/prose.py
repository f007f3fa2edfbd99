"""CommonMark that people wrote → HTML that can do nothing but be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import quote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto"}
_MEANS_NOTHING = re.compile(r"[^\W\d_][^\\`*_{}\[\]<>#+!|&~\n\r\t=-]*")
"""Text that CommonMark leaves as it is: it begins with a letter and holds no sign of markup."""
_LIVELY = re.compile(r"[{}]|--8|\[(?=TOC\]|\[)", re.IGNORECASE)
"""What other parts of a documentation site take for commands: templates, snippets, contents."""


def prose(text: str | None) -> Markup:
    """The HTML of a field of prose: paragraphs, lists, emphasis, code and links alone.

    HTML in the text stays text, headings become bold paragraphs, pictures become links, and
    links lead to the web or a mailbox only.
    """
    if not text:
        return Markup()
    if _MEANS_NOTHING.fullmatch(text):
        return Markup("<p>") + text + Markup("</p>")
    return _rendered(text, heading=0)


def article(text: str, heading: int = 2) -> Markup:
    """The HTML of a page of our own, such as a rule's, with its headings from ``heading`` down."""
    return _rendered(text, heading)


def web_link(address: str) -> str | None:
    """The address, if it is one that a reader may be sent to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and parts.netloc:
        return address
    return address if parts.scheme == "mailto" else None


def mail_link(address: str) -> str:
    """A link that opens a mail to the address and cannot add anything to it."""
    return "mailto:" + quote(address, safe="@.+-_")


def breakable(address: str) -> Markup:
    """The address, with a place before its ``@`` where a narrow column may break it."""
    local, at, domain = address.rpartition("@")
    return escape(local) + Markup("<wbr>") + at + domain


def _rendered(text: str, heading: int) -> Markup:
    tokens = _parser().parse(text)
    _lower_headings(tokens, heading)
    raw = _parser().renderer.render(tokens, _parser().options, {})
    clean = nh3.clean(raw, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES)
    return Markup(_LIVELY.sub(_as_entities, clean))  # noqa: S704 - sanitised just above


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return parser.disable(["image"])


def _lower_headings(tokens: Sequence[Token], heading: int) -> None:
    """Let headings begin at a level, or make bold paragraphs of them at level 0."""
    for number, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        level = int(token.tag[1]) - 1 + heading
        token.tag = f"h{min(level, 4)}" if heading else "p"
        if not heading and token.type == "heading_open":
            inline = tokens[number + 1]
            strong = [Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)]
            inline.children = [strong[0], *(inline.children or []), strong[1]]


def _as_entities(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in found[0])
