"""A fingerprint follows its finding from run to run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from tests.reporters.conftest import ERROR, FINDINGS
from trm_policy.finding import Finding, Severity, Span
from trm_policy.reporters.fingerprints import fingerprints


def test_no_two_findings_of_a_run_are_alike() -> None:
    run = [*FINDINGS, *FINDINGS, *FINDINGS]
    assert len(set(fingerprints(run))) == len(run)


def test_a_fingerprint_is_the_same_in_every_release() -> None:
    assert list(fingerprints([ERROR])) == [
        "4914083b30a900019c6a56840d63d487d39a088a2c926453c2098c03225fad60"
    ]


@pytest.mark.parametrize(
    "moved",
    [
        replace(ERROR, span=Span(1, 1, 2, 2)),
        replace(ERROR, severity=Severity.WARNING),
        replace(ERROR, help="Something else."),
        replace(ERROR, waived="agreed"),
    ],
)
def test_it_stays_where_the_line_moves_or_the_judgement_changes(moved: Finding) -> None:
    assert list(fingerprints([moved])) == list(fingerprints([ERROR]))


def test_numbers_that_change_from_day_to_day_do_not_change_it() -> None:
    today = replace(ERROR, message="the review of 2026-10-20 is 12 days late")
    tomorrow = replace(ERROR, message="the review of 2026-10-20 is 13 days late")
    assert list(fingerprints([today])) == list(fingerprints([tomorrow]))


@pytest.mark.parametrize(
    "other",
    [
        replace(ERROR, path=PurePosixPath("partnerships/beta/partnership.yaml")),
        replace(ERROR, rule="kpi-count"),
        replace(ERROR, at="escalation.levels.owners.contacts.helix"),
        replace(ERROR, message="the escalation level 'owners' names nobody"),
    ],
)
def test_another_finding_has_another_one(other: Finding) -> None:
    assert list(fingerprints([other])) != list(fingerprints([ERROR]))


def test_two_portfolios_of_one_repository_have_none_in_common() -> None:
    marks = [list(fingerprints([ERROR], PurePosixPath(place))) for place in ("", "north", "south")]
    assert len({mark for (mark,) in marks}) == 3


def test_what_is_alike_is_counted_so_that_one_more_is_one_more() -> None:
    two = list(fingerprints([ERROR, ERROR]))
    three = list(fingerprints([ERROR, replace(ERROR, span=Span(9, 1, 9, 2)), ERROR]))
    assert three[:2] == two
