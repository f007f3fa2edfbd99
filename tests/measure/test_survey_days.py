"""A survey's figure is judged at the day of the survey, any other at its period's last day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support import CHARTER, edited, partnership
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.scorecard import ScorecardRow, scorecard_of

FOLDER = "partnerships/meridian-helix"
HEALTH = f"{FOLDER}/reviews/2026-05-12-health.md"
FIGURES = f"{FOLDER}/measurements.csv"
TODAY = date(2026, 11, 22)


def satisfaction(files: dict[str, bytes], today: date = TODAY) -> ScorecardRow:
    rows = scorecard_of(partnership(files), today, 10)
    return next(row for row in rows if row.id == "partner-satisfaction")


def judged(files: dict[str, bytes], today: date = TODAY) -> tuple[date, float, KpiStatus]:
    reading = satisfaction(files, today).reading
    assert reading.latest is not None
    assert reading.plan is not None
    return reading.latest.day, round(reading.plan, 3), reading.status


def moved(day: str) -> dict[str, bytes]:
    """The health review of May 2026, held on another day."""
    files = edited(("held_on: 2026-05-12", f"held_on: {day}"), path=HEALTH)
    files[f"{FOLDER}/reviews/{day}-health.md"] = files.pop(HEALTH)
    return files


def without_minutes() -> dict[str, bytes]:
    files = edited()
    del files[HEALTH]
    return files


@pytest.mark.parametrize(
    ("files", "day", "plan", "status"),
    [
        # from 3.4 on 31 December 2024 to 3.8 on 30 June 2026: 497 of 546 days
        (edited(), date(2026, 5, 12), 3.764, KpiStatus.GREEN),
        # held late, on the way to 4.3 on 30 June 2027: 3.8 + 0.5 * 92 / 365
        (moved("2026-09-30"), date(2026, 9, 30), 3.926, KpiStatus.AMBER),
        # without minutes it is the planned day
        (without_minutes(), date(2026, 5, 12), 3.764, KpiStatus.GREEN),
        # a second one that was planned, and of which nothing tells that it was held, moves nothing
        (
            edited(
                (
                    "    every: yearly\n    starting: 2025-05-12",
                    "    every: half-yearly\n    starting: 2025-05-12",
                )
            ),
            date(2026, 5, 12),
            3.764,
            KpiStatus.GREEN,
        ),
        # without any survey planned it is the end of the period: 3.8 + 0.5 * 184 / 365
        (
            without_minutes()
            | {CHARTER: edited()[CHARTER].replace(b"kind: health", b"kind: operational")},
            date(2026, 12, 31),
            4.052,
            KpiStatus.AMBER,
        ),
        # what is no survey stands for its whole period
        (
            edited(
                (
                    (
                        "    survey: {instrument: Relationship survey 2025, scale: 1-5, "
                        "respondents: {meridian: 10, helix: 10}}\n"
                    ),
                    "",
                )
            ),
            date(2026, 12, 31),
            4.052,
            KpiStatus.AMBER,
        ),
    ],
)
def test_the_plan_is_read_at_the_day_that_the_figure_stands_for(
    files: dict[str, bytes], day: date, plan: float, status: KpiStatus
) -> None:
    assert judged(files) == (day, plan, status)


def test_a_survey_that_is_still_to_come_tells_no_day() -> None:
    assert judged(edited(), date(2026, 5, 11))[0] == date(2026, 12, 31)
    assert judged(edited(), date(2026, 5, 12))[0] == date(2026, 5, 12)


def test_each_figure_of_the_past_has_its_own_day() -> None:
    rows = "partner-satisfaction,2025,3.6,\npartner-satisfaction,2026,3.9,"
    files = edited(("partner-satisfaction,2026,3.9,", rows), path=FIGURES)
    row = satisfaction(files)
    assert [figure.day for figure in row.figures] == [date(2025, 5, 12), date(2026, 5, 12)]


def test_a_milestone_is_decided_by_the_survey_of_its_period() -> None:
    (first, *_) = satisfaction(edited()).milestones
    assert (first.by, first.progress.value) == (date(2026, 6, 30), "reached")
