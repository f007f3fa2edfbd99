"""A term whose days follow each other."""

import pytest

from tests.support import Seen, edited, findings, line_of, report, seen

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


def test_the_term_of_the_complete_charter_is_coherent() -> None:
    assert findings(edited(), RULE) == []


def test_a_term_without_a_start_is_marked() -> None:
    files = edited((START, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "term:"),
            "term.start",
            "the term does not say when the partnership starts",
        )
    ]


@pytest.mark.parametrize("end", ["2024-12-31", "2025-01-01"])
def test_an_end_that_is_not_after_the_start_is_one_finding(end: str) -> None:
    files = edited((END, f"  end: {end}\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, f"  end: {end}"),
            "term.end",
            f"the partnership ends on {end}, which is not after its start on 2025-01-01",
        )
    ]


def test_an_open_end_needs_a_strategic_review() -> None:
    files = edited((END, ""), (ANNUAL, "    kind: performance\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "term:"),
            "term.end",
            "the partnership is open-ended, and no strategic review asks whether it still serves",
        )
    ]
    assert found((END, "")) == []


def test_an_open_end_needs_nothing_before_the_parties_work_together() -> None:
    kind = (ANNUAL, "    kind: performance\n")

    assert found((END, ""), kind, (STAGE, "stage: knowledge")) == []


def test_a_review_that_the_model_refuses_may_have_been_the_strategic_one() -> None:
    assert found((END, ""), (ANNUAL, "    kind: startegic\n")) == []


def test_days_that_the_model_refuses_are_not_missed_again() -> None:
    assert found((START, "  start: soon\n")) == []
    assert found((END, "  end: never\n"), (ANNUAL, "    kind: performance\n")) == []


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


def test_what_is_closed_may_have_been_due_at_any_time() -> None:
    late = "    review_by: 2027-03-31\n  forecast-drift:"

    assert found(FORGET, (late, late.replace("2027", "2031"))) == []
    assert found((DUE, "    due: 2031-01-01\n    closed_on: 2026-11-01\n")) == []
    trust = "    due: 2027-06-30\n    kpis: [partner-satisfaction, days-to-settle]\n"
    assert found((trust, f"    closed_on: 2026-06-30\n{trust.replace('2027', '2031')}")) == []


def test_what_has_no_day_is_not_judged_here() -> None:
    risk = "    review_by: 2027-03-31\n  forecast-drift:"
    goal = "    due: 2027-06-30\n    kpis: [partner-satisfaction, days-to-settle]\n"

    assert (
        found(
            (DUE, ""),
            (risk, "  forecast-drift:"),
            (goal, goal.replace("    due: 2027-06-30\n", "")),
        )
        == []
    )


def test_an_open_ended_partnership_has_no_day_that_is_too_late() -> None:
    assert found((END, ""), (DUE, "    due: 2045-01-01\n")) == []


def test_without_a_start_no_day_is_too_early() -> None:
    assert [at for _, at, _ in found((START, ""), (DUE, "    due: 1999-01-01\n"))] == ["term.start"]


def test_a_decision_on_renewal_after_the_last_day_of_notice_is_warned_of() -> None:
    files = edited((REVIEW_BY, "  review_by: 2028-03-31\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "  review_by: 2028-03-31"),
            "term.review_by",
            "the renewal is to be decided by 2028-03-31, and notice of 9 months before the end "
            "must be given by 2028-03-31",
        )
    ]
    assert found((REVIEW_BY, "  review_by: 2028-03-30\n")) == []


def test_a_longer_notice_makes_the_decision_on_renewal_too_late() -> None:
    assert [at for _, at, _ in found((NOTICE, "  notice: 1 year\n"))] == ["term.review_by"]


def test_without_notice_the_renewal_is_decided_before_the_end() -> None:
    assert found((NOTICE, ""), (REVIEW_BY, "  review_by: 2028-12-31\n")) == [
        (
            "warning",
            "term.review_by",
            "the renewal is to be decided by 2028-12-31, when the partnership ends on 2028-12-31",
        )
    ]
    assert found((NOTICE, ""), (REVIEW_BY, "  review_by: 2028-12-30\n")) == []


def test_a_decision_on_renewal_before_the_start_is_an_error() -> None:
    message = (
        "the renewal is to be decided by 2024-02-29, before the partnership starts on 2025-01-01"
    )

    assert found((REVIEW_BY, "  review_by: 2024-02-29\n")) == [("error", "term.review_by", message)]


def test_nobody_has_to_decide_on_renewal() -> None:
    assert found((REVIEW_BY, "")) == []


def test_a_renewal_can_be_judged_without_a_start_and_without_an_exit() -> None:
    early = (REVIEW_BY, "  review_by: 2020-01-01\n")

    assert [at for _, at, _ in found((START, ""), early)] == ["term.start"]
    assert found((END, "")) == []


def test_a_wild_day_is_judged_and_ends_nothing() -> None:
    assert [at for _, at, _ in found((DUE, "    due: 9999-12-31\n"))] == [
        "commitments.peak-capacity.due"
    ]
    assert [at for _, at, _ in found((NOTICE, "  notice: 9999 years\n"))] == ["term.review_by"]


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


@pytest.mark.parametrize("notice", [NOTICE, ""])
def test_a_decision_on_renewal_after_the_end_is_an_error(notice: str) -> None:
    late = (REVIEW_BY, "  review_by: 2029-01-01\n")
    message = "the renewal is to be decided by 2029-01-01, after the partnership ends on 2028-12-31"

    assert found((NOTICE, notice), late) == [("error", "term.review_by", message)]
