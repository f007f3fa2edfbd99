"""Levels of governance that do not sit in judgement on themselves."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, finding, part, table, warning

RULE = "governance-layers"
LEVEL = "    level: operational\n    mandate: Runs"
SOFIA = "      - {person: sofia, role: member}\n"
MIKAEL = "      - {person: mikael, role: member}\n"
GROUP = "responsibilities:    "


def group(*seats: str, level: str = "level: working-group") -> tuple[str, str]:
    """A third committee with these seats."""
    members = ", ".join(f"{{{seat}}}" for seat in seats)
    return (GROUP, f"  group: {{name: Group, {level}, members: [{members}]}}\n{GROUP}")


# fmt: off
CASES = {
    "committees on one level are a warning": Case(
        edited((LEVEL, LEVEL.replace("operational", "steering"))),
        warning("committees", "all joint committees are on one level (steering)", on="committees:"),
    ),
    "a committee that does not say its level is no second one": Case(
        edited((LEVEL, "    mandate: Runs")),
        finding("committees"),
    ),
    "a body of one party is no level of the partnership": Case(
        edited((LEVEL, "    party: helix\n" + LEVEL)),
        finding("committees"),
    ),
    "somebody on two levels is marked at the later seat": Case(
        edited((SOFIA, SOFIA + "      - person: mikael\n")),
        warning("committees.operations.members.5.person", "Mikael Berg sits on the committees 'operations' and 'steering', which are on different levels, but neither owns the relationship nor chairs the lower one", on="      - person: mikael"),
    ),
    "whoever chairs the lower committee may sit on the higher": Case(
        edited((MIKAEL, MIKAEL + "      - {person: tom, role: member}\n")),
    ),
    "whoever chairs the higher committee may not sit on the lower": Case(
        edited((SOFIA, SOFIA + "      - {person: jonas}\n")),
        finding("committees.operations.members.5.person"),
    ),
    "committees of one level may share their members": Case(
        edited(group("person: tom", "person: nils", level="level: operational")),
    ),
    "on three levels each pair is looked at": Case(
        edited((MIKAEL, MIKAEL + "      - {person: tom, role: member}\n"), group("person: tom", "person: nils, role: chair")),
        finding("committees.group.members.1.person", "Tom Ellis sits on the committees 'group', 'operations' and 'steering', which are on different levels, but neither owns the relationship nor chairs the lower one"),
    ),
    "owners may sit anywhere": Case(edited(group("person: ravi", "person: sofia"))),
    "without a steering committee another rule speaks": Case(
        edited(("    level: steering                          # executive", "    # executive")),
    ),
    "a level that the model refused may be the second": Case(
        edited((LEVEL, LEVEL.replace("operational", "lower"))),
    ),
    "a charter without committees is for another rule to blame": Case(
        edited((part("committees:\n  steer", "responsibilities:"), "")),
    ),
    "only strategic partnerships are asked": Case(
        edited((LEVEL, LEVEL.replace("operational", "steering")), ("tier: strategic ", "tier: preferred ")),
    ),
    "while a party has no owner of its own nobody is blamed: {meridian: ravi}": Case(
        edited(("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi} ")),
    ),
    "while a party has no owner of its own nobody is blamed: {meridian: ravi, helix: sofi}": Case(
        edited(("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi, helix: sofi} ")),
    ),
    "while a party has no owner of its own nobody is blamed: {meridian: ravi, helix: TBD}": Case(
        edited(("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi, helix: TBD} ")),
    ),
    "while a party has no owner of its own nobody is blamed: {meridian: ravi, helix: tom}": Case(
        edited(("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi, helix: tom} ")),
    ),
    "while a party has no owner of its own nobody is blamed: {meridian: ravi, helx: sofia}": Case(
        edited(("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi, helx: sofia} ")),
    ),
    "while a party has no owner of its own nobody is blamed: {}": Case(
        edited(("owners: {meridian: ravi, helix: sofia} ", "owners: {} ")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
