"""Annotations as GitHub's documentation of workflow commands describes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

import pytest

from tests.reporters.conftest import ERROR, HOSTILE
from trm_policy.finding import START, Severity, Span
from trm_policy.reporters import github
from trm_policy.reporters.outcome import Outcome

OutcomeOf = Callable[..., Outcome]


class Command(NamedTuple):
    """A workflow command as a runner reads it."""

    name: str
    parameters: dict[str, str]
    message: str


def commands(outcome: Outcome) -> list[Command]:
    """What a runner makes of the log."""
    found = []
    for line in github.report(outcome).splitlines():
        match = re.fullmatch(r"::(\w+) ?(.*?)::(.*)", line)
        if match:
            pairs = (pair.split("=", 1) for pair in match[2].split(","))
            parameters = {name: unescaped(value) for name, value in pairs}
            found.append(Command(match[1], parameters, unescaped(match[3])))
    return found


def unescaped(text: str) -> str:
    for sign, escaped in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(escaped, sign)
    return text


def test_a_command_has_the_documented_parameters_and_no_other(with_findings: OutcomeOf) -> None:
    (command,) = commands(with_findings(ERROR))
    assert command == Command(
        "error",
        {
            "file": "partnerships/alpha/partnership.yaml",
            "line": "280",
            "endLine": "280",
            "col": "7",
            "endColumn": "14",
            "title": "escalation-two-sided",
        },
        "the escalation level 'operations' names nobody of Helix Cold Chain AB. "
        "Add 'helix: PERSON' to its contacts.",
    )


@pytest.mark.parametrize(
    ("severity", "name"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_the_command_is_that_of_the_severity(
    severity: Severity, name: str, with_findings: OutcomeOf
) -> None:
    (command,) = commands(with_findings(replace(ERROR, severity=severity)))
    assert command.name == name


@pytest.mark.parametrize("span", [START, Span(1, 1, 1, 1), Span(3, 4, 5, 6)])
def test_col_and_end_column_stand_only_where_one_line_is_meant(
    span: Span, with_findings: OutcomeOf
) -> None:
    (command,) = commands(with_findings(replace(ERROR, span=span)))
    assert set(command.parameters) == {"file", "line", "endLine", "title"}
    assert command.parameters["line"] == str(span.line)
    assert command.parameters["endLine"] == str(span.end_line)


def test_file_and_title_keep_their_commas_and_colons(with_findings: OutcomeOf) -> None:
    finding = replace(ERROR, path=PurePosixPath("a,b=c:d%/x.yaml"), rule="policy/a,b")
    (command,) = commands(with_findings(finding))
    assert command.parameters["file"] == "a,b=c:d%/x.yaml"
    assert command.parameters["title"] == "policy/a,b"


def test_a_message_is_one_line_and_no_command_of_its_own(with_findings: OutcomeOf) -> None:
    outcome = with_findings(replace(ERROR, message=HOSTILE, help=""))
    assert len(github.report(outcome).splitlines()) == 2
    (command,) = commands(outcome)
    assert command.message == f"{HOSTILE.translate(dict.fromkeys(map(ord, HOSTILE_SIGNS), ' '))}."


HOSTILE_SIGNS = "\n\x1b\u202e"


def test_a_waived_finding_is_not_annotated(with_findings: OutcomeOf) -> None:
    assert commands(with_findings(replace(ERROR, waived="agreed"))) == []


def test_the_summary_comes_last(outcome: Outcome) -> None:
    assert github.report(outcome).splitlines()[-1] == (
        "4 charters checked as of 2026-11-22: 4 errors, 2 warnings, 1 note, 1 waived"
    )


def test_ten_of_each_kind_are_annotated_and_the_others_stand_in_the_log(
    with_findings: OutcomeOf,
) -> None:
    many = [replace(ERROR, span=Span(line, 1, line, 1)) for line in range(1, 13)]
    one = replace(ERROR, severity=Severity.WARNING, message="::error::x")
    outcome = with_findings(*many, one)

    found = commands(outcome)
    assert [(command.name, command.parameters["line"]) for command in found] == [
        *(("error", str(line)) for line in range(1, 11)),
        ("warning", "280"),
    ]
    said = "the escalation level 'operations' names nobody of Helix Cold Chain AB."
    assert github.report(outcome).splitlines()[11:] == [
        "GitHub marks 10 lines of each kind; 2 findings more:",
        *(
            f"error  partnerships/alpha/partnership.yaml:{line}  escalation-two-sided: {said} "
            "Add 'helix: PERSON' to its contacts."
            for line in (11, 12)
        ),
        "4 charters checked as of 2026-11-22: 12 errors, 1 warning",
    ]


def test_a_file_is_named_from_the_top_of_the_git_repository(with_findings: OutcomeOf) -> None:
    below = replace(with_findings(ERROR), prefix=PurePosixPath("group/governance"))
    (command,) = commands(below)
    assert command.parameters["file"] == "group/governance/partnerships/alpha/partnership.yaml"
