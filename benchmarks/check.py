"""How quick ``trm check`` is, beside check-jsonschema on the same charters in the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

from _measure import BIN, megabytes, taking_turns, timed, two_cores
from _portfolio import write_portfolio

AIM = 0.1
"""The part of check-jsonschema's wall time that ``trm check`` may take."""


def main() -> None:
    """Print charters a second, peak memory and the ratio of wall times."""
    options = _options()
    require_libyaml()
    two_cores()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        charters = write_portfolio(folder, options.charters)
        timed([str(BIN / "trm"), "schema", "--output", "charter.schema.json"], folder)
        ours = [str(BIN / "trm"), "check", "--as-of", "2026-11-22"]
        theirs = [str(BIN / "check-jsonschema"), "--schemafile", "charter.schema.json"]
        theirs += [str(path.relative_to(folder)) for path in charters]
        size = mean(path.stat().st_size for path in charters)
        print(
            f"{len(charters):,} charters of {size / 1000:.1f} kB, median of {options.rounds} runs"
        )
        trm, peer = taking_turns([ours, theirs], [folder, folder], options.rounds)
    for label, cost in (("trm check", trm), ("check-jsonschema", peer)):
        rate = len(charters) / cost.seconds
        print(
            f"{label:18}{cost.seconds:8.2f} s ({cost.work:.2f} s of processors) "
            f"{rate:8.1f} charters/s {megabytes(cost.bytes):>10} at most"
        )
    print(f"ratio of wall times {trm.seconds / peer.seconds:.3f}  (aim: {AIM})")


def require_libyaml() -> None:
    """End the run where check-jsonschema would read YAML without libyaml, and so too slowly."""
    if find_spec("_ruamel_yaml") is None:
        sys.exit("check-jsonschema must read with libyaml: install ruamel.yaml[oldlibyaml]")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
