"""Two people a party: one who does, and one who stands behind."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, table

RULE = "sponsor-is-not-owner"
OWNERS = "owners: {meridian: ravi, helix: sofia}       #"
SPONSORS = "sponsors: {meridian: ada, helix: jonas}      #"
TIER = "tier: strategic                    # strategic | preferred | transactional"
SAME = (OWNERS, "owners: {meridian: ravi, helix: jonas}       #")


# fmt: off
CASES = {
    "somebody who is both is marked at the later place": Case(
        edited(SAME),
        error("owners.helix", "Jonas Lindqvist is both executive sponsor and relationship owner of Helix Cold Chain AB", on="# one accountable"),
    ),
    "somebody who is both is marked at the later place (2)": Case(
        edited(SAME, (SPONSORS, "#"), ("\nwaivers: []", "\nsponsors: {helix: jonas}\nwaivers: []")),
        finding("sponsors.helix", "Jonas Lindqvist is both executive sponsor and relationship owner of Helix Cold Chain AB"),
    ),
    "two ids with one address are one person": Case(
        edited(("    email: sofia.ek@helix.example", "    email: Jonas.Lindqvist@helix.example")),
        finding("owners.helix"),
    ),
    "people without addresses are told by their ids": Case(
        edited(*[("    email: sofia.ek@helix.example\n", ""), ("    email: jonas.lindqvist@helix.example\n", "")]),
    ),
    "the sponsor of one party may own for the other as far as this rule goes": Case(
        edited((OWNERS, "owners: {meridian: jonas, helix: sofia}       #")),
    ),
    "a body may not be both either": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  board: {name: Board, party: helix}\n"), (OWNERS, "owners: {meridian: ravi, helix: board}       #")),
    ),
    "a body may not be both either (2)": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  board: {name: Board, party: helix}\n"), (OWNERS, "owners: {meridian: ravi, helix: board}       #"), (SPONSORS, "sponsors: {meridian: ada, helix: board}      #")),
        finding("owners.helix"),
    ),
    "somebody who does not exist or is missing is for other rules": Case(
        edited(*[(OWNERS, "owners: {meridian: ravi, helix: ghost}       #"), (SPONSORS, "sponsors: {meridian: ada, helix: ghost}      #")]),
    ),
    "somebody who does not exist or is missing is for other rules (2)": Case(
        edited((SPONSORS, "sponsors: {meridian: ada}      #")),
    ),
    "somebody who does not exist or is missing is for other rules (3)": Case(
        edited((OWNERS, "owners: {meridian: ravi}       #")),
    ),
    "only strategic partnerships need both": Case(edited((TIER, "tier: preferred"), SAME)),
}
# fmt: on

test_rule = table(RULE, CASES)
