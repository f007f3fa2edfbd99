"""Levels that lead to somebody else, and upwards."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, findings, part, table

RULE = "escalation-climbs"
OPERATIONS = "      contacts: {meridian: tom, helix: nils}\n"
OWNERS = "      contacts: {meridian: ravi, helix: sofia}\n"
DIRECTORS = "      contacts: {meridian: lena, helix: mikael}\n"
TOM = "    name: Tom Ellis\n    party: meridian\n"
SPONSORS = "      contacts: {meridian: ada, helix: jonas}\n"


def contacts(meridian: str, helix: str) -> str:
    return f"      contacts: {{meridian: {meridian}, helix: {helix}}}\n"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


# fmt: off
CASES = {
    "the same person twice is marked on the higher level": Case(
        edited((DIRECTORS, contacts("ravi", "mikael"))),
        error("escalation.levels.directors.contacts.meridian", "Ravi Menon is the contact on the escalation levels 'owners' and 'directors', so escalating changes nothing", on=contacts("ravi", "mikael").strip()),
    ),
    "somebody who comes back two levels later is found": Case(
        edited((DIRECTORS, contacts("tom", "mikael"))),
        finding("escalation.levels.directors.contacts.meridian", "Tom Ellis is the contact on the escalation levels 'operations' and 'directors', so escalating changes nothing"),
    ),
    "a body may not be asked twice either": Case(
        edited(("  operations:\n    name: Operations board\n", "  drivers:\n    name: Drivers' council\n    party: helix\n  operations:\n    name: Operations board\n"), (OPERATIONS, contacts("tom", "drivers")), (DIRECTORS, contacts("lena", "drivers"))),
        finding("escalation.levels.directors.contacts.helix"),
    ),
    "a mailbox may be asked again where the other party asks somebody else": Case(
        edited((TOM, TOM + "    post: true\n"), (DIRECTORS, contacts("tom", "mikael"))),
    ),
    "a level on which nobody else is asked changes nothing": Case(
        edited((TOM, TOM + "    post: true\n"), (OWNERS, contacts("tom", "nils"))),
        finding("escalation.levels.owners.contacts.meridian"), finding("escalation.levels.owners.contacts.helix"),
    ),
    "a level that leads down is marked": Case(
        edited((OPERATIONS, contacts("ravi", "nils")), (OWNERS, contacts("tom", "sofia"))),
        error("escalation.levels.owners.contacts.meridian", "the escalation level 'owners' is less senior than 'operations' below it: Tom Ellis is operational, Ravi Menon is manager", on=contacts("tom", "sofia").strip()),
    ),
    "equal seniority does not fall": Case(
        edited(("    department: procurement\n    seniority: manager ", "    department: procurement\n    seniority: operational ")),
    ),
    "an unknown contact is passed over": Case(edited((OWNERS, contacts("rafi", "sofia")))),
    "a side that misses a level is compared across it": Case(edited((OWNERS, "      contacts: {helix: sofia}\n"))),
    "a side that misses a level is compared across it (2)": Case(
        edited((OWNERS, "      contacts: {helix: sofia}\n"), (DIRECTORS, contacts("tom", "mikael"))),
        finding("escalation.levels.directors.contacts.meridian"),
    ),
    "the same person on both sides is for another rule to refuse": Case(edited((SPONSORS, contacts("ada", "ada")))),
    "one slip is one finding": Case(
        edited((OPERATIONS, contacts("ada", "nils")), (SPONSORS, contacts("grace", "jonas"))),
        finding("escalation.levels.owners.contacts.meridian"),
    ),
    "it holds in every tier and before the work begins": Case(
        edited((DIRECTORS, contacts("ravi", "mikael")), ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: knowledge"), ("tier: strategic ", "tier: transactional ")),
        finding(),
    ),
    "a charter without a path has nothing to climb": Case(
        edited((part("escalation:\n", "reviews:\n"), "")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_body_or_somebody_of_unknown_seniority_is_passed_over() -> None:
    unknown = (
        "    department: commercial\n    seniority: manager\n",
        "    department: commercial\n",
    )
    council = (
        "  operations:\n    name: Operations board\n",
        (
            "  drivers:\n    name: Drivers' council\n    party: helix\n"
            "  operations:\n    name: Operations board\n"
        ),
    )
    fall = (OPERATIONS, contacts("tom", "mikael"))
    lower = (DIRECTORS, contacts("lena", "nils"))

    assert found(unknown) == []
    assert found(council, (OWNERS, contacts("ravi", "drivers"))) == []
    for passed in ((unknown,), (council, (OWNERS, contacts("ravi", "drivers")))):
        assert found(fall, lower, *passed) == [
            (
                "escalation.levels.directors.contacts.helix",
                (
                    "the escalation level 'directors' is less senior than 'operations' below "
                    "it: Nils Dahl is operational, Mikael Berg is director"
                ),
            )
        ]
