"""Reviews that come round often enough."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import (
    CHARTER,
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

RULE = "review-cadence"
QUARTERLY = (
    "    every: quarterly                         "
    "# weekly | fortnightly | monthly | quarterly | half-yearly | yearly, or an RFC 5545 RRULE\n"
)
STARTING = "    starting: 2025-01-21\n"
ANNUAL = "    kind: strategic\n    every: yearly\n    starting: 2025-10-14\n"
QBR_KIND = "    name: Quarterly business review\n    kind: performance\n"


def with_reviews(reviews: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete charter with other reviews."""
    files = edited(*edits)
    text = files[CHARTER].decode()
    start, end = text.index("reviews:\n"), text.index("sharing:  ")
    return files | {CHARTER: (text[:start] + reviews + text[end:]).encode()}


def tier(name: str) -> tuple[str, str]:
    return "tier: strategic ", f"tier: {name} "


def one(kind: str, every: str) -> str:
    return f"reviews:\n  look: {{name: Look, kind: {kind}, every: {every}, starting: 2025-02-03}}\n"


def found(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(files, RULE)]


def qbr(every: str, starting: str = STARTING) -> list[tuple[str, str]]:
    return found(edited((QUARTERLY, f"    every: {every}\n"), (STARTING, starting)))


def qbr_files(every: str, starting: str = STARTING) -> dict[str, bytes]:
    return edited((QUARTERLY, f"    every: {every}\n"), (STARTING, starting))


