"""Disagreements that end."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "deadlock-resolved"
STEERING = (
    "    deadlock: {to: escalation}               "
    "# or {person: …}, {committee: …}, {party: …} with the final say\n"
)
OPERATIONS = "    deadlock: {to: escalation}\n"


def found(steering: str, operations: str = OPERATIONS, more: str = "") -> list[tuple[str, str]]:
    files = edited((STEERING, steering), (OPERATIONS, operations + more))
    return [(one.at, one.message) for one in findings(files, RULE)]


def leads_to(committee: str) -> str:
    return f"    deadlock: {{committee: {committee}}}\n"


def test_the_deadlocks_of_the_complete_charter_end() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize("written", ["", "    deadlock: {}\n"])
def test_a_deadlock_that_leads_nowhere_is_an_error(written: str) -> None:
    assert found(written) == [
        (
            "committees.steering.deadlock",
            "nothing follows when the committee 'steering' cannot decide",
        )
    ]


def test_a_missing_way_out_is_marked_at_the_committee() -> None:
    files = edited((OPERATIONS, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  operations:"),
            "committees.operations.deadlock",
            "nothing follows when the committee 'operations' cannot decide",
        )
    ]


@pytest.mark.parametrize(
    "way", ["person: ada", "party: helix", "committee: operations", "person: nobody-known"]
)
def test_a_named_final_say_is_as_good_as_the_escalation_path(way: str) -> None:
    assert found(f"    deadlock: {{{way}}}\n") == []


def test_two_ways_at_once_are_marked_at_the_later() -> None:
    assert found("    deadlock: {party: helix, to: escalation}\n") == [
        (
            "committees.steering.deadlock.to",
            "a deadlock in the committee 'steering' leads to 2 ends at once ('to' and 'party')",
        )
    ]


def test_a_committee_cannot_hand_its_deadlocks_to_itself() -> None:
    assert found(leads_to("steering")) == [
        (
            "committees.steering.deadlock.committee",
            "the committee 'steering' hands its deadlocks to itself",
        )
    ]


def test_a_circle_is_one_finding_at_its_last_committee() -> None:
    assert found(leads_to("operations"), leads_to("steering")) == [
        (
            "committees.operations.deadlock.committee",
            (
                "the committees 'steering' and 'operations' hand their deadlocks to each other "
                "in a circle"
            ),
        )
    ]


def test_a_committee_that_leads_into_a_circle_is_no_part_of_it() -> None:
    group = "  group:\n    name: Working group\n    decisions: []\n" + leads_to("operations")

    assert [at for at, _ in found(leads_to("operations"), leads_to("steering"), group)] == [
        "committees.operations.deadlock.committee"
    ]


def test_a_committee_outside_a_circle_may_come_first() -> None:
    group = "  group:\n    name: Working group\n" + leads_to("operations")

    assert found(leads_to("group"), leads_to("group"), group) == [
        (
            "committees.group.deadlock.committee",
            (
                "the committees 'group' and 'operations' hand their deadlocks to each other "
                "in a circle"
            ),
        )
    ]


def test_an_unknown_committee_is_for_another_rule_to_blame() -> None:
    assert found(leads_to("operatons")) == []


def test_what_leads_to_two_ends_is_no_circle_too() -> None:
    both = "    deadlock: {committee: operations, person: ada}\n"

    assert [at for at, _ in found(both, leads_to("steering"))] == [
        "committees.steering.deadlock.person"
    ]


def test_a_body_of_one_party_needs_no_way_out() -> None:
    works_council = "  council: {name: Works council, party: helix, members: [{person: nils}]}\n"

    assert found(STEERING, OPERATIONS, works_council) == []


def test_a_deadlock_that_the_model_refused_is_not_called_missing() -> None:
    assert found("    deadlock: escalation\n") == []


def test_only_strategic_partnerships_are_asked() -> None:
    assert findings(edited((STEERING, ""), ("tier: strategic ", "tier: preferred ")), RULE) == []
