"""Names of revisions, and what is said of those that lead nowhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.history.repositories import ADA, Made, by, cloned, made
from trm_policy.history import (
    HistoryError,
    NoRepositoryError,
    Repository,
    Revision,
    ShallowError,
    UnknownRevisionError,
)

DEEPER = (
    ": this clone has only the last part of the history; fetch all of it: fetch-depth: 0 in the "
    "checkout step on GitHub, the variable GIT_DEPTH: 0 on GitLab, or git fetch --unshallow by hand"
)


def said(kind: type[HistoryError], repository: Made, name: str) -> str:
    with pytest.raises(HistoryError) as error:
        Repository.at(repository.root).revision(name)
    assert type(error.value) is kind
    return str(error.value)


def two_branches(repository: Made) -> dict[str, str]:
    """``main`` and ``change`` part after ``base``; each has a commit of its own."""
    base = repository.commit("Base", {"a.txt": "1\n"}, day="2026-01-05")
    repository.git("checkout", "--quiet", "-b", "change")
    change = repository.commit("Change", {"b.txt": "2\n"}, day="2026-01-06")
    repository.git("checkout", "--quiet", "main")
    main = repository.commit("Main", {"c.txt": "3\n"}, day="2026-01-07")
    return {"base": base, "change": change, "main": main}


def test_branches_tags_and_shortened_commits_are_understood(repository: Made) -> None:
    commits = two_branches(repository)
    repository.git(
        "tag",
        "--annotate",
        "agreed-2026",
        "--message",
        "Agreed",
        commits["base"],
        **by(ADA, "2026-01-05"),
    )
    opened = Repository.at(repository.root)

    names = ["main", "change", "agreed-2026", "main~1", commits["change"][:9], ":/Base"]
    assert {name: opened.revision(name).commit for name in names} == {
        "main": commits["main"],
        "change": commits["change"],
        "agreed-2026": commits["base"],
        "main~1": commits["base"],
        commits["change"][:9]: commits["change"],
        ":/Base": commits["base"],
    }


def test_a_branch_of_the_server_alone_is_understood_by_its_short_name(
    repository: Made, tmp_path: Path
) -> None:
    commits = two_branches(repository)
    clone = cloned(repository, tmp_path / "clone", "--branch", "change")

    revision = Repository.at(clone.root).revision("main")

    assert (revision.commit, revision.name) == (commits["main"], "main")


def test_a_branch_of_a_folder_is_not_taken_for_one_of_a_server(repository: Made) -> None:
    two_branches(repository)
    repository.git("branch", "feature/release", "change")

    assert said(UnknownRevisionError, repository, "release") == (
        "no branch, tag or commit is called 'release'; did you mean 'feature/release'?"
    )


def test_a_name_of_a_branch_and_a_tag_is_refused_with_both_in_full(repository: Made) -> None:
    commits = two_branches(repository)
    repository.git("tag", "main", "change")

    assert said(UnknownRevisionError, repository, "main~1") == (
        "'main' is the name of more than one revision, and they are not the same commit; write "
        "'refs/heads/main' or 'refs/tags/main', or all 40 characters of a commit"
    )
    opened = Repository.at(repository.root)
    assert opened.revision("refs/heads/main").commit == commits["main"]
    assert opened.revision("refs/tags/main").commit == commits["change"]


def test_a_name_that_is_nearly_right_brings_the_right_one_up(repository: Made) -> None:
    two_branches(repository)

    assert said(UnknownRevisionError, repository, "chnage") == (
        "no branch, tag or commit is called 'chnage'; did you mean 'change'?"
    )


def test_a_name_that_nothing_resembles_may_be_on_the_server(repository: Made) -> None:
    two_branches(repository)

    assert said(UnknownRevisionError, repository, "release/7") == (
        "no branch, tag or commit is called 'release/7'; if it is only on the server, run git "
        "fetch first"
    )


@pytest.mark.parametrize("name", ["--output=stolen", "-", "", "a\nb", "a\0b"])
def test_what_git_could_take_for_an_option_is_no_name(repository: Made, name: str) -> None:
    two_branches(repository)

    assert said(UnknownRevisionError, repository, name) == (
        f"{name!r} cannot be the name of a revision; name a branch, a tag or a commit"
    )
    assert not (repository.root / "stolen").exists()


@pytest.mark.parametrize("name", ["main..change", "main:a.txt", "main^{tree}"])
def test_what_is_no_single_commit_is_refused(repository: Made, name: str) -> None:
    two_branches(repository)

    with pytest.raises(UnknownRevisionError):
        Repository.at(repository.root).revision(name)


def test_in_an_empty_repository_the_first_commit_is_asked_for(repository: Made) -> None:
    assert said(UnknownRevisionError, repository, "HEAD") == (
        "no branch, tag or commit is called 'HEAD': the repository has no commit yet; make the "
        "first one with git commit"
    )


def test_on_a_branch_without_a_commit_another_one_is_named(repository: Made) -> None:
    two_branches(repository)
    repository.git("checkout", "--quiet", "--orphan", "fresh")

    assert said(UnknownRevisionError, repository, "HEAD") == (
        "no branch, tag or commit is called 'HEAD': the branch that is checked out has no commit "
        "yet; name another one, such as 'change'"
    )


def test_a_folder_without_a_repository_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoRepositoryError) as error:
        Repository.at(tmp_path)

    assert str(error.value) == (
        f"{tmp_path} is not in a git repository, so it has no history; run git init there, or "
        "point to a folder that is under version control"
    )


def test_a_folder_that_is_not_there_has_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NoRepositoryError) as error:
        Repository.at(tmp_path / "none")

    assert str(error.value) == f"there is no folder {tmp_path / 'none'} that could be read"


def test_a_repository_of_somebody_else_is_opened_only_if_trusted(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("Begin")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    with pytest.raises(NoRepositoryError) as error:
        Repository.at(repository.root)

    assert str(error.value) == (
        f"git does not open {repository.root}: the repository belongs to someone else; if you "
        f"trust it, run: git config --global --add safe.directory {repository.root}"
    )


def test_a_change_begins_where_it_parted_from_its_base(repository: Made) -> None:
    commits = two_branches(repository)

    assert Repository.at(repository.root).parted("main", "change") == Revision(
        commits["base"], "main", datetime(2026, 1, 5, 9, tzinfo=UTC), Repository.at(repository.root)
    )


def test_histories_without_a_common_commit_have_no_beginning_of_a_change(repository: Made) -> None:
    two_branches(repository)
    repository.git("checkout", "--quiet", "--orphan", "fresh")
    repository.commit("Elsewhere")

    with pytest.raises(HistoryError) as error:
        Repository.at(repository.root).parted("main")

    assert str(error.value) == (
        "'main' and 'HEAD' have no commit in common, so what changed between them cannot be shown; "
        "name the base that the change started from"
    )


def shallow(repository: Made, root: Path) -> Made:
    """A clone with the last commit of each branch."""
    return cloned(repository, root, "--depth=1", "--no-single-branch", "--branch=change")


def test_a_shallow_clone_is_read_as_far_as_it_goes(repository: Made, tmp_path: Path) -> None:
    commits = two_branches(repository)
    clone = shallow(repository, tmp_path / "clone")

    opened = Repository.at(clone.root)

    assert opened.shallow
    assert opened.revision("HEAD").commit == commits["change"]
    assert opened.revision("main").commit == commits["main"]


def test_a_shallow_clone_says_how_to_get_what_it_lacks(repository: Made, tmp_path: Path) -> None:
    two_branches(repository)
    clone = shallow(repository, tmp_path / "clone")

    with pytest.raises(ShallowError) as error:
        Repository.at(clone.root).parted("main")

    assert said(ShallowError, clone, "HEAD~1") == (
        f"no branch, tag or commit is called 'HEAD~1'{DEEPER}"
    )
    assert str(error.value) == f"the commit at which 'HEAD' left 'main' cannot be found{DEEPER}"
    clone.git("fetch", "--quiet", "--unshallow")
    assert Repository.at(clone.root).parted("main").name == "main"


def test_a_clone_without_its_files_says_so(repository: Made, tmp_path: Path) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.commit("Begin", {"a.txt": "1\n"})
    clone = cloned(repository, tmp_path / "bare.git", "--bare", "--filter=blob:none")
    revision = Repository.at(clone.root).revision("HEAD")
    sha = repository.blob("HEAD:a.txt")

    with pytest.raises(HistoryError) as error:
        list(revision.repository.read_blobs([sha]))

    assert str(error.value) == (
        f"the clone in {clone.root} lacks a part of its files; clone it without --filter"
    )


def test_a_repository_within_another_is_its_own(repository: Made) -> None:
    repository.commit("Outer", {"a.txt": "outer"})
    inner = made(repository.root / "inner")
    sha = inner.commit("Inner", {"a.txt": "inner"})

    assert Repository.at(inner.root).revision("HEAD").commit == sha
