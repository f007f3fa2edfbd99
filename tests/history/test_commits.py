"""Commits as the main line, or every one, with what they changed."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.history.repositories import ADA, BEN, Made, by, cloned
from trm_policy.history import Commit, FileChange, Repository, ShallowError

CAY = "Cay Ito <cay@meridian.example>"


def told(repository: Made, root: str = "", **how: Any) -> list[tuple[str, str, list[str]]]:
    """Subject, author and changed paths of each commit."""
    found = Repository.at(repository.root / root).commits(**how)
    return [
        (one.subject, one.author, [str(change.path or change.was) for change in one.changes])
        for one in found
    ]


def merged(repository: Made) -> None:
    """Two branches by two people, merged into ``main`` by a third."""
    repository.commit("Begin", {"a": "1\n"}, day="2026-01-01")
    repository.git("checkout", "--quiet", "-b", "change")
    repository.commit("Draft", {"b": "1\n"}, author=ADA, day="2026-01-02")
    repository.commit("Change", {"b": "2\n"}, author=BEN, day="2026-01-03")
    repository.git("checkout", "--quiet", "main")
    repository.commit("Main", {"c": "1\n"}, day="2026-01-04")
    repository.merge("change", author=CAY, day="2026-01-05")


def test_a_commit_is_told_with_all_that_git_knows_of_it(repository: Made) -> None:
    first = repository.commit("Begin", {"a": "1"}, author=ADA, day="2026-01-05")
    dates = {
        "GIT_AUTHOR_DATE": "2026-02-01T10:30:00+02:00",
        "GIT_COMMITTER_DATE": "2026-02-03T00:00:00-05:30",
    }
    repository.write({"a": "2"})
    words = ("commit", "--all", "--message", "Edit – twice\n\nBody")
    repository.git(*words, **{**by(BEN, "2026-02-01"), **dates})
    second = repository.git("rev-parse", "HEAD")
    one, two = (repository.blob(f"{name}:a") for name in (first, second))
    found = list(Repository.at(repository.root).commits())

    assert found == [
        Commit(
            sha=second,
            author="Ben Ortiz",
            email="ben@helix.example",
            name="Ben Ortiz",
            address="ben@helix.example",
            authored="1769934600 +0200",
            made="1770096600 -0530",
            subject="Edit – twice",
            parents=(first,),
            changes=(FileChange("a", "a", two, one),),
        ),
        Commit(
            sha=first,
            author="Ada Lund",
            email="ada@meridian.example",
            name="Ada Lund",
            address="ada@meridian.example",
            authored="1767603600 +0000",
            made="1767603600 +0000",
            subject="Begin",
            parents=(),
            changes=(FileChange("a", None, one, None),),
        ),
    ]
    assert [(one.when.isoformat(), one.committed.isoformat()) for one in found] == [
        ("2026-02-01T10:30:00+02:00", "2026-02-03T00:00:00-05:30"),
        ("2026-01-05T09:00:00+00:00", "2026-01-05T09:00:00+00:00"),
    ]


def test_on_the_main_line_a_merge_brings_its_branch_by_whoever_wrote_it(repository: Made) -> None:
    merged(repository)

    assert told(repository) == [
        ("Merge change", "Ben Ortiz", ["b"]),
        ("Main", "Ada Lund", ["c"]),
        ("Begin", "Ada Lund", ["a"]),
    ]


def test_every_commit_is_told_on_demand_and_merges_besides(repository: Made) -> None:
    merged(repository)

    assert told(repository, main_line=False) == [
        ("Merge change", "Cay Ito", ["b"]),
        ("Main", "Ada Lund", ["c"]),
        ("Change", "Ben Ortiz", ["b"]),
        ("Draft", "Ada Lund", ["b"]),
        ("Begin", "Ada Lund", ["a"]),
    ]


def test_a_merge_of_several_branches_is_one_step_and_states_link_up(repository: Made) -> None:
    repository.commit("Begin", {"a": "1\n"})
    for number, author in enumerate((BEN, CAY)):
        repository.git("checkout", "--quiet", "-b", f"branch-{number}", "main")
        repository.commit("Change", {f"b{number}": "1\n"}, author=author)
    repository.git("checkout", "--quiet", "main")
    repository.merge("branch-0", "branch-1")
    blob = repository.blob

    (merge, _) = Repository.at(repository.root).commits()

    assert (merge.author, len(merge.parents)) == ("Ben Ortiz", 3)
    assert merge.changes == (
        FileChange("b0", None, blob("HEAD:b0"), None),
        FileChange("b1", None, blob("HEAD:b1"), None),
    )


def test_hundreds_of_merges_each_have_their_author(repository: Made) -> None:
    repository.commit("Begin")
    people = [f"Person {number} <p{number}@x.example>" for number in range(100)]
    tree = repository.git("rev-parse", "HEAD^{tree}")
    for person in people:
        tip = repository.git(
            "commit-tree", tree, "-p", "HEAD", "-m", "Tip", **by(person, "2026-01-06")
        )
        merge = repository.git(
            *("commit-tree", tree, "-p", "HEAD", "-p", tip, "-m", "Merge"), **by(ADA, "2026-01-07")
        )
        repository.git("update-ref", "refs/heads/main", merge)

    authors = [commit.author for commit in Repository.at(repository.root).commits()]

    assert authors == [*(f"Person {number}" for number in reversed(range(100))), "Ada Lund"]


def test_commits_since_a_revision_leave_it_and_all_before_out(repository: Made) -> None:
    merged(repository)
    opened = Repository.at(repository.root)

    assert told(repository, since=opened.revision("main~1")) == [
        ("Merge change", "Ben Ortiz", ["b"])
    ]
    assert told(repository, since=opened.revision("main"), until="change") == []
    assert told(repository, since=opened.revision("main~2"), until="change") == [
        ("Change", "Ben Ortiz", ["b"]),
        ("Draft", "Ada Lund", ["b"]),
    ]


def test_a_day_leaves_out_what_was_committed_before_it_wherever_it_stands(repository: Made) -> None:
    repository.commit("Early", {"a": "1"}, day="2026-01-01")
    repository.commit("Late", {"a": "2"}, day="2026-01-09")
    repository.commit("Clock was wrong", {"a": "3"}, day="2026-01-02")
    repository.commit("Day itself", {"a": "4"}, day="2026-01-08")

    assert [subject for subject, _, _ in told(repository, after=date(2026, 1, 8))] == [
        "Day itself",
        "Late",
    ]


def test_a_folder_limits_what_is_told(repository: Made) -> None:
    repository.commit("Both", {"gov/a": "1", "gov/p/b": "1", "c": "1"})
    repository.commit("Outside", {"c": "2"})
    repository.commit("Inside", {"gov/p/b": "2", "gov/a": "2"})

    assert told(repository, "gov") == [
        ("Inside", "Ada Lund", ["a", "p/b"]),
        ("Both", "Ada Lund", ["a", "p/b"]),
    ]
    assert told(repository, "gov", folder=PurePosixPath("p")) == [
        ("Inside", "Ada Lund", ["p/b"]),
        ("Both", "Ada Lund", ["p/b"]),
    ]


def test_a_change_that_a_branch_took_back_is_among_all_commits_of_a_folder(
    repository: Made,
) -> None:
    repository.commit("Begin", {"gov/a": "1\n"}, day="2026-01-01")
    repository.git("checkout", "--quiet", "-b", "change")
    repository.commit("Weaken", {"gov/a": "0\n"}, day="2026-01-02")
    repository.commit("Take back", {"gov/a": "1\n"}, day="2026-01-03")
    repository.git("checkout", "--quiet", "main")
    repository.merge("change", day="2026-01-04")

    assert [subject for subject, _, _ in told(repository, "gov", main_line=False)] == [
        "Take back",
        "Weaken",
        "Begin",
    ]


def test_authors_are_called_as_the_mailmap_says_and_their_own_address_is_kept(
    repository: Made,
) -> None:
    repository.commit(
        "Begin",
        {".mailmap": "Benedicta Ortiz <benedicta@helix.example> <ben@helix.example>\n"},
        author=BEN,
    )

    (commit,) = Repository.at(repository.root).commits()

    assert (commit.author, commit.email, commit.address) == (
        "Benedicta Ortiz",
        "benedicta@helix.example",
        "ben@helix.example",
    )


def test_a_shallow_clone_is_told_up_to_where_it_was_cut_and_then_says_so(
    repository: Made, tmp_path: Path
) -> None:
    for day in range(1, 6):
        repository.commit(f"Day {day}", {"a": str(day)}, day=f"2026-01-{day:02}")
    clone = cloned(repository, tmp_path / "clone", "--depth=3")
    opened = Repository.at(clone.root)
    found = opened.commits()

    assert [next(found).subject, next(found).subject] == ["Day 5", "Day 4"]
    with pytest.raises(ShallowError) as error:
        next(found)
    assert str(error.value).startswith("what came before 2026-01-03 cannot be shown: this clone")
    assert [one.subject for one in opened.commits(opened.revision("HEAD~2"))] == ["Day 5", "Day 4"]
    assert [one.subject for one in opened.commits(after=date(2026, 1, 4))] == ["Day 5", "Day 4"]


def test_the_first_commit_of_a_history_that_is_whole_is_no_cut(
    repository: Made, tmp_path: Path
) -> None:
    repository.commit("Begin", {"a": "1"})
    repository.commit("Edit", {"a": "2"})
    clone = cloned(repository, tmp_path / "clone", "--depth=5")

    assert [subject for subject, _, _ in told(clone)] == ["Edit", "Begin"]


def test_what_no_calendar_holds_does_not_stop_the_telling(repository: Made) -> None:
    tree = repository.git("mktree", "--missing")
    body = (
        f"tree {tree}\n"
        "author \xe9 <> 99999999999999 +9999\n"
        "committer  <x> nonsense\n"
        "\n"
        ":100644 \x01 subject\n"
    )
    file = repository.root / ".git/raw"
    file.write_bytes(body.encode("latin-1"))
    sha = repository.git("hash-object", "-t", "commit", "-w", "--literally", str(file))
    repository.git("update-ref", "refs/heads/main", sha)

    (commit,) = Repository.at(repository.root).commits()

    assert (commit.sha, commit.email, commit.subject) == (sha, "", ":100644 \x01 subject")
    assert commit.committed == datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - as is


def test_a_telling_that_is_left_early_ends_its_git(repository: Made) -> None:
    repository.commit("Begin", {"a": "1"})
    repository.commit("Edit", {"a": "2"})
    found = Repository.at(repository.root).commits()

    assert next(found).subject == "Edit"
    found.close()  # type: ignore[attr-defined]
    assert list(found) == []
