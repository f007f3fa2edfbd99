"""What scorecards cost, beside reading the same CSV files with the csv module alone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from _answers import same_answers
from _figures import KPIS, MONTHS, write_figures
from _measure import TRM, aimed, two_cores
from _parts import parts
from _runs import fresh_folder, in_turns, print_growth

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
        with fresh_folder() as folder:
            write_figures(folder, size)
            figures = size * KPIS * MONTHS
            print(f"{size:,} charters, {figures:,} figures, median of {options.rounds} runs")
            if size == sizes[0]:
                print(f"  {same_answers([_SCORECARD], folder)}", flush=True)
                order = (*_SCORECARD, "--format", "json")
                print("  where it goes, by cProfile:", *parts(order, folder), sep="\n")
            found[size] = costs = in_turns(_ORDERS, folder, options.rounds)
        for label, cost in costs.items():
            ratio = aimed(cost.work / costs[_PEER].work, _AIM, 1)
            print(f"  {label:18}{cost}  {ratio if label == _COMMAND else ''}", flush=True)
        alone = costs[_ALONE].work / costs[_PEER].work
        print(f"  scorecards alone, without reading charters: {alone:.1f}")
    print_growth("charter", found, {label: label for label in _ORDERS})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
