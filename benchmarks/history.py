"""What history costs, beside ``git log --name-only`` alone over the same repository."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from _answers import same_answers
from _history import write_history
from _measure import TRM, Cost, aimed, middle, timed, two_cores
from _parts import parts
from _runs import forget, fresh_folder, print_growth

_LOG = ("log", "--portfolio")
_LAST = [sys.executable, str(Path(__file__).with_name("_last_changes.py"))]
_PEER = ["git", "--no-pager", "log", "--name-only"]
_AIMS = {"first": 25.0, "second": 2.0, "last change": 1.5}
_LABELS = {
    "peer": "git log --name-only",
    "first": "trm log --portfolio, first",
    "second": "trm log --portfolio, again",
    "last change": "last change of each charter",
}


def main() -> None:
    """Print costs at each size, the ratios of processor time to git alone, and the growth."""
    options = _options()
    two_cores()
    sizes = sorted(options.commits)
    found = {}
    for commits in sizes:
        charters = max(1, commits // options.commits_a_charter)
        with fresh_folder() as folder:
            write_history(folder, charters, commits)
            print(f"{charters:,} charters, {commits:,} commits, median of {options.rounds} runs")
            if commits == sizes[0]:
                print(f"  {same_answers([_LOG], folder)}", flush=True)
            found[commits] = costs = _costs(folder, options.rounds)
            if commits == sizes[0]:
                print("  where the first goes, by cProfile:", *parts(_LOG, folder), sep="\n")
        for label, cost in costs.items():
            aim = _AIMS.get(label)
            ratio = cost.work / costs["peer"].work
            print(f"  {_LABELS[label]:28}{cost}  {aimed(ratio, aim, 2) if aim else ''}", flush=True)
    print_growth("commit", found, _LABELS)


def _costs(folder: Path, rounds: int) -> dict[str, Cost]:
    turns: dict[str, list[Cost]] = {label: [] for label in _LABELS}
    for _ in range(rounds + 1):
        turns["peer"].append(timed(_PEER, folder))
        turns["last change"].append(timed(_LAST, folder))
        forget()
        turns["first"].append(timed([TRM, *_LOG], folder))
        turns["second"].append(timed([TRM, *_LOG], folder))
    return {label: middle(runs[1:]) for label, runs in turns.items()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commits", type=int, nargs="+", default=[500, 5000])
    parser.add_argument("--commits-a-charter", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
