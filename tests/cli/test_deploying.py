"""What ``trm init`` writes to bring sites to their readers, run as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gitting import Repo
from tests.support import data_of
from trm_policy import starter

STARTER = Path(starter.__file__).parent / "repository"
CHARTER = "partnerships/example-supplier/partnership.yaml"
SECRET = "Castings crack in the second shift"


BIN = Path(sys.executable).parent
ONCE = f"""#!/bin/sh
# The site of an audience and an address is built once, and copied for whoever builds it again;
# nor is a copy searched again in which nothing was found.
built=$(dirname -- "$0")/built
if [ "$1 $2 $4" = "site audit --audience" ] && diff -rq "$3" "$(cat "$built")" >/dev/null; then
  searched=$(cat "$built").searched-for-$(printf '%s' "$5" | tr -c '[:alnum:]' '-')
  [ -e "$searched" ] || {{ {BIN}/trm "$@" && touch "$searched"; }}
  exit
fi
if [ "$1 $2 $3 $5" != "site build --audience --output" ]; then
  exec {BIN}/trm "$@"
fi
kept=$(dirname -- "$0")/$(printf '%s' "$4 ${{SITE_URL:-}}" | tr -c '[:alnum:]' '-')
if [ ! -d "$kept" ]; then
  {BIN}/trm "$@" || exit
  cp -R "$6" "$kept"
fi
printf '%s' "$kept" >"$built"
rm -rf "$6" && mkdir -p "$(dirname -- "$6")" && cp -R "$kept" "$6"
"""


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(folder.parent / "once"), str(BIN), os.environ["PATH"]])
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
    once = folder.parent / "once" / "trm"
    once.parent.mkdir()
    once.write_text(ONCE, "utf-8")
    once.chmod(0o755)
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
    assert (
        done.stderr
        == f"{tmp_path} contains files that are not part of a site; name a folder of its own\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_where_the_folder_is_a_link_the_site_it_leads_to_is_replaced(
    repository: Path, tmp_path: Path
) -> None:
    real, link = tmp_path / "disk" / "site", tmp_path / "www"
    real.mkdir(parents=True)
    link.symlink_to(real)

    done = run(repository, "sh", "deploy/copy-site.sh", "public", f"{link}/")

    assert done.returncode == 0, done.stderr
    assert link.is_symlink()
    assert (real / "index.html").is_file()
    assert [path.name for path in real.parent.iterdir()] == ["site"]


def test_a_link_to_nothing_and_a_file_are_refused(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    (tmp_path / "file").write_text("mine", "utf-8")
    said = {
        name: run(repository, "sh", "deploy/copy-site.sh", "public", str(tmp_path / name))
        for name in ("link", "file")
    }
    assert {name: (done.returncode, done.stderr) for name, done in said.items()} == {
        "link": (
            2,
            f"{tmp_path}/link leads to no folder; remove it, or name the folder itself\n",
        ),
        "file": (2, f"{tmp_path}/file is a file; name a folder of its own\n"),
    }
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_what_lies_beside_the_folder_is_left_alone_whatever_it_is_called(
    repository: Path, tmp_path: Path
) -> None:
    for name in ("www.old", "www.new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine.txt").write_text("mine", "utf-8")

    done = run(repository, "sh", "deploy/copy-site.sh", "public", str(tmp_path / "www"))

    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["www", "www.new", "www.old"]
    assert {(tmp_path / f"www.{name}/mine.txt").read_text("utf-8") for name in ("old", "new")} == {
        "mine"
    }


def test_a_site_that_knows_its_address_names_it_in_the_map_and_in_the_page_for_wrong_ones(
    repository: Path, tmp_path: Path
) -> None:
    address = "https://www.example.org/ours/"
    target = tmp_path / "www"

    done = run(repository, "sh", "deploy/copy-site.sh", "internal", str(target), address)

    assert done.returncode == 0, done.stderr
    assert f"<loc>{address}people/</loc>" in (target / "sitemap.xml").read_text("utf-8")
    assert 'href="/ours/assets/' in (target / "404.html").read_text("utf-8")


def test_of_several_sites_only_the_published_one_is_told_the_address(repository: Path) -> None:
    address = "https://www.example.org/ours/"

    done = run(
        *(repository, "sh", "deploy/build-sites.sh"), SITE_URL=address, TRM_PAGES_SITE="internal"
    )

    assert done.returncode == 0, done.stderr
    sites = repository / "build" / "sites"
    assert {
        site.name
        for site in sites.iterdir()
        if address in (site / "sitemap.xml").read_text("utf-8")
    } == {"internal"}


def test_a_site_for_a_folder_has_no_address(repository: Path) -> None:
    words = ("trm", "site", "build", "--offline", "--output", "build/offline")
    assert run(repository, *words, SITE_URL="https://www.example.org/ours/").returncode == 0
    site = repository / "build" / "offline"
    assert [
        path
        for path in site.rglob("*")
        if path.suffix in {".html", ".xml"} and "www.example.org" in path.read_text("utf-8")
    ] == []


TRAP = b"from pathlib import Path\nPath('sprung').touch()\n"
HOSTILE = {
    "evil.py": TRAP,
    "checks/evil.py": TRAP,
    "pip/__init__.py": TRAP,
    "pip/__main__.py": TRAP,
    "trm_policy/__init__.py": TRAP,
    "site/evil.py": TRAP,
    "site/theme/main.html": b"{{ cycler.__init__.__globals__.os.mknod('sprung') }}",
    "site/mkdocs.yml": b"""