# fmt: off
CASES = {
    "within a term that ends before it starts nothing can come often": Case(
        edited(("  end: 2028-12-31\n", "  end: 2024-12-31\n")),
    ),
    "a business review twice a year is too rare for a strategic partnership": Case(
        edited((QUARTERLY, "    every: half-yearly\n")),
        error("reviews.qbr.every", "the review 'qbr' takes place twice a year; a strategic partnership needs one of kind performance or strategic 4 times a year", on="    every: half-yearly"),
    ),
    "without a strategic review the section is marked": Case(
        edited((ANNUAL, ANNUAL.replace("strategic", "innovation"))),
        error("reviews", "no review of kind strategic takes place once a year, as a strategic partnership needs", on="reviews:"),
    ),
    "a strategic review every other year is too rare": Case(
        edited((ANNUAL, ANNUAL.replace("yearly", "FREQ=YEARLY;INTERVAL=2"))),
        finding("reviews.annual.every", "the review 'annual' takes place once in 2 years; a strategic partnership needs one of kind strategic once a year"),
    ),
    "a strategic review each quarter is a business review too": Case(with_reviews(one("strategic", "quarterly"))),
    "a rule that comes four times a year is quarterly: monthly": Case(qbr_files("monthly")),
    "a rule that comes four times a year is quarterly: FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU": Case(
        qbr_files("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU"),
    ),
    "a rule that comes four times a year is quarterly: FREQ=WEEKLY;INTERVAL=13": Case(
        qbr_files("FREQ=WEEKLY;INTERVAL=13"),
    ),
    "a rule that comes four times a year is quarterly: FREQ=DAILY;INTERVAL=92": Case(qbr_files("FREQ=DAILY;INTERVAL=92")),
    "a rule that comes four times a year is quarterly: 5": Case(
        qbr_files('"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15"'),
    ),
    "a rule that comes four times a year is quarterly: 6": Case(qbr_files("FREQ=MONTHLY;INTERVAL=3;UNTIL=20281231")),
    "a partnership that begins later is reviewed from then on": Case(
        edited(*(("  start: 2025-01-01\n", "  start: 2028-01-01\n"), (STARTING, "    starting: 2028-03-01\n"), (ANNUAL, ANNUAL.replace("2025-10-14", "2028-10-14")))),
    ),
    "a review may end with the term": Case(
        edited(("  end: 2028-12-31\n  review_by: 2028-02-29 ", "  end: 2026-12-31\n  review_by: 2026-02-28 "), (QUARTERLY, "    every: FREQ=MONTHLY;INTERVAL=3;UNTIL=20261231\n")),
    ),
    "an open ended charter is judged alike": Case(
        edited(("  start: 2025-01-01\n  end: 2028-12-31\n  review_by: 2028-02-29 ", "  review_by: 2028-02-29 ")),
    ),
    "an operational review alone is none": Case(
        with_reviews(one("operational", "weekly"), tier("transactional")),
        finding("reviews", "no review of kind performance, strategic, health or innovation takes place once a year, as a transactional partnership needs"),
    ),
    "an organisation may ask for another rhythm": Case(
        edited(),
        finding("reviews.qbr.every"),
        finding("reviews.annual.every"), settings=options(RULE, {"strategic": 12, "strategic_reviews": 2}),
    ),
    "a rhythm or kind that the model refused is one finding": Case(qbr_files("sometimes")),
    "a rhythm or kind that the model refused is one finding (2)": Case(
        edited((QBR_KIND, QBR_KIND.replace("performance", "perfomance"))),
    ),
    "a missing section is for another rule to blame": Case(with_reviews("")),
    "a review that does not say when it begins is never due": Case(
        qbr_files("quarterly", ""),
        finding("reviews.qbr.starting", "the review 'qbr' has no first date, so it never falls due"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_operational_and_health_reviews_are_no_business_reviews() -> None:
    message = (
        "no review of kind performance or strategic takes place 4 times a year, "
        "as a strategic partnership needs"
    )
    for kind in ("operational", "health", "innovation"):
        weekly = edited((QBR_KIND, QBR_KIND.replace("performance", kind)))
        assert found(weekly) == [("reviews", message)]


@pytest.mark.parametrize(
    ("every", "comes"),
    [
        ("FREQ=MONTHLY;INTERVAL=4", "takes place 3 times a year"),
        ('"FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15"', "takes place twice a year"),
        ("yearly", "takes place once a year"),
        ("FREQ=MONTHLY;UNTIL=20260630", "took place for the last time on 2026-06-21"),
        (
            "FREQ=MONTHLY;UNTIL=20270331",
            "takes place for the last time on 2027-03-21, before a year has passed",
        ),
        ("FREQ=MONTHLY;COUNT=1", "took place for the last time on 2025-01-21"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "does not recur"),
    ],
)
def test_a_rule_that_comes_less_often_or_has_ended_is_not(every: str, comes: str) -> None:
    assert [(at, text.split(";")[0]) for at, text in qbr(every)] == [
        ("reviews.qbr.every", f"the review 'qbr' {comes}")
    ]


def test_a_review_that_begins_in_some_years_does_not_come_yet() -> None:
    assert qbr("quarterly", "    starting: 2027-03-01\n") == []
    assert [text.split(";")[0] for _, text in qbr("quarterly", "    starting: 2028-03-01\n")] == [
        "the review 'qbr' does not begin before 2028-03-01"
    ]


def test_a_review_without_a_rhythm_does_not_come_round() -> None:
    files = edited((QUARTERLY, ""))

    assert [(s.line, s.message.split(";")[0]) for s in findings(files, RULE)] == [
        (line_of(files, "  qbr:"), "the review 'qbr' does not recur")
    ]


@pytest.mark.parametrize(
    ("name", "kind", "every", "comes"),
    [
        ("preferred", "performance", "half-yearly", None),
        ("preferred", "strategic", "quarterly", None),
        ("preferred", "performance", "yearly", "once a year"),
        ("transactional", "performance", "yearly", None),
        ("transactional", "health", "yearly", None),
        ("transactional", "performance", "FREQ=YEARLY;INTERVAL=2", "once in 2 years"),
    ],
)
def test_smaller_partnerships_need_fewer(
    name: str, kind: str, every: str, comes: str | None
) -> None:
    often = {"preferred": "twice", "transactional": "once"}[name]

    assert findings(with_reviews(one(kind, every), tier(name)), RULE) == (
        [
            Seen(
                RULE,
                "warning",
                line_of(with_reviews(one(kind, every), tier(name)), "  look:"),
                "reviews.look.every",
                f"the review 'look' takes place {comes}; a {name} partnership needs one of "
                f"kind performance, strategic, health or innovation {often} a year",
            )
        ]
        if comes
        else []
    )


def test_a_review_that_ends_before_the_term_is_said_to() -> None:
    short = (
        "  end: 2028-12-31\n  review_by: 2028-02-29 ",
        "  end: 2027-08-31\n  review_by: 2026-10-31 ",
    )
    files = edited(short, (QUARTERLY, "    every: FREQ=MONTHLY;UNTIL=20270331\n"))

    assert [text.split(";")[0] for _, text in found(files)] == [
        "the review 'qbr' takes place for the last time on 2027-03-21, before the term ends"
    ]
