"""Files that the tool brings along: what ``trm init`` copies, and the complete charter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def rule_files() -> dict[str, str]:
    """The two files of a new rule, by their ending, with gaps for its name."""
    return {
        ending: (_HERE / f"rule{ending}.j2").read_text(encoding="utf-8")
        for ending in (".py", ".md")
    }


@cache
def complete() -> dict[str, bytes]:
    """The complete strategic charter with its records and directory, by path."""
    top = _HERE / "complete"
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }
