"""How views of the whole portfolio grow with it, beside PyYAML's C loader on the same charters."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from _measure import BIN, Cost, megabytes, timed, two_cores
from _portfolio import write_portfolio

VIEWS = ("health", "maturity", "graph")
PEER = "PyYAML CSafeLoader"
_ALONE = str(Path(__file__).with_name("_yaml_alone.py"))


def main() -> None:
    """Print time and peak memory of each view at each size, the ratio to the peer, and the growth.

    Growth is the processor time of a charter at the greatest size, in parts of that at the
    smallest: 1 is linear.
    """
    options = _options()
    two_cores()
    sizes = sorted(options.charters)
    found = {size: _costs(size) for size in sizes}
    for size, costs in found.items():
        print(f"{size:,} charters, each with its records")
        for name, cost in costs.items():
            print(
                f"  trm portfolio {name:9}" if name != PEER else f"  {name:23}",
                f"{cost.seconds:8.2f} s ({cost.work:.2f} s of processors) "
                f"{megabytes(cost.bytes):>10} at most  ratio {cost.work / costs[PEER].work:.1f}",
            )
    least, most = sizes[0], sizes[-1]
    print(f"growth of a charter's processor time, from {least:,} to {most:,} charters")
    for name in (*VIEWS, PEER):
        grown = (found[most][name].work / most) / (found[least][name].work / least)
        print(f"  {name:23}{grown:8.2f}")


def _costs(charters: int) -> dict[str, Cost]:
    """What each view, and the peer, cost on a portfolio of so many charters."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_portfolio(folder, charters)
        peer = [sys.executable, _ALONE, "."]
        timed(peer, folder)  # fills the file system's cache
        views = {
            view: [str(BIN / "trm"), "portfolio", view, "--as-of", "2026-11-22", "--format", "json"]
            for view in VIEWS
        }
        return {label: timed(order, folder) for label, order in {**views, PEER: peer}.items()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, nargs="+", default=[1000, 5000])
    return parser.parse_args()


if __name__ == "__main__":
    main()
