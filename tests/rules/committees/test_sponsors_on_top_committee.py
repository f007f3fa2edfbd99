"""Sponsors who sit where the partnership is steered."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, findings, part, table

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


# fmt: off
CASES = {
    "a sponsor without a seat is named at the members": Case(
        edited(NO_JONAS),
        error("committees.steering.members", "the top committee 'steering' has no seat for the executive sponsor Jonas Lindqvist (Helix Cold Chain AB)", on="{person: ada, role: co-chair}", step=-1),
    ),
    "several are named together": Case(
        edited(NO_ADA, NO_JONAS),
        finding("committees.steering.members", "the top committee 'steering' has no seat for the executive sponsors Ada Okafor (Meridian Foods plc) and Jonas Lindqvist (Helix Cold Chain AB)"),
    ),
    "a committee above is the top": Case(
        edited(council("executive", "mikael")),
        finding("committees.council.members"),
    ),
    "a committee above is the top (2)": Case(edited(NO_JONAS, council("executive", "jonas"))),
    "of two top committees one must have them all": Case(edited(NO_ADA, NO_JONAS, council("steering", "jonas"))),
    "of two top committees one must have them all (2)": Case(
        edited(NO_ADA, NO_JONAS, council("steering", "mikael")),
        finding("committees.council.members"),
    ),
    "a sponsor who cannot be one is for other rules to blame: 1": Case(
        edited(("{meridian: ada, helix: jonas}      #", "{meridian: ada, helix: nobody-known} #")),
    ),
    "a sponsor who cannot be one is for other rules to blame: {meridian: ada, helix: tom}": Case(
        edited(("{meridian: ada, helix: jonas}      #", "{meridian: ada, helix: tom} #")),
    ),
    "a sponsor who cannot be one is for other rules to blame: {meridian: ada, hellix: nils}": Case(
        edited(("{meridian: ada, helix: jonas}      #", "{meridian: ada, hellix: nils} #")),
    ),
    "without a steering committee another rule speaks": Case(
        edited((STEERING, STEERING.replace("steering  ", "operational")), NO_JONAS),
    ),
    "without a steering committee another rule speaks (2)": Case(
        edited((STEERING, "    name: Joint steering committee\n    #"), NO_JONAS),
    ),
    "a committee that the model refused in part may be the one": Case(
        edited((OPERATIONS, "  council: {name: Council, level: exective}\n" + OPERATIONS), NO_JONAS),
    ),
    "only strategic partnerships are asked": Case(edited(NO_JONAS, ("tier: strategic ", "tier: preferred "))),
    "a charter without committees is for another rule to blame": Case(
        edited((part("committees:\n  steer", "responsibilities:"), "")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


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
