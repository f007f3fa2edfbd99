"""Targets that fall due while somebody can still reach them."""

# ruff: noqa: E501 - a table is read row by row

from datetime import UTC, datetime

from tests.support import (
    TODAY,
    Case,
    Seen,
    edited,
    error,
    finding,
    findings,
    line_of,
    options,
    table,
)
from trm_policy.judging.settings import Settings

RULE = "kpi-target-in-term"
BARE = "    target: {value: 98, by: 2027-12-31}\n"
OTIF = BARE + "    milestones:\n      - {value: 95, by: 2026-06-30}\n"
EARLY = ("stage: value-creation ", "stage: knowledge ")


def found(
    *edits: tuple[str, str], now: datetime = TODAY, settings: Settings | None = None
) -> list[tuple[str, str, str]]:
    seen = findings(edited(*edits), RULE, now, settings)
    return [(one.severity, one.at, one.message) for one in seen]


# fmt: off
CASES = {
    "a target after the end is marked at its day": Case(
        edited((OTIF, OTIF.replace("2027-12-31", "2029-01-01"))),
        error("kpis.otif.target.by", "the target of the KPI 'otif' is due on 2029-01-01, after the partnership ends on 2028-12-31", on="by: 2029-01-01"),
    ),
    "a target on the first or last day is in the term": Case(
        edited((OTIF, OTIF.replace("2027-12-31", "2028-12-31"))),
    ),
    "a target on the first or last day is in the term (2)": Case(
        edited((OTIF, "    target: {value: 98, by: 2025-01-01}\n")),
    ),
    "a target before the start was never one": Case(
        edited(("    baseline: {value: 91.4, date: 2024-12-31}\n", ""), (OTIF, "    target: {value: 98, by: 2024-12-31}\n")),
        error("kpis.otif.target.by", "the target of the KPI 'otif' is due on 2024-12-31, before the partnership starts on 2025-01-01"),
    ),
    "a target before its baseline is left to the rule on plans": Case(
        edited((OTIF, "    target: {value: 98, by: 2017-12-31}\n")),
    ),
    "where the term stands below the kpis the term is marked": Case(
        edited(("term:\n  start: 2025-01-01\n  end: 2028-12-31\n  review_by: 2028-02-29            # before the last day on which notice still works\n", ""), ("waivers: []", "term:\n  start: 2025-01-01\n  end: 2028-12-31\nwaivers: []"), (OTIF, OTIF.replace("2027-12-31", "2029-01-01"))),
        finding("term.end"),
    ),
    "an open ended term and a term without a start bound nothing": Case(
        edited(("  end: 2028-12-31\n", ""), (OTIF, OTIF.replace("2027-12-31", "2039-01-01"))),
    ),
    "an open ended term and a term without a start bound nothing (2)": Case(
        edited(("  start: 2025-01-01\n", ""), (OTIF, "    target: {value: 98, by: 1999-12-31}\n")),
    ),
    "a term that ends before it starts is for another rule to blame": Case(
        edited(("  end: 2028-12-31\n", "  end: 2024-12-31\n")),
    ),
    "up to a year ahead it needs none": Case(
        edited((OTIF, BARE)), now=datetime(2026, 12, 31, tzinfo=UTC),
    ),
    "up to a year ahead it needs none (2)": Case(
        edited((OTIF, BARE)),
        finding(), now=datetime(2026, 12, 30, tzinfo=UTC),
    ),
    "the year of a partnership to come counts from its start": Case(
        edited(("  start: 2025-01-01\n", "  start: 2027-01-01\n"), (OTIF, BARE)),
    ),
    "an organisation may look further ahead": Case(
        edited((OTIF, BARE)), settings=options(RULE, {"months": 24}),
    ),
    "before the parties work together no milestone is missed but the term holds": Case(
        edited(EARLY, (OTIF, BARE)),
    ),
    "before the parties work together no milestone is missed but the term holds (2)": Case(
        edited(EARLY, (OTIF, OTIF.replace("2027-12-31", "2029-01-01"))),
        finding(),
    ),
    "a target that is not there or has no day is for another rule to blame": Case(
        edited((OTIF, "")),
    ),
    "a target that is not there or has no day is for another rule to blame (2)": Case(
        edited((OTIF, "    target: {value: 98}\n")),
    ),
    "a milestone that the model refused is not called missing": Case(
        edited((OTIF, BARE + "    milestones: [{value: 95, by: soon}]\n")),
    ),
    "the kpis of a closed goal aim at nothing any more": Case(
        edited(("    target: {value: 8.5, by: 2028-06-30}", "    target: {value: 8.5, by: 2029-06-30}")),
        finding(),
    ),
    "the kpis of a closed goal aim at nothing any more (2)": Case(
        edited(("    target: {value: 8.5, by: 2028-06-30}", "    target: {value: 8.5, by: 2029-06-30}"), ("    due: 2028-06-30\n", "    due: 2028-06-30\n    closed_on: 2026-06-30\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_more_than_a_year_ahead_a_target_needs_a_milestone() -> None:
    files = edited((OTIF, BARE))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "  otif:"),
            "kpis.otif.milestones",
            "the KPI 'otif' has until 2027-12-31 to reach its target, but no dated milestone "
            "on the way",
        )
    ]
    assert found((OTIF, BARE + "    milestones: [{value: 95}]\n"))[0][0] == "warning"
