"""A term whose days follow each other."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import (
    Case,
    Seen,
    edited,
    error,
    finding,
    findings,
    line_of,
    report,
    seen,
    table,
    warning,
)

RULE = "term-coherent"
START = "  start: 2025-01-01\n"
END = "  end: 2028-12-31\n"
REVIEW_BY = "  review_by: 2028-02-29            # before the last day on which notice still works\n"
NOTICE = "  notice: 9 months\n"
ANNUAL = "    kind: strategic\n"
STAGE = "stage: value-creation              # ISO 44001 life-cycle stage"
DUE = "    due: 2026-11-23\n"
REVISIT = (
    "    mitigation: Warm standby at Hull; rehearsed every half-year.\n    review_by: 2027-03-31\n"
)
FORGET = ("    title: Loss of the Leeds depot\n", "    title: Loss\n    closed_on: 2026-06-30\n")


def found(*edits: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(seen.severity, seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


# fmt: off
CASES = {
    "a term without a start is marked": Case(
        edited((START, "")),
        error("term.start", "the term does not state when the partnership starts", on="term:"),
    ),
    "an end that is not after the start is one finding: 2024-12-31": Case(
        edited((END, "  end: 2024-12-31\n")),
        error("term.end", "the partnership ends on 2024-12-31, which is not after its start on 2025-01-01", on="  end: 2024-12-31"),
    ),
    "an end that is not after the start is one finding: 2025-01-01": Case(
        edited((END, "  end: 2025-01-01\n")),
        error("term.end", "the partnership ends on 2025-01-01, which is not after its start on 2025-01-01", on="  end: 2025-01-01"),
    ),
    "an open end needs a strategic review": Case(
        edited((END, ""), (ANNUAL, "    kind: performance\n")),
        error("term.end", "the partnership is open-ended, and no strategic review asks whether it is still worthwhile", on="term:"),
    ),
    "an open end needs a strategic review (2)": Case(edited((END, ""))),
    "an open end needs nothing before the parties work together": Case(
        edited((END, ""), (ANNUAL, "    kind: performance\n"), (STAGE, "stage: knowledge")),
    ),
    "a review that the model refuses may have been the strategic one": Case(
        edited((END, ""), (ANNUAL, "    kind: startegic\n")),
    ),
    "days that the model refuses are not missed again": Case(edited((START, "  start: soon\n"))),
    "days that the model refuses are not missed again (2)": Case(
        edited((END, "  end: never\n"), (ANNUAL, "    kind: performance\n")),
    ),
    "what is closed may have been due at any time": Case(
        edited(FORGET, ("    review_by: 2027-03-31\n  forecast-drift:", "    review_by: 2027-03-31\n  forecast-drift:".replace("2027", "2031"))),
    ),
    "what is closed may have been due at any time (2)": Case(
        edited((DUE, "    due: 2031-01-01\n    closed_on: 2026-11-01\n")),
    ),
    "what is closed may have been due at any time (3)": Case(
        edited(("    due: 2027-06-30\n    kpis: [partner-satisfaction, days-to-settle]\n", "    closed_on: 2026-06-30\n" + "    due: 2027-06-30\n    kpis: [partner-satisfaction, days-to-settle]\n".replace("2027", "2031"))),
    ),
    "what has no day is not judged here": Case(
        edited((DUE, ""), ("    review_by: 2027-03-31\n  forecast-drift:", "  forecast-drift:"), ("    due: 2027-06-30\n    kpis: [partner-satisfaction, days-to-settle]\n", "    due: 2027-06-30\n    kpis: [partner-satisfaction, days-to-settle]\n".replace("    due: 2027-06-30\n", ""))),
    ),
    "an open ended partnership has no day that is too late": Case(
        edited((END, ""), (DUE, "    due: 2045-01-01\n")),
    ),
    "without a start no day is too early": Case(
        edited((START, ""), (DUE, "    due: 1999-01-01\n")),
        finding("term.start"),
    ),
    "a decision on renewal after the last day of notice is warned of": Case(
        edited((REVIEW_BY, "  review_by: 2028-03-31\n")),
        warning("term.review_by", "the decision on renewal is due by 2028-03-31, but notice of 9 months must be given by 2028-03-31", on="  review_by: 2028-03-31"),
    ),
    "a decision on renewal after the last day of notice is warned of (2)": Case(
        edited((REVIEW_BY, "  review_by: 2028-03-30\n")),
    ),
    "a longer notice makes the decision on renewal too late": Case(
        edited((NOTICE, "  notice: 1 year\n")),
        finding("term.review_by"),
    ),
    "without notice the renewal is decided before the end": Case(
        edited((NOTICE, ""), (REVIEW_BY, "  review_by: 2028-12-31\n")),
        warning("term.review_by", "the decision on renewal is due by 2028-12-31, when the partnership ends on 2028-12-31"),
    ),
    "without notice the renewal is decided before the end (2)": Case(
        edited((NOTICE, ""), (REVIEW_BY, "  review_by: 2028-12-30\n")),
    ),
    "a decision on renewal before the start is an error": Case(
        edited((REVIEW_BY, "  review_by: 2024-02-29\n")),
        error("term.review_by", "the decision on renewal is due by 2024-02-29, before the partnership starts on 2025-01-01"),
    ),
    "nobody has to decide on renewal": Case(edited((REVIEW_BY, ""))),
    "a renewal can be judged without a start and without an exit": Case(
        edited((START, ""), (REVIEW_BY, "  review_by: 2020-01-01\n")),
        finding("term.start"),
    ),
    "a renewal can be judged without a start and without an exit (2)": Case(edited((END, ""))),
    "a wild day is judged and ends nothing": Case(
        edited((DUE, "    due: 9999-12-31\n")),
        finding("commitments.peak-capacity.due"),
    ),
    "a wild day is judged and ends nothing (2)": Case(
        edited((NOTICE, "  notice: 9999 years\n")),
        finding("term.review_by"),
    ),
    "a decision on renewal after the end is an error: 1": Case(
        edited((NOTICE, NOTICE), (REVIEW_BY, "  review_by: 2029-01-01\n")),
        error("term.review_by", "the decision on renewal is due by 2029-01-01, after the partnership ends on 2028-12-31"),
    ),
    "a duration from a known start gives the end": Case(
        edited((NOTICE, NOTICE), (REVIEW_BY, "  review_by: 2029-01-01\n"), ("  end: 2028-12-31\n", "  duration: 4 years\n")),
        error("term.review_by", "the decision on renewal is due by 2029-01-01, after the partnership ends on 2028-12-31"),
    ),
    "a decision on renewal after the end is an error: 2": Case(
        edited((NOTICE, ""), (REVIEW_BY, "  review_by: 2029-01-01\n")),
        error("term.review_by", "the decision on renewal is due by 2029-01-01, after the partnership ends on 2028-12-31"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize(
    ("old", "at", "what"),
    [
        ("    due: 2027-06-30\n", "goals.trust.due", "the goal 'trust'"),
        (DUE, "commitments.peak-capacity.due", "the commitment 'peak-capacity'"),
        (
            REVISIT,
            "risks.depot-loss.review_by",
            "the review of the risk 'depot-loss'",
        ),
    ],
)
def test_what_falls_due_outside_the_term_is_marked(old: str, at: str, what: str) -> None:
    def due(day: str) -> tuple[str, str]:
        before, _, _ = old.rpartition(": ")
        return old, f"{before}: {day}\n"

    files = edited(due("2029-01-01"))
    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "2029-01-01"),
            at,
            f"{what} is due on 2029-01-01, after the partnership ends on 2028-12-31",
        )
    ]
    assert found(due("2024-12-31")) == [
        (
            "error",
            at,
            f"{what} is due on 2024-12-31, before the partnership starts on 2025-01-01",
        )
    ]
    assert found(due("2028-12-31")) == []
    assert found(due("2025-01-01")) == []


@pytest.mark.parametrize(
    ("at", "what", "old"),
    [
        ("commitments.peak-capacity.closed_on", "the commitment 'peak-capacity'", DUE),
        ("risks.depot-loss.closed_on", "the risk 'depot-loss'", REVISIT),
        ("goals.freshness.closed_on", "the goal 'freshness'", "    lead: lena\n"),
    ],
)
def test_nothing_is_closed_on_a_day_to_come(at: str, what: str, old: str) -> None:
    def closed(day: str) -> tuple[str, str]:
        return old, f"{old.rstrip()}\n    closed_on: {day}\n"

    assert found(closed("2026-11-23")) == [
        ("error", at, f"{what} is closed on 2026-11-23, which is in the future")
    ]
    assert found(closed("2026-11-22")) == []


@pytest.mark.parametrize(
    ("box", "day", "count"),
    [
        (" ", "2029-01-01", 1),
        (" ", "2028-12-31", 0),
        ("x", "2029-01-01", 0),
    ],
)
def test_an_open_action_due_after_the_end_is_marked_in_the_minutes(
    box: str, day: str, count: int
) -> None:
    path = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
    old = "- [ ] @tom Publish the forecast error by store (due 2026-12-01)"
    new = f"- [{box}] @tom Publish the forecast error by store (due {day})"
    files = edited((old, new), path=path)

    assert [
        (one.path.as_posix(), seen(one)) for one in report(files).findings if one.rule == RULE
    ] == [
        (
            path,
            Seen(
                RULE,
                "error",
                line_of(files, new, path),
                "",
                "the action 'Publish the forecast error by store' is due on 2029-01-01, "
                "after the partnership ends on 2028-12-31",
            ),
        )
    ] * count
