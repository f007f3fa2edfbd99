"""Goals with somebody who pulls."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "goal-led"
LENA, SOFIA = "    lead: lena\n", "    lead: sofia\n"
MIKAEL = "    lead: mikael\n    due: 2028-06-30\n"
CLOSED = "    closed_on: 2026-06-30\n"
PEOPLE = (
    "people:                                      # and those",
    (
        "people:\n  stranger: {name: Stranger}\n  judge: {name: Judge, party: neutral}\n"
        "  # and those"
    ),
)


def found(*edits: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(one.severity, one.at, one.message) for one in findings(edited(*edits), RULE)]


def test_the_goals_of_the_complete_charter_are_led_by_both_parties() -> None:
    assert findings(edited(), RULE) == []


def test_a_goal_without_a_lead_is_marked_at_its_key() -> None:
    files = edited((LENA, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  freshness:"),
            "goals.freshness.lead",
            "nobody leads the goal 'freshness'",
        )
    ]


def test_one_party_that_leads_them_all_is_a_warning() -> None:
    assert found((LENA, "    lead: nils\n")) == [
        ("warning", "goals", "all 3 open goals are led by Helix Cold Chain AB")
    ]


def test_a_closed_goal_needs_no_lead_and_balances_nothing() -> None:
    warning = ("warning", "goals", "all 2 open goals are led by Helix Cold Chain AB")

    assert found((LENA, CLOSED)) == [warning]
    assert found((LENA, LENA + CLOSED)) == [warning]


def test_a_single_goal_can_only_be_led_by_one_party() -> None:
    assert found((MIKAEL, MIKAEL + CLOSED), (SOFIA, SOFIA + CLOSED)) == []


@pytest.mark.parametrize("who", ["nobody-known", "stranger", "judge"])
def test_a_lead_of_no_party_or_an_unknown_one_may_balance_the_others(who: str) -> None:
    assert found(PEOPLE, (LENA, f"    lead: {who}\n")) == []


@pytest.mark.parametrize("who", ["nobody-known", "stranger", "judge"])
def test_where_it_is_not_known_for_whom_they_stand_no_party_leads_all(who: str) -> None:
    everywhere = [
        (LENA, f"    lead: {who}\n"),
        (MIKAEL, MIKAEL.replace("mikael", who)),
        (SOFIA, f"    lead: {who}\n"),
    ]

    assert found(PEOPLE, *everywhere) == []


def test_a_goal_that_the_model_refused_may_have_a_lead_of_the_other_party() -> None:
    refused = ("    statement: Every chilled pallet arrives inside its freshness window.\n", "")

    assert found(refused) == []


def test_only_strategic_partnerships_are_asked() -> None:
    assert found((LENA, ""), ("tier: strategic ", "tier: preferred ")) == []
