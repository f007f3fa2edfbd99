"""A charter as one document to print and sign: it needs its letters beside it, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from markupsafe import Markup

from trm_policy.publish.charter_page import charter_html
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.publication import NOWHERE
from trm_policy.publish.rendering import FOLDER, STYLES, assets, render, stylesheet
from trm_policy.publish.sections import SECTIONS, arrange

_PAPER = FOLDER / "assets" / "document.css"
_TO_NOWHERE = re.compile(rf' href="{re.escape(NOWHERE)}[^"]*"')
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class CharterDocument:
    """``html`` is the whole document; ``beside`` are the files that it names, by their path."""

    title: str
    html: str
    beside: dict[str, str | bytes]


def charter_document(view: CharterView) -> CharterDocument:
    """What the charter says, for A4, with a place for each party to sign.

    What tells of the moment (what falls due, how complete it is, its history) is left to the site.
    A browser that reads the document runs nothing and asks nobody.
    """
    charter = view.partnership.charter
    sections, silent = arrange(charter, frozenset(), view.tells)
    own = {section.title for section in SECTIONS if section.keys}
    page = charter_html(view, sections, [title for title in silent if title in own])
    body = _TO_NOWHERE.sub("", page)
    style = stylesheet().replace('url("fonts/', 'url("') + _PAPER.read_text("utf-8") + _foot(view)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; font-src 'self'; base-uri 'none'"
    html = render(
        "document.html",
        title=charter.title,
        body=Markup(body),  # noqa: S704 - rendered above, with everything in it escaped
        style=Markup(style),  # noqa: S704 - our own files, and texts as CSS escapes alone
        policy=policy,
    )
    folder = STYLES.rpartition("/")[0] + "/fonts/"
    fonts = {
        path.removeprefix(folder): content
        for path, content in assets().items()
        if path.startswith(folder)
    }
    return CharterDocument(charter.title, html, fonts)


def _foot(view: CharterView) -> str:
    """What stands at the foot of every page beside its number."""
    charter, said = view.partnership.charter, []
    title = " ".join(charter.title.split())
    said.append(title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…")
    if view.tells("version"):
        said.append(f"version {charter.version}")
    if view.digest:
        said.append(f"SHA-256 {view.digest[:16]}…")
    return f'@page {{ @bottom-left {{ content: "{_css_text(", ".join(said))}"; }} }}\n'


def _css_text(text: str) -> str:
    """``text`` inside a CSS string: whatever is no plain letter or digit is written by number."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
