"""Risks by likelihood and impact."""

from __future__ import annotations

import re
from datetime import date

from tests.publish.charts.drawn import HOSTILE, drawn, harmless
from trm_policy.model.assurance import Risk, gravity
from trm_policy.publish.charts import Chart
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.charts.risk_map import ZONES, risk_map


def risk(
    likelihood: int | None, impact: int | None, title: str = "Frost", closed: bool = False
) -> Risk:
    return Risk(
        title=title,
        likelihood=likelihood,
        impact=impact,
        closed_on=date(2026, 1, 1) if closed else None,
    )


def shown(*risks: Risk) -> Chart:
    found = risk_map(risks)
    assert found is not None
    return found


def test_a_map_numbers_open_risks_and_says_what_it_leaves_out() -> None:
    chart = shown(risk(4, 4), risk(2, 3, "Flood"), risk(None, 3), risk(5, 5, closed=True))
    assert chart.description == (
        "3 open risks, 1 of them high. 1: likelihood 4, impact 4. 2: likelihood 2, impact 3."
    )
    assert chart.table.note == (
        "Not in the map: 1 closed risk and 1 risk without likelihood or impact."
    )
    assert chart.table.rows == [
        ("1", "Frost", "4", "4"),
        ("2", "Flood", "2", "3"),
        ("3", "Frost", "–", "3"),
        ("4", "Frost", "5", "5"),
    ]
    picture = drawn(chart)
    harmless(picture)
    assert sorted(picture.texts)[:12] == sorted(["1", "2", *"12345", *"12345"])
    assert [text for text in picture.texts if text in ZONES.values()] == [
        "High", "Medium", "Low",
    ]  # fmt: skip
    assert "Likelihood: 1 rare, 5 almost certain" in picture.texts


def test_risks_that_share_a_field_stand_beside_each_other_and_many_are_counted() -> None:
    picture = drawn(shown(*[risk(3, 3) for _ in range(9)]))
    assert {"1", "2", "3", "4", "5", "+4"} <= set(picture.texts)
    assert not {"6", "7", "8", "9"} & set(picture.texts)


def test_without_an_open_and_weighed_risk_there_is_no_map() -> None:
    assert risk_map([]) is None
    assert risk_map([risk(None, 2), risk(3, 3, closed=True)]) is None


def test_gravity_begins_at_six_and_at_ten() -> None:
    assert [risk(*pair).gravity for pair in ((None, 2), (5, 1), (2, 3), (3, 3), (2, 5))] == [
        "", "low", "mid", "mid", "high",
    ]  # fmt: skip


def test_hostile_titles_stay_out_of_the_picture() -> None:
    picture = drawn(shown(risk(1, 1, HOSTILE)))
    harmless(picture)
    assert not any("script" in text for text in picture.texts)


def named_at(picture: str) -> dict[str, tuple[float, float]]:
    """The middles of the zones' names in pixels."""
    found = re.findall(r'translate\(([\d.]+),([\d.]+)\)"[^>]*>(High|Medium|Low)<', picture)
    return {name: (float(x), float(y)) for x, y, name in found}


def test_each_zone_is_named_within_it_and_parted_by_lines_so_that_none_needs_its_colour() -> None:
    chart = shown(risk(5, 5), risk(1, 1))
    places = named_at(str(Gallery().drawn(chart)))
    for zone, name in ZONES.items():
        x, y = places[name]
        likelihood, impact = int(x // 64) + 1, 5 - int(y // 50)
        assert gravity(likelihood * impact) == zone
        assert (likelihood, impact) not in {(5, 5), (1, 1)}  # where risks stand
    edges = [
        (a, b) for a in range(1, 5) for b in range(1, 6) if gravity(a * b) != gravity((a + 1) * b)
    ]
    assert drawn(chart).elements["line"] == 2 * len(edges)  # the map is the same on its side


def test_a_zone_full_of_risks_is_named_above_them() -> None:
    heavy = [(a, b) for a in range(1, 6) for b in range(1, 6) if gravity(a * b) == "high"]
    chart = shown(*[risk(*one) for one in heavy])
    _, y = named_at(str(Gallery().drawn(chart)))["High"]
    assert y % 50 < 25 - 10  # its baseline lies above the disc in the middle, which is 20 high
