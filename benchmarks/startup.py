"""What a command costs that has hardly anything to do, beside Python that does nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from _measure import TRM, Cost, aimed, middle, timed, two_cores
from _portfolio import write_portfolio
from _runs import fresh_folder

_DAY = ("--as-of", "2026-11-22")


class Row(NamedTuple):
    """A command to measure: its words, where, what is done before each run, and the aim."""

    label: str
    order: list[str]
    folder: Path
    before: Callable[[], None]
    aim: float | None = None


def main() -> None:
    """Print what each command costs, and the ratio of its processor time to bare Python's."""
    options = _options()
    two_cores()
    with fresh_folder() as folder:
        alone, many = folder / "alone", folder / "many"
        write_portfolio(alone, 1)
        edited = write_portfolio(many, options.charters)[1]
        timed([TRM, "check", *_DAY], many)
        rows = _rows(alone, many, edited)
        runs: list[list[Cost]] = [[] for _ in rows]
        for _ in range(options.rounds + 1):
            for found, row in zip(runs, rows, strict=True):
                row.before()
                found.append(timed(row.order, row.folder))
    peer, *costs = (middle(found[1:]) for found in runs)
    print(f"median of {options.rounds} runs; the portfolio has {options.charters:,} charters")
    print(f"{rows[0].label:38}{peer}")
    for row, cost in zip(rows[1:], costs, strict=True):
        ratio = cost.work / peer.work
        told = aimed(ratio, row.aim, 1) if row.aim else f"ratio {ratio:.1f}"
        print(f"{row.label:38}{cost}  {told}")


def _rows(alone: Path, many: Path, edited: Path) -> list[Row]:
    """Bare Python, and what is measured beside it."""
    check = [TRM, "check", *_DAY]
    one = [*check, str(edited.parent.relative_to(many))]
    return [
        Row("python -c pass", [sys.executable, "-c", "pass"], alone, _nothing),
        Row("trm --version", [TRM, "--version"], alone, _nothing, 3),
        Row("trm --help", [TRM, "--help"], alone, _nothing, 4.5),
        Row("trm explain", [TRM, "explain", "goals-traceable"], alone, _nothing, 8),
        Row("trm check, one charter, nothing kept", [*check, "--no-cache"], alone, _nothing, 12),
        Row("trm check, the same, unchanged", check, alone, _nothing, 12),
        Row("trm check, one of many, unchanged", one, many, _nothing, 15),
        Row("trm check, one of many, just edited", one, many, lambda: _edit(edited)),
    ]


def _nothing() -> None:
    """Leave everything as it is."""


def _edit(charter: Path) -> None:
    """Save a charter with one comment more."""
    charter.write_text(charter.read_text("utf-8") + "# looked through\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


if __name__ == "__main__":
    main()
