"""A KPI's last figures as a small line."""

from __future__ import annotations

from tests.publish.charts.drawn import HOSTILE, Svg
from tests.publish.charts.test_kpi_chart import RISING, a_year, card
from trm_policy.publish.charts.sparkline import sparkline


def test_the_line_goes_from_the_first_figure_to_the_last_and_is_said_in_words() -> None:
    found = Svg(str(sparkline(card(*a_year([90.0, 94.0, 92.0]), milestones=None))))
    assert found.of("points") == {"5.0,11.0 30.0,5.0 55.0,8.0"}
    assert found.of("aria-label") == {
        "On time in full: from 90 % for 2026-01 to 92 % for 2026-03, unknown"
    }


def test_figures_that_are_all_alike_give_a_level_line() -> None:
    found = Svg(str(sparkline(card(*a_year([7.0, 7.0])))))
    assert found.of("points") == {"5.0,8.0 55.0,8.0"}


def test_the_last_point_has_the_shape_of_its_light() -> None:
    green = Svg(str(sparkline(card(*a_year(RISING)))))
    red = Svg(str(sparkline(card(*a_year([*RISING[:9], 80.0])))))
    assert (green.elements["circle"], red.elements["circle"]) == (1, 0)
    assert red.of("d") == {"M0-3.4 3.4 0 0 3.4-3.4 0z"}


def test_one_figure_is_no_line() -> None:
    assert sparkline(card(*a_year([90.0]))) == ""


def test_a_hostile_name_stays_text() -> None:
    found = Svg(str(sparkline(card(*a_year(RISING), name=HOSTILE))))
    assert set(found.elements) == {"svg", "polyline", "g", "circle"}
    assert not any(name.startswith("on") for _, name, _ in found.attributes)
