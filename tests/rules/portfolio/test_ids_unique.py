"""Ids that mean one thing."""

from pathlib import PurePosixPath

import pytest

from tests.support import CHARTER, DIRECTORY, Seen, edited, findings, line_of, report

RULE = "ids-unique"
SPONSORS = "\nsponsors: {"
ADA = (
    "  ada:\n    name: Ada Okafor\n    party: meridian\n    title: Chief Supply Chain Officer\n"
    "    department: operations\n    seniority: executive\n"
    "    email: ada.okafor@meridian.example\n    deputy: lena\n"
)
SMALL = (
    b"title: Small\nhost: a\nrelationship: supplier\ntier: transactional\n"
    b"term: {start: 2026-01-01}\nparties: {}\npeople: {}\nowners: {}\n"
)
ENDED = ("status: active                     # draft", "status: ended  # draft")


def people(entry: str) -> tuple[str, str]:
    return SPONSORS, f"\n{entry}{SPONSORS}"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def folders(*names: str) -> list[tuple[str, str, str]]:
    """The path, place and message of what is found for charters in these folders."""
    files = {f"partnerships/{name}/partnership.yaml": SMALL for name in names}
    return [
        (f.path.parts[1], str(f.span.line), f.message)
        for f in report(files).findings
        if f.rule == RULE
    ]


def test_the_ids_of_the_complete_portfolio_are_unique() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize("name", ["Helix", "2026-helix", "helix_2026", "helix cold", "hélix", "-a"])
def test_a_folder_whose_name_is_no_id_is_found_at_the_top_of_its_charter(name: str) -> None:
    message = f"the folder's name {name!r} cannot be the id of a partnership"

    assert folders(name) == [(name, "1", message)]


def test_folders_that_differ_by_case_alone_are_one_finding_each() -> None:
    assert folders("helix", "Helix", "hElix") == [
        (
            "Helix",
            "1",
            (
                "the folders 'Helix' and 'hElix' differ by case alone, which many computers do not "
                "tell apart"
            ),
        ),
        (
            "hElix",
            "1",
            (
                "the folders 'hElix' and 'Helix' differ by case alone, which many computers do not "
                "tell apart"
            ),
        ),
    ]


def test_a_folder_is_judged_though_its_charter_cannot_be_read() -> None:
    files = {"partnerships/Helix/partnership.yaml": b"title: ["}

    assert [f.path for f in report(files).findings if f.rule == RULE] == [
        PurePosixPath("partnerships/Helix/partnership.yaml")
    ]


def test_somebody_of_the_directory_may_be_repeated_word_for_word() -> None:
    assert found(people(ADA)) == []


def test_somebody_of_the_directory_with_another_title_is_marked_at_the_title() -> None:
    files = edited(people(ADA.replace("Chief Supply Chain Officer", "Head of Procurement")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    title: Head of Procurement"),
            "people.ada.title",
            "the person 'ada' stands in directory.yaml too, with another title",
        )
    ]


@pytest.mark.parametrize(
    ("entry", "other"),
    [
        (ADA.replace("Ada Okafor", "Ada Obi").replace("lena", "ravi"), "name and deputy"),
        (ADA.replace("    deputy: lena\n", ""), "deputy"),
        (
            "  ada: {name: Ada Okafor, party: meridian}\n",
            "title, department, seniority, email and deputy",
        ),
    ],
)
def test_somebody_who_differs_otherwise_is_marked_at_the_name(entry: str, other: str) -> None:
    files = edited(people(entry))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  ada:"),
            "people.ada",
            f"the person 'ada' stands in directory.yaml too, with another {other}",
        )
    ]


def test_somebody_of_the_directory_does_not_act_for_another_party() -> None:
    assert found(people(ADA.replace("party: meridian", "party: helix"))) == [
        ("people.ada.party", "the person 'ada' stands in directory.yaml too, with another party")
    ]


def test_a_party_that_is_not_there_is_the_finding_of_another_rule() -> None:
    assert found(people(ADA.replace("party: meridian", "party: ghost"))) == []
    assert found(people(ADA.replace("    party: meridian\n", ""))) == []


def test_a_party_may_have_the_id_of_its_organisation() -> None:
    files = edited()
    raw = (
        files[CHARTER]
        .replace(b"helix:", b"helix-cold-chain:")
        .replace(b"    organisation: helix-cold-chain\n", b"")
    )

    assert findings(files | {CHARTER: raw}, RULE) == []


def test_a_party_with_the_id_of_an_organisation_is_that_organisation() -> None:
    party = (
        "    organisation: helix-cold-chain\n",
        (
            "    organisation: helix-cold-chain\n"
            "  meridian-foods:\n    name: Meridian Foods plc\n    country: DE\n"
        ),
    )
    files = edited(party)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    country: DE"),
            "parties.meridian-foods.country",
            "the party 'meridian-foods' is an organisation in directory.yaml, with another country",
        )
    ]
    alike = (party[0], party[1].replace("country: DE", "country: GB"))
    assert found(alike) == []


@pytest.mark.parametrize("person", ["ada", "tom"])
def test_a_body_does_not_have_the_id_of_a_person(person: str) -> None:
    body = f"committees:\n  {person}:\n    name: Council\n    party: helix\n"
    files = edited(("\ncommittees:\n", f"\n{body}"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    name: Council") - 1,
            f"committees.{person}",
            f"the committee {person!r} of one party has the id of a person",
        )
    ]


def test_a_committee_of_several_parties_may_be_called_like_a_person() -> None:
    assert found(("\ncommittees:\n", "\ncommittees:\n  tom:\n    name: Total operations\n")) == []


def test_a_body_with_an_id_of_its_own_is_fine() -> None:
    assert found(("\ncommittees:\n", "\ncommittees:\n  crew: {name: Crew, party: helix}\n")) == []


def test_two_levels_of_one_id_are_marked_at_the_second() -> None:
    files = edited(("    - id: directors", "    - id: owners   # again"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "# again"),
            "escalation.levels.owners.id",
            "two levels of the escalation path are called 'owners'",
        )
    ]


def test_a_charter_without_an_escalation_path_has_no_levels() -> None:
    assert folders("small") == []


def test_a_partnership_that_is_over_is_not_judged() -> None:
    assert found(ENDED, people(ADA.replace("Okafor", "Obi"))) == []


def test_a_directory_that_cannot_be_read_has_no_ids() -> None:
    files = edited(people(ADA)) | {DIRECTORY: b"people: ["}

    assert findings(files, RULE) == []
