"""What views of the whole portfolio cost, beside ``trm check`` of the same charters, cold."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from shutil import rmtree

from _answers import same_answers
from _measure import TRM, Cost, aimed, middle, timed, two_cores
from _parts import parts
from _portfolio import write_portfolio

VIEWS = ("health", "maturity", "graph")
_DAY = ("--as-of", "2026-11-22")
_PEER = "check"


def main() -> None:
    """Print the cost of each view at each size, the ratio of processor time, and the growth.

    Growth is the processor time of a charter at the greatest size, in parts of that at the
    smallest: 1 is linear.
    """
    options = _options()
    two_cores()
    sizes = sorted(options.charters)
    found = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            os.environ["XDG_CACHE_HOME"] = str(Path(name, "cache"))
            folder = Path(name, "portfolio")
            write_portfolio(folder, size)
            print(f"{size:,} charters, each with its records, median of {options.rounds} runs")
            if size == sizes[0]:
                orders = [("portfolio", view, *_DAY) for view in VIEWS]
                print(f"  {same_answers(orders, folder)}", flush=True)
            found[size] = costs = _costs(folder, options.rounds)
            if size == sizes[0]:
                for view in VIEWS:
                    order = ("portfolio", view, *_DAY, "--format", "json")
                    print(f"  where {view} goes, by cProfile:", *parts(order, folder), sep="\n")
        print(f"  {'trm check':23}{costs[_PEER]}")
        for view in VIEWS:
            ratio = aimed(costs[view].work / costs[_PEER].work, 1.0, 2)
            print(f"  trm portfolio {view:9}{costs[view]}  {ratio}", flush=True)
    least, most = sizes[0], sizes[-1]
    print(f"growth of a charter's processor time, from {least:,} to {most:,} charters")
    for name in (*VIEWS, _PEER):
        grown = (found[most][name].work / most) / (found[least][name].work / least)
        print(f"  {name:23}{aimed(grown, 1.1, 2)}")


def _costs(folder: Path, rounds: int) -> dict[str, Cost]:
    """What each view and the peer cost; nothing is kept from one run to the next."""
    orders = {view: [TRM, "portfolio", view, *_DAY, "--format", "json"] for view in VIEWS} | {
        _PEER: [TRM, "check", *_DAY, "--format", "json"]
    }
    turns: dict[str, list[Cost]] = {label: [] for label in orders}
    for _ in range(rounds + 1):
        for label, order in orders.items():
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
