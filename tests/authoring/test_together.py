"""Several files are written all or none."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from trm_policy.authoring import writing
from trm_policy.authoring.writing import write_atomically
from trm_policy.errors import TrmError

A, B = PurePosixPath("a.yaml"), PurePosixPath("b.yaml")


def test_when_a_later_file_cannot_be_written_the_earlier_ones_are_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / A).write_bytes(b"old a")
    (tmp_path / B).write_bytes(b"old b")

    def full(path: Path, text: str | bytes) -> None:
        if path.name == "b.yaml":
            raise TrmError(f"{path.name} cannot be written: no space left")
        write_atomically(path, text)

    monkeypatch.setattr(writing, "write_atomically", full)
    with pytest.raises(TrmError) as raised:
        writing.write_together(tmp_path, {A: b"new a", B: b"new b"})
    assert str(raised.value) == "b.yaml cannot be written: no space left. Nothing was changed"
    assert [(tmp_path / path).read_bytes() for path in (A, B)] == [b"old a", b"old b"]


def test_a_link_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / A).write_bytes(b"old a")
    (tmp_path / B).symlink_to(A)
    with pytest.raises(TrmError) as raised:
        writing.write_together(tmp_path, {A: b"new a", B: b"new b"})
    assert str(raised.value) == "b.yaml is a link or inside one; replace it. Nothing was changed"
    assert (tmp_path / A).read_bytes() == b"old a"
