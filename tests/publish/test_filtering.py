"""What lists can be filtered and sorted by, as data beside their rows."""

from __future__ import annotations

import json
from typing import NamedTuple

from trm_policy.publish.filtering import Choices, Facet, controls


class Row(NamedTuple):
    name: str
    tier: str
    owners: tuple[str, ...]


ROWS = [
    Row("Zinc", "Strategic", ("Ada", "bo")),
    Row("Ash", "Preferred", ("Ada",)),
    Row("Mill", "Own", ()),
]
TIER: Facet[Row] = Facet("Tier", lambda row: (row.tier,), ("Preferred", "Strategic", "Other"))
OWNER: Facet[Row] = Facet("Whom to call", lambda row: row.owners)


def test_choices_stand_in_their_usual_order_and_others_after_them() -> None:
    assert controls(ROWS, [TIER, OWNER]).facets == (
        Choices("tier", "Tier", ("Preferred", "Strategic", "Own")),
        Choices("whom-to-call", "Whom to call", ("Ada", "bo")),
    )


def test_each_row_has_what_it_is_and_its_place_in_every_order() -> None:
    marks = controls(ROWS, [TIER, OWNER], {"By name": lambda row: row.name}).marks
    assert [json.loads(mark) for mark in marks] == [
        {"is": {"tier": ["Strategic"], "whom-to-call": ["Ada", "bo"]}, "at": {"by-name": 2}},
        {"is": {"tier": ["Preferred"], "whom-to-call": ["Ada"]}, "at": {"by-name": 0}},
        {"is": {"tier": ["Own"], "whom-to-call": []}, "at": {"by-name": 1}},
    ]


def test_what_tells_no_row_from_another_is_no_control() -> None:
    same = [Row("A", "Strategic", ()), Row("B", "Strategic", ())]
    assert controls(same, [TIER, OWNER]).facets == ()
    assert not controls(same, [TIER, OWNER])
    assert not controls(ROWS[:1], [TIER], {"By name": lambda row: row.name})
