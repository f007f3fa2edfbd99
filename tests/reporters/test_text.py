"""The line that is blamed, with a mark under the part that is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from click import unstyle

from tests.reporters.conftest import ERROR
from trm_policy.finding import Span
from trm_policy.reporters import text
from trm_policy.reporters.outcome import Outcome


@pytest.mark.parametrize(
    ("line", "meant", "mark"),
    [
        ("title: 日本物流 and Acme", "Acme", "                    ^^^^"),
        ("title: 日本物流 and Acme", "日本物流", "       ^^^^^^^^"),
        ("who: Zoe\N{COMBINING DIAERESIS} Lund", "Lund", "         ^^^^"),
        ("load: 🚚🚚 late", "late", "           ^^^^"),
    ],
)
def test_the_mark_stands_under_what_is_meant_however_wide_its_letters_are(
    line: str, meant: str, mark: str, with_findings: Callable[..., Outcome]
) -> None:
    column = line.index(meant) + 1
    finding = replace(ERROR, span=Span(1, column, 1, column + len(meant)))
    outcome = replace(with_findings(finding), line=lambda *_: line)
    shown = unstyle(text.report(outcome)).splitlines()
    assert shown[2:4] == [f"     1 │ {line}", f"       │ {mark}"]
