"""Tables of pages in Markdown, for everybody: what scrolls can be reached with the keyboard."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from typing import TYPE_CHECKING, ClassVar

from jinja2.ext import Extension
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_LINK = Markup(
    '<link rel="alternate feed" type="application/atom+xml" title="What changed" href="{}">\n'
)
"""With two words for its relation, since the theme asks for a site map beside each that has one."""
END_OF_HEAD = "</head>"


def feed_link(address: str) -> str:
    """The link to a feed for the head of a page; empty where there is none."""
    return str(_LINK.format(address)) if address else ""


def with_feed(page: str, address: str) -> str:
    """The finished page with a link to its feed in the head; as it is where it has none."""
    return page.replace(END_OF_HEAD, feed_link(address) + END_OF_HEAD, 1)


_MARK = f' data-own="{secrets.token_hex(16)}"'
_OWN_SCRIPT = re.compile(rf"<script{_MARK}([^>]*)>(.*?)</script>", re.DOTALL)
_DATA = re.compile(r"\bsrc=|\btype=[\"']?application/json")
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
_ALIGNED = re.compile(r'<t[dh] style="(text-align: (?:left|right|center);)">')
_FIXED = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}


class OwnScripts(Extension):
    """Marks the scripts of templates, so that they are known in the finished page."""

    _START: ClassVar = re.compile(r"<script(?=[\s>])")

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """The source of a template with the mark on each of its scripts."""
        return self._START.sub(f"<script{_MARK}", source)


def with_policy(page: str) -> str:
    """The finished page with its policy in the head.

    The policy stands right after the page's encoding, before anything that could be loaded. It
    names the hashes of the theme's own scripts, and of the alignment of columns, which Markdown
    writes as a style; no other style in a page is taken, and nothing from another host.
    """
    sources = dict(_FIXED)
    sources["script-src"] += tuple(_hashes(_own_scripts(page)))
    if aligned := sorted(set(_ALIGNED.findall(page))):
        sources["style-src"] += ("'unsafe-hashes'", *_hashes(aligned))
    policy = "; ".join(f"{kind} {' '.join(allowed)}" for kind, allowed in sources.items())
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda found: f"{found[0]}\n      {tag}", page.replace(_MARK, ""), count=1)


def is_aligned(html: str) -> bool:
    """Whether a page's policy has to name styles that stand in its text."""
    return _ALIGNED.search(html) is not None


def without_policy(page: str) -> str:
    """The finished page as the theme made it."""
    return page.replace(_MARK, "")


def _own_scripts(page: str) -> Iterator[str]:
    for attributes, code in _OWN_SCRIPT.findall(page):
        if not _DATA.search(attributes):
            yield code


def _hashes(texts: Iterable[str]) -> Iterator[str]:
    for text in dict.fromkeys(texts):
        digest = hashlib.sha256(text.encode()).digest()
        yield f"'sha256-{base64.b64encode(digest).decode()}'"


_PLAIN = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_FRAMED = (
    r'<div class="trm-scroll" tabindex="0" role="group" aria-label="Table">'
    r'<table class="trm-table">\1</table></div>'
)


def with_reachable_tables(html: str) -> str:
    """The HTML that Markdown made, each plain table in a frame that scrolls and takes the focus.

    The theme frames such tables too, in a way that no keyboard reaches.
    """
    return _PLAIN.sub(_FRAMED, html)
