"""Somebody who stands in."""

import pytest

from tests.support import DIRECTORY, Seen, edited, findings, line_of

RULE = "deputies-named"
SOFIA = "    email: sofia.ek@helix.example\n    deputy: nils\n"
JONAS = "    deputy: mikael\n"
TOM = "    party: meridian\n    title: Depot Operations Lead\n"
TIER = "tier: strategic                    # strategic | preferred | transactional"


def deputy(line: str) -> tuple[str, str]:
    """Sofia, an owner, with this instead of her deputy."""
    return SOFIA, SOFIA.replace("    deputy: nils\n", line)


def found(*edits: tuple[str, str], path: str = "") -> list[tuple[str, str]]:
    files = edited(*edits, path=path) if path else edited(*edits)
    return [(seen.at, seen.message) for seen in findings(files, RULE)]


def test_sponsors_and_owners_of_the_complete_charter_have_deputies() -> None:
    assert findings(edited(), RULE) == []


def test_an_owner_without_a_deputy_is_marked() -> None:
    files = edited(deputy(""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "  sofia:"),
            "people.sofia.deputy",
            "Sofia Ek, relationship owner, has no deputy",
        )
    ]


def test_a_sponsor_without_a_deputy_is_marked() -> None:
    assert found((JONAS, "")) == [
        ("people.jonas.deputy", "Jonas Lindqvist, executive sponsor, has no deputy")
    ]


def test_somebody_of_the_directory_is_marked_where_the_charter_names_them() -> None:
    files = edited(("    deputy: lena\n", ""), path=DIRECTORY)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "sponsors: {"),
            "sponsors.meridian",
            "Ada Okafor, executive sponsor, has no deputy",
        )
    ]


def test_a_deputy_of_the_other_party_is_marked_at_the_deputy() -> None:
    files = edited(deputy("    deputy: tom\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "    email: sofia.ek@helix.example") + 1,
            "people.sofia.deputy",
            "Tom Ellis is deputy of Sofia Ek, relationship owner, "
            "and does not stand for the same party",
        )
    ]


def test_nobody_stands_in_for_themselves() -> None:
    assert found(deputy("    deputy: sofia\n")) == [
        (
            "people.sofia.deputy",
            "Sofia Ek, relationship owner, is named as deputy of the same person",
        )
    ]


def test_whoever_is_sponsor_and_owner_is_marked_once() -> None:
    owners = ("owners: {meridian: ravi, helix: sofia}       #", "owners: {helix: jonas} #")

    assert [at for at, _ in found(owners, (JONAS, ""))] == ["people.jonas.deputy"]


def test_a_body_needs_no_deputy() -> None:
    body = "\ncommittees:\n  board:\n    name: Board\n    party: helix\n"
    sponsors = (
        "sponsors: {meridian: ada, helix: jonas}",
        "sponsors: {meridian: ada, helix: board}",
    )

    assert found(("\ncommittees:\n", body), sponsors) == []


@pytest.mark.parametrize(
    "edits",
    [
        [deputy("    deputy: ghost\n")],
        [deputy("    deputy: tom\n"), (TOM, TOM.replace("    party: meridian\n", ""))],
        [deputy("    deputy: tom\n"), (TOM, TOM.replace("meridian", "meridan"))],
        [("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi, helix: ghost} ")],
    ],
)
def test_where_it_cannot_be_told_nothing_is_said(edits: list[tuple[str, str]]) -> None:
    assert found(*edits) == []


def test_an_organisation_that_leads_nowhere_says_nothing_of_deputies() -> None:
    lena = ("Lena Hart\n    organisation: meridian-foods", "Lena Hart\n    organisation: merdian")

    assert found(lena, path=DIRECTORY) == []


def test_only_strategic_partnerships_need_deputies() -> None:
    assert found((TIER, "tier: preferred"), deputy("")) == []


def test_an_owner_or_sponsor_of_the_other_party_is_for_another_rule_to_say() -> None:
    owners = "owners: {meridian: ravi, helix: sofia}  "
    sponsors = "sponsors: {meridian: ada, helix: jonas}  "

    assert found((owners, "owners: {meridian: ravi, helix: tom} ")) == []
    assert found((sponsors, "sponsors: {meridian: nils, helix: jonas} ")) == []
