"""What scorecards cost, beside reading the same CSV files with the csv module alone."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from shutil import rmtree

from _answers import same_answers
from _figures import KPIS, MONTHS, write_figures
from _measure import TRM, Cost, aimed, middle, timed, two_cores
from _parts import parts

_HERE = Path(__file__).parent
_SCORECARD = ("kpi", "scorecard", "--as-of", "2026-11-22")
_ORDERS = {
    "csv module alone": [sys.executable, str(_HERE / "_csv_alone.py"), "."],
    "scorecards alone": [sys.executable, str(_HERE / "_scorecards_alone.py"), "."],
    "trm kpi scorecard": [TRM, *_SCORECARD, "--format", "json"],
}
_PEER, _ALONE, _COMMAND = _ORDERS
_AIM = 25


def main() -> None:
    """Print costs, and the ratios of processor time to the csv module alone.

    The command reads every charter first; 'scorecards alone' reads one, and every figure.
    """
    options = _options()
    two_cores()
    sizes = sorted(options.charters)
    found = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            os.environ["XDG_CACHE_HOME"] = str(Path(name, "cache"))
            folder = Path(name, "portfolio")
            write_figures(folder, size)
            figures = size * KPIS * MONTHS
            print(f"{size:,} charters, {figures:,} figures, median of {options.rounds} runs")
            if size == sizes[0]:
                print(f"  {same_answers([_SCORECARD], folder)}", flush=True)
                order = (*_SCORECARD, "--format", "json")
                print("  where it goes, by cProfile:", *parts(order, folder), sep="\n")
            found[size] = costs = _costs(folder, options.rounds)
        for label, cost in costs.items():
            ratio = aimed(cost.work / costs[_PEER].work, _AIM, 1)
            print(f"  {label:18}{cost}  {ratio if label == _COMMAND else ''}", flush=True)
        alone = costs[_ALONE].work / costs[_PEER].work
        print(f"  scorecards alone, without reading charters: {alone:.1f}")
    least, most = sizes[0], sizes[-1]
    print(f"growth of a charter's processor time, from {least:,} to {most:,} charters")
    for label in _ORDERS:
        grown = (found[most][label].work / most) / (found[least][label].work / least)
        print(f"  {label:18}{aimed(grown, 1.1, 2)}")


def _costs(folder: Path, rounds: int) -> dict[str, Cost]:
    turns: dict[str, list[Cost]] = {label: [] for label in _ORDERS}
    for _ in range(rounds + 1):
        for label, order in _ORDERS.items():
            rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
            turns[label].append(timed(order, folder))
    return {label: middle(runs[1:]) for label, runs in turns.items()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
