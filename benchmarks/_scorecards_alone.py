"""Scorecards of every file of measurements under a folder; of the charters only one is read."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path, PurePosixPath

from trm_policy.document.csv_reader import read_csv
from trm_policy.measure.scorecard import scorecard
from trm_policy.measure.trend import prepare
from trm_policy.model.records import MEASUREMENT_COLUMNS, Measurement
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import WorkTree


def main() -> None:
    """Print how many KPIs there are."""
    top = Path(sys.argv[1])
    reader = PortfolioReader(WorkTree(top), PurePosixPath("partnerships"))
    first = reader.read(reader.ids[0]).partnership
    assert first is not None
    names = list(first.charter.kpis)
    count = 0
    paths = sorted(top.glob("partnerships/*/measurements.csv"))
    prepare(len(paths))
    for path in paths:
        table = read_csv(PurePosixPath(path.name), path.read_bytes(), MEASUREMENT_COLUMNS, 1 << 26)
        ids = list(dict.fromkeys(row[0] for row in table.rows))
        mine = dict(zip(ids, names, strict=True))
        rows = Measurement.of_rows([(mine[row[0]], *row[1:]) for row in table.rows], table.lines)
        found = scorecard(first.charter, rows, date(2026, 11, 22))
        count += sum(one.trend is not None for one in found)
    print(count)


if __name__ == "__main__":
    main()
