"""Committees in which nobody decides about the other."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import (
    DIRECTORY,
    Case,
    edited,
    error,
    finding,
    findings,
    found_by,
    table,
    warning,
)

RULE = "committee-two-sided"
TOM = "      - {person: tom, role: co-chair, until: 2027-12-31}\n"
NILS = "      - {person: nils, role: co-chair, until: 2027-12-31}\n"
RAVI = "      - {person: ravi, role: member}\n"
SOFIA = "      - {person: sofia, role: member}\n"
BOARD = TOM + NILS + RAVI + SOFIA


def board(*seats: str) -> tuple[str, str]:
    """The operations board with these seats instead of its own."""
    return BOARD, "".join(seats)


TRUST = (
    "\npeople:  ",
    "\n  trust: {name: Mill Trust, role: voice, gives: [Advice], gets: [Quiet]}\npeople:  ",
)


def test_all_parties_that_are_missing_are_named_once_with_what_to_write() -> None:
    found = [one for one in found_by(edited(TRUST, board(TOM, RAVI)), RULE) if "oper" in one.at]

    assert [(one.message, one.help) for one in found] == [
        (
            "the committee 'operations' has no member from Helix Cold Chain AB or Mill Trust",
            (
                "Add a member from each of them. A body of some parties is a working group: write "
                "'level: working-group', 'lead' and 'reports_to'. A body of one party, such as a "
                "works council, says 'party: PARTY'."
            ),
        )
    ]


def messages(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.severity, seen.message) for seen in findings(edited(*edits), RULE)]


# fmt: off
CASES = {
    "a party that does not sit there is named at the members": Case(
        edited(board(TOM, RAVI)),
        error("committees.operations.members", "the committee 'operations' has no member from Helix Cold Chain AB", on=TOM.rstrip(), step=-1),
    ),
    "uneven votes are a warning": Case(
        edited(board(TOM, NILS, RAVI)),
        warning("committees.operations.members", "the votes in the committee 'operations' are unequal: Meridian Foods plc has 2 votes and Helix Cold Chain AB has 1 vote", on=TOM.rstrip(), step=-1),
    ),
    "a party that may only listen has no vote": Case(
        edited(board(TOM, "      - {person: sofia, vote: false}\n")),
        warning(message="the votes in the committee 'operations' are unequal: Meridian Foods plc has 1 vote and Helix Cold Chain AB has no vote"),
    ),
    "somebody with two seats has one vote": Case(
        edited(board(TOM, TOM, NILS, SOFIA)),
        finding(message="the votes in the committee 'operations' are unequal: Meridian Foods plc has 1 vote and Helix Cold Chain AB has 2 votes"),
    ),
    "an independent chair tips no balance and stands for nobody": Case(
        edited(("  nils:\n    name: Nils Dahl", "  judith:\n    name: Judith Amsel\n    party: neutral\n  nils:\n    name: Nils Dahl"), board("      - {person: judith, role: chair}\n", RAVI, SOFIA)),
    ),
    "an independent chair tips no balance and stands for nobody (2)": Case(
        edited(("  nils:\n    name: Nils Dahl", "  judith:\n    name: Judith Amsel\n    party: neutral\n  nils:\n    name: Nils Dahl"), board("      - {person: judith, role: chair}\n", TOM)),
        finding(message="the committee 'operations' has no member from Helix Cold Chain AB"),
    ),
    "one department is a warning however it is spelt": Case(
        edited(board(TOM, NILS)),
        warning(message="all members of the committee 'operations' work in the department 'logistics'"),
    ),
    "one department is a warning however it is spelt (2)": Case(
        edited(board(TOM, NILS), ("    title: Transport Control Lead\n    department: logistics\n", "    title: Transport Control Lead\n    department: Logistics \n")),
        finding(),
    ),
    "a department that is not known may be another": Case(
        edited(board(TOM, NILS), ("    title: Transport Control Lead\n    department: logistics\n", "    title: Transport Control Lead\n")),
    ),
    "a body of one party need not be balanced": Case(
        edited(("  operations:\n    name: Operations board\n", "  operations:\n    name: Operations board\n    party: helix\n"), board(NILS, SOFIA)),
    ),
    "a body of one party need not be balanced (2)": Case(
        edited(("  operations:\n    name: Operations board\n", "  operations:\n    name: Operations board\n    party: helix\n"), board(NILS)),
    ),
    "a body may sit in a committee for its party": Case(
        edited(("  operations:\n    name: Operations board\n", "  drivers:\n    name: Drivers' council\n    party: helix\n    members:\n      - {person: mikael}\n  operations:\n    name: Operations board\n"), board(TOM, "      - {person: drivers}\n")),
    ),
    "a third party must sit there too": Case(
        edited(("people:    ", "  kaveri:\n    name: Kaveri Data\n\npeople:    ")),
        finding(message="the committee 'steering' has no member from Kaveri Data"),
        finding(message="the committee 'operations' has no member from Kaveri Data"),
    ),
    "an unknown member may be anybody: nobody": Case(edited(board(TOM, RAVI, "      - {person: nobody}\n"))),
    "an unknown member may be anybody: nil": Case(edited(board(TOM, RAVI, "      - {person: nil}\n"))),
    "a member whose party is not known may be anybody": Case(
        edited(board(TOM, RAVI, NILS), ("    name: Nils Dahl\n    party: helix\n", "    name: Nils Dahl\n")),
    ),
    "a member whose party is not known may be anybody (2)": Case(
        edited(board(TOM, RAVI, NILS), ("    name: Nils Dahl\n    party: helix\n", "    name: Nils Dahl\n    party: helixx\n")),
    ),
    "somebody of another organisation stands for no party": Case(
        edited(board(TOM, "      - {person: olga}\n")) | {DIRECTORY: edited(board(TOM, "      - {person: olga}\n"))[DIRECTORY].decode().replace("  helix-cold-chain:\n", "  elsewhere:\n    name: Elsewhere\n  helix-cold-chain:\n").replace("people:\n", "people:\n  olga:\n    name: Olga\n    organisation: elsewhere\n").encode()},
        finding(message="the committee 'operations' has no member from Helix Cold Chain AB"),
    ),
    "while a party cannot be read its people are in doubt": Case(
        edited(board(TOM, "      - {person: lena}\n"), ("    organisation: meridian-foods  ", "    organisation: 5  ")),
    ),
    "a seat that the model refused may be anybodys": Case(
        edited(board(TOM, RAVI, "      - {person: nils, role: boss}\n")),
    ),
    "every tier must sit at its own tables": Case(
        edited(board(TOM, RAVI), ("tier: strategic ", "tier: transactional ")),
        error(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_committee_of_nobody_has_neither_party() -> None:
    without = messages(("    members:\n" + BOARD, ""))

    assert without == [
        (
            "error",
            (
                "the committee 'operations' has no member from Meridian Foods plc or Helix Cold "
                "Chain AB"
            ),
        )
    ]
    assert messages(("    members:\n" + BOARD, "    members: []\n")) == without
