"""One person a party who answers for the relationship."""

import pytest

from tests.support import DIRECTORY, Seen, edited, findings, line_of

RULE = "owner-per-party"
OWNERS = "owners: {meridian: ravi, helix: sofia}       # one accountable relationship owner a party"
SOFIA = "    party: helix\n    title: Key Account Manager\n"
HELIX = "    organisation: helix-cold-chain\n"
MERIDIAN = "    organisation: meridian-foods             #"


def owners(named: str) -> tuple[str, str]:
    return OWNERS, f"owners: {named}"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def test_each_party_of_the_complete_charter_has_an_owner() -> None:
    assert findings(edited(), RULE) == []


def test_a_party_without_an_owner_is_missed_among_the_owners() -> None:
    files = edited(owners("{meridian: ravi}"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "owners: {meridian: ravi}"),
            "owners.helix",
            "Helix Cold Chain AB has no relationship owner",
        )
    ]


def test_each_party_without_an_owner_is_missed() -> None:
    assert found(owners("{}")) == [
        ("owners.helix", "Helix Cold Chain AB has no relationship owner"),
        ("owners.meridian", "Meridian Foods plc has no relationship owner"),
    ]


def test_an_owner_of_the_other_party_is_marked() -> None:
    files = edited(owners("\n  meridian: ravi\n  helix: tom"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  helix: tom"),
            "owners.helix",
            "Tom Ellis is relationship owner of Helix Cold Chain AB, "
            "but stands for Meridian Foods plc",
        )
    ]


@pytest.mark.parametrize(
    ("party", "stands"),
    [("    party: neutral\n", "is neutral"), ("", "has no party")],
)
def test_an_owner_who_is_not_of_the_party_is_marked(party: str, stands: str) -> None:
    assert found((SOFIA, SOFIA.replace("    party: helix\n", party))) == [
        ("owners.helix", f"Sofia Ek is relationship owner of Helix Cold Chain AB, but {stands}")
    ]


def test_somebody_of_the_directory_who_works_for_none_of_the_parties_is_marked() -> None:
    stranger = (
        "organisations:\n",
        "organisations:\n  acorn: {name: Acorn}\n",
    )
    lena = ("Lena Hart\n    organisation: meridian-foods", "Lena Hart\n    organisation: acorn")
    files = edited(stranger, lena, path=DIRECTORY) | {
        path: raw
        for path, raw in edited(owners("{meridian: lena, helix: sofia}")).items()
        if path != DIRECTORY
    }

    assert [(seen.at, seen.message) for seen in findings(files, RULE)] == [
        (
            "owners.meridian",
            (
                "Lena Hart is relationship owner of Meridian Foods plc, "
                "but works for none of the parties"
            ),
        )
    ]


def test_an_organisation_that_leads_nowhere_says_nothing_of_the_owners() -> None:
    misspelt = (MERIDIAN, "    organisation: meridian-food  #")

    assert found(misspelt, owners("{meridian: lena, helix: sofia}")) == []


def test_somebody_of_the_directory_is_an_owner_like_any_other() -> None:
    assert found(owners("{meridian: lena, helix: sofia}")) == []


def test_a_body_of_the_party_may_answer_for_it() -> None:
    body = "\ncommittees:\n  council:\n    name: Council\n    party: helix\n"

    assert found(("\ncommittees:\n", body), owners("{meridian: ravi, helix: council}")) == []


def test_an_unknown_owner_and_a_misspelt_party_are_the_finding_of_another_rule() -> None:
    assert found(owners("{meridian: ravi, helix: ghost}")) == []
    assert found(owners("{meridian: ravi, helx: sofia}")) == []
    assert found((SOFIA, SOFIA.replace("helix", "helx"))) == []


def test_what_the_model_refuses_is_not_missed_again() -> None:
    assert found(owners("{meridian: ravi, helix: [sofia, nils]}")) == []
    assert found((SOFIA, SOFIA.replace("helix", "[helix]"))) == []
    assert found((OWNERS, "")) == []


def test_a_third_party_needs_an_owner_too() -> None:
    third = "  orchard:\n    name: Orchard\n    role: grower\n"

    assert found(("\npeople:                ", f"\n{third}\npeople:                ")) == [
        ("owners.orchard", "Orchard has no relationship owner")
    ]


def test_an_early_draft_needs_owners_already() -> None:
    stage = ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: awareness")
    status = ("status: active                     # draft", "status: draft  # draft")

    seen = findings(edited(stage, status, owners("{meridian: ravi}")), RULE)

    assert [(s.severity, s.at) for s in seen] == [("warning", "owners.helix")]


def test_only_a_smaller_partnership_may_declare_its_owners_away() -> None:
    declared = ("waivers: []", "not_applicable: {owners: The two founders are known}")
    tier = ("tier: strategic                    # strategic | preferred", "tier: preferred  # p")

    assert found(owners("{meridian: ravi}"), declared, tier) == []
    assert len(found(owners("{meridian: ravi}"), declared)) == 1
