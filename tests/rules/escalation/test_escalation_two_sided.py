"""Escalation in which every party has somebody to call."""

from tests.support import DIRECTORY, Seen, edited, findings, line_of

RULE = "escalation-two-sided"
OWNERS = "      contacts: {meridian: ravi, helix: sofia}\n"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def owners(contacts: str) -> tuple[str, str]:
    """The level of the owners with these contacts."""
    return OWNERS, f"      contacts: {contacts}\n"


def test_the_complete_charter_names_both_sides() -> None:
    assert findings(edited(), RULE) == []


def test_a_party_without_a_contact_is_named_at_the_contacts() -> None:
    files = edited(owners("{meridian: ravi}"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "{meridian: ravi}"),
            "escalation.levels.owners.contacts.helix",
            "the escalation level 'owners' names nobody of Helix Cold Chain AB",
        )
    ]


def test_a_level_without_contacts_is_marked_once() -> None:
    files = edited((OWNERS, ""))
    nobody = Seen(
        RULE,
        "error",
        line_of(files, "    - id: owners"),
        "escalation.levels.owners.contacts",
        "the escalation level 'owners' names nobody to call",
    )

    assert findings(files, RULE) == [nobody]
    assert findings(edited(owners("{}")), RULE) == [nobody._replace(line=nobody.line + 2)]


def test_somebody_of_the_other_party_does_not_count() -> None:
    files = edited((OWNERS, "      contacts:\n        meridian: ravi\n        helix: lena\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "        helix: lena"),
            "escalation.levels.owners.contacts.helix",
            "the escalation level 'owners' names Lena Hart for Helix Cold Chain AB, "
            "who belongs to Meridian Foods plc",
        )
    ]


def test_swapped_contacts_are_two_findings() -> None:
    assert [at for at, _ in found(owners("{meridian: sofia, helix: ravi}"))] == [
        "escalation.levels.owners.contacts.meridian",
        "escalation.levels.owners.contacts.helix",
    ]


def test_a_mediator_stands_for_no_party() -> None:
    judith = (
        "  nils:\n    name: Nils Dahl",
        "  judith:\n    name: Judith Amsel\n    party: neutral\n  nils:\n    name: Nils Dahl",
    )

    assert found(judith, owners("{meridian: ravi, helix: judith}")) == [
        (
            "escalation.levels.owners.contacts.helix",
            (
                "the escalation level 'owners' names Judith Amsel for Helix Cold Chain AB, "
                "who belongs to no party, being neutral"
            ),
        )
    ]


def test_somebody_of_another_organisation_stands_for_no_party() -> None:
    files = edited(owners("{meridian: ravi, helix: olga}"))
    directory = (
        files[DIRECTORY]
        .decode()
        .replace(
            "  helix-cold-chain:\n", "  elsewhere:\n    name: Elsewhere\n  helix-cold-chain:\n"
        )
        .replace("people:\n", "people:\n  olga:\n    name: Olga\n    organisation: elsewhere\n")
    )

    assert [s.message for s in findings(files | {DIRECTORY: directory.encode()}, RULE)] == [
        (
            "the escalation level 'owners' names Olga for Helix Cold Chain AB, "
            "who belongs to none of the parties"
        )
    ]


def test_a_body_of_the_party_may_stand_there() -> None:
    council = (
        "  operations:\n    name: Operations board\n",
        (
            "  drivers:\n    name: Drivers' council\n    party: helix\n"
            "  operations:\n    name: Operations board\n"
        ),
    )

    assert found(council, owners("{meridian: ravi, helix: drivers}")) == []
    assert [text for _, text in found(council, owners("{meridian: drivers, helix: sofia}"))] == [
        (
            "the escalation level 'owners' names Drivers' council for Meridian Foods plc, "
            "who belongs to Helix Cold Chain AB"
        )
    ]


def test_a_joint_committee_is_nobodys_contact_and_for_another_rule_to_refuse() -> None:
    assert found(owners("{meridian: ravi, helix: steering}")) == []


def test_an_unknown_contact_is_for_another_rule_to_refuse() -> None:
    assert found(owners("{meridian: ravi, helix: sophia}")) == []


def test_a_contact_that_the_model_refused_is_not_called_missing() -> None:
    assert found(owners("{meridian: ravi, helix: 5}")) == []
    assert found(owners("[ravi, sofia]")) == []


def test_levels_of_one_name_are_told_apart() -> None:
    files = edited(("    - id: owners\n", "    - id: operations\n"), owners("{meridian: ravi}"))

    assert [seen.line for seen in findings(files, RULE)] == [line_of(files, "{meridian: ravi}")]


def test_a_third_party_must_be_reachable_too() -> None:
    third = ("people:    ", "  kaveri:\n    name: Kaveri Data\n\npeople:    ")

    assert [at for at, _ in found(third)] == [
        f"escalation.levels.{level}.contacts.kaveri"
        for level in ("operations", "owners", "directors", "sponsors")
    ]


def test_a_preferred_partner_answers_to_it_and_a_transactional_one_does_not() -> None:
    lost = owners("{meridian: ravi}")

    assert len(found(lost, ("tier: strategic ", "tier: preferred "))) == 1
    assert found(lost, ("tier: strategic ", "tier: transactional ")) == []


def test_a_charter_without_a_path_is_for_another_rule_to_blame() -> None:
    files = edited()
    path = "partnerships/meridian-helix/partnership.yaml"
    text = files[path].decode()
    start, end = text.index("escalation:\n"), text.index("reviews:\n")

    assert findings(files | {path: (text[:start] + text[end:]).encode()}, RULE) == []


def test_an_unknown_key_may_be_meant_for_the_party_that_is_missing() -> None:
    assert found(owners("{meridian: ravi, helx: sofia}")) == []
