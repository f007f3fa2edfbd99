"""Quorums that bind every party and that can be met."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, findings, table

RULE = "quorum-reachable"
STEERING = "    quorum: {members: 4, each_party: 1}\n"
OPERATIONS = "    quorum: {members: 2, each_party: 1}\n"
EARLY = ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: knowledge")


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def operations(seat_ending: str = "") -> str:
    """The members of the committee for operations, each with something added to the seat."""
    return "".join(
        f"      - {{person: {seat}%s}}\n" % seat_ending
        for seat in (
            "tom, role: co-chair, until: 2027-12-31",
            "nils, role: co-chair, until: 2027-12-31",
            "ravi, role: member",
            "sofia, role: member",
        )
    )


# fmt: off
CASES = {
    "more than may vote is marked at the members of the quorum": Case(
        edited((STEERING, "    quorum:\n      each_party: 1\n      members: 5\n")),
        error("committees.steering.quorum.members", "the quorum of the committee 'steering' is 5 voting members, but it has 4, so it can never decide", on="      members: 5"),
    ),
    "a lost member makes the quorum unreachable": Case(
        edited(("      - {person: mikael, role: member}\n", "")),
        finding("committees.steering.quorum.members", "the quorum of the committee 'steering' is 4 voting members, but it has 3, so it can never decide"),
    ),
    "a seat without a vote or taken twice does not count": Case(
        edited(("      - {person: mikael, role: member}\n", "      - {person: mikael, role: member, vote: false}\n")),
        finding("committees.steering.quorum.members"),
    ),
    "a seat without a vote or taken twice does not count (2)": Case(
        edited(("      - {person: mikael, role: member}\n", "      - {person: jonas, role: member}\n")),
        finding("committees.steering.quorum.members"),
    ),
    "a committee of nobody is said by the rule on members once that judges": Case(
        edited(("    members:\n" + operations(), "")),
    ),
    "a committee of nobody is said by the rule on members once that judges (2)": Case(
        edited(("    members:\n" + operations(), ""), EARLY),
        finding("committees.operations.quorum.members"),
    ),
    "a quorum of nobody is none: 0": Case(
        edited((STEERING, "    quorum: {members: 0, each_party: 1}\n")),
        finding("committees.steering.quorum.members", "the quorum of the committee 'steering' is met when no one attends"),
    ),
    "a quorum of nobody is none: 2": Case(
        edited((STEERING, f"    quorum: {{members: {-1}, each_party: 1}}\n")),
        finding("committees.steering.quorum.members", "the quorum of the committee 'steering' is met when no one attends"),
    ),
    "a committee without a quorum is marked at its name": Case(
        edited((STEERING, "")),
        error("committees.steering.quorum", "the committee 'steering' has no quorum, so anyone who attends may decide", on="  steering:"),
    ),
    "a quorum needs each party: {members: 3}": Case(
        edited((STEERING, "    quorum: {members: 3}\n")),
        error("committees.steering.quorum.each_party", "the quorum of the committee 'steering' can be met without one of the parties", on="    quorum: {members: 3}"),
    ),
    "a quorum needs each party: {members: 3, each_party: 0}": Case(
        edited((STEERING, "    quorum: {members: 3, each_party: 0}\n")),
        error("committees.steering.quorum.each_party", "the quorum of the committee 'steering' can be met without one of the parties", on="    quorum: {members: 3, each_party: 0}"),
    ),
    "a quorum needs each party: {each_party: -1}": Case(
        edited((STEERING, "    quorum: {each_party: -1}\n")),
        error("committees.steering.quorum.each_party", "the quorum of the committee 'steering' can be met without one of the parties", on="    quorum: {each_party: -1}"),
    ),
    "one of each party is quorum enough": Case(edited((STEERING, "    quorum: {each_party: 2}\n"))),
    "more of each party than it has is marked": Case(
        edited((STEERING, "    quorum: {members: 4, each_party: 3}\n")),
        finding("committees.steering.quorum.each_party", "the quorum of the committee 'steering' requires 3 voting members from each party, but Meridian Foods plc and Helix Cold Chain AB have fewer"),
    ),
    "more of each party than it has is marked (2)": Case(
        edited((STEERING, "    quorum: {members: 3, each_party: 2}\n"), ("      - {person: mikael, role: member}\n", "")),
        finding("committees.steering.quorum.each_party", "the quorum of the committee 'steering' requires 2 voting members from each party, but Helix Cold Chain AB has fewer"),
    ),
    "a party that does not sit there is for another rule to miss": Case(
        edited(("      - {person: nils, role: co-chair, until: 2027-12-31}\n      - {person: ravi, role: member}\n      - {person: sofia, role: member}\n", "      - {person: ravi, role: member}\n")),
    ),
    "fewer members than parties contradict themselves": Case(
        edited((STEERING, "    quorum: {members: 3, each_party: 2}\n")),
        finding("committees.steering.quorum.each_party", "the quorum of the committee 'steering' contradicts itself: 2 from each of 2 parties are more than 3 members"),
    ),
    "fewer members than parties contradict themselves (2)": Case(
        edited((STEERING, "    quorum: {each_party: 1, members: 1}\n")),
        finding("committees.steering.quorum.members", "the quorum of the committee 'steering' contradicts itself: 1 from each of 2 parties are more than 1 member"),
    ),
    "somebody unknown may be of any party": Case(
        edited((STEERING, "    quorum: {members: 4, each_party: 2}\n"), ("      - {person: mikael, role: member}\n", "      - {person: michael}\n")),
    ),
    "a seat that the model refused may still be taken": Case(
        edited(("      - {person: mikael, role: member}\n", "      - {person: mikael, role: boss}\n"), (STEERING, "    quorum: {members: 5, each_party: 2}\n")),
    ),
    "a seat that the model refused may still be taken (2)": Case(
        edited(("      - {person: mikael, role: member}\n", "      - {role: member}\n")),
    ),
    "a seat that the model refused may still be taken (3)": Case(
        edited(("      - {person: mikael, role: member}\n", "      - {role: member}\n"), (STEERING, "    quorum: {members: 4, each_party: 2}\n")),
    ),
    "a body of one party keeps its own quorum": Case(
        edited(("  operations:\n    name: Operations board\n", "  operations:\n    name: Operations board\n    party: helix\n"), (OPERATIONS, "")),
    ),
    "a body of one party keeps its own quorum (2)": Case(
        edited(("  operations:\n    name: Operations board\n", "  operations:\n    name: Operations board\n    party: helix\n"), (OPERATIONS, "    quorum: {members: 2, each_party: 0}\n")),
    ),
    "a body of one party keeps its own quorum (3)": Case(
        edited(("  operations:\n    name: Operations board\n", "  operations:\n    name: Operations board\n    party: helix\n"), (OPERATIONS, "    quorum: {members: 2, each_party: 2}\n")),
    ),
    "a body of one party keeps its own quorum (4)": Case(
        edited(("  operations:\n    name: Operations board\n", "  operations:\n    name: Operations board\n    party: helix\n"), (OPERATIONS, "    quorum: {members: 3, each_party: 3}\n")),
        finding("committees.operations.quorum.each_party"),
    ),
    "a body of one party keeps its own quorum (5)": Case(
        edited(("  operations:\n    name: Operations board\n", "  operations:\n    name: Operations board\n    party: helix\n"), (OPERATIONS, "    quorum: {members: 9}\n")),
        finding("committees.operations.quorum.members"),
    ),
    "before the work begins only what is written is judged": Case(edited(EARLY, (STEERING, ""))),
    "before the work begins only what is written is judged (2)": Case(
        edited(EARLY, (STEERING, "    quorum: {members: 3}\n")),
    ),
    "before the work begins only what is written is judged (3)": Case(
        edited(EARLY, (STEERING, "    quorum: {members: 5, each_party: 1}\n")),
        finding(),
    ),
    "a transactional charter is left alone": Case(
        edited((STEERING, ""), ("tier: strategic ", "tier: transactional ")),
    ),
    "while the stage cannot be read a quorum need not be there": Case(
        edited(("stage: value-creation              # ISO 44001 life-cycle stage", "stage: value"), (STEERING, "")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_committee_in_which_nobody_votes_can_never_decide() -> None:
    assert found((operations(), operations(", vote: false")))[:1] == [
        (
            "committees.operations.quorum.members",
            (
                "the quorum of the committee 'operations' is 2 voting members, but it has "
                "none, so it can never decide"
            ),
        )
    ]
