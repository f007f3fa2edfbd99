"""A repository cannot make its reader run, write, ask or look elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from tests.history.repositories import Made, made
from trm_policy.history import HistoryError, Repository, versions


def everything(root: Path) -> list[str | None]:
    """Use all of history once; gives the paths that differ from the work tree."""
    opened = Repository.at(root)
    head = opened.revision("HEAD")
    for path in head.files(PurePosixPath()):
        head.read(path)
    found = list(opened.commits())
    list(versions(opened, PurePosixPath("partnerships")))
    for commit in found:
        opened.signature(commit.sha)
    opened.changes(opened.revision(found[-1].sha), head)
    return [change.path for change in opened.changes(head, None)]


def snapshot(root: Path) -> dict[str, tuple[int, bytes]]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def trap(folder: Path) -> Path:
    """A program that leaves a trace when it is run."""
    program = folder / "trap"
    program.write_text(f"#!/bin/sh\ntouch {folder}/ran\ncat\n")
    program.chmod(0o755)
    return program


def test_programs_named_by_the_repository_are_not_run_and_nothing_is_written(
    repository: Made, tmp_path: Path
) -> None:
    program = trap(tmp_path)
    attributes = "*.md diff=evil filter=evil\n*.yaml filter=od=d\n"
    repository.commit(
        "Begin", {".gitattributes": attributes, "a.md": "1\n", "b.md": "2\n", "c.yaml": "3\n"}
    )
    repository.commit("Edit", {"a.md": "2\n"})
    for key in (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external"),
        *("pager.log", "pager.diff", "gpg.program", "gpg.ssh.program", "credential.helper"),
        *("diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge"),
        *("filter.od=d.clean", "filter.od=d.process", "alias.log", "core.alternateRefsCommand"),
    ):
        repository.git("config", key, str(program))
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "filter.evil.required", "true")
    for hook in ("post-index-change", "pre-commit", "post-checkout", "fsmonitor-watchman"):
        (repository.root / ".git/hooks" / hook).symlink_to(program)
    repository.write({"a.md": "3\n", "c.yaml": "4\n", "new.md": "5\n"})
    (repository.root / "b.md").touch()
    before = snapshot(repository.root)

    assert everything(repository.root) == ["a.md", "c.yaml", "new.md"]
    assert not (tmp_path / "ran").exists()
    assert snapshot(repository.root) == before


def test_filters_of_the_user_are_honoured(repository: Made, home: Path) -> None:
    (home / ".gitconfig").write_text('[filter "shout"]\n\tclean = tr a-z A-Z\n')
    repository.commit("Begin", {".gitattributes": "*.txt filter=shout\n", "a.txt": "loud"})
    (repository.root / "a.txt").write_text("Loud")

    assert repository.git("show", "HEAD:a.txt") == "LOUD"
    assert everything(repository.root) == []


def test_settings_that_change_what_git_prints_change_nothing_here(
    repository: Made, home: Path
) -> None:
    repository.commit("Begin", {"gov/a": "".join(f"{n}\n" for n in range(9)), "gov/b": "1"})
    repository.git("mv", "gov/a", "gov/c")
    repository.commit("Rename", {"gov/b": "2"})
    opened = Repository.at(repository.root / "gov")
    plain = list(opened.commits(folder=PurePosixPath("c")))
    whole = list(opened.commits())
    (home / "order").write_text("gov/c\n")
    (home / ".gitconfig").write_text(
        "[diff]\n\trenames = false\n\tnoprefix = true\n\trelative = true\n"
        f"\torderFile = {home}/order\n\tmnemonicPrefix = true\n\trenameLimit = 1\n"
        "[log]\n\tfollow = true\n\tdate = relative\n\tdecorate = full\n\tshowRoot = false\n"
        "\tdiffMerges = off\n\tshowSignature = true\n"
        "[color]\n\tui = always\n[format]\n\tpretty = oneline\n\tnotes = *\n"
        "[core]\n\tquotePath = true\n\tabbrev = 5\n[status]\n\trelativePaths = false\n"
        "[i18n]\n\tlogOutputEncoding = latin1\n"
    )

    again = Repository.at(repository.root / "gov")

    assert list(again.commits()) == whole
    assert list(again.commits(folder=PurePosixPath("c"))) == plain
    assert everything(repository.root) == []


def begun_beside_another(repository: Made, tmp_path: Path) -> tuple[str, Made]:
    """The first commit of a repository, where gov/b is new, and another repository."""
    sha = repository.commit("Begin", {"gov/a": "1"})
    repository.write({"gov/b": "1"})
    other = made(tmp_path / "other")
    other.commit("Other", {"x": "1"})
    return sha, other


def test_within_a_hook_of_another_repository_its_own_is_read(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha, other = begun_beside_another(repository, tmp_path)
    monkeypatch.chdir(other.root)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_WORK_TREE", ".")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    assert Repository.at(repository.root / "gov").revision("HEAD").commit == sha
    assert everything(repository.root / "gov") == ["b"]


def test_where_another_repository_keeps_its_history_and_objects_is_not_looked_at(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha, other = begun_beside_another(repository, tmp_path)
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_COMMON_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git/objects/waiting"))
    monkeypatch.setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", str(other.root / ".git/objects"))

    assert Repository.at(repository.root / "gov").revision("HEAD").commit == sha
    assert everything(repository.root / "gov") == ["b"]


def test_a_common_folder_named_alone_misleads_nobody(
    repository: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha = repository.commit("Begin", {"a": "1"})
    other = made(tmp_path / "other")
    other.commit("Other", {"x": "1"})
    monkeypatch.setenv("GIT_COMMON_DIR", str(other.root / ".git"))

    assert Repository.at(repository.root).revision("HEAD").commit == sha
    assert everything(repository.root) == []


def test_within_a_hook_of_the_repository_a_folder_below_the_top_is_found(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("Begin", {"gov/a": "1"})
    repository.write({"gov/a": "2"})
    monkeypatch.chdir(repository.root)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    assert everything(repository.root / "gov") == ["a"]


def test_settings_given_in_the_environment_are_kept(
    repository: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("Begin")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "*")

    assert everything(repository.root) == []


def test_a_folder_whose_name_could_be_a_variable_or_an_option_is_just_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("$HOME", "-C", "~", "Zürich é", "line\nbreak"):
        repository = made(tmp_path / name)
        repository.commit("Begin", {"gov/a": "1"})
        repository.write({"gov/b": "1"})
        monkeypatch.chdir(tmp_path)
        assert everything(Path(name) / "gov") == ["b"]


def test_a_lost_object_is_told_and_the_rest_is_still_read(repository: Made) -> None:
    repository.commit("Begin", {"a": "lost", "b": "kept"})
    sha = repository.blob("HEAD:a")
    (repository.root / f".git/objects/{sha[:2]}/{sha[2:]}").unlink()
    opened = Repository.at(repository.root)
    head = opened.revision("HEAD")

    with pytest.raises(HistoryError) as error:
        list(opened.read_blobs([sha]))

    assert str(error.value) == (
        f"the repository {repository.root} has lost the object {sha}; restore it from another clone"
    )
    assert head.read(PurePosixPath("a")) is None
    assert head.read(PurePosixPath("b")) == b"kept"


def test_a_git_that_complains_at_length_is_heard_to_its_end(repository: Made) -> None:
    repository.commit("Begin", {"a": "1"})
    repository.commit("Edit", {"a": "2"})
    stores = "".join(f"/nowhere/{number:080}\n" for number in range(900))
    (repository.root / ".git/objects/info/alternates").write_text(stores)

    assert everything(repository.root) == []


def test_without_git_its_lack_is_told(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from trm_policy.history import Repository, HistoryError\n"
        "try: Repository.at(Path('.'))\n"
        "except HistoryError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PATH": str(tmp_path), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (
        "git is not installed here; install it to read the history\n",
        "",
    )


def test_a_run_that_ends_leaves_no_git_behind_and_no_warning(repository: Made) -> None:
    repository.commit("Begin", {"a": "1"})
    program = (
        "import os, sys\n"
        "from pathlib import Path, PurePosixPath\n"
        "from trm_policy.history import Repository\n"
        "head = Repository.at(Path(sys.argv[1])).revision('HEAD')\n"
        "print(head.read(PurePosixPath('a')))\n"
        "print(*(one.process.pid for one in head.repository.objects._running.values()))\n"
    )
    words = [sys.executable, "-X", "dev", "-W", "error", "-c", program, str(repository.root)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)

    read, running = done.stdout.splitlines()
    assert (read, done.stderr) == ("b'1'", "")
    assert not Path(f"/proc/{running}").exists()
