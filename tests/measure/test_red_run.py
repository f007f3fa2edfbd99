"""Since when a KPI is red, and what answers it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support import edited, partnership
from trm_policy.measure.review_packing import answering
from trm_policy.measure.series import recorded, red_run

MEASURED = "partnerships/meridian-helix/measurements.csv"
MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
ACTION = "@tom Publish the forecast error by store (due 2026-12-01)"


@pytest.mark.parametrize(
    ("rows", "since"),
    [
        ((), None),
        ((("otif,2026-10,97.2,", "otif,2026-10,90,"),), date(2026, 10, 1)),
        (
            (
                ("otif,2026-10,97.2,", "otif,2026-10,90,"),
                ("otif,2026-09,97.0,", "otif,2026-09,90,"),
            ),
            date(2026, 9, 1),
        ),
        ((("otif,2026-09,97.0,", "otif,2026-09,90,"),), None),
        # the last row of a period counts
        ((("otif,2026-10,97.2,", "otif,2026-10,90,\notif,2026-10,97,corrected"),), None),
        # what cannot be read, and another frequency, are passed over
        (
            (("otif,2026-10,97.2,", "otif,2026-10,90,\notif,2026-Q4,97,\notif,2026-11,soon,"),),
            date(2026, 10, 1),
        ),
    ],
)
def test_a_kpi_is_red_since_the_first_red_period_in_a_row(
    rows: tuple[tuple[str, str], ...], since: date | None
) -> None:
    part = partnership(edited(*rows, path=MEASURED))
    series = recorded(part.charter, part.records.measurements, date(2026, 11, 22))["otif"]
    run = red_run("otif", part.charter.kpis["otif"], series)
    assert (run[-1][0].first_day if run else None) == since


@pytest.mark.parametrize(
    ("action", "since", "answers"),
    [
        ("[ ] @tom Act (kpi otif; cause trailers; due 2026-12-01)", date(2026, 10, 20), True),
        ("[ ] @tom Act (kpi otif; cause trailers; due 2026-12-01)", date(2026, 10, 21), False),
        ("[x] @tom Act (kpi otif; cause trailers; due 2026-12-01)", date(2026, 10, 1), False),
        ("[-] @tom Act (kpi otif; cause trailers; due 2026-12-01)", date(2026, 10, 1), False),
        ("[ ] @tom Act (kpi carbon-per-pallet; due 2026-12-01)", date(2026, 10, 1), False),
        ("[ ] @tom Act (kpi otif)", date(2026, 10, 1), False),
        ("[ ] Act (kpi otif; due 2026-12-01)", date(2026, 10, 1), False),
    ],
)
def test_an_open_action_with_a_person_and_a_day_answers(
    action: str, since: date, answers: bool
) -> None:
    files = edited((f"[ ] {ACTION}", action), path=MINUTES)
    assert bool(list(answering("otif", partnership(files).records.minutes, since))) is answers
