"""Files that the tool brings along: what ``trm init`` copies, and the complete charter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def complete() -> dict[str, bytes]:
    """The complete strategic charter with its records and directory, by path."""
    top = _HERE / "complete"
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }
