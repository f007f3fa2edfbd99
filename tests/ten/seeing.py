"""What the views of the portfolio say of some files, as the command line says it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tests.ten.portfolio import DAY
from trm_policy.cli.program import cli

VIEWS = ("health", "maturity", "segment", "audit", "checklist", "watch", "graph")


def seen(files: Mapping[str, str], *words: str) -> Any:
    """What ``trm portfolio WORDS`` says as JSON."""
    with tempfile.TemporaryDirectory() as name:
        _write(Path(name), files)
        return _asked(name, *words)


def all_seen(files: Mapping[str, str]) -> dict[str, Any]:
    """What every view says, by its name."""
    with tempfile.TemporaryDirectory() as name:
        _write(Path(name), files)
        return {view: _asked(name, view) for view in VIEWS}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The paths of all values that differ, that went or that came."""
    was, now = _by_path(before), _by_path(after)
    nothing = object()
    return {p for p in was.keys() | now.keys() if was.get(p, nothing) != now.get(p, nothing)}


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _asked(folder: str, *words: str) -> Any:
    order = ["-C", folder, "portfolio", *words, "--as-of", DAY, "--format", "json"]
    done = CliRunner().invoke(cli, order, catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def by_id(view: Any) -> dict[str, Any]:
    """The partnerships of a view, by id."""
    return {one["partnership"]: one for one in view["partnerships"]}


_UNTOLD = {"partnerships", "sides", "signs", "lookouts", "items", "functions", "warnings"}
"""Keys that a reader of paths does not need."""
_NAMES = (
    *("partnership", "person", "organisation", "department", "name", "about", "question"),
    *("function", "from", "kind", "to", "wants", "id"),
)


def _by_path(seen_: Mapping[str, Any]) -> dict[str, Any]:
    found = list(leaves(seen_))
    paths = dict(found)
    assert len(paths) == len(found), "two values share a path"
    return paths


def leaves(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value by its path. What has evidence of its own is one value, and is called by name."""
    if isinstance(data, dict) and data and not ("/" in path and "evidence" in data):
        for key, value in data.items():
            yield from leaves(value, path if key in _UNTOLD else f"{path}/{key}".lstrip("/"))
    elif isinstance(data, list) and data and isinstance(data[0], dict):
        for at, value in enumerate(data):
            yield from leaves(value, f"{path}/{_named(value, at)}")
    elif data not in ({}, []):
        yield path, data


def _named(entry: Mapping[str, Any], at: int) -> str:
    """By all that names it, so that no two entries share a path; by its place without a name."""
    names = [entry[name] for name in _NAMES if isinstance(entry.get(name), str)]
    return " ".join(names) or str(at)
