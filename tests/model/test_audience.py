from __future__ import annotations

import pytest

from tests.diff.editing import charter_data, put, side
from trm_policy.model.audience import Override, audience_of, effective, narrower, sees
from trm_policy.model.charter import Charter


def _charter(audience: str, **visibility: str) -> Charter:
    data = charter_data()
    put("audience", audience)(data)
    put("visibility", {key.replace("__", "."): value for key, value in visibility.items()})(data)
    return side(data).charter


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("title", "public"),
        ("goals.trust", "public"),
        ("goals.trust.statement", "public"),
        ("goals.trust.supports", "internal"),
        ("kpis.otif.target.value", "partner"),
        ("committees.steering.members.ada.role", "public"),
        ("committees.steering.members.ada.person", "partner"),
        ("commitments.peak-capacity.amount", "internal"),
        ("waivers", "internal"),
    ],
)
def test_by_default_the_narrowest_field_along_the_way_holds(place: str, expected: str) -> None:
    charter = _charter("public")

    assert str(audience_of(charter, tuple(place.split(".")))) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("kpis.otif.target.value", "internal"),
        ("kpis.otif.name", "public"),
        ("kpis.otif-2.name", "partner:helix"),
        ("risks.depot-loss.title", "partner:helix"),
        ("goals.trust.statement", "public"),
        ("goals.trust.supports", "internal"),
        ("commitments.peak-capacity.what", "public"),
        ("commitments.peak-capacity.amount", "internal"),
    ],
)
def test_the_charters_word_on_the_nearest_place_above_holds(place: str, expected: str) -> None:
    charter = _charter(
        "public",
        kpis="partner:helix",
        kpis__otif="internal",
        kpis__otif__name="public",
        risks="partner:helix",
        goals="public",
        commitments="public",
    )

    assert str(effective(charter, tuple(place.split(".")))) == expected


def test_nobody_sees_more_of_a_charter_than_its_own_audience_does() -> None:
    assert str(audience_of(_charter("internal"), ("title",))) == "internal"
    assert str(audience_of(_charter("partner"), ("title",))) == "partner"


def test_what_is_for_two_parties_each_is_for_neither() -> None:
    one, other = Override.parse("partner:helix"), Override.parse("partner:third")

    assert narrower(one, other) == Override.parse("internal")
    assert narrower(one, Override.parse("public")) == one
    assert narrower() == Override.parse("public")


def test_each_reader_sees_what_is_meant_for_wider_circles_too() -> None:
    audiences = ["public", "partner", "partner:helix", "partner:third", "internal"]
    seen = {
        reader: [one for one in audiences if sees(Override.parse(reader), Override.parse(one))]
        for reader in audiences
    }

    assert seen == {
        "public": ["public"],
        "partner": ["public", "partner"],
        "partner:helix": ["public", "partner", "partner:helix"],
        "partner:third": ["public", "partner", "partner:third"],
        "internal": audiences,
    }
