"""A strict Content-Security-Policy for every page, whoever wrote it.

A page may run the scripts of the theme and no others. Those are told apart by a mark that is put
on them as the theme's templates are compiled, and is taken off again here: text that finds its
way into a page, as a script or otherwise, was never in a template and gets no hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from typing import TYPE_CHECKING, ClassVar

from jinja2.ext import Extension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
