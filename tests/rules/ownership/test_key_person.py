"""Work that does not rest on one person."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, options, table, warning

RULE = "key-person"
MIKAEL = "    party: helix\n    title: Operations Director\n"
DESK = (MIKAEL, "    post: true\n" + MIKAEL)
BODY = ("\ncommittees:\n", "\ncommittees:\n  crew: {name: Crew, party: helix}\n")


def leading(section: str, entry: str, *leads: str) -> dict[str, bytes]:
    """The complete charter with so many more entries, each led by one of ``leads``."""
    added = "".join(f"  n{number}: {entry % lead}\n" for number, lead in enumerate(leads))
    text = edited()[CHARTER].decode()
    before, heading, rest = text.partition(f"\n{section}:")
    line, _, behind = rest.partition("\n")
    return edited() | {CHARTER: f"{before}{heading}{line}\n{added}{behind}".encode()}


GROUP = "{name: Group, level: working-group, mandate: Works, reports_to: steering, %s}"
IDEA = "{title: Idea, lead: %s, stage: idea}"
GOAL = "{statement: Better, lead: %s}"

# fmt: off
CASES = {
    "two of two are too few to be a risk": Case(leading("committees", GROUP, "lead: tom", "lead: tom")),
    "half is not more than half": Case(
        leading("committees", GROUP, *["lead: tom"] * 3, "lead: nils", "lead: nils", "lead: nils"),
    ),
    "more than half is a risk, and a chair leads": Case(
        leading("committees", GROUP, "lead: tom", "lead: tom", "members: [{person: tom, role: chair}]", "lead: nils"),
        warning("committees", "Tom Ellis leads 3 of 4 working groups, more than 50 %", on="committees:"),
    ),
    "a group without a lead counts as well": Case(
        leading("committees", GROUP, *["lead: tom"] * 3, *["deliverables: [Tests]"] * 3),
    ),
    "an initiative that is over does not count": Case(
        leading("initiatives", IDEA.replace("idea}", "done}"), "mikael", "mikael"),
    ),
    "of initiatives the open ones count": Case(
        leading("initiatives", IDEA, "mikael", "mikael", "nils"),
        warning("initiatives", "Mikael Berg leads 3 of 4 initiatives, more than 50 %"),
    ),
    "a post leads as much as it likes": Case(
        {**leading("initiatives", IDEA, "mikael", "mikael"), CHARTER: leading("initiatives", IDEA, "mikael", "mikael")[CHARTER].replace(MIKAEL.encode(), DESK[1].encode())},
    ),
    "so does a body": Case(
        {**edited(), CHARTER: leading("initiatives", IDEA, *["crew"] * 9)[CHARTER].replace(BODY[0].encode(), BODY[1].encode())},
    ),
    "a goal that is closed does not count": Case(leading("goals", GOAL.replace("}", ", closed_on: 2026-01-01}"), *["mikael"] * 5)),
    "of goals the open ones count": Case(
        leading("goals", GOAL, *["mikael"] * 3),
        warning("goals", "Mikael Berg leads 4 of 6 open goals, more than 50 %"),
    ),
    "an organisation may draw the line elsewhere": Case(
        leading("goals", GOAL, *["mikael"] * 3), settings=options(RULE, {"share": 70}),
    ),
    "an organisation may draw the line elsewhere (2)": Case(
        leading("goals", GOAL, *["mikael"] * 3), settings=options(RULE, {"least": 5}),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
