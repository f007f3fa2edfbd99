"""Where a label stands clear of lines."""

from __future__ import annotations

import pytest

from trm_policy.publish.charts.kpi_chart import Spot, clear_way

LEVEL: list[Spot] = [(0, 40), (200, 40)]
STEEP: list[Spot] = [(90, 0), (110, 150)]
SHORT: list[Spot] = [(0, 40), (60, 40)]


@pytest.mark.parametrize(
    ("lines", "way"),
    [
        ([], -11),
        ([LEVEL], 15),  # a line 10 above
        ([LEVEL, [(0, 65), (200, 65)]], -25),  # and one below: a far way is clear
        ([SHORT], -11),  # it ends before the label begins
        ([STEEP], -11),  # no way is clear, so that the first one stands
    ],
)
def test_a_label_takes_the_first_way_that_fewest_lines_strike(
    lines: list[list[Spot]], way: float
) -> None:
    assert clear_way(50, (80, 120), lines, (-11, 15, -25, 30), 150) == way


def test_a_label_stays_in_the_drawing_whatever_strikes_it() -> None:
    assert clear_way(5, (80, 120), [[(0, 20), (200, 20)]], (-11, 15), 150) == 15
    assert clear_way(145, (80, 120), [[(0, 134), (200, 134)]], (15, -11), 150) == -11
