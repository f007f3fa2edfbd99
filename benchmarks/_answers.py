"""Holds what a command answers to what an older version of the tool answers on the same files."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from _measure import ROOT, FailedError

REFERENCE = "031d9baab7546837f572dd0135a3fea9a643fcac"
"""The commit from whose answers nothing may differ but the wording.

A change that is meant to alter what is answered moves it forward, to its own commit or a later one.
"""

_WORDED = frozenset({"message", "help", "version", "text"})
"""What is said in sentences, which may be worded anew, and the tool's version."""
_SHOWN = 200
"""So many characters of an answer that differs are shown."""
_SENTENCE = 3
"""A text of so many words is a sentence as well."""


class DifferentError(Exception):
    """Two versions answer differently, so that no time of theirs can be compared."""


@contextmanager
def reference() -> Iterator[Path | None]:
    """The code of the older version in a folder of its own; None where this clone lacks it."""
    packed = subprocess.run(
        ["git", "-C", str(ROOT), "archive", REFERENCE, "trm_policy"],
        capture_output=True,
        check=False,
    )
    if packed.returncode != 0:
        yield None
        return
    with tempfile.TemporaryDirectory() as name:
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
            archive.extractall(name, filter="data")
        yield Path(name)


def same_answers(orders: Sequence[Sequence[str]], folder: Path) -> str:
    """Have both versions answer each order on ``folder``, and say that they agree.

    Raises DifferentError with the first places that differ.
    """
    with reference() as old:
        if old is None:
            return f"answers not compared: this clone has no commit {REFERENCE[:7]}"
        for order in orders:
            now, then = (_answer(code, order, folder) for code in (ROOT, old))
            places = list(differences(now, then))
            if places:
                shown = "\n".join(places[:10])
                raise DifferentError(f"trm {' '.join(order)}: {len(places)} differ:\n{shown}")
    return f"answers equal to those of {REFERENCE[:7]}: {len(orders)} commands"


def same_site(folder: Path) -> str:
    """Have both versions build the site of ``folder``, and say that their data agree.

    Compared is what the site publishes as JSON, of all charters and of each. Raises
    DifferentError with the first places that differ.
    """
    with reference() as old, tempfile.TemporaryDirectory() as name:
        if old is None:
            return f"answers not compared: this clone has no commit {REFERENCE[:7]}"
        built = {}
        for label, code in (("now", ROOT), ("then", old)):
            output = Path(name, label)
            order = ["site", "build", "--as-of", "2026-11-22", "--output", str(output)]
            _run(code, order, folder)
            built[label] = {
                str(path.relative_to(output)): json.loads(path.read_bytes())
                for path in output.rglob("*.json")
                if "search" not in path.parts and not path.name.endswith(".schema.json")
            }
    places = list(differences(built["now"], built["then"]))
    if places:
        shown = "\n".join(places[:10])
        raise DifferentError(f"trm site build: {len(places)} differ:\n{shown}")
    return f"data equal to those of {REFERENCE[:7]}: {len(built['now'])} files"


def differences(now: Any, then: Any, place: str = "") -> Iterator[str]:
    """Where two answers differ, sentences aside, and what stands there."""
    if isinstance(now, dict) and isinstance(then, dict):
        for key in sorted({*now, *then} - _WORDED):
            yield from differences(now.get(key), then.get(key), f"{place}.{key}")
    elif isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        for number, (one, other) in enumerate(zip(now, then, strict=True)):
            yield from differences(one, other, f"{place}[{number}]")
    elif now != then and not ((_is_sentence(now) and _is_sentence(then)) or _is_close(now, then)):
        yield f"{place}: {_short(now)} now, {_short(then)} then"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _is_close(now: Any, then: Any) -> bool:
    """Whether they are fractions that differ in nothing but how they were rounded on the way."""
    floats = isinstance(now, float) and isinstance(then, float)
    return floats and math.isclose(now, then, rel_tol=1e-12)


def _is_sentence(value: Any) -> bool:
    return isinstance(value, str) and len(value.split()) >= _SENTENCE


def _answer(code: Path, order: Sequence[str], folder: Path) -> Any:
    """The JSON that the version in ``code`` answers."""
    return json.loads(_run(code, [*order, "--format", "json"], folder))


def _run(code: Path, order: Sequence[str], folder: Path) -> bytes:
    """What the version in ``code`` prints. Raises FailedError where it can do nothing."""
    with tempfile.TemporaryDirectory() as empty:
        run = subprocess.run(
            [sys.executable, "-m", "trm_policy", "-C", str(folder), *order],
            cwd=empty,
            env={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": str(code),
                "XDG_CACHE_HOME": empty,
                "NO_MKDOCS_2_WARNING": "1",
            },
            capture_output=True,
            check=False,
        )
    if run.returncode > 1:
        raise FailedError(f"trm {' '.join(order)} of {code}:\n{run.stderr.decode()[-2000:]}")
    return run.stdout
