"""JUnit as test reporters read it: a suite a charter, a case a family of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from tests.reporters.conftest import ERROR, HOSTILE
from trm_policy.finding import Finding, Severity
from trm_policy.reporters import junit
from trm_policy.reporters.junit import SHARED
from trm_policy.reporters.outcome import Outcome

OutcomeOf = Callable[..., Outcome]
FAMILIES = ["format", "tool", "escalation", "goals-and-kpis", "checks", "policies"]


def suites(outcome: Outcome) -> dict[str, TestSuite]:
    read = JUnitXml.fromstring(junit.report(outcome).encode())
    return {suite.name: suite for suite in read}


def shown(case: TestCase) -> str:
    """How a test reporter shows a case."""
    words = {Failure: "failed", Skipped: "skipped"}
    kinds = {words[type(result)] for result in case.result} or {"passed"}
    assert len(kinds) == 1
    return kinds.pop()


def case_of(outcome: Outcome, family: str, suite: str = "alpha") -> TestCase:
    (case,) = [case for case in suites(outcome)[suite] if case.name == family]
    return case


def test_every_charter_is_a_suite_and_what_belongs_to_none_is_one_more(outcome: Outcome) -> None:
    assert list(suites(outcome)) == ["alpha", "beta", "caf  | <b>@all", "calm", SHARED]


def test_every_family_is_a_case_whether_anything_was_found_or_not(outcome: Outcome) -> None:
    cases = {case.name: shown(case) for case in suites(outcome)["calm"]}
    assert cases == dict.fromkeys(FAMILIES, "passed")


def test_a_case_fails_by_errors_alone(outcome: Outcome) -> None:
    cases = {case.name: shown(case) for case in suites(outcome)["alpha"]}
    assert cases == {**dict.fromkeys(FAMILIES, "passed"), "escalation": "failed"}


def test_of_a_charter_that_cannot_be_read_nothing_is_said_to_have_passed(outcome: Outcome) -> None:
    cases = {case.name: shown(case) for case in suites(outcome)["beta"]}
    judged = {"format": "failed", "tool": "passed"}
    assert cases == {**dict.fromkeys(FAMILIES, "skipped"), **judged}


def test_a_failure_tells_all_errors_of_its_family(with_findings: OutcomeOf) -> None:
    other = replace(ERROR, message="there is no level", help="Add one.")
    (failure,) = case_of(with_findings(ERROR, other), "escalation").result
    assert (failure.message, failure.type) == (
        (
            "the escalation level 'operations' names nobody of Helix Cold Chain AB. "
            "Add 'helix: PERSON' to its contacts. (and 1 more)"
        ),
        "escalation-two-sided",
    )
    assert failure.text == (
        "partnerships/alpha/partnership.yaml:280:7  error  escalation-two-sided\n"
        "the escalation level 'operations' names nobody of Helix Cold Chain AB. "
        "Add 'helix: PERSON' to its contacts.\n"
        "\n"
        "partnerships/alpha/partnership.yaml:280:7  error  escalation-two-sided\n"
        "there is no level. Add one."
    )


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO])
def test_warnings_and_notes_stand_in_the_output_of_a_case_that_passed(
    severity: Severity, with_findings: OutcomeOf
) -> None:
    finding = replace(ERROR, severity=severity)
    case = case_of(with_findings(finding), "escalation")
    assert shown(case) == "passed"
    assert case.system_out.splitlines()[0] == (
        f"partnerships/alpha/partnership.yaml:280:7  {severity.value}  escalation-two-sided"
    )


def test_a_case_with_nothing_but_waived_findings_is_skipped_with_the_reason(
    with_findings: OutcomeOf,
) -> None:
    case = case_of(with_findings(replace(ERROR, waived="agreed by Ravi")), "escalation")
    assert [result.message for result in case.result] == ["waived: agreed by Ravi"]
    assert case.system_out.splitlines()[-1] == "waived: agreed by Ravi"


@pytest.mark.parametrize(
    ("beside", "seen"),
    [(ERROR, "failed"), (replace(ERROR, severity=Severity.WARNING), "passed")],
)
def test_a_waived_finding_hides_no_other(
    beside: Finding, seen: str, with_findings: OutcomeOf
) -> None:
    case = case_of(with_findings(replace(ERROR, waived="agreed"), beside), "escalation")
    assert shown(case) == seen
    assert "waived: agreed" in case.system_out


def test_a_suite_says_who_owns_the_charter_and_for_which_day_it_holds(outcome: Outcome) -> None:
    properties = {one.name: one.value for one in suites(outcome)["calm"].properties()}
    assert properties == {"as_of": "2026-11-22", "trm_version": "1.2.3", "owner": "Ravi Menon"}


def test_the_counts_are_right_everywhere(outcome: Outcome) -> None:
    whole = JUnitXml.fromstring(junit.report(outcome).encode())
    counts = {
        suite.name: (suite.tests, suite.failures, suite.errors, suite.skipped) for suite in whole
    }
    assert counts == {
        "alpha": (6, 1, 0, 0),
        "beta": (6, 1, 0, 4),
        "caf  | <b>@all": (6, 1, 0, 0),
        "calm": (6, 0, 0, 0),
        SHARED: (2, 1, 0, 0),
    }
    assert (whole.tests, whole.failures, whole.errors, whole.skipped) == (26, 4, 0, 4)


def test_a_family_that_was_not_asked_for_is_no_case(outcome: Outcome) -> None:
    book = replace(outcome.book, chosen=frozenset({"kpi-count"}))
    asked = replace(outcome, book=book, report=replace(outcome.report, findings=()))
    assert [case.name for case in suites(asked)["calm"]] == ["goals-and-kpis"]


def test_no_text_breaks_the_document(with_findings: OutcomeOf) -> None:
    finding = replace(ERROR, message=HOSTILE + "\0\x0b\ufffe\ud800", waived=HOSTILE)
    root = ET.fromstring(junit.report(with_findings(finding)))
    said = [text for text in root.itertext() if "alert(1)" in text]
    assert len(said) == 1
    assert {element.tag for element in root.iter()} == {
        "testsuites", "testsuite", "properties", "property", "testcase", "skipped", "system-out",
    }  # fmt: skip
