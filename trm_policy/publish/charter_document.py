"""A charter as one document to print and sign: it needs its letters beside it, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from markupsafe import Markup

from trm_policy.model.charter import Charter
from trm_policy.publish.build.publication import NOWHERE
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.rendering import FOLDER, STYLES, assets, render, stylesheet
from trm_policy.publish.sections import SECTIONS, Shown, arrange
from trm_policy.wording.days import day

_PAPER = FOLDER / "assets" / "document.css"
_TO_NOWHERE = re.compile(rf' href="{re.escape(NOWHERE)}[^"]*"')
_LONGEST = 90
_OF_THE_HOST = frozenset({"waivers", "own"})
_KEYS_OF_THE_HOST = frozenset({"segmentation"})


@dataclass(frozen=True, slots=True)
class CharterDocument:
    """``html`` is the whole document; ``beside`` are the files that it names, by their path."""

    title: str
    html: str
    beside: dict[str, str | bytes]


def charter_document(view: CharterView) -> CharterDocument:
    """What the parties agree on, for A4, with a place for each of those who sign.

    It holds nothing that moves by itself, neither records nor what is found in them, so that what
    is signed stays what it was. Sections that are the host's own business are left out. A
    browser that reads the document runs nothing and asks nobody.
    """
    charter = view.partnership.charter
    sections, silent = arrange(charter, frozenset(), view.tells)
    agreed = {one.id: one.title for one in SECTIONS if one.keys and one.id not in _OF_THE_HOST}
    style = stylesheet().replace('url("fonts/', 'url("') + _PAPER.read_text("utf-8") + _edges(view)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = render(
        "document.html",
        v=view,
        c=charter,
        sections=[one for one in sections if one.id in agreed and _says(charter, one)],
        silent=[title for title in silent if title in agreed.values()],
        style=Markup(style),  # noqa: S704 - our own files, and texts as CSS escapes alone
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; font-src 'self'; base-uri 'none'",
    )
    folder = STYLES.rpartition("/")[0] + "/fonts/"
    fonts = {
        path.removeprefix(folder): content
        for path, content in assets().items()
        if path.startswith(folder)
    }
    return CharterDocument(charter.title, _TO_NOWHERE.sub("", page), fonts)


def _says(charter: Charter, section: Shown) -> bool:
    """Whether a section holds more than what is the host's own business."""
    keys = set(section.keys) - _KEYS_OF_THE_HOST
    return not section.told or any(getattr(charter, key) for key in keys)


def _edges(view: CharterView) -> str:
    """What stands at the head and the foot of every page beside its number."""
    charter = view.partnership.charter
    title = " ".join(charter.title.split())
    head = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
    said = [f"Version {charter.version}"] if view.tells("version") else []
    said.append(f"as of {day(view.as_of)}")
    said.append(f"SHA-256 {view.digest[:16]}…")
    return (
        f'@page {{ @top-left {{ content: "{_css_text(head)}"; }}'
        f' @bottom-left {{ content: "{_css_text(" · ".join(said))}"; }} }}\n'
    )


def _css_text(text: str) -> str:
    """``text`` inside a CSS string: whatever is no plain letter or digit is written by number."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
