"""Sponsors who sit where the partnership is steered."""

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of

RULE = "sponsors-on-top-committee"
NO_ADA = ("      - {person: ada, role: co-chair}  ", "      #  ")
NO_JONAS = ("      - {person: jonas, role: co-chair}\n", "")
STEERING = "    name: Joint steering committee\n    level: steering  "
OPERATIONS = "  operations:\n    name: Operations board\n"
COUNCIL = """\
  council:
    name: Joint council
    level: {level}
    members:
      - {{person: ada, role: co-chair}}
      - {{person: {second}, role: co-chair}}
"""


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one.at, one.message) for one in findings(edited(*edits), RULE)]


def council(level: str, second: str) -> tuple[str, str]:
    return (OPERATIONS, COUNCIL.format(level=level, second=second) + OPERATIONS)


def test_the_sponsors_of_the_complete_charter_sit_on_its_steering_committee() -> None:
    assert findings(edited(), RULE) == []


def test_a_sponsor_without_a_seat_is_named_at_the_members() -> None:
    files = edited(NO_JONAS)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "{person: ada, role: co-chair}") - 1,
            "committees.steering.members",
            "Jonas Lindqvist (Helix Cold Chain AB), executive sponsor, "
            "does not sit on the top committee 'steering'",
        )
    ]


def test_several_are_named_together() -> None:
    assert found(NO_ADA, NO_JONAS) == [
        (
            "committees.steering.members",
            (
                "Ada Okafor (Meridian Foods plc) and Jonas Lindqvist (Helix Cold Chain AB), "
                "executive sponsors, do not sit on the top committee 'steering'"
            ),
        )
    ]


def test_a_committee_above_is_the_top() -> None:
    assert [at for at, _ in found(council("executive", "mikael"))] == ["committees.council.members"]
    assert found(NO_JONAS, council("executive", "jonas")) == []


def test_of_two_top_committees_one_must_have_them_all() -> None:
    assert found(NO_ADA, NO_JONAS, council("steering", "jonas")) == []
    assert [at for at, _ in found(NO_ADA, NO_JONAS, council("steering", "mikael"))] == [
        "committees.council.members"
    ]


def test_a_body_of_one_party_is_no_top_committee() -> None:
    one_party = ("    level: executive\n", "    level: executive\n    party: helix\n")
    old, new = council("executive", "mikael")

    assert found((old, new.replace(*one_party))) == []


def test_a_body_that_is_sponsor_sits_there_by_one_of_its_members() -> None:
    body = "  board:\n    name: Board\n    party: helix\n    members: [{person: jonas}]\n"
    edits = [
        (OPERATIONS, body + OPERATIONS),
        ("{meridian: ada, helix: jonas}      #", "{meridian: ada, helix: board} #"),
    ]

    assert found(*edits) == []
    assert [at for at, _ in found(*edits, NO_JONAS)] == ["committees.steering.members"]


@pytest.mark.parametrize(
    "sponsors",
    [
        "{meridian: ada, helix: nobody-known}",
        "{meridian: ada, helix: tom}",
        "{meridian: ada, hellix: nils}",
    ],
)
def test_a_sponsor_who_cannot_be_one_is_for_other_rules_to_blame(sponsors: str) -> None:
    assert found(("{meridian: ada, helix: jonas}      #", f"{sponsors} #")) == []


def test_without_a_steering_committee_another_rule_speaks() -> None:
    assert found((STEERING, STEERING.replace("steering  ", "operational")), NO_JONAS) == []
    assert found((STEERING, "    name: Joint steering committee\n    #"), NO_JONAS) == []


def test_a_committee_that_the_model_refused_in_part_may_be_the_one() -> None:
    refused = (OPERATIONS, "  council: {name: Council, level: exective}\n" + OPERATIONS)

    assert found(refused, NO_JONAS) == []


def test_only_strategic_partnerships_are_asked() -> None:
    assert found(NO_JONAS, ("tier: strategic ", "tier: preferred ")) == []


def test_a_charter_without_committees_is_for_another_rule_to_blame() -> None:
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("committees:\n  steer"), text.index("responsibilities:")

    assert findings({**files, CHARTER: (text[:start] + text[end:]).encode()}, RULE) == []
