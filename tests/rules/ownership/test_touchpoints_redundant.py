"""Ties that hold when one person is away."""

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "touchpoints-redundant"
TIER = "tier: strategic                    # strategic | preferred | transactional"
TRUST = (
    "\npeople:  ",
    "\n  trust: {name: Mill Trust, role: voice, gives: [Advice], gets: [Quiet]}\npeople:  ",
)
PAT = ("\nsponsors: {", "\n  pat: {name: Pat Quill, party: trust}\n\nsponsors: {")
JUDGE = ("\nsponsors: {", "\n  judge: {name: Judith Amsel, party: neutral}\n\nsponsors: {")
TWO = "a: {between: [tom, nils]}\n  b: {between: [ravi, sofia]}"
FEW = "of people {} the parties; a strategic partnership needs at least"


def tied(ties: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete charter with these touchpoints instead."""
    files = edited(*edits)
    text = files[CHARTER].decode()
    start, end = text.index("touchpoints: "), text.index("behaviours:\n")
    section = f"touchpoints:\n  {ties}\n" if ties else ""
    return files | {CHARTER: (text[:start] + section + text[end:]).encode()}


def found(files: dict[str, bytes]) -> list[str]:
    return [seen.message for seen in findings(files, RULE)]


def test_the_ties_of_the_complete_charter_hold() -> None:
    assert findings(edited(), RULE) == []


def test_two_pairs_are_enough() -> None:
    assert found(tied(TWO)) == []


@pytest.mark.parametrize(
    ("ties", "pairs"),
    [
        ("a: {between: [tom, nils]}", "1 pair"),
        ("a: {between: [tom, nils]}\n  b: {between: [nils, tom]}", "1 pair"),
        ("a: {between: [tom, nils]}\n  b: {between: [ravi, tom]}", "1 pair"),
        ("a: {between: [tom, ravi, tom]}", "no pair"),
        ("a: {between: []}", "no pair"),
    ],
)
def test_only_different_pairs_across_parties_count(ties: str, pairs: str) -> None:
    files = tied(ties)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "touchpoints:"),
            "touchpoints",
            f"{pairs} {FEW.format('ties')} 2",
        )
    ]


def test_a_charter_without_touchpoints_is_found_at_its_top() -> None:
    assert [(seen.line, seen.at) for seen in findings(tied(""), RULE)] == [(1, "touchpoints")]


def test_three_people_at_one_table_are_two_pairs() -> None:
    assert found(tied("a: {between: [tom, nils, sofia]}")) == [
        "all ties between the parties run through Tom Ellis"
    ]
    assert found(tied("a: {between: [tom, ravi, nils, sofia]}")) == []


def test_ties_that_all_run_through_one_person_are_told() -> None:
    files = tied("a: {between: [tom, nils]}\n  b: {between: [tom, sofia]}")

    assert found(files) == ["all ties between the parties run through Tom Ellis"]


def test_every_party_is_tied() -> None:
    pat = "\n  c: {between: [pat, tom]}"

    assert found(tied(TWO, TRUST)) == ["nobody of Mill Trust is tied to a person of another party"]
    assert found(tied(TWO + pat, TRUST, PAT)) == []


def test_mediators_and_strangers_tie_nobody() -> None:
    judge = "a: {between: [tom, judge]}\n  b: {between: [judge, sofia]}"

    assert found(tied(judge, JUDGE)) == [f"no pair {FEW.format('ties')} 2"]


@pytest.mark.parametrize("person", ["ghost", "pat"])
def test_where_somebodys_party_is_not_known_nothing_is_said(person: str) -> None:
    assert found(tied(f"a: {{between: [tom, {person}]}}", PAT)) == []


def test_a_touchpoint_that_the_model_refused_is_one_finding() -> None:
    assert found(tied("a: {between: [tom, nils]}\n  b: {between: all}")) == []


@pytest.mark.parametrize(("least", "wanted"), [(1, []), (3, [f"2 pairs {FEW.format('tie')} 3"])])
def test_an_organisation_sets_how_many_pairs_it_wants(least: int, wanted: list[str]) -> None:
    table = build(SettingsTable, {"rules": {RULE: {"least": least}}}).value
    assert table is not None
    files = tied(TWO if least > 1 else "a: {between: [tom, nils]}")

    assert [s.message for s in findings(files, RULE, settings=Settings(table))] == wanted


def test_only_strategic_partnerships_need_them_and_may_say_that_they_do_not() -> None:
    assert found(tied("", (TIER, "tier: preferred"))) == []
    declared = ("\nwaivers: []", "\nwaivers: []\nnot_applicable: {touchpoints: Two founders}")
    assert found(tied("", declared)) == []
