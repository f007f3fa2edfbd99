"""What a command costs that has hardly anything to do, beside Python that does nothing."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from _measure import TRM, Cost, aimed, middle, timed, two_cores
from _portfolio import write_portfolio

_DAY = ("--as-of", "2026-11-22")
_ONE = "partnerships/carrier-0000"


def main() -> None:
    """Print what each command costs, and the ratio of its processor time to bare Python's."""
    options = _options()
    two_cores()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name, "cache"))
        alone, many = Path(name, "alone"), Path(name, "many")
        write_portfolio(alone, 1)
        write_portfolio(many, options.charters)
        timed([TRM, "check", *_DAY], many)
        orders: list[tuple[str, list[str], Path, float]] = [
            ("trm --version", [TRM, "--version"], alone, 3),
            ("trm --help", [TRM, "--help"], alone, 4.5),
            ("trm explain", [TRM, "explain", "goals-traceable"], alone, 8),
            ("trm check, one charter alone", [TRM, "check", *_DAY], alone, 12),
            (
                f"trm check, one of {options.charters:,} (warm)",
                [TRM, "check", *_DAY, _ONE],
                many,
                15,
            ),
        ]
        bare = [sys.executable, "-c", "pass"]
        runs: list[list[Cost]] = [[] for _ in range(len(orders) + 1)]
        for _ in range(options.rounds + 1):
            commands = [(bare, alone), *((order, folder) for _, order, folder, _ in orders)]
            for found, (order, folder) in zip(runs, commands, strict=True):
                found.append(timed(order, folder))
    peer, *costs = (middle(found[1:]) for found in runs)
    print(f"median of {options.rounds} runs")
    print(f"{'python -c pass':34}{peer}")
    for (label, _, _, aim), cost in zip(orders, costs, strict=True):
        print(f"{label:34}{cost}  {aimed(cost.work / peer.work, aim, 1)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


if __name__ == "__main__":
    main()
