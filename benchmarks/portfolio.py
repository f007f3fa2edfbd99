"""What views of the whole portfolio cost, beside ``trm check`` of the same charters, cold."""

from __future__ import annotations

import argparse

from _answers import same_answers
from _measure import TRM, aimed, two_cores
from _parts import parts
from _portfolio import write_portfolio
from _runs import fresh_folder, in_turns, print_growth

VIEWS = ("health", "maturity", "graph")
_DAY = ("--as-of", "2026-11-22")
_PEER = "check"
_ORDERS = {view: [TRM, "portfolio", view, *_DAY, "--format", "json"] for view in VIEWS} | {
    _PEER: [TRM, "check", *_DAY, "--format", "json"]
}


def main() -> None:
    """Print the cost of each view at each size, the ratio of processor time, and the growth."""
    options = _options()
    two_cores()
    sizes = sorted(options.charters)
    found = {}
    for size in sizes:
        with fresh_folder() as folder:
            write_portfolio(folder, size)
            print(f"{size:,} charters, each with its records, median of {options.rounds} runs")
            if size == sizes[0]:
                orders = [("portfolio", view, *_DAY) for view in VIEWS]
                print(f"  {same_answers(orders, folder)}", flush=True)
            found[size] = costs = in_turns(_ORDERS, folder, options.rounds)
            if size == sizes[0]:
                for view in VIEWS:
                    order = ("portfolio", view, *_DAY, "--format", "json")
                    print(f"  where {view} goes, by cProfile:", *parts(order, folder), sep="\n")
        print(f"  {'trm check':23}{costs[_PEER]}")
        for view in VIEWS:
            ratio = aimed(costs[view].work / costs[_PEER].work, 1.0, 2)
            print(f"  trm portfolio {view:9}{costs[view]}  {ratio}", flush=True)
    print_growth("charter", found, {label: label for label in _ORDERS})


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
