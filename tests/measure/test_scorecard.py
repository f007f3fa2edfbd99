"""The scorecard's rows, against tables worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.measure.test_kpi_status import figure, row
from tests.measure.test_kpi_status import kpi as _kpi
from tests.support import partnership
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.scorecard import (
    Milestone,
    Outlook,
    Progress,
    ScorecardRow,
    Variance,
    scorecard,
)
from trm_policy.measure.trend import Course
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.records import Measurement

TODAY = date(2026, 11, 22)


def one(kpi: Kpi, *rows: Measurement, as_of: date = TODAY) -> ScorecardRow:
    charter = partnership().charter.model_copy(update={"kpis": {"otif": kpi}})
    (found,) = scorecard(charter, rows, as_of)
    return found


def kpi(**changes: Any) -> Kpi:
    """The KPI of the status tests: from 90 through 95 (2026-06-30) to 98 (2026-12-31)."""
    return _kpi(**changes)


FALLING = {
    "direction": "decrease",
    "baseline": {"value": 20.0, "date": date(2026, 1, 1)},
    "milestones": [{"value": 15.0, "by": date(2026, 6, 30)}],
    "target": {"value": 12.0, "by": date(2026, 12, 31)},
}
HELD = {
    "direction": "maintain",
    "baseline": {"value": 96.5, "date": date(2026, 1, 1)},
    "milestones": None,
    "target": {"value": 96.5, "by": date(2026, 12, 31)},
}


@pytest.mark.parametrize(
    ("changes", "value", "status", "variance"),
    [  # the plan for September is 96.5 (increase), 13.5 (decrease) and 96.5 (maintain)
        ({}, 97.0, KpiStatus.GREEN, Variance(0.5, 100 * 0.5 / 96.5, True)),
        ({}, 96.5, KpiStatus.GREEN, Variance(0.0, 0.0, None)),
        ({}, 96.4, KpiStatus.AMBER, Variance(-0.1, -10 / 96.5, False)),
        ({}, 95.0, KpiStatus.AMBER, Variance(-1.5, -150 / 96.5, False)),
        ({}, 94.9, KpiStatus.RED, Variance(-1.6, -160 / 96.5, False)),
        (FALLING, 13.0, KpiStatus.GREEN, Variance(-0.5, -50 / 13.5, True)),
        (FALLING, 13.5, KpiStatus.GREEN, Variance(0.0, 0.0, None)),
        (FALLING, 15.0, KpiStatus.AMBER, Variance(1.5, 150 / 13.5, False)),
        (FALLING, 15.1, KpiStatus.RED, Variance(1.6, 160 / 13.5, False)),
        (HELD, 96.5, KpiStatus.GREEN, Variance(0.0, 0.0, None)),
        (HELD, 98.0, KpiStatus.AMBER, Variance(1.5, 150 / 96.5, False)),
        (HELD, 95.0, KpiStatus.AMBER, Variance(-1.5, -150 / 96.5, False)),
        (HELD, 98.1, KpiStatus.RED, Variance(1.6, 160 / 96.5, False)),
        (HELD, 94.9, KpiStatus.RED, Variance(-1.6, -160 / 96.5, False)),
        ({"target": None, "milestones": None}, 97.0, KpiStatus.UNKNOWN, None),
    ],
)
def test_light_and_variance_follow_the_plan(
    changes: dict[str, Any], value: float, status: KpiStatus, variance: Variance | None
) -> None:
    found = one(kpi(**changes), row("2026-09", value), as_of=date(2026, 10, 10))
    assert found.reading.status is status
    if variance is None:
        assert found.variance is None
    else:
        assert found.variance is not None
        assert found.variance.amount == variance.amount
        assert found.variance.percent == pytest.approx(variance.percent)
        assert found.variance.better is variance.better


def test_of_a_plan_of_nothing_there_is_no_percentage() -> None:
    target = {"value": 0.0, "by": date(2027, 1, 1)}
    held = kpi(direction="maintain", baseline=None, target=target, milestones=[])
    found = one(held, row("2026-10", 2))
    assert found.variance == Variance(2.0, None, better=False)


@pytest.mark.parametrize(
    ("rows", "milestone", "target"),
    [
        # June decides on the milestone of 30 June, the latest figure on the target to come
        ([("2026-06", 95.0), ("2026-10", 97.1)], ("reached", 0.0), ("ahead", -0.9)),
        ([("2026-06", 94.9), ("2026-10", 97.1)], ("missed", -0.1), ("ahead", -0.9)),
        ([("2026-06", 96.0), ("2026-10", 96.5)], ("reached", 1.0), ("behind", -1.5)),
        ([("2026-05", 96.0), ("2026-10", 98.2)], ("unknown", None), ("reached", 0.2)),
        ([], ("unknown", None), ("unknown", None)),
        ([("2026-06", 96.0)], ("reached", 1.0), ("unknown", -2.0)),  # overdue: nobody knows
    ],
)
def test_milestones_are_reached_missed_ahead_or_behind(
    rows: list[tuple[str, float]],
    milestone: tuple[str, float | None],
    target: tuple[str, float | None],
) -> None:
    found = one(kpi(), *(row(period, value) for period, value in rows))
    assert found.milestones == (
        Milestone(95.0, date(2026, 6, 30), True, Progress(milestone[0]), milestone[1]),
        Milestone(98.0, date(2026, 12, 31), False, Progress(target[0]), target[1], True),
    )
    assert found.milestone == found.milestones[1]


def test_a_yearly_figure_decides_on_a_milestone_within_its_year() -> None:
    found = one(kpi(frequency="yearly"), row("2026", 95.5))
    assert found.milestones[0].progress is Progress.REACHED


def test_after_its_day_the_target_is_what_matters() -> None:
    found = one(kpi(), row("2026-12", 97.9), as_of=date(2027, 1, 5))
    assert found.milestone == Milestone(
        98.0, date(2026, 12, 31), True, Progress.MISSED, pytest.approx(-0.1), True
    )
    assert found.forecast is None


def test_the_last_row_of_a_period_counts_for_the_trend() -> None:
    values = {"2026-06": 94.0, "2026-07": 95.0, "2026-08": 96.0, "2026-09": 97.0, "2026-10": 98.0}
    rows = [row(period, value) for period, value in values.items()]
    wrong = row("2026-08", 50.0)
    found = one(kpi(), rows[0], rows[1], wrong, *rows[2:])
    assert found.trend is not None
    assert (found.trend.course, found.trend.figures) == (Course.IMPROVING, 5)
    assert found.reading.latest == figure("2026-10", 98.0)


@pytest.mark.parametrize(
    ("values", "outlook"),
    [
        ([94.0, 95.0, 96.0, 97.0, 98.0], Outlook.ON_COURSE),
        ([94.0, 94.1, 94.2, 94.3, 94.4], Outlook.OFF_COURSE),
        ([96.0, 97.5, 95.0, 98.0, 97.0], Outlook.OPEN),
    ],
)
def test_the_forecast_says_whether_the_target_comes_within_reach(
    values: list[float], outlook: Outlook
) -> None:
    rows = [row(f"2026-{month:02}", value) for month, value in enumerate(values, 6)]
    found = one(kpi(), *rows)
    assert found.forecast is not None
    assert (found.forecast.by, found.forecast.outlook) == (date(2026, 12, 31), outlook)
    assert found.forecast.expected.low <= found.forecast.expected.value
    assert found.forecast.expected.value <= found.forecast.expected.high


@pytest.mark.parametrize(
    ("latest", "milestone"),
    [
        (97.5, Milestone(96.5, date(2026, 12, 31), False, Progress.BEHIND, 1.0, True)),
        (96.5, Milestone(96.5, date(2026, 12, 31), False, Progress.REACHED, 0.0, True)),
    ],
)
def test_what_is_to_be_maintained_is_reached_on_its_target_alone_and_has_no_forecast(
    latest: float, milestone: Milestone
) -> None:
    # ever nearer to 96.5, from both sides: its figures rise all the same
    values = [90.5, 102.0, 91.5, 101.0, 92.5, 100.0, 93.5, 99.0, latest]
    rows = [row(f"2026-{month:02}", value) for month, value in enumerate(values, 2)]
    found = one(kpi(**HELD), *rows)
    assert found.trend is not None
    assert (found.trend.course, found.forecast) == (Course.IMPROVING, None)
    assert found.milestones == (milestone,)


def test_the_target_of_what_is_maintained_counts_with_its_tolerance_on_its_day() -> None:
    found = one(kpi(**HELD), row("2026-12", 98.0), as_of=date(2027, 1, 5))
    assert found.milestones == (
        Milestone(96.5, date(2026, 12, 31), True, Progress.REACHED, 1.5, True),
    )


def test_figures_that_are_too_old_make_no_trend_and_no_forecast() -> None:
    rows = [row(f"2026-{month:02}", 90 + month) for month in range(1, 7)]
    found = one(kpi(), *rows, as_of=date(2026, 12, 1))
    assert (found.reading.status, found.trend, found.forecast) == (KpiStatus.UNKNOWN, None, None)
    assert found.overdue_since == date(2026, 8, 15)  # July is over, and ten working days


def test_a_kpi_without_any_figure_is_overdue_from_its_first_period_on() -> None:
    based = kpi(baseline={"value": 90.0, "date": date(2026, 3, 1)})
    assert one(based, as_of=date(2026, 4, 14)).overdue_since is None
    assert one(based, as_of=date(2026, 4, 15)).overdue_since == date(2026, 4, 15)


def test_a_kpi_whose_goals_are_closed_is_not_overdue() -> None:
    charter = partnership().charter
    closed = {
        id_: goal.model_copy(update={"closed_on": date(2026, 6, 1)})
        for id_, goal in charter.goals.items()
    }
    done: Charter = charter.model_copy(update={"goals": closed})
    rows = scorecard(done, (), TODAY)
    assert {(found.followed, found.overdue_since) for found in rows} == {(False, None)}
