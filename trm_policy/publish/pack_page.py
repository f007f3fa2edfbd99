"""The pack of a review as one page to print: it needs no other file, runs nothing, asks nobody."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from trm_policy.measure.review_pack import Pack
from trm_policy.publish.rendering import FOLDER, render

_STYLE = FOLDER / "assets" / "pack.css"


def pack_page(pack: Pack) -> str:
    """The HTML document, for A4. A browser that reads it loads and runs nothing else."""
    style = _STYLE.read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    style_of_ours = Markup(style)  # noqa: S704 - our own file
    return render("pack.html", pack=pack, stated=_nowhere, style=style_of_ours, policy=policy)


def _nowhere(*_: object) -> None:
    """A pack by itself leads to no file of the repository."""
