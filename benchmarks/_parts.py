"""Where the time of a command goes, by room of the tool and by library."""

from __future__ import annotations

import os
import pstats
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from _measure import on_cores

_MOST = 8


def parts(order: Sequence[str], folder: Path) -> Iterator[str]:
    """Lines with the share of the processor time that each part needs itself, largest first.

    The command is run under cProfile in one process, which makes calls of Python dearer than
    they are: the shares say where to look and not what it costs.
    """
    with tempfile.TemporaryDirectory() as name:
        profile = Path(name, "profile")
        with on_cores(1):
            subprocess.run(
                [sys.executable, "-m", "cProfile", "-o", str(profile), "-m", "trm_policy", *order],
                cwd=folder,
                env={**os.environ, "XDG_CACHE_HOME": name},
                capture_output=True,
                check=False,
            )
        stats = vars(pstats.Stats(str(profile)))["stats"]
    spent: Counter[str] = Counter()
    for (file, _, function), (_, _, own, _, _) in stats.items():
        spent[_part(file, function)] += own
    whole = sum(spent.values())
    for part, seconds in spent.most_common(_MOST):
        yield f"  {part:40}{seconds / whole:6.1%}"


def _part(file: str, function: str) -> str:
    """The room of the tool, the library, or the built-in function that a function belongs to."""
    pieces = Path(file).parts
    if "trm_policy" in pieces:
        at = pieces.index("trm_policy")
        return "/".join(pieces[at : at + 2]).removesuffix(".py")
    if "site-packages" in pieces:
        return pieces[pieces.index("site-packages") + 1]
    if file.startswith("<frozen importlib"):
        return "importing modules"
    if file == "~":
        return function if "yaml" in function or "pydantic" in function else "built-in functions"
    return "Python's standard library"
