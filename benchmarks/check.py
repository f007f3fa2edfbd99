"""What ``trm check`` costs a charter, beside check-jsonschema on the same charters."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from statistics import mean

from _answers import same_answers
from _measure import BIN, TRM, Cost, aimed, middle, timed
from _parts import parts
from _portfolio import write_portfolio
from _runs import forget, fresh_folder

_CHECK = ("check", "--as-of", "2026-11-22")
_YOUNG = ("check", "--as-of", "2025-02-01", "--ignore", "maturity-evidenced,approvals-current")
"""So early that no record is due, and without the two rules that find something all the same."""
_PEER = "check-jsonschema"


def main() -> None:
    """Print the processor time of one charter more, cold and on one core, and the ratios.

    Start-up is taken off: what is printed is the difference of two sizes, by their difference.
    """
    options = _options()
    require_libyaml()
    least, most = options.charters
    with fresh_folder() as folder:
        bare, whole = folder / "bare", folder / "whole"
        charters = {}
        for kind in (bare, whole):
            for size in (least, most):
                charters[kind, size] = write_portfolio(kind / str(size), size)
        for path in (path for size in (least, most) for path in charters[bare, size]):
            _without_records(path)
        length = mean(path.stat().st_size for path in charters[bare, least])
        print(f"one charter of {length / 1000:.1f} kB, from {least} and {most}, cold, on one core")
        print(same_answers([_CHECK], whole / str(least)), flush=True)
        peer = _slope([_theirs(charters[bare, size]) for size in (least, most)], bare, options)
        print(f"{_PEER:28}{peer * 1000:8.2f} ms")
        for label, order, kind, aim in (
            ("trm check, without records", _YOUNG, bare, 0.12),
            ("trm check, with its records", _CHECK, whole, 0.18),
        ):
            ours = _slope([[TRM, *order]] * 2, kind, options)
            print(f"{label:28}{ours * 1000:8.2f} ms  {aimed(ours / peer, aim)}", flush=True)
        print("where it goes, by cProfile:", *parts(_CHECK, whole / str(most)), sep="\n")


def _slope(orders: Sequence[Sequence[str]], folder: Path, options: argparse.Namespace) -> float:
    """The processor time in seconds that one charter more needs, where nothing is kept."""
    least, most = options.charters
    found: dict[int, list[Cost]] = {least: [], most: []}
    for _ in range(options.rounds + 1):
        for size, order in zip((least, most), orders, strict=True):
            forget()
            found[size].append(timed(order, folder / str(size), cores=1))
    small, large = (middle(found[size][1:]).work for size in (least, most))
    return float((large - small) / (most - least))


def _theirs(charters: Sequence[Path]) -> list[str]:
    folder = charters[0].parents[2]
    schema = folder / "charter.schema.json"
    timed([TRM, "schema", "--output", str(schema)], folder)
    names = (str(path.relative_to(folder)) for path in charters)
    return [str(BIN / _PEER), "--schemafile", str(schema), *names]


def _without_records(charter: Path) -> None:
    """Leave nothing in the charter's folder but the charter."""
    for path in charter.parent.iterdir():
        if path.is_dir():
            rmtree(path)
        elif path != charter:
            path.unlink()


def require_libyaml() -> None:
    """End the run where check-jsonschema would read YAML without libyaml, and so too slowly."""
    if find_spec("_ruamel_yaml") is None:
        sys.exit("check-jsonschema must read with libyaml: install ruamel.yaml[oldlibyaml]")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, nargs=2, default=[50, 250])
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
