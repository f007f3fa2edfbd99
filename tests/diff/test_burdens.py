"""Whose consent a change of words, of people heard and of ties needs; worked out by hand."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from tests.diff.editing import Edit, charter_data, drop, put, side
from trm_policy.diff import diff
from trm_policy.diff.burdens import asked

BOTH = ("meridian", "helix")
RACI = "responsibilities/demand-forecast"  # ravi is accountable, tom responsible, nils consulted


def consents(*edits: Edit, before: Edit | None = None) -> list[tuple[str, tuple[str, ...]]]:
    """Each change that edits come to, with the parties that must agree to it."""
    base = charter_data()
    if before is not None:
        before(base)
    head = copy.deepcopy(base)
    for edit in edits:
        edit(head)
    sides = side(base), side(head)
    return [(one.sentence, asked(one, *sides)) for one in diff(*sides)]


def whose(*edits: Edit, before: Edit | None = None) -> list[tuple[str, ...]]:
    return [parties for _, parties in consents(*edits, before=before)]


@pytest.mark.parametrize(
    "edit",
    [
        put("vision", "Helix delivers what Meridian wants."),
        drop("vision"),
        put("behaviours/0", "Bad news can wait for the next review."),
        drop("behaviours/0"),
        put("goals/freshness/benefits/helix", "None."),
        drop("goals/freshness/benefits/helix"),
        put("escalation/levels/0/channel", "A letter to the registered office."),
        put("escalation/levels/0/output", "A note for the file."),
        put("sharing/weekly-flash/channel", "On request, by post."),
        put("risks/depot-loss/mitigation", "None."),
        drop("risks/depot-loss/mitigation"),
        drop("risks/depot-loss"),
        put("agreements/services/link", "https://contracts.meridian.example/lsa-2026"),
        put("agreements/services/title", "Purchase terms of Meridian Foods"),
        drop("touchpoints/network"),
        put("touchpoints/network/about", "The weather"),
        drop(RACI),
        put(f"{RACI}/decision", "Publish the yearly demand forecast"),
        put(f"{RACI}/consulted", []),
        put(f"{RACI}/consulted", ["tom"]),
        put(f"{RACI}/accountable", "sofia"),
    ],
)
def test_words_by_which_a_party_gains_or_is_owed_something_need_every_party(edit: Edit) -> None:
    assert set(whose(edit)) - {()} == {BOTH}


@pytest.mark.parametrize(
    "edit",
    [
        put("rationale", "They are the only ones."),
        put("touchpoints/network/between", ["ada", "mikael"]),
        put(f"{RACI}/consulted", ["sofia"]),
        put(f"{RACI}/consulted", ["nils", "tom"]),
        put(f"{RACI}/responsible", ["lena"]),
        put(f"{RACI}/accountable", "tom"),
        put("risks/depot-loss/title", "Loss of the depot at Leeds"),
        put("risks/depot-loss/closed_on", date(2026, 11, 1)),
        put("risks/strike", {"title": "A strike", "owner": "nils"}),
        put("touchpoints/audit", {"between": ["ravi", "nils"], "about": "Audits"}),
        put("vision", "Chilled food that reaches every store inside its freshness window, at a "
            "falling cost and carbon per pallet - planned on one shared forecast"),
        put("behaviours/0", "Bad news travels on the day it is known"),
    ],
)  # fmt: skip
def test_successors_typing_and_what_is_added_for_all_need_nobody(edit: Edit) -> None:
    assert set(whose(edit)) == {()}


def test_what_is_new_needs_the_party_that_owes_it() -> None:
    joint = {"decision": "Set the peak plan", "accountable": "sofia", "responsible": ["nils"]}
    assert whose(put("responsibilities/peak", joint)) == [("helix",)]
    assert whose(put(f"{RACI}/responsible", ["tom", "nils"])) == [("helix",)]
    assert whose(lambda data: data["behaviours"].append("Helix answers at once.")) == [BOTH]


def test_a_decision_that_passes_to_another_party_is_told_as_such() -> None:
    ((sentence, parties),) = consents(put(f"{RACI}/accountable", "sofia"))
    assert parties == BOTH
    assert sentence.startswith("accountable for: Publish the weekly demand forecast")


@pytest.mark.parametrize("party", BOTH)
def test_notice_is_given_by_the_party_in_whose_name_it_stands(party: str) -> None:
    assert whose(put("exit/notice_given", {"by": party, "date": date(2026, 11, 1)})) == [(party,)]


def test_notice_that_was_given_is_not_moved_or_taken_back_by_one_party() -> None:
    given = put("exit/notice_given", {"by": "helix", "date": date(2026, 11, 1)})
    later = put("exit/notice_given/date", date(2026, 12, 1))
    assert whose(later, before=given) == [BOTH]
    assert whose(drop("exit/notice_given"), before=given) == [BOTH]
