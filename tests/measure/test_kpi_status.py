"""The plan line and the lights, against tables worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trm_policy.measure.kpi_status import (
    Figure,
    Grace,
    KpiReading,
    KpiStatus,
    due,
    latest,
    read_kpi,
)
from trm_policy.model.building import build
from trm_policy.model.kpi import Kpi, plan
from trm_policy.model.records import Measurement
from trm_policy.timing import Frequency, Period

TODAY = date(2026, 11, 22)


def row(period: str, value: float | str, kpi: str = "otif", note: str = "") -> Measurement:
    return Measurement.of_row([kpi, period, str(value), note], line=2)


def figure(period: str, value: float, note: str = "") -> Figure:
    return Figure(Period.parse(period), value, note)


def kpi(**changes: Any) -> Kpi:
    """On time in full: from 90 through 95 in the middle of 2026 to 98, amber within 1.5."""
    data = {
        "name": "On time in full",
        "direction": "increase",
        "frequency": "monthly",
        "baseline": {"value": 90.0, "date": date(2026, 1, 1)},
        "target": {"value": 98.0, "by": date(2026, 12, 31)},
        "milestones": [{"value": 95.0, "by": date(2026, 6, 30)}],
        "tolerance": 1.5,
    } | changes
    built = build(Kpi, {name: value for name, value in data.items() if value is not None})
    assert built.refusals == ()
    assert built.value is not None
    return built.value


def status(kpi_: Kpi, *rows: Measurement, as_of: date = TODAY) -> KpiStatus:
    return read_kpi("otif", kpi_, rows, as_of).status


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2025, 6, 1), 90.0),
        (date(2026, 1, 1), 90.0),
        (date(2026, 2, 6), 91.0),  # 36 of 180 days on the way from 90 to 95
        (date(2026, 4, 1), 92.5),
        (date(2026, 6, 30), 95.0),
        (date(2026, 8, 30), 95.0 + 3 * 61 / 184),
        (date(2026, 9, 30), 96.5),  # 92 of 184 days on the way from 95 to 98
        (date(2026, 12, 31), 98.0),
        (date(2029, 1, 1), 98.0),
    ],
)
def test_the_plan_runs_straight_from_baseline_through_milestones_to_target(
    day: date, value: float
) -> None:
    assert plan(kpi(), day) == value


def test_the_order_in_which_milestones_are_written_does_not_matter() -> None:
    mixed = kpi(
        milestones=[
            {"value": 97.0, "by": date(2026, 9, 30)},
            {"value": 95.0, "by": date(2026, 6, 30)},
        ]
    )
    assert [plan(mixed, date(2026, 6, 30)), plan(mixed, date(2026, 8, 15))] == [95.0, 96.0]


def test_a_milestone_after_the_target_does_not_bend_the_plan() -> None:
    late = kpi(milestones=[{"value": 10.0, "by": date(2027, 6, 30)}])
    assert plan(late, date(2027, 6, 30)) == 98.0


def test_what_is_to_be_maintained_is_planned_at_its_target_on_every_day() -> None:
    steady = kpi(direction="maintain")
    assert [plan(steady, date(2025, 1, 1)), plan(steady, date(2026, 6, 30))] == [98.0, 98.0]


def test_without_a_dated_target_there_is_no_plan() -> None:
    for target in (None, {"value": 98.0}, {"by": date(2026, 12, 31)}):
        assert plan(kpi(target=target), TODAY) is None


def test_without_a_baseline_the_plan_begins_at_the_first_milestone() -> None:
    unbased = kpi(baseline=None)
    assert [plan(unbased, date(2026, 6, 29)), plan(unbased, date(2026, 6, 30))] == [None, 95.0]


@pytest.mark.parametrize(
    ("direction", "value", "light"),
    [
        ("increase", 96.5, "green"),  # the plan for September is 96.5
        ("increase", 99.0, "green"),
        ("increase", 96.4, "amber"),
        ("increase", 95.0, "amber"),
        ("increase", 94.9, "red"),
        ("decrease", 96.5, "green"),
        ("decrease", 90.0, "green"),
        ("decrease", 98.0, "amber"),
        ("decrease", 98.1, "red"),
        ("maintain", 98.0, "green"),  # planned at the target, 98
        ("maintain", 96.5, "amber"),
        ("maintain", 99.5, "amber"),
        ("maintain", 96.4, "red"),
        ("maintain", 99.6, "red"),
    ],
)
def test_the_light_follows_from_plan_direction_and_tolerance(
    direction: str, value: float, light: str
) -> None:
    october = date(2026, 10, 5)
    assert status(kpi(direction=direction), row("2026-09", value), as_of=october) == light


def test_a_figure_exactly_at_the_edge_of_the_tolerance_is_amber_whatever_floats_do() -> None:
    exact = kpi(
        baseline={"value": 0.8, "date": date(2026, 1, 1)},
        target={"value": 0.8, "by": date(2026, 1, 31)},
        milestones=[],
        tolerance=0.1,
    )
    assert 0.8 - 0.7 > 0.1
    assert status(exact, row("2026-10", 0.7)) == "amber"
    assert status(exact, row("2026-10", 0.6999)) == "red"


def test_without_a_tolerance_there_is_no_amber() -> None:
    strict = kpi(tolerance=None)
    assert status(strict, row("2026-10", 90.0)) == "red"


def test_no_figure_at_all_is_unknown() -> None:
    assert read_kpi("otif", kpi(), [row("2026-10", 97.0, kpi="other")], TODAY) == KpiReading(
        KpiStatus.UNKNOWN
    )


def test_without_a_plan_or_a_direction_the_light_is_unknown_and_the_figure_is_kept() -> None:
    for bare in (kpi(target=None), kpi(direction=None)):
        reading = read_kpi("otif", bare, [row("2026-10", 97.0)], TODAY)
        assert (reading.status, reading.latest) == ("unknown", figure("2026-10", 97.0))


def test_the_newest_period_counts_and_of_its_rows_the_last() -> None:
    rows = [row("2026-10", 1.0), row("2026-09", 2.0), row("2026-10", 3.0), row("2026-08", 4.0)]
    assert latest("otif", rows, TODAY) == figure("2026-10", 3.0)


def test_a_row_without_a_number_or_a_period_is_passed_over() -> None:
    rows = [row("2026-09", 96.0), row("2026-10", "ca. 97"), row("October", 97.0)]
    assert latest("otif", rows, TODAY) == figure("2026-09", 96.0)


def test_a_period_that_has_not_begun_is_not_seen() -> None:
    rows = [row("2026-11", 1.0), row("2026-12", 2.0)]
    assert latest("otif", rows, TODAY) == figure("2026-11", 1.0)
    assert latest("otif", rows, date(2026, 12, 1)) == figure("2026-12", 2.0)


def test_a_row_whose_period_does_not_fit_the_frequency_is_passed_over() -> None:
    reading = read_kpi("otif", kpi(), [row("2026-10", 97.5), row("2026-Q4", 1.0)], TODAY)
    assert reading.latest == figure("2026-10", 97.5)


@pytest.mark.parametrize(
    ("frequency", "last", "lag", "day"),
    [
        ("monthly", "2026-10", None, date(2026, 12, 14)),  # Mon 30 Nov and ten working days
        ("monthly", "2026-10", 7, date(2026, 12, 21)),
        ("quarterly", "2026-Q2", None, date(2026, 10, 14)),
        ("yearly", "2025", 30, date(2027, 2, 12)),  # Sat 30 January and ten working days
        ("weekly", "2026-W45", None, date(2026, 11, 27)),
        ("daily", "2026-11-20", None, date(2026, 12, 4)),
    ],
)
def test_a_figure_is_due_one_period_later_plus_lag_plus_ten_working_days(
    frequency: str, last: str, lag: int | None, day: date
) -> None:
    assert due(kpi(frequency=frequency, lag=lag), Period.parse(last)) == day


def test_a_figure_turns_unknown_on_the_day_after_the_next_one_was_due() -> None:
    rows = [row("2026-10", 99.0)]
    on_time = read_kpi("otif", kpi(), rows, date(2026, 12, 14))
    late = read_kpi("otif", kpi(), rows, date(2026, 12, 15))
    assert (on_time.status, on_time.overdue) == ("green", False)
    assert (late.status, late.overdue, late.latest) == (
        "unknown",
        True,
        figure("2026-10", 99.0),
    )


def test_the_grace_can_be_shortened() -> None:
    assert due(kpi(), Period.parse("2026-10"), Grace(working_days=0)) == date(2026, 11, 30)


def test_a_reading_holds_what_a_person_needs_to_follow_it() -> None:
    rows = [row("2026-08", 90.0), row("2026-09", 96.5, note="corrected")]
    assert read_kpi("otif", kpi(), rows, date(2026, 10, 20)) == KpiReading(
        KpiStatus.GREEN,
        figure("2026-09", 96.5, "corrected"),
        96.5,
        date(2026, 11, 13),
        overdue=False,
    )


def test_the_end_of_the_calendar_ends_nothing_but_the_waiting() -> None:
    last = Period.containing(date.max, Frequency.YEARLY)
    assert due(kpi(frequency="yearly"), last) is None


@pytest.mark.parametrize(
    ("threshold", "value", "light"),
    [
        ({"at_least": 99}, 99.0, KpiStatus.GREEN),
        ({"at_least": 99}, 98.5, KpiStatus.AMBER),
        ({"at_least": 99}, 97.4, KpiStatus.RED),
        ({"at_most": 40}, 40.0, KpiStatus.GREEN),
        ({"at_most": 40}, 41.5, KpiStatus.AMBER),
        ({"at_most": 40}, 41.6, KpiStatus.RED),
        ({"met": True}, 1.0, KpiStatus.GREEN),
        ({"at_least": 1, "at_most": 99}, 50.0, KpiStatus.UNKNOWN),
        ({}, 50.0, KpiStatus.UNKNOWN),
    ],
)
def test_a_service_level_is_judged_by_its_bound_and_its_tolerance_alone(
    threshold: dict[str, Any], value: float, light: KpiStatus
) -> None:
    card = {"name": "Up", "frequency": "monthly", "tolerance": 1.5, "threshold": threshold}
    level = build(Kpi, card).value
    assert level is not None

    assert read_kpi("up", level, [row("2026-10", value, "up")], TODAY).status is light
