"""A charter to sign and a pack to print as documents, and HTML as PDF by the Chromium here."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from markupsafe import Markup

from trm_policy.errors import TrmError, did_you_mean
from trm_policy.judging.judge import Judge
from trm_policy.measure.review_pack import Pack
from trm_policy.model.audience import Override
from trm_policy.model.charter import Charter
from trm_policy.publish.build.site import NOWHERE, view_of
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.page import PageLinks
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


def pack_page(pack: Pack) -> str:
    """The pack of a review as one HTML document for A4, which loads and runs nothing else."""
    style = (FOLDER / "assets" / "pack.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    style_of_ours = Markup(style)  # noqa: S704 - our own file
    return render("pack.html", pack=pack, stated=_nowhere, style=style_of_ours, policy=policy)


def _nowhere(*_: object) -> None:
    """A pack by itself leads to no file of the repository."""


def to_print(judge: Judge, partnership: str, audience: Override) -> CharterView:
    """What is printed. Raises TrmError where there is nothing that the audience may see."""
    whole = judge.reader.read(partnership).partnership
    if whole is None:
        raise TrmError(
            f"the charter of {partnership!r} cannot be read; 'trm check {partnership}' shows where"
        )
    parties = whole.charter.parties
    if audience.party is not None and audience.party not in parties:
        hint = did_you_mean(audience.party, parties)
        raise TrmError(f"{partnership!r} has no party {audience.party!r}; {hint}")
    view = view_of(judge, partnership, audience)
    if view is None:
        raise TrmError(
            f"the charter of {partnership!r} is not for {audience}: its audience is "
            f"{whole.charter.audience}"
        )
    return view


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
        links=PageLinks(lambda _: NOWHERE),
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


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""What the browser may be called; the first that is found is taken."""
_SECONDS = 120
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_MADE = re.compile(rb"/(CreationDate|ModDate) \(D:(\d{14})")
_NODE = re.compile(rb"\(node(\d{8})\)")
"""What the browser calls a part of the document's structure: counted from anywhere."""


class PrintingError(TrmError):
    """The document cannot be printed here."""


def browser() -> str:
    """Where the browser is. Raises PrintingError where there is none; none is ever fetched."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise PrintingError(
            "a PDF is made by Chromium, and none was found; install it (Debian: apt-get install "
            "chromium), or open the page on the site and print it from your browser"
        )
    return found


def printed(html: str, beside: Mapping[str, str | bytes], made: datetime, program: str) -> bytes:
    """The document as PDF, dated ``made`` so that the same document gives the same bytes.

    It is read from a folder of its own with the files ``beside`` it; the browser asks no host.
    Raises PrintingError where the browser fails.
    """
    with tempfile.TemporaryDirectory(prefix="trm-print-") as name:
        folder, target = Path(name), Path(name) / "document.pdf"
        for path, content in {**beside, "document.html": html}.items():
            (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
        _run(program, folder, target)
        if not target.is_file():
            raise PrintingError(f"{program} wrote no PDF; try it again, or update the browser")
        return _counted(_dated(target.read_bytes(), made))


def _run(program: str, folder: Path, target: Path) -> None:
    words = [program, *_QUIET, f"--user-data-dir={folder / 'profile'}", *_sandbox()]
    try:
        done = subprocess.run(  # noqa: S603 - the browser and our own file, no shell
            [*words, f"--print-to-pdf={target}", (folder / "document.html").as_uri()],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PrintingError(f"{program} was not done after {_SECONDS} seconds") from error
    except OSError as error:
        raise PrintingError(f"{program} cannot be run: {error.strerror}") from error
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise PrintingError(f"{program} failed: {' '.join(last) or done.returncode}")


def _sandbox() -> list[str]:
    """Chromium refuses to run in its sandbox for root, as in most containers."""
    return ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []


def _dated(pdf: bytes, made: datetime) -> bytes:
    stamp = made.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
    return _MADE.sub(lambda found: b"/" + found[1] + b" (D:" + stamp, pdf)


def _counted(pdf: bytes) -> bytes:
    """The document with its parts counted from 1 in the order that they have; no byte moves."""
    numbers = {name: n for n, name in enumerate(sorted(set(_NODE.findall(pdf))), start=1)}
    return _NODE.sub(lambda found: b"(node%08d)" % numbers[found[1]], pdf)
