"""What writers leave: nothing is lost where two write, and nothing is half where one is killed."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from tests.running import trm
from tests.support import CHARTER
from tests.writers import (
    NAME,
    PAIRS,
    WRITERS,
    Words,
    everything,
    fresh,
    in_turn,
    killed,
    kills,
    left_behind,
    portfolio,
    race,
)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that many commands can change."""
    folder = tmp_path_factory.mktemp("writers")
    portfolio(folder)
    return folder


@pytest.mark.parametrize("pair", PAIRS.values(), ids=list(PAIRS))
def test_of_two_who_write_at_once_nobody_loses_anything(
    before: Path, tmp_path: Path, pair: tuple[Words, Words]
) -> None:
    folder = tmp_path / "folder"
    may = in_turn(before, folder, pair)
    fresh(before, folder)
    assert race(folder, pair) in may
    assert left_behind(folder) == []


@pytest.mark.parametrize("name", ["people leave", "kpi import", "new rule"])
def test_one_who_is_killed_at_any_step_has_changed_all_files_or_none(
    before: Path, tmp_path: Path, name: str
) -> None:
    steps = dict(kills(before, tmp_path / "folder", WRITERS[name]))
    assert len(steps) > 20
    assert set(steps.values()) == {False}


def test_one_who_is_killed_while_it_undoes_what_another_began_leaves_that_to_the_next(
    before: Path, tmp_path: Path
) -> None:
    folder, next_one = tmp_path / "folder", ("explain", "schema")
    fresh(before, folder)
    was = everything(folder)
    assert killed(WRITERS["people leave"], folder, 28)
    assert everything(folder) != was
    half = tmp_path / "half"
    fresh(folder, half)
    for step in count(1):
        fresh(half, folder)
        if not killed(next_one, folder, step):
            break
        assert trm(*next_one, cwd=folder).returncode == 0
        assert (everything(folder), left_behind(folder)) == (was, [])
    assert step > 10


def test_what_was_undone_is_told_and_what_people_changed_since_is_left(
    before: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    fresh(before, folder)
    was = everything(folder)
    assert killed(WRITERS["people leave"], folder, 28)
    (folder / CHARTER).write_text("title: By hand\n", "utf-8")
    assert trm("explain", "schema", cwd=folder).stderr == (
        "trm: an earlier command was stopped while it wrote, and what it had begun is undone: "
        "partnerships/second/partnership.yaml. Run it again\n"
        "trm: an earlier command was stopped while it wrote. Other changes have come since to "
        f"{CHARTER}, so that is left as it is; compare it with its last commit\n"
    )
    assert everything(folder) == {**was, CHARTER: b"title: By hand\n"}
    assert trm("explain", "schema", cwd=folder).stderr == ""


def test_a_journal_that_came_with_the_files_undoes_nothing(before: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    fresh(before, folder)
    assert killed(WRITERS["people leave"], folder, 28)
    (folder / ".git/trm").rename(folder / ".trm")
    half = everything(folder)
    assert trm("explain", "schema", cwd=folder).stderr == ""
    assert everything(folder) == half
    (folder / ".git").rename(folder / ".was-git")
    assert trm("explain", "schema", cwd=folder).stderr == (
        "trm: a command was stopped while it wrote; the next one that writes undoes it\n"
    )


def test_who_writes_where_no_git_is_hears_of_files_that_were_changed_since(
    before: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    fresh(before, folder)
    assert killed(WRITERS["people leave"], folder, 28)
    (folder / ".git/trm").rename(folder / ".trm")
    (folder / ".git").rename(folder / ".was-git")
    by_hand = (folder / CHARTER).read_bytes() + b"# by hand\n"
    (folder / CHARTER).write_bytes(by_hand)
    first = trm(*WRITERS["kpi record"], cwd=folder)
    assert (first.returncode, (folder / CHARTER).read_bytes()) == (2, by_hand)
    assert f"Other changes have come since to {CHARTER}, so that is left as it is" in first.stderr
    assert trm(*WRITERS["kpi record"], cwd=folder).returncode == 0


@pytest.mark.parametrize("raw", [b"{", b"[" * 100_000, b'{"files": [1]}', b"\xff"])
def test_a_journal_that_cannot_be_read_is_named(before: Path, tmp_path: Path, raw: bytes) -> None:
    folder = tmp_path / "folder"
    fresh(before, folder)
    journal = folder / ".git/trm/journal"
    journal.parent.mkdir(exist_ok=True)
    journal.write_bytes(raw)
    done = trm(*WRITERS["kpi record"], cwd=folder)
    assert (done.returncode, done.stderr) == (
        2,
        (
            f"trm: a command was stopped while it wrote, and {journal.resolve()}, which says what "
            "it had begun, cannot be read; compare the files with their last commit, and remove "
            "it\n"
        ),
    )


def test_an_editor_keeps_its_own_file_beside_what_is_written(before: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    fresh(before, folder)
    swap = folder / f"partnerships/{NAME}/.measurements.csv.swp"
    swap.write_bytes(b"what somebody has not saved yet")
    assert trm(*WRITERS["kpi record"], cwd=folder).returncode == 0
    assert swap.read_bytes() == b"what somebody has not saved yet"
