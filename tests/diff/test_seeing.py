"""A change is told to nobody who may not know both what was and what is."""

from __future__ import annotations

import json

from tests.diff.editing import Data, Edit, changes, charter_data, drop, put, side
from trm_policy.diff import Change, diff, for_audience
from trm_policy.model.audience import Override


def _told(found: tuple[Change, ...], reader: str) -> list[str]:
    return [one.sentence for one in for_audience(found, Override.parse(reader))]


def _public(data: Data) -> None:
    data["audience"] = "public"


def test_an_audience_is_told_of_its_own_places_alone() -> None:
    edits: list[Edit] = [
        put("vision", "Short."),
        put("kpis/otif/target/value", 95),
        put("rationale", "Secret."),
    ]

    found = changes(*edits, before=_public)

    assert _told(found, "public") == ["vision is rewritten"]
    assert _told(found, "partner") == [
        "vision is rewritten",
        "target of On time in full: 98 → 95 %, by 2027-12-31",
    ]
    assert len(_told(found, "internal")) == 3


def test_what_is_opened_now_stays_closed_in_what_was() -> None:
    def opened(data: Data) -> None:
        data["visibility"] = {}
        data["kpis"]["otif"]["target"]["value"] = 95

    found = changes(opened, before=put("visibility", {"kpis.otif": "internal"}))

    assert _told(found, "partner") == []
    assert "target of On time in full: 98 → 95 %, by 2027-12-31" in _told(found, "internal")


def test_a_place_for_one_party_is_told_to_that_party() -> None:
    hidden = put("visibility", {"kpis.otif": "partner:helix"})

    found = changes(put("kpis/otif/target/value", 95), before=hidden)

    assert _told(found, "partner:helix") == ["target of On time in full: 98 → 95 %, by 2027-12-31"]
    assert _told(found, "partner:meridian") == []
    assert _told(found, "partner") == []


def test_a_hidden_name_is_not_given_away_by_what_names_it() -> None:
    def hide(data: Data) -> None:
        data["visibility"] = {"kpis.otif": "internal", "people.lena": "internal"}
        data["audience"] = "public"

    found = changes(
        drop("goals/freshness/kpis/0"),
        put("committees/steering/members/2/role", "secretary"),
        put("goals/freshness/due", _day()),
        before=hide,
    )

    assert _told(found, "partner") == [
        "day on which goal freshness is due: 2027-12-31 → 2026-12-31"
    ]


def test_an_entry_that_comes_or_goes_leaves_out_what_is_for_fewer_eyes() -> None:
    def hide(data: Data) -> None:
        data["visibility"] = {"kpis.otif": "internal"}
        data["audience"] = "public"

    base = charter_data()
    hide(base)
    head = charter_data()
    hide(head)
    del head["goals"]["freshness"]

    for reader, found in (
        (reader, for_audience(changed, Override.parse(reader)))
        for reader in ("public", "partner")
        for changed in (diff(side(base), side(head)), diff(side(head), side(base)))
    ):
        text = json.dumps([[one.before, one.after] for one in found])
        assert "Every chilled pallet" in text
        assert "fresh-first" not in text
        assert "otif" not in text
        assert ("temperature-excursions" in text) is (reader == "partner")


def _day() -> object:
    from datetime import date

    return date(2026, 12, 31)
