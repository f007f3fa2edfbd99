"""What changed, between two commits and in the work tree."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest

from tests.history.repositories import Made, cloned, made
from trm_policy.history import FileChange, HistoryError, Repository, charters_moved

FOLDER = PurePosixPath("partnerships")
LONG = "".join(f"line {number}\n" for number in range(20))


def between(repository: Made, base: str, head: str | None, folder: str = "") -> list[FileChange]:
    opened = Repository.at(repository.root / folder)
    until = None if head is None else opened.revision(head)
    return list(opened.changes(opened.revision(base), until))


def test_added_edited_removed_and_renamed_files_are_told_apart(repository: Made) -> None:
    repository.commit("Begin", {"edited": "1", "kept": "2", "gone": "3", "old/name": LONG})
    (repository.root / "new").mkdir()
    repository.git("mv", "old/name", "new/name")
    repository.commit(
        "Change", {"edited": "10", "gone": None, "added": "4", "new/name": LONG + "more\n"}
    )
    blob = repository.blob

    assert between(repository, "HEAD~1", "HEAD") == [
        FileChange("added", None, blob("HEAD:added"), None),
        FileChange("edited", "edited", blob("HEAD:edited"), blob("HEAD~1:edited")),
        FileChange(None, "gone", None, blob("HEAD~1:gone")),
        FileChange("new/name", "old/name", blob("HEAD:new/name"), blob("HEAD~1:old/name")),
    ]


def test_nothing_changed_between_a_commit_and_itself(repository: Made) -> None:
    repository.commit("Begin", {"a": "1"})

    assert between(repository, "HEAD", "HEAD") == []
    assert between(repository, "HEAD", None) == []


def test_the_work_tree_counts_staged_or_not_and_new_files_but_no_ignored_ones(
    repository: Made,
) -> None:
    repository.commit(
        "Begin", {".gitignore": "*.tmp\n", "a": "1", "b": "2", "c": "3", "moved": LONG, "d": "4"}
    )
    repository.write({"a": "10", "c": None, "x.tmp": "", "dir/new": "5", "staged": "6", "d": "x"})
    repository.git("add", "staged", "d")
    repository.write({"d": "4"})
    (repository.root / "moved").rename(repository.root / "dir/there")
    before = (repository.root / ".git/index").read_bytes()
    blob = repository.blob

    assert between(repository, "HEAD", None) == [
        FileChange("a", "a", None, blob("HEAD:a")),
        FileChange(None, "c", None, blob("HEAD:c")),
        FileChange("dir/new", None, None, None),
        FileChange("dir/there", "moved", None, blob("HEAD:moved")),
        FileChange("staged", None, None, None),
    ]
    assert (repository.root / ".git/index").read_bytes() == before


def test_the_work_tree_is_compared_with_any_commit(repository: Made) -> None:
    repository.commit("Begin", {"a": "1"})
    repository.commit("Edit", {"a": "2", "b": "1"})
    repository.write({"c": "1"})

    assert between(repository, "HEAD~1", None) == [
        FileChange("a", "a", None, repository.blob("HEAD~1:a")),
        FileChange("b", None, None, None),
        FileChange("c", None, None, None),
    ]


def test_files_and_folders_may_take_each_others_places(repository: Made) -> None:
    repository.commit("Begin", {"a": "1", "b/c": "2", "empty": ""})
    repository.write({"a": None, "b/c": None, "empty": None})
    repository.write({"a/x": "3", "b": "4"})
    (repository.root / "empty").symlink_to("b")
    blob = repository.blob

    assert between(repository, "HEAD", None) == [
        FileChange(None, "a", None, blob("HEAD:a")),
        FileChange("a/x", None, None, None),
        FileChange("b", None, None, None),
        FileChange(None, "b/c", None, blob("HEAD:b/c")),
        FileChange("empty", "empty", None, blob("HEAD:empty")),
    ]


def test_files_that_a_merge_left_in_conflict_are_changed_once(repository: Made) -> None:
    repository.commit("Begin", {"a": "1"})
    repository.git("checkout", "--quiet", "-b", "other")
    repository.commit("Other", {"a": "2"})
    repository.git("checkout", "--quiet", "main")
    repository.commit("Main", {"a": "3"})
    with pytest.raises(AssertionError):
        repository.merge("other")

    assert between(repository, "HEAD", None) == [
        FileChange("a", "a", None, repository.blob("HEAD:a"))
    ]


def test_below_the_top_paths_are_relative_to_the_root_and_the_rest_is_left_out(
    repository: Made,
) -> None:
    repository.commit("Begin", {"gov/a": "1", "gov/b": LONG, "top": "1"})
    repository.git("mv", "gov/b", "outside")
    repository.commit("Edit", {"gov/a": "2", "top": "2", "governess": "3"})
    repository.write({"gov/c": "1", "new": "1"})
    blob = repository.blob

    assert between(repository, "HEAD~1", "HEAD", "gov") == [
        FileChange("a", "a", blob("HEAD:gov/a"), blob("HEAD~1:gov/a")),
        FileChange(None, "b", None, blob("HEAD~1:gov/b")),
    ]
    assert between(repository, "HEAD", None, "gov") == [FileChange("c", None, None, None)]


def test_odd_names_are_told_as_they_are(repository: Made) -> None:
    odd = ['quo"te', "line\nbreak", "Zürich", "-dash", ":colon", "*"]
    repository.commit("Begin")
    Path(os.fsdecode(os.fsencode(repository.root) + b"/latin-\xe9")).write_bytes(b"")
    repository.write(dict.fromkeys(odd, "odd"))
    there = {str(one.path) for one in between(repository, "HEAD", None)}
    repository.commit("Odd")

    assert there == {*odd, "latin-\udce9"}
    assert {str(one.path) for one in between(repository, "HEAD~1", "HEAD")} == there


def test_repositories_within_are_left_out_and_a_file_in_place_of_one_is_new(
    repository: Made, tmp_path: Path
) -> None:
    other = made(tmp_path / "other")
    other.commit("Begin", {"a": "1"})
    made(repository.root / "loose").commit("Begin", {"a": "1"})
    repository.commit("Begin", {".gitignore": "loose\n"})
    allowed = ("-c", "protocol.file.allow=always")
    repository.git(*allowed, "submodule", "--quiet", "add", str(other.root), "sub")
    repository.commit("Add")
    repository.git("rm", "--quiet", "sub")
    repository.commit("Replace", {"sub": "file", ".gitignore": ""})
    blob = repository.blob

    assert between(repository, "HEAD~2", "HEAD~1") == [
        FileChange(".gitmodules", None, blob("HEAD~1:.gitmodules"), None)
    ]
    assert [one for one in between(repository, "HEAD~1", "HEAD") if one.path == "sub"] == [
        FileChange("sub", None, blob("HEAD:sub"), None)
    ]
    assert between(repository, "HEAD", None) == []


def test_a_bare_repository_has_no_work_tree_to_compare(repository: Made, tmp_path: Path) -> None:
    repository.commit("Begin")
    bare = cloned(repository, tmp_path / "bare.git", "--bare")

    with pytest.raises(HistoryError) as error:
        between(bare, "HEAD", None)

    assert str(error.value) == (
        f"{bare.root} is a bare repository without files of its own to compare; name the two "
        "revisions instead"
    )


def test_a_charter_is_known_again_in_another_folder(repository: Made) -> None:
    repository.commit(
        "Begin",
        {
            "partnerships/helix/partnership.yaml": LONG,
            "partnerships/helix/minutes/one.md": "minutes of the first meeting\n",
            "partnerships/other/partnership.yaml": LONG.replace("line", "row"),
        },
    )
    repository.git("mv", "partnerships/helix", "partnerships/helix-cold")
    repository.git("mv", "partnerships/other/partnership.yaml", "partnerships/loose.yaml")
    repository.commit("Rename", {"partnerships/helix-cold/partnership.yaml": LONG + "more\n"})

    changes = between(repository, "HEAD~1", "HEAD")

    assert charters_moved(changes, FOLDER) == {"helix-cold": "helix"}
    assert charters_moved(changes, PurePosixPath("elsewhere")) == {}
