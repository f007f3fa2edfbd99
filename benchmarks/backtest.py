"""Whether ``trm portfolio watch`` warns before a KPI turns red, beside 'last value is amber'.

The years are made up, so that it is known where they turn. The table says how the two rules
behave on them; it claims no accuracy for any real partnership.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from _turns import JUDGED_FROM, MONTHS, PLAN, SHAPES, Tally, Years, judged, tally, years

from trm_policy.measure.health_signs import kpi_rows
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.watch import watch
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory
from trm_policy.timing import Period
from trm_policy.timing.instant import add_days

TOLERANCES = (2.0, 0.5)
"""The wider the amber band, the earlier the plain rule speaks."""
RULES = ("watch", "last value is amber")
_FIRST = "2023-01"
_GRACE = 10
_CHARTER = """\
title: One KPI
host: us
relationship: supplier
tier: transactional
stage: working-together
status: active
term: {start: 2023-01-01}
parties: {us: {name: Us}, them: {name: Them}}
goals: {good: {statement: Be good, category: quality, kpis: [on-time]}}
kpis:
  on-time:
    name: On time
    unit: "%"
    direction: increase
    frequency: monthly
    baseline: {value: PLAN, date: 2022-12-31}
    target: {value: PLAN, by: 2029-12-31}
    tolerance: TOLERANCE
"""


def main() -> None:
    """Print for each shape what became of its warnings under each rule."""
    options = _options()
    print(
        f"{options.series} series of {MONTHS} months a shape, made up, judged each month from the "
        f"{JUDGED_FROM}th on"
    )
    print(
        f"  {'shape':18}{'rule':22}{'red':>5}{'early':>7}{'months ahead':>14}{'late':>6}"
        f"{'missed':>8}{'false':>7}{'calm months warned of':>23}"
    )
    for tolerance in TOLERANCES:
        print(f"amber within {tolerance:g} of the plan")
        for shape in SHAPES:
            both = compared(shape, options.series, tolerance)
            for rule, found in zip(RULES, both, strict=True):
                print(f"  {shape:18}{rule:22}{_row(found)}")
    print(
        "Early, late and missed count series that turned red, false those that were warned of\n"
        "without a turn. The years are made up: this tells how the rules differ, and claims no\n"
        "accuracy for a real partnership."
    )


def compared(shape: str, series: int, tolerance: float) -> tuple[Tally, Tally]:
    """What became of so many series of a shape, under 'watch' and under the plain rule."""
    made = [years(shape, seed, tolerance) for seed in range(series)]
    spoken = [list(warnings(one)) for one in made]
    ours, plain = (
        tally(
            [
                judged(one, [both[at] for both in said])
                for one, said in zip(made, spoken, strict=True)
            ]
        )
        for at in range(len(RULES))
    )
    return ours, plain


def warnings(series: Years) -> Iterator[tuple[bool, bool]]:
    """Month by month, with the figures known by then: does 'watch' warn, is the light amber."""
    whole = _read(series)
    for known in range(JUDGED_FROM, MONTHS + 1):
        records = replace(whole.records, measurements=whole.records.measurements[:known])
        period = records.measurements[-1].period
        assert period is not None
        day = add_days(period.last_day, 5)
        now = datetime(day.year, day.month, day.day, tzinfo=UTC)
        then = replace(whole, records=records)
        (row,) = kpi_rows(then, day, _GRACE)
        yield watch(then, now).warnings > 0, row.reading.status is KpiStatus.AMBER


def _read(series: Years) -> Partnership:
    period, rows = Period.parse(_FIRST), ["kpi,period,value,note"]
    for value in series.values:
        rows.append(f"on-time,{period},{value},")
        period = period.next()
    charter = _CHARTER.replace("PLAN", f"{PLAN:g}").replace("TOLERANCE", f"{series.tolerance:g}")
    files = {
        "partnerships/one/partnership.yaml": charter.encode(),
        "partnerships/one/measurements.csv": ("\n".join(rows) + "\n").encode(),
    }
    read = PortfolioReader(InMemory(files), PurePosixPath("partnerships")).read("one").partnership
    assert read is not None
    return read


def _row(found: Tally) -> str:
    ahead = "–" if found.ahead is None else f"{found.ahead:g}"
    return (
        f"{found.red:5}{found.early:7}{ahead:>14}{found.late:6}{found.missed:8}"
        f"{found.alarmed:7}{found.false:23.0%}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=40, help="made up for each shape")
    return parser.parse_args()


if __name__ == "__main__":
    main()
