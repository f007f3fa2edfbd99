"""Several files are written all or none."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from trm_policy.authoring import journal
from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.authoring.writing import put
from trm_policy.errors import TrmError

A, B = PurePosixPath("a.yaml"), PurePosixPath("b.yaml")
NEW = PurePosixPath("new/folder/c.yaml")


def everything(folder: Path) -> dict[str, bytes]:
    """Each file, and each folder with nothing in it, apart from what holds the lock."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        name: path.read_bytes() if path.is_file() else b""
        for name, path in sorted(found.items())
        if not name.startswith((".trm", ".git"))
    }


def test_when_a_later_file_cannot_be_written_the_earlier_ones_are_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / A).write_bytes(b"old a")
    (tmp_path / B).write_bytes(b"old b")
    (tmp_path / A).chmod(0o640)

    def full(path: Path, raw: bytes, by_way_of: Path, *, new: bool = False) -> None:
        if raw == b"new b":
            raise OSError(28, "No space left on device", str(path))
        put(path, raw, by_way_of, new=new)

    monkeypatch.setattr(journal, "put", full)
    with pytest.raises(TrmError) as raised, one_at_a_time(tmp_path):
        write_together(tmp_path, {NEW: b"new", A: b"new a", B: b"new b"})
    assert str(raised.value) == (
        f"{tmp_path}/b.yaml cannot be written: No space left on device. Nothing was changed"
    )
    assert everything(tmp_path) == {"a.yaml": b"old a", "b.yaml": b"old b"}
    assert (tmp_path / A).stat().st_mode & 0o777 == 0o640


def test_a_link_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / A).write_bytes(b"old a")
    (tmp_path / B).symlink_to(A)
    with pytest.raises(TrmError) as raised, one_at_a_time(tmp_path):
        write_together(tmp_path, {A: b"new a", B: b"new b"})
    assert str(raised.value) == "b.yaml is a link; replace it. Nothing was changed"
    assert (tmp_path / A).read_bytes() == b"old a"
