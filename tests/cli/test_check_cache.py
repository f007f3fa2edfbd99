"""``trm check`` takes what it found before from the user's cache, and nobody can tell."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.running import TRM, Done, edit, trm

ASKED = ("check", "--as-of", "2026-11-22", "--format", "json")
BROKEN = ("contacts: {meridian: tom, helix: nils}", "contacts: {meridian: tom}")


@pytest.fixture
def root(repository: Path) -> Path:
    edit(repository, *BROKEN)
    return repository


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def checked(root: Path, cache: Path, *words: str, off: str = "") -> Done:
    return trm(*ASKED, *words, cwd=root, XDG_CACHE_HOME=str(cache), TRM_NO_CACHE=off)


def kept(cache: Path) -> list[str]:
    return [path.name.partition("-")[0] for path in cache.glob("trm-policy/results/check-*")]


def files(root: Path) -> list[Path]:
    return sorted(root.rglob("*"))


def test_results_are_kept_for_the_user_and_never_in_the_repository(root: Path, cache: Path) -> None:
    before = files(root)
    first = checked(root, cache)
    assert (first.returncode, kept(cache), files(root)) == (1, ["check"], before)
    again = checked(root, cache)
    assert (again.stdout, again.stderr) == (first.stdout, "")


def test_the_cache_can_be_switched_off(root: Path, cache: Path) -> None:
    first = checked(root, cache, "--no-cache")
    assert checked(root, cache, off="1").stdout == first.stdout
    assert kept(cache) == []


def test_what_is_judged_from_a_revision_is_not_kept(root: Path, cache: Path) -> None:
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        names = ("-c", "user.name=Ada", "-c", "user.email=ada@meridian.example")
        subprocess.run(["git", "-C", str(root), *names, *command], check=True)
    checked(root, cache, "--at", "HEAD")
    checked(root, cache, "--base", "HEAD")
    assert kept(cache) == []


def test_a_cache_that_a_repository_brings_along_is_not_read(root: Path) -> None:
    first = checked(root, root / ".cache")
    assert (first.returncode, kept(root / ".cache")) == (1, [])


@pytest.mark.parametrize("damage", [b"", b"no cache at all", None], ids=["empty", "text", "folder"])
def test_a_broken_cache_changes_no_answer(damage: bytes | None, root: Path, cache: Path) -> None:
    first = checked(root, cache)
    for path in cache.glob("trm-policy/results/*"):
        path.unlink()
        path.mkdir() if damage is None else path.write_bytes(damage)
    assert vars(checked(root, cache)) == vars(first)


def test_a_cache_folder_that_cannot_be_made_changes_no_answer(root: Path, cache: Path) -> None:
    (cache / "file").write_text("in the way")
    first = checked(root, cache)
    assert vars(checked(root, cache / "file")) == vars(first)


def test_two_checks_at_once_answer_alike(root: Path, cache: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "TRM_NO_CACHE": ""}
    both = [
        subprocess.Popen([*TRM, *ASKED], cwd=root, env=environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [one.communicate()[0].decode() for one in both]
    wanted = checked(root, cache, "--no-cache").stdout
    assert said == [wanted, wanted]
    assert checked(root, cache).stdout == wanted


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_the_shards_together_find_what_one_run_finds(parts: int, root: Path, cache: Path) -> None:
    (root / "partnerships/partnership.yaml").write_text("")
    for name in ("stray", "other"):
        (root / "partnerships" / name / "deep").mkdir(parents=True)
        (root / "partnerships" / name / "notes.md").write_text("")
        (root / "partnerships" / name / "linked").symlink_to(root)
    whole = json.loads(checked(root, cache).stdout)["findings"]
    shards = [f"{number + 1}/{parts}" for number in range(parts)]
    reports = [json.loads(checked(root, cache, "--shard", shard).stdout) for shard in shards]
    found = [one for report in reports for one in report["findings"]]
    assert sorted(found, key=str) == sorted(whole, key=str)


def test_a_file_that_nothing_reads_is_noticed_as_without_a_cache(root: Path, cache: Path) -> None:
    folder = root / "partnerships" / "meridian-helix"
    said = "nothing reads 'notes.docx'"
    assert said not in checked(root, cache).stdout
    (folder / "notes.docx").write_text("x", "utf-8")
    assert said in checked(root, cache).stdout
    (folder / "README.md").write_text("[Notes](notes.docx)\n", "utf-8")
    assert said not in checked(root, cache).stdout
    (folder / "README.md").write_text("Nothing to see\n", "utf-8")
    told = checked(root, cache)
    assert said in told.stdout
    assert told.stdout == checked(root, cache, "--no-cache").stdout
