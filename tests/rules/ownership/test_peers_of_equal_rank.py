"""Counterparts who may decide alike."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, options, table, warning

RULE = "peers-of-equal-rank"
SOFIA = "    title: Key Account Manager\n    department: commercial\n    seniority: "
LINE = f"{SOFIA}manager\n"
HIGH = (LINE, f"{SOFIA}executive\n")
OWNERS = "Sofia Ek (executive) and Ravi Menon (manager) are relationship owners, 2 steps of seniority apart"
TOM = "{person: tom, role: co-chair, until: 2027-12-31}"
TIER = ("tier: strategic ", "tier: transactional ")
JUDITH = (
    "\nsponsors: {",
    "\n  judith: {name: Judith Amsel, party: neutral, seniority: executive, email: j@amsel.example}\n\nsponsors: {",
)

# fmt: off
CASES = {
    "a pair that meets on a level too is told once": Case(
        edited(HIGH), warning("owners.helix", OWNERS, on="owners: {meridian: ravi, helix: sofia} "),
    ),
    "one step apart is near enough": Case(edited((LINE, f"{SOFIA}director\n"))),
    "a person whose seniority is not known is not compared": Case(
        edited((LINE, "    title: Key Account Manager\n    department: commercial\n")),
    ),
    "a transactional charter is left alone": Case(edited(HIGH, TIER)),
    "a neutral co-chair has no counterpart": Case(
        edited(JUDITH, (TOM, TOM.replace("tom", "judith"))),
    ),
    "co-chairs are counterparts, and a chair has none": Case(
        edited((TOM, TOM.replace("tom", "lena"))),
        warning("committees.operations.members.2.person", "Lena Hart (director) and Nils Dahl (operational) are co-chairs of the committee 'operations', 2 steps of seniority apart"),
    ),
    "co-chairs are counterparts, and a chair has none (2)": Case(
        edited((TOM, TOM.replace("tom", "lena").replace("co-chair", "member"))),
    ),
    "a sponsor who is no executive is another rule's finding": Case(
        edited(("    title: Chief Executive Officer\n    department: management\n    seniority: executive\n", "    title: Chief Executive Officer\n    department: management\n    seniority: operational\n")),
    ),
    "an organisation may be stricter": Case(
        edited((LINE, f"{SOFIA}director\n")),
        warning("owners.helix", "Sofia Ek (director) and Ravi Menon (manager) are relationship owners, 1 step of seniority apart"),
        settings=options(RULE, {"steps": 0}),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
