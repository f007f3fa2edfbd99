"""People who are the same person everywhere."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import DIRECTORY, FOLDER, Case, edited, error, findings, report, table

RULE = "people-consistent"
JONAS = "name: Jonas Lindqvist, party: helix, email: jonas.lindqvist@helix.example"
HELIX = "helix: {organisation: helix-cold-chain}"


def charter(person: str, parties: str = HELIX, status: str = "active") -> bytes:
    """A small charter with one person, whose id is ``one``."""
    return (
        "title: T\nhost: helix\nrelationship: supplier\ntier: transactional\n"
        f"status: {status}\nterm: {{start: 2026-01-01}}\nparties: {{{parties}}}\n"
        f"people:\n  one: {{{person}}}\nowners: {{}}\n"
    ).encode()


def found(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """Charter, place and message of each finding."""
    return [(f.partnership, f.at, f.message) for f in report(files).findings if f.rule == RULE]


def beside(**charters: bytes) -> list[tuple[str, str, str]]:
    """What is found where these stand beside the complete charter."""
    files = {f"{FOLDER}/{name}/partnership.yaml": raw for name, raw in charters.items()}
    return found(edited() | files)


def said(verb: str, here: str, there: str, where: str = "the charter 'meridian-helix'") -> str:
    person = "the person with the address jonas.lindqvist@helix.example"
    return f"{person} {verb} {here!r} here, but {there!r} in {where}"


# fmt: off
CASES = {
    "another name is marked in the charter that differs": Case(
        edited() | {f"{FOLDER}/other/partnership.yaml": charter(JONAS.replace("Lindqvist", "Lindkvist", 1))},
        error("people.one.name", said("is called", "Jonas Lindkvist", "Jonas Lindqvist"), line=9),
    ),
    "two entries of the directory for one person agree": Case(
        edited(("people:\n", "people:\n  ada-2: {name: Ada Obi, organisation: helix-cold-chain, email: ada.okafor@meridian.example}\n"), path=DIRECTORY),
        error("people.ada.name", "the person with the address ada.okafor@meridian.example is called 'Ada Okafor' here, but 'Ada Obi' in directory.yaml", on="    name: Ada Okafor", path=DIRECTORY),
        error("people.ada.organisation", "the person with the address ada.okafor@meridian.example works for 'Meridian Foods plc' here, but 'Helix Cold Chain AB' in directory.yaml", on="    name: Ada Okafor", step=1, path=DIRECTORY),
    ),
    "people of the directory without address name or organisation disagree with nobody": Case(
        edited(("people:\n", "people:\n  a: {name: Jonas Obi, organisation: meridian-foods}\n  b: {name: TBD, organisation: ghost, email: jonas.lindqvist@helix.example}\n"), path=DIRECTORY),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_everybody_in_the_complete_portfolio_is_one_person() -> None:
    assert findings(edited(), RULE) == []
    assert beside(other=charter(JONAS)) == []


def test_another_party_is_marked_in_the_charter_that_differs() -> None:
    other = charter(JONAS, parties="helix: {organisation: meridian-foods}")

    assert beside(other=other) == [
        (
            "other",
            "people.one.party",
            said("acts for", "Meridian Foods plc", "Helix Cold Chain AB"),
        )
    ]


def test_an_organisation_is_the_same_by_its_name_whatever_the_party_is_called() -> None:
    named = charter(
        JONAS.replace("party: helix", "party: carrier"), "carrier: {name: HELIX cold chain AB}"
    )

    assert beside(other=named) == []


@pytest.mark.parametrize(
    "name",
    ["jonas  LINDQVIST", "'Jonas Lindqvist '", '"Jonas L\\u0131ndqvist"'],
)
def test_case_and_blanks_are_not_minded_and_letters_are(name: str) -> None:
    other = charter(JONAS.replace("Jonas Lindqvist", name))

    assert len(beside(other=other)) == ("u0131" in name)


def test_accents_are_the_same_however_they_are_coded() -> None:
    one = charter('name: "Bj\\u00f6rn", party: helix, email: b@helix.example')
    two = charter('name: "Bjo\\u0308rn", party: helix, email: B@Helix.example')

    assert beside(one=one, two=two) == []


def test_most_charters_are_right() -> None:
    wrong = charter("name: Bo Ek, party: helix, email: bo@helix.example")
    right = charter("name: Bo Eek, party: helix, email: bo@helix.example")

    assert [found[:2] for found in beside(a=wrong, b=right, c=right)] == [("a", "people.one.name")]
    assert [found[:2] for found in beside(a=wrong, b=right)] == [("b", "people.one.name")]


def test_the_directory_is_right_before_all_charters() -> None:
    ada = charter(
        "name: Ada Obi, party: helix, email: Ada.Okafor@meridian.example",
        "helix: {organisation: meridian-foods}",
    )

    assert [one[:2] for one in beside(a=ada, b=ada)] == [
        ("a", "people.one.name"),
        ("b", "people.one.name"),
    ]
    assert beside(a=ada)[0][2].endswith("'Ada Obi' here, but 'Ada Okafor' in directory.yaml")


def test_somebody_of_the_directory_acts_for_their_own_organisation() -> None:
    ada = charter("name: Ada Okafor, party: helix, email: ada.okafor@meridian.example")

    assert [one[1] for one in beside(a=ada)] == ["people.one.party"]


def test_whoever_stands_in_the_directory_by_id_is_the_matter_of_another_rule() -> None:
    other = charter("name: Ada Obi, party: helix, email: ada.okafor@meridian.example")

    assert beside(other=other.replace(b"  one:", b"  ada:")) == []


@pytest.mark.parametrize(
    ("person", "parties"),
    [
        (JONAS.replace("party: helix", "party: neutral"), HELIX),
        (JONAS.replace("party: helix, ", ""), HELIX),
        (JONAS.replace("party: helix", "party: ghost"), HELIX),
        (JONAS, "helix: {organisation: ghost}"),
        (JONAS, "helix: {name: TBD}"),
        (JONAS.replace("Jonas Lindqvist", "TBD"), HELIX),
        ("name: Nobody Known, party: helix", HELIX),
    ],
)
def test_what_is_not_known_or_said_elsewhere_disagrees_with_nothing(
    person: str, parties: str
) -> None:
    assert beside(other=charter(person, parties)) == []


def test_a_partnership_that_is_over_is_not_judged_and_a_draft_is_warned() -> None:
    wrong = JONAS.replace("Lindqvist", "Lindkvist", 1)
    path = f"{FOLDER}/other/partnership.yaml"

    assert found(edited() | {path: charter(wrong, status="ended")}) == []
    draft = edited() | {path: charter(wrong, status="draft")}
    assert [seen.severity for seen in findings(draft, RULE)] == ["warning"]
