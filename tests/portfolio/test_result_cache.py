"""What is kept for the user speeds things up and changes no answer."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from trm_policy.portfolio import result_cache
from trm_policy.portfolio.result_cache import ResultCache, cache_folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "repository").mkdir()
    return tmp_path / "repository"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def keep(root: Path, folder: Path | None, kind: str = "check", **values: object) -> None:
    cache = ResultCache(kind, root, folder)
    for key, value in values.items():
        cache.put(key, value)
    cache.save()


def only_file(folder: Path) -> Path:
    (found,) = (folder / "results").iterdir()
    return found


def test_what_was_saved_is_there_for_the_next_run(root: Path, folder: Path) -> None:
    value = (1, "two", None, [3.5, b"four"], {"five": (True,)})
    keep(root, folder, one=value)
    assert ResultCache("check", root, folder).get("one") == value
    assert ResultCache("check", root, folder).get("other") is None


def test_kinds_and_repositories_are_kept_apart(root: Path, folder: Path, tmp_path: Path) -> None:
    keep(root, folder, one=1)
    assert ResultCache("log", root, folder).get("one") is None
    assert ResultCache("check", tmp_path, folder).get("one") is None


def test_two_at_once_lose_nothing_of_each_other(root: Path, folder: Path) -> None:
    first, second = (ResultCache("check", root, folder) for _ in range(2))
    first.put("one", 1)
    second.put("two", 2)
    first.save()
    second.save()
    found = ResultCache("check", root, folder)
    assert (found.get("one"), found.get("two")) == (1, 2)


def test_without_a_folder_nothing_is_kept(root: Path) -> None:
    keep(root, None, one=1)
    assert ResultCache("check", root, None).get("one") is None


def test_the_file_is_the_users_alone(root: Path, folder: Path) -> None:
    keep(root, folder, one=1)
    modes = [path.stat().st_mode & 0o777 for path in (folder / "results", only_file(folder))]
    assert modes == [0o700, 0o600]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda raw: raw[:-1], id="cut off"),
        pytest.param(lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), id="changed"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"trm", id="shorter than its head"),
        pytest.param(lambda raw: raw.replace(b"trm 1 ", b"trm 0 "), id="of another format"),
        pytest.param(lambda _: marshal.dumps({"one": marshal.dumps(1)}), id="without a head"),
    ],
)
def test_a_broken_file_counts_as_empty_and_is_replaced(
    damage: Callable[[bytes], bytes], root: Path, folder: Path
) -> None:
    keep(root, folder, one=1)
    file = only_file(folder)
    file.write_bytes(damage(file.read_bytes()))
    assert ResultCache("check", root, folder).get("one") is None
    keep(root, folder, two=2)
    found = ResultCache("check", root, folder)
    assert (found.get("one"), found.get("two")) == (None, 2)


def test_another_version_takes_nothing(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(root, folder, one=1)
    monkeypatch.setattr(result_cache, "_installation", lambda: b"another one")
    assert ResultCache("check", root, folder).get("one") is None


def test_a_changed_source_of_the_tool_makes_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "one.py").write_text("LIMIT = 3\n")
    (tmp_path / "__pycache__").mkdir()
    monkeypatch.setattr(result_cache, "_PACKAGE", tmp_path)
    installation = result_cache._installation.__wrapped__  # noqa: SLF001 - once for each process
    before = installation()
    (tmp_path / "__pycache__" / "one.pyc").write_text("compiled")
    assert installation() == before
    (tmp_path / "rules" / "one.py").write_text("LIMIT = 4\n")
    assert installation() != before


def test_another_time_zone_or_library_makes_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    europe, vendored = tmp_path / "zones" / "Europe", tmp_path / "vendored"
    europe.mkdir(parents=True)
    vendored.mkdir()
    monkeypatch.setenv("PYTHONTZPATH", str(europe.parent))
    monkeypatch.syspath_prepend(tmp_path)  # stands where the program itself does
    monkeypatch.setattr(sys, "path", [*sys.path, str(vendored)])
    installation = result_cache._installation.__wrapped__  # noqa: SLF001 - once for each process
    found = [installation()]
    for folder in (europe, vendored):
        os.utime(folder, (1, 1))
        found.append(installation())
    assert len(set(found)) == 3


@pytest.mark.parametrize("place", ["file", "folder"])
def test_what_others_may_write_is_not_read(place: str, root: Path, folder: Path) -> None:
    keep(root, folder, one=1)
    file = only_file(folder)
    (file if place == "file" else file.parent).chmod(0o777)
    assert ResultCache("check", root, folder).get("one") is None


@pytest.mark.parametrize("place", ["file", "folder"])
def test_what_belongs_to_somebody_else_is_not_read(
    place: str, root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(root, folder, one=1)
    foreign = (only_file(folder) if place == "file" else folder / "results").stat().st_ino
    ours = result_cache._ours  # noqa: SLF001 - only root can give a file away

    def owned(found: os.stat_result) -> bool:
        uid = found.st_uid + 1 if found.st_ino == foreign else found.st_uid
        return ours(os.stat_result((*found[:4], uid, *found[5:])))

    monkeypatch.setattr(result_cache, "_ours", owned)
    assert ResultCache("check", root, folder).get("one") is None


def test_a_link_is_not_followed(root: Path, folder: Path) -> None:
    keep(root, folder, one=1)
    file = only_file(folder)
    file.symlink_to(file.rename(folder / "elsewhere"))
    assert ResultCache("check", root, folder).get("one") is None


def test_a_folder_that_cannot_be_written_is_done_without(root: Path, folder: Path) -> None:
    folder.write_text("a file is in the way")
    keep(root, folder, one=1)
    assert ResultCache("check", root, folder).get("one") is None
    assert folder.read_text() == "a file is in the way"


def test_what_was_longest_unused_makes_room(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(marshal.dumps(b"x" * 100))
    keep(root, folder, one=b"x" * 100, two=b"x" * 100)
    monkeypatch.setattr(result_cache, "_MOST_BYTES", 2 * size)
    cache = ResultCache("check", root, folder)
    cache.get("one")
    cache.put("three", b"x" * 100)
    cache.save()
    found = ResultCache("check", root, folder)
    assert [found.get(key) is not None for key in ("one", "two", "three")] == [True, False, True]


@pytest.mark.parametrize("bound", ["_MOST_FILES", "_MOST_BYTES_TOGETHER"])
def test_files_of_repositories_longest_not_written_are_removed(
    bound: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = [tmp_path / name for name in ("first", "second", "third")]
    for at, root in enumerate(roots[:2]):
        keep(root, folder, one=1)
        newest = max((folder / "results").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (at, at))
    size = max(path.stat().st_size for path in (folder / "results").iterdir())
    monkeypatch.setattr(result_cache, bound, 2 if bound == "_MOST_FILES" else 2 * size + 10)
    keep(roots[2], folder, one=1)
    assert [ResultCache("check", root, folder).get("one") for root in roots] == [None, 1, 1]


def test_the_folder_is_the_users_and_never_in_the_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cache_folder(root) == tmp_path / "cache" / "trm-policy"
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / ".cache"))
    assert cache_folder(root) is None
    assert cache_folder(root / "governance") is not None
    (root / ".git").mkdir()
    assert cache_folder(root / "governance") is None


def test_without_a_home_there_is_no_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cache_folder(root) is None
