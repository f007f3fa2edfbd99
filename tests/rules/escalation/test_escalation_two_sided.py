"""Escalation in which every party has somebody to call."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import (
    DIRECTORY,
    Case,
    Seen,
    edited,
    error,
    finding,
    findings,
    line_of,
    part,
    table,
)

RULE = "escalation-two-sided"
OWNERS = "      contacts: {meridian: ravi, helix: sofia}\n"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def owners(contacts: str) -> tuple[str, str]:
    """The level of the owners with these contacts."""
    return OWNERS, f"      contacts: {contacts}\n"


# fmt: off
CASES = {
    "a party without a contact is named at the contacts": Case(
        edited(owners("{meridian: ravi}")),
        error("escalation.levels.owners.contacts.helix", "the escalation level 'owners' has no contact from Helix Cold Chain AB", on="{meridian: ravi}"),
    ),
    "somebody of the other party does not count": Case(
        edited((OWNERS, "      contacts:\n        meridian: ravi\n        helix: lena\n")),
        error("escalation.levels.owners.contacts.helix", "Lena Hart is the contact for Helix Cold Chain AB on the escalation level 'owners', but is from Meridian Foods plc", on="        helix: lena"),
    ),
    "swapped contacts are two findings": Case(
        edited(owners("{meridian: sofia, helix: ravi}")),
        finding("escalation.levels.owners.contacts.meridian"),
        finding("escalation.levels.owners.contacts.helix"),
    ),
    "a mediator stands for no party": Case(
        edited(("  nils:\n    name: Nils Dahl", "  judith:\n    name: Judith Amsel\n    party: neutral\n  nils:\n    name: Nils Dahl"), owners("{meridian: ravi, helix: judith}")),
        finding("escalation.levels.owners.contacts.helix", "Judith Amsel is the contact for Helix Cold Chain AB on the escalation level 'owners', but is neutral"),
    ),
    "somebody of another organisation stands for no party": Case(
        edited(owners("{meridian: ravi, helix: olga}")) | {DIRECTORY: edited(owners("{meridian: ravi, helix: olga}"))[DIRECTORY].decode().replace("  helix-cold-chain:\n", "  elsewhere:\n    name: Elsewhere\n  helix-cold-chain:\n").replace("people:\n", "people:\n  olga:\n    name: Olga\n    organisation: elsewhere\n").encode()},
        finding(message="Olga is the contact for Helix Cold Chain AB on the escalation level 'owners', but works for none of the parties"),
    ),
    "a body of the party may stand there": Case(
        edited(("  operations:\n    name: Operations board\n", "  drivers:\n    name: Drivers' council\n    party: helix\n  operations:\n    name: Operations board\n"), owners("{meridian: ravi, helix: drivers}")),
    ),
    "a body of the party may stand there (2)": Case(
        edited(("  operations:\n    name: Operations board\n", "  drivers:\n    name: Drivers' council\n    party: helix\n  operations:\n    name: Operations board\n"), owners("{meridian: drivers, helix: sofia}")),
        finding(message="Drivers' council is the contact for Meridian Foods plc on the escalation level 'owners', but is from Helix Cold Chain AB"),
    ),
    "a joint committee is nobodys contact and for another rule to refuse": Case(
        edited(owners("{meridian: ravi, helix: steering}")),
    ),
    "an unknown contact is for another rule to refuse": Case(edited(owners("{meridian: ravi, helix: sophia}"))),
    "a contact that the model refused is not called missing": Case(edited(owners("{meridian: ravi, helix: 5}"))),
    "a contact that the model refused is not called missing (2)": Case(edited(owners("[ravi, sofia]"))),
    "levels of one name are told apart": Case(
        edited(("    - id: owners\n", "    - id: operations\n"), owners("{meridian: ravi}")),
        finding(on="{meridian: ravi}"),
    ),
    "a preferred partner answers to it and a transactional one does not": Case(
        edited(owners("{meridian: ravi}"), ("tier: strategic ", "tier: preferred ")),
        finding(),
    ),
    "a preferred partner answers to it and a transactional one does not (2)": Case(
        edited(owners("{meridian: ravi}"), ("tier: strategic ", "tier: transactional ")),
    ),
    "a charter without a path is for another rule to blame": Case(
        edited((part("escalation:\n", "reviews:\n"), "")),
    ),
    "an unknown key may be meant for the party that is missing": Case(
        edited(owners("{meridian: ravi, helx: sofia}")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_level_without_contacts_is_marked_once() -> None:
    files = edited((OWNERS, ""))
    nobody = Seen(
        RULE,
        "error",
        line_of(files, "    - id: owners"),
        "escalation.levels.owners.contacts",
        "the escalation level 'owners' has no contacts",
    )

    assert findings(files, RULE) == [nobody]
    assert findings(edited(owners("{}")), RULE) == [nobody._replace(line=nobody.line + 2)]


def test_a_third_party_must_be_reachable_too() -> None:
    third = ("people:    ", "  kaveri:\n    name: Kaveri Data\n\npeople:    ")

    assert [at for at, _ in found(third)] == [
        f"escalation.levels.{level}.contacts.kaveri"
        for level in ("operations", "owners", "directors", "sponsors")
    ]
