"""Ids that mean one thing."""

# ruff: noqa: E501 - a table is read row by row

from pathlib import PurePosixPath

import pytest

from tests.support import CHARTER, DIRECTORY, Case, edited, error, finding, report, table

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


def folders(*names: str) -> list[tuple[str, str, str]]:
    """The path, place and message of what is found for charters in these folders."""
    files = {f"partnerships/{name}/partnership.yaml": SMALL for name in names}
    return [
        (f.path.parts[1], str(f.span.line), f.message)
        for f in report(files).findings
        if f.rule == RULE
    ]


# fmt: off
CASES = {
    "somebody of the directory may be repeated word for word": Case(edited(people(ADA))),
    "somebody of the directory with another title is marked at the title": Case(
        edited(people(ADA.replace("Chief Supply Chain Officer", "Head of Procurement"))),
        error("people.ada.title", "the person 'ada' is also in directory.yaml, with a different title", on="    title: Head of Procurement"),
    ),
    "somebody who differs otherwise is marked at the name: name and deputy": Case(
        edited(people(ADA.replace("Ada Okafor", "Ada Obi").replace("lena", "ravi"))),
        error("people.ada", "the person 'ada' is also in directory.yaml, with a different name and deputy", on="  ada:"),
    ),
    "somebody who differs otherwise is marked at the name: deputy": Case(
        edited(people(ADA.replace("    deputy: lena\n", ""))),
        error("people.ada", "the person 'ada' is also in directory.yaml, with a different deputy", on="  ada:"),
    ),
    "somebody who differs otherwise is marked at the name: 3": Case(
        edited(people("  ada: {name: Ada Okafor, party: meridian}\n")),
        error("people.ada", "the person 'ada' is also in directory.yaml, with a different title, department, seniority, email and deputy", on="  ada:"),
    ),
    "somebody of the directory does not act for another party": Case(
        edited(people(ADA.replace("party: meridian", "party: helix"))),
        finding("people.ada.party", "the person 'ada' is also in directory.yaml, with a different party"),
    ),
    "a party that is not there is the finding of another rule": Case(
        edited(people(ADA.replace("party: meridian", "party: ghost"))),
    ),
    "a party that is not there is the finding of another rule (2)": Case(
        edited(people(ADA.replace("    party: meridian\n", ""))),
    ),
    "a party may have the id of its organisation": Case(
        edited() | {CHARTER: edited()[CHARTER].replace(b"helix:", b"helix-cold-chain:").replace(b"    organisation: helix-cold-chain\n", b"")},
    ),
    "a party with the id of an organisation is that organisation": Case(
        edited(("    organisation: helix-cold-chain\n", "    organisation: helix-cold-chain\n  meridian-foods:\n    name: Meridian Foods plc\n    country: DE\n")),
        error("parties.meridian-foods.country", "the party 'meridian-foods' is also in directory.yaml, with a different country", on="    country: DE"),
    ),
    "a party with the id of an organisation is that organisation (2)": Case(
        edited((("    organisation: helix-cold-chain\n", "    organisation: helix-cold-chain\n  meridian-foods:\n    name: Meridian Foods plc\n    country: DE\n")[0], ("    organisation: helix-cold-chain\n", "    organisation: helix-cold-chain\n  meridian-foods:\n    name: Meridian Foods plc\n    country: DE\n")[1].replace("country: DE", "country: GB"))),
    ),
    "a body does not have the id of a person: ada": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  ada:\n    name: Council\n    party: helix\n")),
        error("committees.ada", "the single-party committee 'ada' has the id of a person", on="    name: Council", step=-1),
    ),
    "a body does not have the id of a person: tom": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  tom:\n    name: Council\n    party: helix\n")),
        error("committees.tom", "the single-party committee 'tom' has the id of a person", on="    name: Council", step=-1),
    ),
    "a committee of several parties may be called like a person": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  tom:\n    name: Total operations\n")),
    ),
    "a body with an id of its own is fine": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  crew: {name: Crew, party: helix}\n")),
    ),
    "two levels of one id are marked at the second": Case(
        edited(("    - id: directors", "    - id: owners   # again")),
        error("escalation.levels.owners.id", "two escalation levels have the id 'owners'", on="# again"),
    ),
    "a partnership that is over is not judged": Case(edited(ENDED, people(ADA.replace("Okafor", "Obi")))),
    "a directory that cannot be read has no ids": Case(edited(people(ADA)) | {DIRECTORY: b"people: ["}),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize("name", ["Helix", "2026-helix", "helix_2026", "helix cold", "hélix", "-a"])
def test_a_folder_whose_name_is_no_id_is_found_at_the_top_of_its_charter(name: str) -> None:
    message = f"the folder name {name!r} is not a valid id"

    assert folders(name) == [(name, "1", message)]


def test_folders_that_differ_by_case_alone_are_one_finding_each() -> None:
    assert folders("helix", "Helix", "hElix") == [
        (
            "Helix",
            "1",
            ("the folders 'Helix' and 'hElix' differ only in case, which many computers ignore"),
        ),
        (
            "hElix",
            "1",
            ("the folders 'hElix' and 'Helix' differ only in case, which many computers ignore"),
        ),
    ]


def test_a_folder_is_judged_though_its_charter_cannot_be_read() -> None:
    files = {"partnerships/Helix/partnership.yaml": b"title: ["}

    assert [f.path for f in report(files).findings if f.rule == RULE] == [
        PurePosixPath("partnerships/Helix/partnership.yaml")
    ]


def test_a_charter_without_an_escalation_path_has_no_levels() -> None:
    assert folders("small") == []
