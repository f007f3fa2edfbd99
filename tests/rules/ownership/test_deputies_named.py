"""Somebody who stands in."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import DIRECTORY, Case, edited, finding, findings, table, warning

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


def found_files(*edits: tuple[str, str], path: str = "") -> dict[str, bytes]:
    return edited(*edits, path=path) if path else edited(*edits)


# fmt: off
CASES = {
    "an owner without a deputy is marked": Case(
        edited(deputy("")),
        warning("people.sofia.deputy", "Sofia Ek, relationship owner, has no deputy", on="  sofia:"),
    ),
    "a sponsor without a deputy is marked": Case(
        found_files((JONAS, "")),
        finding("people.jonas.deputy", "Jonas Lindqvist, executive sponsor, has no deputy"),
    ),
    "somebody of the directory is marked where the charter names them": Case(
        edited(("    deputy: lena\n", ""), path=DIRECTORY),
        warning("sponsors.meridian", "Ada Okafor, executive sponsor, has no deputy", on="sponsors: {"),
    ),
    "a deputy of the other party is marked at the deputy": Case(
        edited(deputy("    deputy: tom\n")),
        warning("people.sofia.deputy", "Tom Ellis is deputy of Sofia Ek, relationship owner, but is not from the same party", on="    email: sofia.ek@helix.example", step=1),
    ),
    "nobody stands in for themselves": Case(
        found_files(deputy("    deputy: sofia\n")),
        finding("people.sofia.deputy", "Sofia Ek, relationship owner, is named as their own deputy"),
    ),
    "whoever is sponsor and owner is marked once": Case(
        found_files(("owners: {meridian: ravi, helix: sofia}       #", "owners: {helix: jonas} #"), (JONAS, "")),
        finding("people.jonas.deputy"),
    ),
    "a body needs no deputy": Case(
        found_files(("\ncommittees:\n", "\ncommittees:\n  board:\n    name: Board\n    party: helix\n"), ("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada, helix: board}")),
    ),
    "an organisation that leads nowhere says nothing of deputies": Case(
        found_files(("Lena Hart\n    organisation: meridian-foods", "Lena Hart\n    organisation: merdian"), path=DIRECTORY),
    ),
    "only strategic partnerships need deputies": Case(found_files((TIER, "tier: preferred"), deputy(""))),
    "an owner or sponsor of the other party is for another rule to say": Case(
        found_files(("owners: {meridian: ravi, helix: sofia}  ", "owners: {meridian: ravi, helix: tom} ")),
    ),
    "an owner or sponsor of the other party is for another rule to say (2)": Case(
        found_files(("sponsors: {meridian: ada, helix: jonas}  ", "sponsors: {meridian: nils, helix: jonas} ")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


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
