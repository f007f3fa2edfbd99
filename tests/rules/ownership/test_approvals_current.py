"""Charters that every party has agreed to as they stand."""

from datetime import UTC, datetime

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of

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


def test_the_complete_charter_is_approved() -> None:
    assert findings(edited(), RULE) == []


def test_a_version_that_cannot_be_read_was_not_refused_by_anybody() -> None:
    assert found((VERSION, "version: two    ")) == []


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


def test_a_party_that_has_not_approved_is_named() -> None:
    assert found((HELIX + "\n", "")) == [missing("Helix Cold Chain AB has")]


def test_a_charter_without_approvals_is_found_at_its_top() -> None:
    text = edited()[CHARTER].decode()
    text = text[: text.index("approvals:  ")]

    assert [(s.line, s.at) for s in findings(edited() | {CHARTER: text.encode()}, RULE)] == [
        (1, "approvals")
    ]


@pytest.mark.parametrize("person", ["mikael", "board"])
def test_the_deputy_and_a_body_may_approve(person: str) -> None:
    assert found(BOARD, helix("jonas", person)) == []


@pytest.mark.parametrize(
    ("person", "stand"),
    [
        ("ada", "Ada Okafor has approved for Helix Cold Chain AB, but does not stand for"),
        ("sofia", "Sofia Ek has approved for Helix Cold Chain AB, but is neither the sponsor of"),
    ],
)
def test_whoever_cannot_speak_for_the_party_is_marked(person: str, stand: str) -> None:
    files = edited(helix("jonas", person))
    tail = " Helix Cold Chain AB"
    tail += " nor the sponsor's deputy" if person == "sofia" else ""

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, f"party: helix, person: {person}"),
            "approvals.2.person",
            stand + tail,
        )
    ]


def test_a_body_of_the_other_party_cannot_approve() -> None:
    body = (BOARD[0], BOARD[1].replace("helix", "meridian"))

    assert found(body, helix("jonas", "board")) == [
        (
            "approvals.2.person",
            (
                "Board has approved for Helix Cold Chain AB, but does not stand for "
                "Helix Cold Chain AB"
            ),
        )
    ]


def test_somebody_whose_party_is_not_known_is_not_said_to_be_of_another() -> None:
    pat = ("\nsponsors: {", "\n  pat: {name: Pat Quill}\n\nsponsors: {")

    assert found(pat, helix("jonas", "pat")) == [
        (
            "approvals.2.person",
            (
                "Pat Quill has approved for Helix Cold Chain AB, but is neither the sponsor of "
                "Helix Cold Chain AB nor the sponsor's deputy"
            ),
        )
    ]


def test_an_approval_without_evidence_is_marked() -> None:
    assert found(helix(", evidence: Letter of 2026-04-22", "")) == [
        (
            "approvals.2.evidence",
            "nothing shows that Helix Cold Chain AB has approved version 2.1.0",
        )
    ]


def test_a_blank_evidence_is_another_rules_finding() -> None:
    assert found(helix("Letter of 2026-04-22", "''")) == []


def test_a_second_signature_that_does_not_count_does_no_harm() -> None:
    assert found((HELIX, f"{HELIX}\n{HELIX.replace('jonas', 'sofia')}")) == []


def test_old_approvals_are_history() -> None:
    old = (
        HELIX.replace("2.1.0", "2.0.0")
        .replace("jonas", "sofia")
        .replace("evidence:", "evidence: #")
    )

    assert found((HELIX, f"{HELIX}\n{old.partition(', evidence')[0]}}}")) == []


def test_an_approval_of_a_day_to_come_does_not_count_yet() -> None:
    edit = helix("2026-04-22, ev", "2026-11-23, ev")

    assert found(edit) == [missing("Helix Cold Chain AB has")]
    later = findings(edited(edit), RULE, datetime(2026, 11, 23, tzinfo=UTC))
    assert later == []


@pytest.mark.parametrize(
    "edit",
    [
        helix("party: helix", "party: helx"),
        helix("person: jonas", "person: ghost"),
        ("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}"),
        ("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada, helix: ghost}"),
        helix("date: 2026-04-22", "date: lately"),
        helix("2026-04-22, evidence: Letter", "2026-04-22, evidence: [Letter]"),
    ],
)
def test_what_another_rule_reports_is_one_finding(edit: tuple[str, str]) -> None:
    assert found(edit) == []


@pytest.mark.parametrize("status", ["draft", "pilot", "ended"])
def test_only_an_active_charter_needs_approvals(status: str) -> None:
    assert found((STATUS, f"status: {status}  # draft"), (HELIX + "\n", "")) == []


@pytest.mark.parametrize(
    ("tier", "severities"), [("preferred", ["warning"]), ("transactional", [])]
)
def test_each_tier_has_its_severity(tier: str, severities: list[str]) -> None:
    files = edited((TIER, f"tier: {tier}"), (HELIX + "\n", ""))

    assert [seen.severity for seen in findings(files, RULE)] == severities


def test_each_flaw_of_the_other_partys_approval_is_marked_in_its_line() -> None:
    both = [(MERIDIAN, MERIDIAN.replace("person: ada", "person: ravi")), helix("jonas", "nils")]

    assert [at for at, _ in found(*both)] == ["approvals.1.person", "approvals.2.person"]
