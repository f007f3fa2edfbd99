"""``trm site serve`` as it runs: a saved change is on the page soon after."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.publish.browsing import written
from trm_policy.starter import complete

PAGE = "partnerships/meridian-helix/"
PATIENCE = 240
"""Seconds after which nobody waits any longer, however busy the machine is."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def until(address: str, holds: Callable[[str], bool]) -> str:
    """The page, once it is as wanted."""
    end = time.monotonic() + PATIENCE
    text = ""
    while time.monotonic() < end:
        try:
            with urlopen(address) as answer:
                text = answer.read().decode()
        except (URLError, OSError):
            text = ""
        if holds(text):
            return text
        time.sleep(0.2)
    pytest.fail(f"{address} never was as wanted; it begins with {text[:200]!r}")


def test_a_change_shows_on_every_page_that_tells_of_it(tmp_path: Path) -> None:
    root = written(tmp_path / "repository", complete())
    charter = root / PAGE / "partnership.yaml"
    address = f"127.0.0.1:{free_port()}"
    words = [sys.executable, "-m", "trm_policy", "-C", str(root), "site", "serve"]
    with subprocess.Popen(
        [*words, "--address", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            until(f"http://{address}/{PAGE}", lambda page: "Meridian Foods and Helix" in page)
            text = charter.read_text("utf-8")
            charter.write_text(text.replace("title: Meridian Foods and", "title: Meridian and"))
            until(f"http://{address}/{PAGE}", lambda page: "Meridian and Helix" in page)
            home = until(f"http://{address}/", lambda page: "Meridian and Helix" in page)
            assert "Meridian Foods and Helix" not in home
        finally:
            server.terminate()
