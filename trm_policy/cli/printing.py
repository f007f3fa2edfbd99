"""HTML → PDF, by the Chromium that is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from trm_policy.errors import TrmError

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
