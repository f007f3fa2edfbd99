"""How soon a saved change is on the page while ``trm site serve`` runs."""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from _measure import ROOT, TRM, two_cores
from _portfolio import write_portfolio

AIM = 3.0
"""Seconds until a change may be on the page."""
_PATIENCE = 600
_TITLE = "title: "


def main() -> None:
    """Print the seconds of the first build and of a change of a charter's title."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    two_cores()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        charter = write_portfolio(root, options.charters)[options.charters // 2]
        shutil.copytree(ROOT / "site", root / "site")
        _commit(root)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{found.getsockname()[1]}"
        words = [TRM, "-C", str(root), "site", "serve", "--address", address]
        page = f"http://{address}/partnerships/{charter.parent.name}/"
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            try:
                first = _seconds_until(page, "<h1")
                changes = [_changed(charter, page, turn) for turn in range(options.rounds)]
            finally:
                run.terminate()
    print(f"{options.charters} charters: first build {first:.1f} s; a change is on its page after")
    print(
        f"{median(changes):.1f} s, median of {len(changes)}, {max(changes):.1f} s at most"
        f"  (aim: {AIM:.0f})"
    )


def _commit(root: Path) -> None:
    """Let there be a history, as in every real repository."""
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@meridian.example"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "Begin"]):
        subprocess.run(["git", "-C", root, *who, *words], check=True)


def _changed(charter: Path, page: str, turn: int) -> float:
    """Seconds from saving another title to its being shown."""
    text = charter.read_text(encoding="utf-8")
    word = f"Turn{turn}"
    charter.write_text(text.replace(_TITLE, f"{_TITLE}{word} ", 1), encoding="utf-8")
    seconds = _seconds_until(page, word)
    time.sleep(1)
    return seconds


def _seconds_until(page: str, word: str) -> float:
    start = time.monotonic()
    while time.monotonic() - start < _PATIENCE:
        if word in _text(page):
            return time.monotonic() - start
        time.sleep(0.1)
    raise SystemExit(f"{page} never showed {word}")


def _text(page: str) -> str:
    try:
        with urlopen(page) as answer:
            return str(answer.read(), "utf-8")
    except URLError:
        return ""


if __name__ == "__main__":
    main()
