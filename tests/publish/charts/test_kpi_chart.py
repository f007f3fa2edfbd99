"""A KPI over time: what is drawn of it, told of it, and what wild figures do to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.measure.test_kpi_status import kpi, row
from tests.publish.charts.drawn import HOSTILE, drawn, harmless
from tests.support import partnership
from trm_policy.model.records import Measurement
from trm_policy.publish.charts import Chart
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.charts.kpi_chart import kpi_chart, signs_of
from trm_policy.publish.charts.kpi_told import KpiChartData, axis_of_days
from trm_policy.views.scorecard_words import KpiRow, kpi_rows

TODAY = date(2026, 11, 22)
YEAR = [f"2026-{month:02}" for month in range(1, 11)]
RISING = [91.0, 91.5, 92.5, 93.0, 94.0, 95.5, 96.0, 90.0, 96.4, 97.2]


def card(*rows: Measurement, as_of: date = TODAY, **changes: Any) -> KpiRow:
    whole = partnership()
    charter = whole.charter.model_copy(update={"kpis": {"otif": kpi(**({"unit": "%"} | changes))}})
    records = replace(whole.records, measurements=rows)
    (found,) = kpi_rows(replace(whole, charter=charter, records=records), as_of, 10)
    return found


def chart(*rows: Measurement, as_of: date = TODAY, **changes: Any) -> Chart | None:
    return kpi_chart(card(*rows, as_of=as_of, **changes))


def shown(*rows: Measurement, as_of: date = TODAY, **changes: Any) -> Chart:
    found = chart(*rows, as_of=as_of, **changes)
    assert found is not None
    return found


def a_year(values: list[float]) -> list[Measurement]:
    return [row(period, value) for period, value in zip(YEAR, values, strict=False)]


def test_a_chart_tells_figures_plan_target_and_forecast() -> None:
    found = shown(*a_year(RISING))
    assert found.title == "On time in full: figures and plan"
    assert found.description == (
        "Latest figure 97.2 % for 2026-10, plan 97.01 %: green. 10 figures since 2026-01. "
        "Trend improving. Target 98 % by 31 Dec 2026. "
        "Forecast 98.04, between 96.71 and 99.35: open."
    )
    assert found.table.columns == ("Period", "Figure", "Plan", "Status")
    assert found.table.rows[:3] == [
        ("2026-10", "97.2", "97.01", "Green"),
        ("2026-09", "96.4", "96.5", "Amber"),
        ("2026-08", "90", "96.01", "Red"),
    ]
    assert list(found.legend) == [
        *("green", "amber", "red", "plan", "milestone", "target", "forecast"),
    ]


@pytest.mark.parametrize(
    ("threshold", "values", "said", "newest"),
    [
        (
            {"at_least": 99.5},
            [99.7, 98.9, 99.6],
            "Latest figure 99.6 % for 2026-03, service level at least 99.5 %: green.",
            [("2026-03", "99.6", "99.5", "Green"), ("2026-02", "98.9", "99.5", "Amber")],
        ),
        (
            {"met": True},
            [1, 0, 1],
            "Latest figure met for 2026-03, service level met: green.",
            [("2026-03", "met", "met", "Green"), ("2026-02", "not met", "met", "Amber")],
        ),
    ],
)
def test_a_chart_of_a_service_level_draws_its_level_all_along(
    threshold: dict[str, Any], values: list[float], said: str, newest: list[tuple[str, ...]]
) -> None:
    plain = {"direction": None, "baseline": None, "target": None, "milestones": None}
    found = shown(*a_year(values), as_of=date(2026, 4, 10), threshold=threshold, **plain)
    drawn_level = KpiChartData(
        card(*a_year(values), as_of=date(2026, 4, 10), threshold=threshold, **plain)
    ).planned
    level = threshold.get("at_least", 1)

    assert drawn_level == [(date(2026, 1, 31), level), (date(2026, 3, 31), level)]
    assert found.title == "On time in full: figures and service level"
    assert found.description == f"{said} 3 figures since 2026-01."
    assert found.table.columns == ("Period", "Figure", "Service level", "Status")
    assert found.table.rows[:2] == newest
    assert list(found.legend) == ["green", "amber", "level"]
    harmless(drawn(found))


def test_a_chart_is_drawn_as_before(snapshot: SnapshotAssertion) -> None:
    found = shown(*a_year(RISING[:3]))
    assert str(Gallery().drawn(found)).replace("><", ">\n<") == snapshot
    harmless(drawn(found))


def test_lights_differ_in_shape_too() -> None:
    picture = drawn(shown(*a_year(RISING)))
    colours = ("var(--trm-green)", "var(--trm-amber)", "var(--trm-red)")
    shapes = {colour: picture.paths(colour) for colour in colours}
    assert all(len(found) == 1 for found in shapes.values())
    assert len(set().union(*shapes.values())) == 3


def test_the_latest_value_stands_clear_of_the_target() -> None:
    """The figure comes 0.3 below the target, whose line would run through a label above it."""
    target = {"value": 97.5, "by": date(2026, 12, 31)}
    found = str(Gallery().drawn(shown(*a_year(RISING), target=target, milestones=None)))
    label = re.search(r'translate\([\d.]+,([\d.]+)\)"[^>]*>97\.2<', found)
    line = re.search(
        r'translate\(276,([\d.]+)\)" x2="-276" y2="0" stroke="var\(--trm-pine\)"', found
    )
    assert label is not None
    assert line is not None
    assert abs(float(label[1]) - 4 - float(line[1])) >= 8  # 4: from the baseline to the middle


def test_a_line_breaks_where_a_period_has_no_figure() -> None:
    whole, gap = a_year(RISING), a_year(RISING)
    del gap[4]
    assert drawn(shown(*whole)).lines("var(--trm-ink)") == 1
    assert drawn(shown(*gap)).lines("var(--trm-ink)") == 2


def test_without_figures_the_plan_is_drawn_alone() -> None:
    found = shown()
    assert found.description == "Target 98 % by 31 Dec 2026."
    assert list(found.legend) == ["plan", "milestone", "target"]
    assert found.table.rows == []


def test_without_a_plan_the_figures_are_drawn_alone() -> None:
    found = shown(*a_year(RISING), target=None, baseline=None, milestones=None)
    assert list(found.legend) == ["unknown"]
    assert found.table.rows[0] == ("2026-10", "97.2", "–", "Unknown")


def test_without_a_day_there_is_nothing_to_draw() -> None:
    for changes in ({"target": {"value": 98.0}}, {"target": None}):
        assert chart(baseline=None, milestones=None, **changes) is None


def test_what_is_to_be_maintained_has_its_target_for_a_plan() -> None:
    found = shown(*a_year([96.0, 98.5, 97.0]), direction="maintain", milestones=None)
    assert "plan" not in found.legend
    harmless(drawn(found))


def test_of_many_figures_the_newest_are_drawn_and_the_rest_counted() -> None:
    days = [date.fromordinal(TODAY.toordinal() - at).isoformat() for at in range(200, 0, -1)]
    found = shown(*[row(day, 90 + at % 7) for at, day in enumerate(days)], frequency="daily")
    assert found.table.note == "The newest 120 of 200 figures."
    assert len(found.table.rows) == 120


def test_great_figures_are_written_short() -> None:
    found = shown(
        *a_year([1_240_000.0, 1_251_000.0]), target=None, baseline=None, milestones=None, unit="£"
    )
    assert {"1.25M", "1.24M"} <= set(drawn(found).texts)


def test_hostile_names_and_units_stay_text() -> None:
    found = shown(*a_year(RISING), name=HOSTILE, unit=HOSTILE)
    harmless(drawn(found))
    assert "<script" not in str(Gallery().drawn(found))


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=8),
    target=st.floats(allow_nan=False, allow_infinity=False),
    by=st.dates(date(1, 1, 1)),
)
def test_no_figure_target_or_day_stops_a_chart(
    values: list[float], target: float, by: date
) -> None:
    found = chart(*a_year(values), target={"value": target, "by": by}, milestones=None)
    if found is not None:
        harmless(drawn(found))


def test_the_legend_of_several_charts_keeps_one_order() -> None:
    charts = [shown(), shown(*a_year(RISING))]
    assert list(signs_of(charts)) == list(shown(*a_year(RISING)).legend)


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2026, 1, 31), date(2026, 10, 31), ["Mar ’26", "May ’26", "Jul ’26", "Sep ’26"]),
        (date(2025, 3, 31), date(2028, 3, 31), ["2026", "2027", "2028"]),
        (date(2026, 11, 2), date(2026, 11, 8), ["2 Nov", "4 Nov", "6 Nov", "8 Nov"]),
        (date(2026, 11, 2), date(2026, 11, 2), ["2 Nov"]),
        (date(2026, 1, 1), date(9999, 12, 31), ["3194", "4791", "6388", "7985", "9582"]),
    ],
)
def test_an_axis_names_few_days(first: date, last: date, names: list[str]) -> None:
    axis = axis_of_days(first, last)
    assert len(axis["values"]) == len(names)
    assert all(f'"{name}"' in axis["labelExpr"].encode().decode("unicode_escape") for name in names)
