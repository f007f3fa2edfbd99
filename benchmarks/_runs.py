"""What measuring a portfolio of several sizes has in common: folders, caches, turns and growth."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from _measure import Cost, aimed, middle, timed

_CACHE = "XDG_CACHE_HOME"
_MOST_GROWTH = 1.1


@contextmanager
def fresh_folder() -> Iterator[Path]:
    """A folder that does not exist yet; what is measured meanwhile has a cache of its own."""
    with tempfile.TemporaryDirectory() as name:
        os.environ[_CACHE] = str(Path(name, "cache"))
        yield Path(name, "measured")


def forget() -> None:
    """Empty the cache of what is measured."""
    rmtree(os.environ[_CACHE], ignore_errors=True)


def in_turns(orders: Mapping[str, Sequence[str]], folder: Path, rounds: int) -> dict[str, Cost]:
    """The median cost of each order, run by turns with nothing kept from one to the next.

    The first turn fills the file system's cache and does not count.
    """
    turns: dict[str, list[Cost]] = {label: [] for label in orders}
    for _ in range(rounds + 1):
        for label, order in orders.items():
            forget()
            turns[label].append(timed(order, folder))
    return {label: middle(runs[1:]) for label, runs in turns.items()}


def print_growth(
    unit: str, found: Mapping[int, Mapping[str, Cost]], names: Mapping[str, str]
) -> None:
    """Print the processor time of a ``unit`` at the greatest size, in parts of the smallest's.

    ``found`` has the costs by size and label, ``names`` what each label is printed as; 1 is
    linear. Nothing is printed where one size alone was measured.
    """
    least, most = min(found), max(found)
    if least == most:
        return
    print(f"growth of a {unit}'s processor time, from {least:,} to {most:,} {unit}s")
    for label, name in names.items():
        grown = (found[most][label].work / most) / (found[least][label].work / least)
        print(f"  {name:28}{aimed(grown, _MOST_GROWTH, 2)}", flush=True)
