"""What ``trm init`` writes to bring sites to their readers, run as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHARTER = "partnerships/example-supplier/partnership.yaml"
SECRET = "Castings crack in the second shift"


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new repository whose one charter is for everybody, but for one risk."""
    folder = tmp_path_factory.mktemp("new") / "governance"
    assert run(folder.parent, "trm", "init", str(folder), "--as-of", "2026-11-22").returncode == 0
    charter = folder / CHARTER
    text = charter.read_text("utf-8")
    text = re.sub(r"(?m)^(risks:.*)$", rf"\1\n  cracks: {{title: {SECRET}}}", text, count=1)
    assert SECRET in text
    charter.write_text(opened(text), "utf-8")
    return folder


def opened(text: str) -> str:
    """The charter for everybody."""
    lines = [line for line in text.splitlines() if not line.startswith("audience:")]
    return "\n".join([*lines, "audience: public", "visibility: {risks.cracks: internal}", ""])


def holding(folder: Path) -> set[str]:
    """The sites that tell the secret."""
    return {
        site.name
        for site in folder.iterdir()
        if any(SECRET in path.read_text("utf-8") for path in site.rglob("*.html"))
    }


def test_each_audience_gets_a_site_of_its_own_and_sees_no_more(repository: Path) -> None:
    done = run(repository, "sh", "deploy/build-sites.sh", TRM_PARTNERS="castings")
    assert done.returncode == 0, done.stderr
    sites = repository / "build" / "sites"
    assert {site.name for site in sites.iterdir()} == {"internal", "public", "partner-castings"}
    assert holding(sites) == {"internal"}


def test_a_party_that_is_not_there_stops_it(repository: Path) -> None:
    done = run(repository, "sh", "deploy/build-sites.sh", TRM_PARTNERS="casting; echo mine")
    assert done.returncode != 0
    assert "casting;" in done.stderr
    assert "mine" not in done.stdout


def test_a_copy_is_replaced_as_a_whole(repository: Path, tmp_path: Path) -> None:
    target = tmp_path / "www" / "partnerships"
    for _ in range(2):
        done = run(repository, "sh", "deploy/copy-site.sh", "public", str(target))
        assert done.returncode == 0, done.stderr
        assert (target / "index.html").is_file()
        assert not (target / "old.html").exists()
        assert [path.name for path in target.parent.iterdir()] == ["partnerships"]
        (target / "old.html").write_text("gone soon", "utf-8")


def test_a_folder_with_other_things_is_left_alone(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run(repository, "sh", "deploy/copy-site.sh", "public", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path} holds other things than a site; name a folder of its own\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_is_copied_for_an_audience_that_nobody_named(
    repository: Path, tmp_path: Path
) -> None:
    done = run(repository, "sh", "deploy/copy-site.sh", str(tmp_path / "www"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: sh deploy/copy-site.sh AUDIENCE FOLDER")
    assert list(tmp_path.iterdir()) == []
