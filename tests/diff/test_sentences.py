"""How changes are said, and what is said of a party or a person under another id."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date

import click
import pytest

from tests.diff.editing import Data, changes, charter_data, drop, put, side
from trm_policy.diff import Bump, PartnershipChanges, applied, diff, for_reader, normal
from trm_policy.model.audience import Override
from trm_policy.views import FORMATS
from trm_policy.views.changes import changes_view
from trm_policy.views.view import View, shown


def _said(*edits: Callable[[Data], object], before: Data | None = None) -> list[str]:
    hidden = put("visibility", before) if before is not None else None
    return [one.sentence for one in changes(*edits, before=hidden)]


def test_who_may_read_what_is_said_in_names() -> None:
    assert _said(put("visibility", {"kpis.otif": "public"})) == [
        "On time in full may be read by the public"
    ]
    assert _said(put("visibility", {"kpis.otif.target": "partner:helix"})) == [
        "target of On time in full may be read by Helix Cold Chain AB"
    ]
    assert _said(put("visibility", {"risks": "partner"}), before={"risks": "internal"}) == [
        "risks may be read by every party (was the host alone)"
    ]
    assert _said(drop("visibility"), before={"risks": "public"}) == [
        "who may read risks is no longer stated (was the public)"
    ]


def test_a_quorum_is_counted_in_members() -> None:
    def quorum(members: int) -> list[str]:
        return _said(put("committees/steering/quorum/members", members))

    assert quorum(3) == ["quorum of Joint steering committee: 4 → 3 members"]
    assert quorum(1) == ["quorum of Joint steering committee: 4 members → 1 member"]


def test_people_who_change_are_told_with_their_names() -> None:
    found = _said(
        put("people/jonas/name", "Jonas Lind"),
        put("people/jonas/email", "lind@helix.example"),
        put("people/jonas/deputy", "nils"),
        put("people/tom/party", "helix"),
    )

    assert found[:4] == [
        "Jonas Lindqvist is now called Jonas Lind",
        "e-mail address of Jonas Lind: jonas.lindqvist@helix.example → lind@helix.example",
        "deputy of Jonas Lind: Mikael Berg → Nils Dahl",
        "party of Tom Ellis: Meridian Foods plc → Helix Cold Chain AB",
    ]


def test_what_comes_and_goes_is_said_in_plain_english() -> None:
    assert _said(drop("escalation/working_hours")) == [
        "working hours are removed (was 08:00-17:00)"
    ]
    terms = put("terms", {"remedies": {"says": "Credits.", "clause": "7"}})
    assert [one.sentence for one in changes(drop("terms/remedies/clause"), before=terms)] == [
        "clause on remedies is removed (was 7)"
    ]
    assert _said(put("kpis/otif/name", "On time")) == ["KPI On time in full is now called On time"]
    assert _said(put("reviews/qbr/name", "Business review")) == [
        "review Quarterly business review is now called Business review"
    ]
    milestones = [{"value": 95, "by": date(2026, 6, 30)}, {"value": 96}]
    assert _said(put("kpis/otif/milestones", milestones)) == [
        "new milestone of On time in full without a day: 96 %"
    ]


def test_a_committee_may_have_a_name_that_reads_like_a_role() -> None:
    base = charter_data()
    base["committees"]["operations"]["name"] = "Working as one"
    head = copy.deepcopy(base)
    head["committees"]["operations"]["members"] = [
        one for one in base["committees"]["operations"]["members"] if one["person"] != "nils"
    ]
    assert "Nils Dahl leaves Working as one (was co-chair)" in [
        one.sentence for one in diff(side(base), side(head))
    ]


def _called(data: object, old: str, new: str) -> object:
    """The data with an id under another name wherever it stands."""
    if isinstance(data, dict):
        return {_called(key, old, new): _called(value, old, new) for key, value in data.items()}
    if isinstance(data, list):
        return [_called(value, old, new) for value in data]
    return (
        {old: new, f"partner:{old}": f"partner:{new}"}.get(data, data)
        if isinstance(data, str)
        else data
    )


@pytest.mark.parametrize("follow", [0, 1, 2])
@pytest.mark.parametrize(("section", "old"), [("parties", "helix"), ("people", "jonas")])
def test_a_new_id_of_a_party_or_person_is_one_change_whatever_approvals_call_it(
    section: str, old: str, follow: int
) -> None:
    base = charter_data()
    base["visibility"] = {"kpis.otif": "partner:helix"}
    head = _called(copy.deepcopy(base), old, "anew")
    assert isinstance(head, dict)
    if follow < 2:
        head["approvals"] = copy.deepcopy(base["approvals"])
    if follow == 1:
        date = head["approvals"][0]["date"]
        party, person = ("anew", "jonas") if section == "parties" else ("helix", "anew")
        approval = {"version": "3.0.0", "party": party, "person": person, "date": date}
        head["approvals"].append(approval)

    there, back = diff(side(base), side(head)), diff(side(head), side(base))

    told = [one for one in there if one.at[0] != "approvals"]
    assert [(one.sentence, one.weakens) for one in told] == [
        (f"{section}.{old} is now called {section}.anew", False)
    ]
    assert [one.kind.value for one in there if one.at[0] == "approvals"] == ["added"] * (
        follow == 1
    )
    for one, other, found in ((base, head, there), (head, base, back)):
        assert applied(side(one).tree, found) == normal(side(other).charter)


def _view(found: tuple[PartnershipChanges, ...]) -> View:
    return changes_view("main", "the work tree", found)


def _summary(*found: PartnershipChanges) -> str:
    return click.unstyle(shown(_view(found), "text")).partition("\n")[0]


def test_the_summary_counts_in_good_grammar() -> None:
    one = PartnershipChanges("a", "a", "A", "public", changes(put("kpis/otif/target/value", 90)))
    two = PartnershipChanges("b", "b", "B", "public", one.changes)

    assert _summary(one) == ("1 partnership changes: 1 promise weaker, 0 stronger, 0 other")
    assert _summary(one, two) == ("2 partnerships change: 2 promises weaker, 0 stronger, 0 other")


def test_a_value_that_is_hidden_in_a_new_entry_stands_in_no_report() -> None:
    def new(data: Data) -> None:
        data["kpis"]["x"] = copy.deepcopy(data["kpis"]["otif"])
        data["kpis"]["x"] |= {"name": "Extra", "target": {"value": 73.25, "by": date_of(data)}}

    def date_of(data: Data) -> object:
        return data["kpis"]["otif"]["target"]["by"]

    hidden = put("visibility", {"kpis.x.target.value": "internal"})
    for found in (changes(new, before=hidden), changes(drop("kpis/x"), before=_both(hidden, new))):
        all_ = (PartnershipChanges("mh", "mh", "MH", "public", found),)
        told = for_reader(all_, Override.parse("partner:helix"))

        assert any("Extra" in change.sentence for change in told[0].changes)
        for name in FORMATS:
            assert "73.25" not in shown(_view(told), name), name
        assert "73.25" in json.dumps([[one.before, one.after] for one in found])


def _both(*edits: Callable[[Data], object]) -> Callable[[Data], object]:
    def edit(data: Data) -> None:
        for one in edits:
            one(data)

    return edit


def test_a_renamed_party_asks_for_a_minor_version() -> None:
    base = charter_data()
    head = _called(copy.deepcopy(base), "helix", "anew")
    assert isinstance(head, dict)

    assert [one.bump for one in diff(side(base), side(head))] == [Bump.MINOR]


def test_fields_are_called_by_nouns() -> None:
    def waiver(because: str, by: str) -> Callable[[Data], object]:
        return put("waivers", [{"rule": "kpi-count", "because": because, "approved_by": by}])

    assert _said(put("touchpoints/loading/about", "Nothing")) == [
        "subject of touchpoint Nothing: Daily loading plan → Nothing"
    ]
    assert _said(drop("goals/freshness/supports")) == [
        "objective supported by freshness is removed (was fresh-first)"
    ]
    assert _said(put("agreements/services/law", "Scotland")) == [
        "governing law of Logistics services agreement: England and Wales → Scotland"
    ]
    assert _said(put("risks/depot-loss/review_by", date(2027, 4, 30))) == [
        "next review of risk Loss of the Leeds depot: 2027-03-31 → 2027-04-30"
    ]
    was = "Minutes of the steering committee of 2026-04-21"
    assert _said(put("approvals/0/evidence", "Minutes")) == [
        f"evidence of the approval of Meridian Foods plc for version 2.1.0: {was} → Minutes"
    ]
    found = changes(waiver("Few", "tom"), before=waiver("Many", "ada"))
    assert [one.sentence for one in found] == [
        "reason of the waiver of kpi-count: Many → Few",
        "approver of the waiver of kpi-count: Ada Okafor → Tom Ellis",
    ]


def test_what_ends_in_a_full_stop_leaves_it_out_at_the_end() -> None:
    stop = "Every chilled pallet arrives inside its freshness window."
    assert _said(put("goals/freshness/statement", "Half the waste.")) == [
        f"statement of freshness: {stop} → Half the waste"
    ]
    assert _said(put("goals/freshness/statement", stop[:-1])) == [
        f"statement of freshness: {stop} → {stop[:-1]}"
    ]
    assert _said(put("kpis/otif/source", "Freight Co.")) == [
        "source of On time in full: Helix transport system, order export → Freight Co."
    ]
