"""Waivers hold as written, through their last day, and are never silent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support import CHARTER, FOLDER, TODAY, edited, line_of
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.checker import Report, check
from trm_policy.judging.settings import read_settings
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory

RULES = Catalog(
    tuple(rule for rule in builtin() if rule.name in ("escalation-depth", "escalation-two-sided"))
)
SHORT = ("contacts: {meridian: tom, helix: nils}", "contacts: {meridian: tom}")
WHOLE = """waivers:
  - rule: escalation-two-sided
    because: Helix hires a lead for it.
    approved_by: ada
    expires: 2026-11-22
"""


def judged(waivers: str, toml: str = "", now: datetime = TODAY, mended: bool = False) -> Report:
    files = edited(("waivers: []\n", waivers), *([] if mended else [SHORT]))
    source = InMemory({**files, "trm.toml": toml.encode()})
    book = Rulebook(RULES, settings=read_settings(source))
    return check(PortfolioReader(source, FOLDER), book, now)


def rows(report: Report) -> list[tuple[str, str, str | None]]:
    return [(f.rule, f.severity.value, f.waived) for f in report.findings]


def test_a_waived_finding_is_marked_kept_and_not_counted() -> None:
    report = judged(WHOLE)
    assert rows(report) == [
        (
            "escalation-two-sided",
            "error",
            "Helix hires a lead for it. (until 2026-11-22, approved by ada)",
        )
    ]
    assert report.count(report.findings[0].severity) == 0


def test_a_waiver_ends_after_its_last_day() -> None:
    report = judged(WHOLE, now=datetime(2026, 11, 23, tzinfo=UTC))
    assert rows(report) == [
        ("escalation-two-sided", "error", None),
        ("waiver-expired", "warning", None),
    ]
    expired = report.findings[1]
    files = edited(("waivers: []\n", WHOLE), SHORT)
    assert (expired.span.line, expired.at) == (
        line_of(files, "expires: 2026-11-22"),
        "waivers.1.expires",
    )
    assert expired.message == "the waiver of 'escalation-two-sided' ended on 2026-11-22"


def test_a_waiver_that_covers_nothing_is_told() -> None:
    (finding,) = judged(WHOLE, mended=True).findings
    assert (finding.rule, finding.severity.value, finding.message) == (
        "waiver-unused",
        "warning",
        "the waiver of 'escalation-two-sided' covers nothing that is found",
    )


@pytest.mark.parametrize(
    ("place", "waived"),
    [
        ("escalation.levels.operations.contacts", True),
        ("escalation.levels.operations", True),
        ("escalation", True),
        ("escalation.levels.owners", False),
        ("escalation.lev", False),
    ],
)
def test_a_waiver_for_a_place_covers_what_lies_in_it(place: str, waived: bool) -> None:
    report = judged(WHOLE.replace("    because", f"    at: {place}\n    because"))
    assert [f.waived is not None for f in report.findings if f.rule == "escalation-two-sided"] == [
        waived
    ]


@pytest.mark.parametrize(
    ("old", "new", "toml", "message"),
    [
        (
            "escalation-two-sided",
            "escalation-two-side",
            "",
            "a waiver names 'escalation-two-side', which is not a rule",
        ),
        ("escalation-two-sided", "schema", "", "the rule 'schema' may not be waived"),
        (
            "escalation-two-sided",
            "escalation-two-sided",
            '[waivers]\nnever = ["escalation-two-sided"]',
            "the rule 'escalation-two-sided' may not be waived",
        ),
        (
            "    approved_by: ada\n",
            "",
            "",
            "the waiver of 'escalation-two-sided' is not valid: it lacks approved_by",
        ),
        (
            "    because: Helix hires a lead for it.\n",
            "",
            "",
            "the waiver of 'escalation-two-sided' is not valid: it lacks because",
        ),
        (
            "    expires: 2026-11-22\n",
            "",
            "",
            "the waiver of 'escalation-two-sided' is not valid: it lacks expires",
        ),
    ],
)
def test_a_waiver_that_cannot_hold_waives_nothing(
    old: str, new: str, toml: str, message: str
) -> None:
    report = judged(WHOLE.replace(old, new), toml)
    assert rows(report) == [
        ("escalation-two-sided", "error", None),
        ("waiver-unknown", "error", None),
    ]
    assert report.findings[1].message == message


def test_a_waiver_for_years_does_not_hold() -> None:
    report = judged(WHOLE.replace("2026-11-22", "2027-11-23"))
    assert rows(report) == [
        ("escalation-two-sided", "error", None),
        ("waiver-unknown", "error", None),
    ]
    assert report.findings[1].message == (
        "the waiver of 'escalation-two-sided' is not valid: it ends more than 12 months ahead"
    )
    assert judged(WHOLE.replace("2026-11-22", "2027-11-22")).findings[0].waived is not None


def test_a_waiver_that_nobody_known_approved_waives_nothing() -> None:
    report = judged(WHOLE.replace("approved_by: ada", "approved_by: nobody"))
    assert rows(report) == [("escalation-two-sided", "error", None)]


def test_a_waiver_counts_no_entries() -> None:
    report = judged(WHOLE.replace("    because", "    at: behaviours.2\n    because"))
    assert report.findings[1].message == (
        "the waiver of 'escalation-two-sided' is about 'behaviours.2', but list positions change"
    )


def test_waivers_stand_in_the_charter_that_has_them() -> None:
    report = judged(WHOLE)
    assert {f.path.as_posix() for f in report.findings} == {CHARTER}
