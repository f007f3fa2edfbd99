"""SARIF as its schema, its validator and code scanning want it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import pytest

from tests.reporters.conftest import ERROR, FINDINGS
from trm_policy.finding import START, Finding, Severity, Span
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.checker import Report
from trm_policy.reporters import sarif
from trm_policy.reporters.outcome import Outcome

OutcomeOf = Callable[..., Outcome]


def run_of(outcome: Outcome) -> dict[str, Any]:
    (run,) = json.loads(sarif.report(outcome))["runs"]
    return run


def result_of(outcome: Outcome) -> dict[str, Any]:
    (result,) = run_of(outcome)["results"]
    return result


@pytest.fixture
def everything(outcome: Outcome) -> list[str]:
    """Logs with findings of each kind, with none, and with the whole rule book."""
    clean = replace(outcome, report=Report((), 3))
    book = replace(outcome.book, catalog=Catalog(builtin()))
    return [sarif.report(one) for one in (outcome, clean, replace(outcome, book=book))]


def test_a_log_is_valid_by_the_schema(everything: list[str], multitool: Path) -> None:
    schema = json.loads((multitool.parent / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["title"] == ("Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema")
    validator = jsonschema.validators.validator_for(schema)(schema)
    for log in everything:
        assert list(validator.iter_errors(json.loads(log))) == []
    broken = everything[0].replace('"startLine": 280', '"startLine": 0')
    assert list(validator.iter_errors(json.loads(broken))) != []


def test_the_validator_of_sarif_has_nothing_against_it(
    everything: list[str], multitool: Path, tmp_path: Path
) -> None:
    for number, log in enumerate(everything):
        (tmp_path / f"{number}.sarif").write_text(log, "utf-8")
    assert validated(multitool, tmp_path, "[0-9].sarif") == []


def test_where_no_site_is_published_the_validator_misses_nothing_but_its_address(
    outcome: Outcome, multitool: Path, tmp_path: Path
) -> None:
    log = sarif.report(replace(outcome, book=Rulebook(outcome.book.catalog)))
    (tmp_path / "bare.sarif").write_text(log, "utf-8")
    assert "https://governance.example.org" not in log
    assert validated(multitool, tmp_path, "bare.sarif") == ["SARIF2005"]


def test_the_validator_does_complain_where_something_is_wrong(
    outcome: Outcome, multitool: Path, tmp_path: Path
) -> None:
    log = json.loads(sarif.report(outcome))
    log["runs"][0]["results"][0]["ruleIndex"] = 99
    (tmp_path / "wrong.sarif").write_text(json.dumps(log), "utf-8")
    assert validated(multitool, tmp_path, "wrong.sarif") != []


def validated(multitool: Path, folder: Path, pattern: str) -> list[str]:
    """The rules by which sarif-multitool has something against the logs, notes aside."""
    said = folder / "said.json"
    done = subprocess.run(
        [
            multitool,
            "validate",
            *sorted(folder.glob(pattern)),
            "--rule-kind=Sarif;Ghas",
            "--level=Error;Warning",
            f"--output={said}",
            "--log=ForceOverwrite",
        ],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
    (run,) = json.loads(said.read_text("utf-8-sig"))["runs"]
    return [result["ruleId"] for result in run.get("results", [])]


def test_a_result_says_what_where_and_how_grave(with_findings: OutcomeOf) -> None:
    result = result_of(with_findings(ERROR))
    fingerprint = result.pop("partialFingerprints")
    assert list(fingerprint) == ["trmFinding/v1"]
    assert result == {
        "ruleId": "escalation-two-sided",
        "ruleIndex": 3,
        "level": "error",
        "message": {
            "text": "the escalation level 'operations' names nobody of Helix Cold Chain AB. "
            "Add 'helix: PERSON' to its contacts."
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "partnerships/alpha/partnership.yaml",
                        "uriBaseId": "SRCROOT",
                    },
                    "region": {
                        "startLine": 280,
                        "startColumn": 7,
                        "endLine": 280,
                        "endColumn": 15,
                    },
                },
                "logicalLocations": [
                    {"fullyQualifiedName": "escalation.levels.operations.contacts.helix"}
                ],
            }
        ],
        "properties": {"partnership": "alpha"},
    }


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")],
)
def test_severities_have_sarif_s_names(
    severity: Severity, level: str, with_findings: OutcomeOf
) -> None:
    assert result_of(with_findings(replace(ERROR, severity=severity)))["level"] == level


@pytest.mark.parametrize(
    ("span", "region"),
    [
        (START, {"startLine": 1}),
        (Span(5, 1, 5, 1), {"startLine": 5}),
        (Span(5, 2, 7, 1), {"startLine": 5, "startColumn": 2, "endLine": 7, "endColumn": 1}),
    ],
)
def test_a_region_is_the_line_where_no_part_of_it_is_meant(
    span: Span, region: dict[str, int], with_findings: OutcomeOf
) -> None:
    (location,) = result_of(with_findings(replace(ERROR, span=span)))["locations"]
    assert location["physicalLocation"]["region"] == region


def test_a_waiver_is_a_suppression_with_its_reason(with_findings: OutcomeOf) -> None:
    assert "suppressions" not in result_of(with_findings(ERROR))
    assert result_of(with_findings(replace(ERROR, waived="agreed\nby Ravi")))["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "agreed by Ravi"}
    ]


def test_columns_are_counted_in_characters_and_paths_from_the_root(outcome: Outcome) -> None:
    run = run_of(outcome)
    assert run["columnKind"] == "unicodeCodePoints"
    assert list(run["originalUriBaseIds"]) == ["SRCROOT"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("partnerships/a b/100%.yaml", "partnerships/a%20b/100%25.yaml"),
        ("partnerships/#1?x/ä:b.yaml", "partnerships/%231%3Fx/%C3%A4%3Ab.yaml"),
        ("partnerships/caf\udce9.yaml", "partnerships/caf%E9.yaml"),
    ],
)
def test_a_path_is_an_address_whatever_signs_are_in_it(
    path: str, uri: str, with_findings: OutcomeOf
) -> None:
    result = result_of(with_findings(replace(ERROR, path=PurePosixPath(path))))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_text_that_looks_like_a_link_is_none(with_findings: OutcomeOf) -> None:
    finding = replace(ERROR, message="see [here](https://e.vil)", help="")
    assert result_of(with_findings(finding))["message"]["text"] == (
        "see \\[here\\](https://e.vil)."
    )


def test_every_result_points_at_its_rule(outcome: Outcome) -> None:
    run = run_of(outcome)
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert names == [
        "yaml",
        "schema",
        "rule-crashed",
        "escalation-two-sided",
        "kpi-count",
        "spend-limit",
        "policy/minimum",
    ]
    pointed = [(result["ruleId"], names[result["ruleIndex"]]) for result in run["results"]]
    gravest = sorted(FINDINGS, key=lambda f: (f.waived is not None, -f.severity.rank))
    assert pointed == [(finding.rule, finding.rule) for finding in gravest]


def test_a_rule_that_the_book_does_not_have_is_told_of_all_the_same(
    with_findings: OutcomeOf,
) -> None:
    run = run_of(with_findings(replace(ERROR, rule="new-here")))
    assert run["tool"]["driver"]["rules"][-1]["id"] == "new-here"
    assert run["results"][0]["ruleIndex"] == len(run["tool"]["driver"]["rules"]) - 1


def test_only_rules_that_were_asked_for_are_listed(outcome: Outcome) -> None:
    book = replace(outcome.book, chosen=frozenset({"kpi-count", "policy/minimum"}))
    asked = replace(outcome, book=book, report=Report((), 1))
    rules = run_of(asked)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["kpi-count", "policy/minimum"]


def test_a_description_is_never_longer_than_code_scanning_takes(outcome: Outcome) -> None:
    book = outcome.book
    long = replace(book.catalog.rules[2], demand="word " * 400)
    wordy = replace(outcome, book=replace(book, catalog=Catalog((long,))), report=Report((), 1))
    descriptions = [
        rule[key]["text"]
        for rule in run_of(wordy)["tool"]["driver"]["rules"]
        for key in ("shortDescription", "fullDescription")
    ]
    assert max(map(len, descriptions)) == 1000


@pytest.mark.parametrize(
    ("rule", "whole"), [("kpi-count", True), ("rule-crashed", False), ("policy-invalid", False)]
)
def test_a_run_in_which_a_rule_failed_by_itself_is_no_success(
    rule: str, whole: bool, with_findings: OutcomeOf
) -> None:
    run = run_of(with_findings(replace(ERROR, rule=rule)))
    assert run["invocations"] == [{"executionSuccessful": whole}]


def test_no_time_of_day_is_in_it_but_the_day_of_the_judgement_is(outcome: Outcome) -> None:
    assert run_of(outcome)["properties"] == {"asOf": "2026-11-22", "charters": 4}
    later = replace(outcome, as_of=date(2027, 1, 1))
    assert sarif.report(later) == sarif.report(outcome).replace("2026-11-22", "2027-01-01")


def findings_moved(lines: int) -> list[Finding]:
    return [
        replace(
            f,
            span=Span(f.span.line + lines, f.span.column, f.span.end_line + lines, 9),
        )
        for f in FINDINGS
    ]


def test_fingerprints_do_not_move_with_the_lines(with_findings: OutcomeOf) -> None:
    marks = [
        [result["partialFingerprints"] for result in run_of(one)["results"]]
        for one in (with_findings(*FINDINGS), with_findings(*findings_moved(40)))
    ]
    assert marks[0] == marks[1]


def test_the_gravest_come_first_and_no_more_are_told_than_code_scanning_takes(
    with_findings: OutcomeOf,
) -> None:
    infos = [
        replace(ERROR, severity=Severity.INFO, span=Span(line, 1, line, 1))
        for line in range(1, 25_001)
    ]
    warning, waived = replace(ERROR, severity=Severity.WARNING), replace(ERROR, waived="agreed")
    run = run_of(with_findings(*infos, waived, warning, ERROR))

    results = run["results"]
    assert [one["level"] for one in results[:3]] == ["error", "warning", "note"]
    assert len(results) == 24_999
    assert not any("suppressions" in one for one in results)
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == (
        "4 findings, none graver than these, are left out; 'trm check' lists all."
    )


def test_a_file_is_named_from_the_top_of_the_git_repository(with_findings: OutcomeOf) -> None:
    below = replace(with_findings(ERROR), prefix=PurePosixPath("group"))
    (place,) = result_of(below)["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == (
        "group/partnerships/alpha/partnership.yaml"
    )
