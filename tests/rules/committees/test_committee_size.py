"""Committees small enough to decide."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, finding, options, table, warning

RULE = "committee-size"
SOFIA = "      - {person: sofia, role: member}\n"


def grown(more: int, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete charter with so many people more on its operations board of four."""
    seats = "".join(f"      - {{person: guest-{number}}}\n" for number in range(more))
    return edited((SOFIA, SOFIA + seats), *edits)


# fmt: off
CASES = {
    "thirteen are a warning at the members": Case(
        grown(9),
        warning("committees.operations.members", "the committee 'operations' has 13 members; with more than 12 it is hard to decide", on="      - {person: tom, role: co-chair", step=-1),
    ),
    "twelve are well and nobody counts twice": Case(grown(8)),
    "twelve are well and nobody counts twice (2)": Case(
        grown(8, ("    quorum: {members: 2,", SOFIA + "    quorum: {members: 2,")),
    ),
    "an organisation may draw another bound": Case(
        edited(),
        finding("committees.steering.members"), settings=options(RULE, {"most": 5}),
    ),
    "a body of one party is as large as the law says": Case(
        grown(20, ("    name: Operations board\n", "    name: Operations board\n    party: helix\n")),
    ),
    "every tier is asked": Case(grown(9, ("tier: strategic ", "tier: transactional ")), warning()),
}
# fmt: on

test_rule = table(RULE, CASES)
