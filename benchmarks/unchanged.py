"""What ``trm check`` costs a large portfolio: cold, unchanged, and in parts.

The peer of the cold run is ajv-cli, which validates the exported schema alone. It reads copies
whose days stand in quotes, since it takes a bare day for a moment in time and refuses it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from _answers import same_answers
from _measure import ROOT, TRM, Cost, aimed, timed, two_cores, weighed
from _portfolio import write_portfolio
from _runs import forget, fresh_folder, print_growth

_CHECK = [TRM, "check", "--as-of", "2026-11-22", "--fail-on", "never"]
_AJV = ("ajv-cli", "5.0.0", "dist/index.js")
_DAY = re.compile(r"(?<=[\s:\[{,])(\d{4}-\d\d-\d\d)(?=[\s,}\]])")
_SHARDS = 4
_SETTLED = 3
"""Seconds after which a file that was written may be known by its time alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a portfolio of one size cost; ``memory`` is the peak of all processes, in bytes."""

    cold: Cost
    by_stat: Cost
    by_hash: Cost
    shard: Cost
    memory: int


_GROWING = {"cold": "cold", "by_stat": "unchanged by stat", "by_hash": "unchanged by hash"}


def main() -> None:
    """Print costs and ratios at each size, and the growth from the smallest to the largest."""
    options = _options()
    two_cores()
    sizes = sorted(options.charters)
    found = {}
    for size in sizes:
        with fresh_folder() as folder:
            charters = write_portfolio(folder, size)
            _break_some(charters)
            print(f"{size:,} charters, each with its records, one in ten with a fault")
            if size == sizes[0]:
                print(f"  {same_answers([_CHECK[1:]], folder)}", flush=True)
            found[size] = one = _measured(folder, charters)
            peer = _ajv(folder, charters) if not options.without_ajv else None
        _print(one, peer)
    costs = {
        size: {label: getattr(one, label) for label in _GROWING} for size, one in found.items()
    }
    print_growth("charter", costs, _GROWING)


def _measured(folder: Path, charters: list[Path]) -> Found:
    time.sleep(_SETTLED)
    cold = timed(_CHECK, folder)
    by_stat = timed(_CHECK, folder)
    whole = _findings(folder)
    _touch(charters)
    by_hash = timed(_CHECK, folder)
    if _findings(folder) != whole:
        raise SystemExit("what is kept of an earlier run changes the findings")
    forget()
    shard = timed([*_CHECK, "--shard", f"1/{_SHARDS}"], folder)
    parted = [one for part in range(_SHARDS) for one in _findings(folder, part + 1)]
    if sorted(parted) != sorted(whole):
        raise SystemExit("the parts of a check do not find what the whole finds")
    forget()
    return Found(cold, by_stat, by_hash, shard, weighed(_CHECK, folder))


def _print(one: Found, peer: Cost | None) -> None:
    if peer is not None:
        ratio = aimed(one.cold.seconds / peer.seconds, 1.0)
        print(f"  {'ajv-cli':18}{peer}\n  {'cold':18}{one.cold}  wall: {ratio}")
    else:
        print(f"  {'cold':18}{one.cold}")
    for label, cost, aim in (("by stat", one.by_stat, 0.03), ("by hash", one.by_hash, 0.06)):
        print(f"  unchanged {label:8}{cost}  {aimed(cost.work / one.cold.work, aim)}")
    shard = aimed(one.shard.seconds / one.cold.seconds, 0.3)
    print(f"  {f'shard 1/{_SHARDS}':18}{one.shard}  wall: {shard}")
    print(f"  memory of all processes {aimed(one.memory / 1e6, 400, 0)} MB", flush=True)


def _findings(folder: Path, part: int | None = None) -> list[str]:
    order = [*_CHECK, "--format", "json", *(["--shard", f"{part}/{_SHARDS}"] if part else [])]
    run = subprocess.run(order, cwd=folder, capture_output=True, check=True)
    return [json.dumps(one, sort_keys=True) for one in json.loads(run.stdout)["findings"]]


def _break_some(charters: list[Path]) -> None:
    """Misspell a person in every tenth charter."""
    for path in charters[::10]:
        text = path.read_text("utf-8")
        path.write_text(text.replace("owner: lena", "owner: lenna", 1), "utf-8")


def _touch(charters: list[Path]) -> None:
    """Give every file another time, as a fresh checkout does."""
    for charter in charters:
        for path in charter.parent.rglob("*"):
            os.utime(path)
    time.sleep(_SETTLED)


def _ajv(folder: Path, charters: list[Path]) -> Cost:
    """What ajv-cli costs on the same charters."""
    fetch = [str(ROOT / ".ci/npm-tool"), *_AJV]
    program = subprocess.run(fetch, capture_output=True, text=True, check=True).stdout.strip()
    copies = folder / "quoted"
    copies.mkdir()
    for number, path in enumerate(charters):
        copy = copies / f"{number}.yaml"
        copy.write_text(_DAY.sub(r'"\1"', path.read_text("utf-8")), "utf-8")
    timed([TRM, "schema", "--output", "charter.schema.json"], folder)
    order = ["node", program, "validate", "--spec=draft2020", "--strict=false"]
    return timed([*order, "-s", "charter.schema.json", "-d", "quoted/*.yaml"], folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--without-ajv", action="store_true", help="where there is no npm")
    return parser.parse_args()


if __name__ == "__main__":
    main()
