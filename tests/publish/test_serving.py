"""``trm site serve`` as it runs: a saved change is on the page soon after."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.publish.browsing import trm, written
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


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path / "repository", complete() | {"trm.toml": b"# As usual.\n"})


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """The site of the repository, shown at this address."""
    address = f"127.0.0.1:{free_port()}"
    words = [sys.executable, "-m", "trm_policy", "-C", str(root), "site", "serve"]
    with (
        said(root).open("w") as heard,
        subprocess.Popen(
            [*words, "--address", address], stdout=subprocess.DEVNULL, stderr=heard
        ) as server,
    ):
        try:
            until(f"http://{address}/{PAGE}", lambda page: "Meridian Foods and Helix" in page)
            yield f"http://{address}/"
        finally:
            server.terminate()


def said(root: Path) -> Path:
    """The file with all that the server of this repository has said."""
    return root.parent / "said.txt"


def hear(root: Path, words: str) -> None:
    end = time.monotonic() + PATIENCE
    while words not in said(root).read_text("utf-8"):
        if time.monotonic() > end:
            pytest.fail(f"the server never said {words!r}")
        time.sleep(0.1)


LONG, SHORT = "Meridian Foods and", "Meridian and"


def retitled(root: Path, old: str = LONG, new: str = SHORT) -> None:
    charter = root / PAGE / "partnership.yaml"
    text = charter.read_text("utf-8")
    charter.write_text(text.replace(f"title: {old}", f"title: {new}"))


def test_a_change_shows_on_every_page_and_one_under_broken_settings_once_they_are_mended(
    root: Path, address: str
) -> None:
    retitled(root)
    until(address + PAGE, lambda page: f"{SHORT} Helix" in page)
    home = until(address, lambda page: f"{SHORT} Helix" in page)
    assert f"{LONG} Helix" not in home

    settings = root / "trm.toml"
    before = settings.read_text("utf-8")
    settings.write_text("[rules\n", "utf-8")
    hear(root, "The pages are shown as they were before; fix this and save again.")
    until(address + PAGE, lambda page: f"{SHORT} Helix" in page)
    retitled(root, SHORT, LONG)
    settings.write_text(before, "utf-8")
    until(address + PAGE, lambda page: f"{LONG} Helix" in page)


def test_an_address_that_there_is_not_has_a_page_of_its_own_and_a_server_leaves_no_site_behind(
    root: Path, tmp_path: Path
) -> None:
    left = tmp_path / "temporary"
    left.mkdir()
    address = f"127.0.0.1:{free_port()}"
    words = [sys.executable, "-m", "trm_policy", "-C", str(root), "site", "serve"]
    with subprocess.Popen(
        [*words, "--address", address],
        env={**os.environ, "TMPDIR": str(left)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        until(f"http://{address}/", lambda page: "Meridian Foods and Helix" in page)
        with pytest.raises(HTTPError) as refused:
            urlopen(f"http://{address}/nowhere/")
        assert refused.value.code == 404
        assert "404 - Not found" in refused.value.read().decode()
        assert [path.name[:9] for path in left.iterdir()] == ["trm-site-"]
        server.terminate()
    assert list(left.iterdir()) == []


def test_a_commit_is_told_of_once_it_is_made_and_its_author_called_as_the_mailmap_says(
    root: Path, address: str
) -> None:
    mailmap = root / ".mailmap"
    mailmap.touch()
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Begin")
    retitled(root)
    until(address + PAGE, lambda page: "History" in page)
    git(root, "commit", "--quiet", "--all", "-m", "Shorten")
    changes = until(address + "changes/", lambda page: "Meridian and Helix" in page)
    assert "Ravi Menon" in changes
    mailmap.write_text("Ravindra Menon <ravi@meridian.example>\n")
    changes = until(address + "changes/", lambda page: "Ravindra Menon" in page)
    assert "Ravi Menon" not in changes


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=Ravi Menon", "-c", "user.email=ravi@meridian.example"]
    subprocess.run(["git", "-C", str(root), *who, *words], check=True)


def test_charters_that_move_are_watched_where_they_are_now(root: Path, address: str) -> None:
    (root / "trm.toml").write_text('partnerships = "charters"\n', "utf-8")
    (root / "partnerships").rename(root / "charters")
    until(address + PAGE, lambda page: "Meridian Foods and Helix" in page)
    hear(root, f"Watching {root / 'charters'} from now on")
    charter = root / "charters" / "meridian-helix" / "partnership.yaml"
    text = charter.read_text("utf-8")
    charter.write_text(text.replace("title: Meridian Foods and", "title: Meridian and"))
    until(address + PAGE, lambda page: "Meridian and Helix" in page)


@pytest.mark.parametrize(
    ("port", "said"), [("99999", "a port is a number from 0 to 65535"), ("", "in use")]
)
def test_an_address_that_cannot_be_had_is_refused_before_anything_is_built(
    root: Path, port: str, said: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        where = f"127.0.0.1:{port or taken.getsockname()[1]}"
        result = trm("-C", str(root), "site", "serve", "--address", where)
    assert said in str(result.exception)
    assert "Building" not in result.stderr
