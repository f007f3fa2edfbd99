"""The fields of a Code Quality report, as GitLab's documentation names them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.reporters.conftest import ERROR, FINDINGS
from trm_policy.finding import Severity
from trm_policy.reporters import gitlab
from trm_policy.reporters.outcome import Outcome

OutcomeOf = Callable[..., Outcome]


@pytest.fixture
def rows(outcome: Outcome) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gitlab.report(outcome))
    return found


def test_the_document_is_an_array_without_a_byte_order_mark(outcome: Outcome) -> None:
    assert gitlab.report(outcome).startswith("[\n")
    assert gitlab.report(outcome).encode("utf-8")[:1] == b"["


def test_where_nothing_is_wrong_the_array_is_empty(with_findings: OutcomeOf) -> None:
    assert json.loads(gitlab.report(with_findings())) == []


def test_an_entry_has_exactly_the_fields_that_gitlab_reads(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert set(row["location"]) == {"path", "lines"}
        assert set(row["location"]["lines"]) == {"begin"}


def test_description_says_what_is_wrong_and_how_to_mend_it(with_findings: OutcomeOf) -> None:
    (row,) = json.loads(gitlab.report(with_findings(ERROR)))
    assert row["description"] == (
        "the escalation level 'operations' names nobody of Helix Cold Chain AB. "
        "Add 'helix: PERSON' to its contacts."
    )


def test_check_name_is_the_rule(rows: list[dict[str, Any]]) -> None:
    standing = [finding.rule for finding in FINDINGS if finding.waived is None]
    assert [row["check_name"] for row in rows] == standing


def test_fingerprint_is_a_hash_and_unique(rows: list[dict[str, Any]]) -> None:
    marks = [row["fingerprint"] for row in rows]
    assert all(re.fullmatch(r"[0-9a-f]{64}", mark) for mark in marks)
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize(
    ("level", "severity"),
    [(Severity.ERROR, "major"), (Severity.WARNING, "minor"), (Severity.INFO, "info")],
)
def test_severity_is_one_of_gitlab_s_words(
    level: Severity, severity: str, with_findings: OutcomeOf
) -> None:
    (row,) = json.loads(gitlab.report(with_findings(replace(ERROR, severity=level))))
    assert row["severity"] == severity
    assert severity in ("info", "minor", "major", "critical", "blocker")


def test_location_path_is_relative_to_the_repository(rows: list[dict[str, Any]]) -> None:
    paths = [row["location"]["path"] for row in rows]
    assert paths[1] == "partnerships/alpha/partnership.yaml"
    assert not [path for path in paths if path.startswith(("/", "./", "../"))]


def test_location_lines_begin_is_the_line_from_one(rows: list[dict[str, Any]]) -> None:
    assert [row["location"]["lines"]["begin"] for row in rows] == [3, 1, 12, 280, 5, 1, 1]


def test_a_waived_finding_is_no_violation(with_findings: OutcomeOf) -> None:
    assert json.loads(gitlab.report(with_findings(replace(ERROR, waived="agreed")))) == []