site_name: Ours
hooks: [evil.py]
theme: {name: material, custom_dir: theme}
markdown_extensions: [evil]
plugins: [search, trm: {root: ..}]
extra: {sprung: !!python/object/apply:os.mknod [sprung]}
""",
}
"""What a change may bring along in the hope that somebody runs it."""


def in_github() -> list[str]:
    """The commands of the job for pull requests, but those that ask GitHub."""
    steps = data_of((STARTER / ".github/workflows/trm.yml").read_bytes())["jobs"]["change"]["steps"]
    return [step["run"] for step in steps if "run" in step and "gh api" not in step["run"]]


def in_gitlab() -> list[str]:
    """The commands of the job for merge requests, but those that ask GitLab."""
    found = data_of((STARTER / ".gitlab-ci.yml").read_bytes())
    words = [*found["default"]["before_script"], *found["change"]["script"]]
    return [one for one in words if not re.search("git fetch|git rev-parse|KEEP_ONE_NOTE", one)]


@pytest.mark.parametrize("commands", [in_github, in_gitlab])
def test_no_code_of_a_change_is_run_where_it_is_checked(
    commands: Callable[[], list[str]], repository: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "governance"
    shutil.copytree(repository, folder, ignore=shutil.ignore_patterns("build"))
    shutil.copytree(repository.parent / "once", tmp_path / "once")
    repo = Repo(folder)
    repo.git("init", "-q", "-b", "main")
    repo.commit()
    repo.branch("proposal")
    for name, raw in HOSTILE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(raw)
    repo.commit()

    for command in commands():
        asked = re.sub(r'install "trm-policy\[site\][^"]*"', "--version", command)
        done = run(folder, "sh", "-euc", asked, BASE="main", GITHUB_STEP_SUMMARY=os.devnull)
        assert list(folder.rglob("sprung")) == [], asked
        assert "Traceback" not in done.stderr
    assert "mkdocs.yml has code of the repository run (hooks: evil.py" in done.stderr


def test_nothing_is_copied_for_an_audience_that_nobody_named(
    repository: Path, tmp_path: Path
) -> None:
    done = run(repository, "sh", "deploy/copy-site.sh", str(tmp_path / "www"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: sh deploy/copy-site.sh AUDIENCE FOLDER")
    assert list(tmp_path.iterdir()) == []
