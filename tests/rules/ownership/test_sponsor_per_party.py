"""One executive a party who stands behind the relationship."""

import pytest

from tests.support import DIRECTORY, Seen, edited, findings, line_of

RULE = "sponsor-per-party"
SPONSORS = "sponsors: {meridian: ada, helix: jonas}      # one executive sponsor a party\n"
JONAS = "    title: Chief Executive Officer\n    department: management\n    seniority: executive\n"
ADA = "    department: operations\n    seniority: executive\n"
TIER = "tier: strategic                    # strategic | preferred | transactional"


def sponsors(named: str) -> tuple[str, str]:
    return SPONSORS, f"sponsors: {named}\n"


def found(*edits: tuple[str, str], path: str = "") -> list[tuple[str, str, str]]:
    files = edited(*edits, path=path) if path else edited(*edits)
    return [(seen.severity, seen.at, seen.message) for seen in findings(files, RULE)]


def test_each_party_of_the_complete_charter_has_a_sponsor() -> None:
    assert findings(edited(), RULE) == []


def test_a_party_without_a_sponsor_is_missed_among_the_sponsors() -> None:
    files = edited(sponsors("{helix: jonas}"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "sponsors: {helix: jonas}"),
            "sponsors.meridian",
            "Meridian Foods plc has no executive sponsor",
        )
    ]


def test_no_sponsors_at_all_are_one_finding() -> None:
    assert findings(edited((SPONSORS, "")), RULE) == [
        Seen(RULE, "error", 1, "sponsors", "no party has an executive sponsor")
    ]
    assert [at for _, at, _ in found(sponsors("{}"))] == ["sponsors"]


def test_a_sponsor_of_the_other_party_is_one_finding() -> None:
    assert found(sponsors("{meridian: ada, helix: ravi}")) == [
        (
            "error",
            "sponsors.helix",
            (
                "Ravi Menon is executive sponsor of Helix Cold Chain AB, "
                "but stands for Meridian Foods plc"
            ),
        )
    ]


@pytest.mark.parametrize("seniority", ["director", "manager", "operational"])
def test_a_sponsor_who_is_no_executive_is_marked_among_the_sponsors(seniority: str) -> None:
    files = edited((JONAS, JONAS.replace("executive\n", f"{seniority}\n")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "sponsors: {"),
            "sponsors.helix",
            f"Jonas Lindqvist, executive sponsor of Helix Cold Chain AB, has the seniority "
            f"{seniority}, not executive",
        )
    ]


def test_a_sponsor_whose_authority_is_not_said_is_marked_where_it_belongs() -> None:
    files = edited((JONAS, JONAS.replace("    seniority: executive\n", "")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  jonas:"),
            "people.jonas.seniority",
            "Jonas Lindqvist, executive sponsor of Helix Cold Chain AB, has no seniority",
        )
    ]


def test_the_authority_of_somebody_in_the_directory_is_missed_in_the_charter() -> None:
    edit = (ADA, ADA.replace("    seniority: executive\n", ""))

    assert found(edit, path=DIRECTORY) == [
        (
            "error",
            "sponsors.meridian",
            "Ada Okafor, executive sponsor of Meridian Foods plc, has no seniority",
        )
    ]


def test_a_body_may_sponsor_for_its_party() -> None:
    body = "\ncommittees:\n  board:\n    name: Board\n    party: helix\n"

    assert found(("\ncommittees:\n", body), sponsors("{meridian: ada, helix: board}")) == []


def test_unknown_people_and_parties_are_the_finding_of_another_rule() -> None:
    assert found(sponsors("{meridian: ada, helix: ghost}")) == []
    assert found(sponsors("{meridian: ada, helix: jonas, ghost: mikael}")) == []


def test_a_preferred_partnership_is_warned_and_a_transactional_one_is_not_asked() -> None:
    preferred = (TIER, "tier: preferred")

    assert [severity for severity, _, _ in found(preferred, (SPONSORS, ""))] == ["warning"]
    assert found((TIER, "tier: transactional"), (SPONSORS, "")) == []


def test_sponsors_that_are_honestly_not_needed_are_not_asked_for() -> None:
    assert found((SPONSORS, "not_applicable: {sponsors: The owners are executives}\n")) == []


def test_sponsors_are_not_asked_for_before_the_parties_work_together() -> None:
    stage = ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: knowledge")

    assert found(stage, (SPONSORS, "")) == []


def test_sponsors_that_the_model_refuses_are_not_missed_again() -> None:
    assert found(sponsors("ada and jonas")) == []
    assert found((JONAS, JONAS.replace("executive\n", "boss\n"))) == []
