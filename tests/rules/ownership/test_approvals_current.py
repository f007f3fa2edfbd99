"""Charters that every party has agreed to as they stand."""

# ruff: noqa: E501 - a table is read row by row

from datetime import UTC, datetime

import pytest

from tests.support import (
    CHARTER,
    Case,
    Seen,
    edited,
    finding,
    findings,
    found_by,
    line_of,
    table,
    warning,
)

RULE = "approvals-current"
TIER = "tier: strategic                    # strategic | preferred | transactional"
STATUS = "status: active                     # draft"
VERSION = "version: 2.1.3    "
MERIDIAN = (
    "  - {version: 2.1.0, party: meridian, person: ada, date: 2026-04-21, "
    "evidence: Minutes of the steering committee of 2026-04-21}"
)
HELIX = (
    "  - {version: 2.1.0, party: helix, person: jonas, date: 2026-04-22, "
    "evidence: Letter of 2026-04-22}"
)
BOARD = ("\ncommittees:\n", "\ncommittees:\n  board: {name: Board, party: helix}\n")


def helix(old: str, new: str) -> tuple[str, str]:
    """The approval of Helix with one thing changed."""
    assert old in HELIX
    return HELIX, HELIX.replace(old, new)


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def missing(names: str, version: str = "2.1") -> tuple[str, str]:
    return ("approvals", f"{names} not approved version {version} of this charter")


# fmt: off
CASES = {
    "a version that cannot be read was not refused by anybody": Case(edited((VERSION, "version: two    "))),
    "a charter without approvals is found where they belong": Case(
        edited() | {CHARTER: edited()[CHARTER].decode()[:edited()[CHARTER].decode().index("approvals:  ")].encode()},
        finding("approvals", on="exit:"),
    ),
    "the deputy and a body may approve: mikael": Case(edited(BOARD, helix("jonas", "mikael"))),
    "the deputy and a body may approve: board": Case(edited(BOARD, helix("jonas", "board"))),
    "a body of the other party cannot approve": Case(
        edited((BOARD[0], BOARD[1].replace("helix", "meridian")), helix("jonas", "board")),
        finding("approvals.2.person", "Board approved for Helix Cold Chain AB, but is not from that party"),
    ),
    "somebody whose party is not known is not said to be of another": Case(
        edited(("\nsponsors: {", "\n  pat: {name: Pat Quill}\n\nsponsors: {"), helix("jonas", "pat")),
        finding("approvals.2.person", "Pat Quill approved for Helix Cold Chain AB, but is neither its sponsor nor the sponsor's deputy"),
    ),
    "an approval without evidence is marked": Case(
        edited(helix(", evidence: Letter of 2026-04-22", "")),
        finding("approvals.2.evidence", "the approval of version 2.1.0 by Helix Cold Chain AB has no evidence"),
    ),
    "a blank evidence is another rules finding": Case(edited(helix("Letter of 2026-04-22", "''"))),
    "a second signature that does not count does no harm": Case(
        edited((HELIX, HELIX + "\n" + HELIX.replace("jonas", "sofia"))),
    ),
    "old approvals are history": Case(
        edited((HELIX, HELIX + "\n" + HELIX.replace("2.1.0", "2.0.0").replace("jonas", "sofia").replace("evidence:", "evidence: #").partition(", evidence")[0] + "}")),
    ),
    "what another rule reports is one finding: 1": Case(edited(helix("party: helix", "party: helx"))),
    "what another rule reports is one finding: 2": Case(edited(helix("person: jonas", "person: ghost"))),
    "what another rule reports is one finding: 3": Case(
        edited(("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}")),
    ),
    "what another rule reports is one finding: 4": Case(
        edited(("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada, helix: ghost}")),
    ),
    "what another rule reports is one finding: 5": Case(edited(helix("date: 2026-04-22", "date: lately"))),
    "what another rule reports is one finding: 6": Case(
        edited(helix("2026-04-22, evidence: Letter", "2026-04-22, evidence: [Letter]")),
    ),
    "only an active charter needs approvals: draft": Case(
        edited((STATUS, "status: draft  # draft"), (HELIX + "\n", "")),
    ),
    "only an active charter needs approvals: pilot": Case(
        edited((STATUS, "status: pilot  # draft"), (HELIX + "\n", "")),
    ),
    "only an active charter needs approvals: ended": Case(
        edited((STATUS, "status: ended  # draft"), (HELIX + "\n", "")),
    ),
    "each tier has its severity: preferred": Case(edited((TIER, "tier: preferred"), (HELIX + "\n", "")), warning()),
    "each tier has its severity: transactional": Case(edited((TIER, "tier: transactional"), (HELIX + "\n", ""))),
    "each flaw of the other partys approval is marked in its line": Case(
        edited(*[(MERIDIAN, MERIDIAN.replace("person: ada", "person: ravi")), helix("jonas", "nils")]),
        finding("approvals.1.person"),
        finding("approvals.2.person"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize("sponsor", ["tom", "nils"])
def test_whoever_approves_while_the_sponsor_is_no_valid_one_may_be_the_right_one(
    sponsor: str,
) -> None:
    files = edited(
        ("{meridian: ada, helix: jonas}      # one", f"{{meridian: ada, helix: {sponsor}}}  # one")
    )

    assert findings(files, RULE) == []
    assert len(findings(files, "sponsor-per-party")) == 1


def test_a_new_minor_version_needs_everybodys_approval_again() -> None:
    files = edited((VERSION, "version: 2.2.0    "))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "approvals:  "),
            *missing("Meridian Foods plc and Helix Cold Chain AB have", "2.2"),
        )
    ]


@pytest.mark.parametrize(
    ("version", "right"), [("2.1.9", True), ("3.1.3", False), ("2.0.3", False)]
)
def test_an_approval_holds_for_the_same_major_and_minor_version(version: str, right: bool) -> None:
    assert (found((VERSION, f"version: {version}    ")) == []) is right


def test_a_party_that_has_not_approved_is_named_with_what_records_its_approval() -> None:
    assert found((HELIX + "\n", "")) == [missing("Helix Cold Chain AB has")]
    command = "trm approve meridian-helix --party helix --evidence TEXT"
    assert [one.help for one in found_by(edited((HELIX + "\n", "")), RULE)] == [
        f"Let each of them approve it, then record that: {command}."
    ]


@pytest.mark.parametrize(
    ("person", "stand"),
    [
        ("ada", "Ada Okafor approved for Helix Cold Chain AB, but is not from that party"),
        (
            "sofia",
            "Sofia Ek approved for Helix Cold Chain AB, but is neither its sponsor nor the sponsor's deputy",
        ),
    ],
)
def test_whoever_cannot_speak_for_the_party_is_marked(person: str, stand: str) -> None:
    files = edited(helix("jonas", person))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, f"party: helix, person: {person}"),
            "approvals.2.person",
            stand,
        )
    ]


def test_an_approval_of_a_day_to_come_does_not_count_yet() -> None:
    edit = helix("2026-04-22, ev", "2026-11-23, ev")

    assert found(edit) == [missing("Helix Cold Chain AB has")]
    later = findings(edited(edit), RULE, datetime(2026, 11, 23, tzinfo=UTC))
    assert later == []
