"""Reviews that come round often enough."""

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

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


def test_the_complete_charter_is_reviewed_often_enough() -> None:
    assert findings(edited(), RULE) == []


def test_within_a_term_that_ends_before_it_starts_nothing_can_come_often() -> None:
    assert found(edited(("  end: 2028-12-31\n", "  end: 2024-12-31\n"))) == []


def test_a_business_review_twice_a_year_is_too_rare_for_a_strategic_partnership() -> None:
    files = edited((QUARTERLY, "    every: half-yearly\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    every: half-yearly"),
            "reviews.qbr.every",
            "the review 'qbr' comes twice a year; a strategic partnership needs one of kind "
            "performance or strategic 4 times a year",
        )
    ]


def test_without_a_strategic_review_the_section_is_marked() -> None:
    files = edited((ANNUAL, ANNUAL.replace("strategic", "innovation")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            files[CHARTER].decode().split("\n").index("reviews:") + 1,
            "reviews",
            "no review of kind strategic comes once a year, as a strategic partnership needs",
        )
    ]


def test_a_strategic_review_every_other_year_is_too_rare() -> None:
    assert found(edited((ANNUAL, ANNUAL.replace("yearly", "FREQ=YEARLY;INTERVAL=2")))) == [
        (
            "reviews.annual.every",
            (
                "the review 'annual' comes once in 2 years; a strategic partnership needs one of "
                "kind strategic once a year"
            ),
        )
    ]


def test_operational_and_health_reviews_are_no_business_reviews() -> None:
    message = (
        "no review of kind performance or strategic comes 4 times a year, "
        "as a strategic partnership needs"
    )
    for kind in ("operational", "health", "innovation"):
        weekly = edited((QBR_KIND, QBR_KIND.replace("performance", kind)))
        assert found(weekly) == [("reviews", message)]


def test_a_strategic_review_each_quarter_is_a_business_review_too() -> None:
    assert found(with_reviews(one("strategic", "quarterly"))) == []


@pytest.mark.parametrize(
    "every",
    [
        "monthly",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
        "FREQ=WEEKLY;INTERVAL=13",
        "FREQ=DAILY;INTERVAL=92",
        '"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15"',
        "FREQ=MONTHLY;INTERVAL=3;UNTIL=20281231",
    ],
)
def test_a_rule_that_comes_four_times_a_year_is_quarterly(every: str) -> None:
    assert qbr(every) == []


@pytest.mark.parametrize(
    ("every", "comes"),
    [
        ("FREQ=MONTHLY;INTERVAL=4", "comes 3 times a year"),
        ('"FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15"', "comes twice a year"),
        ("yearly", "comes once a year"),
        ("FREQ=MONTHLY;UNTIL=20260630", "came for the last time on 2026-06-21"),
        (
            "FREQ=MONTHLY;UNTIL=20270331",
            "comes for the last time on 2027-03-21, before a year has passed",
        ),
        ("FREQ=MONTHLY;COUNT=1", "came for the last time on 2025-01-21"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "does not come round"),
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


def test_a_partnership_that_begins_later_is_reviewed_from_then_on() -> None:
    later = (
        ("  start: 2025-01-01\n", "  start: 2028-01-01\n"),
        (STARTING, "    starting: 2028-03-01\n"),
        (ANNUAL, ANNUAL.replace("2025-10-14", "2028-10-14")),
    )

    assert found(edited(*later)) == []


def test_a_review_may_end_with_the_term() -> None:
    assert (
        found(
            edited(
                (
                    "  end: 2028-12-31\n  review_by: 2028-02-29 ",
                    "  end: 2026-12-31\n  review_by: 2026-02-28 ",
                ),
                (QUARTERLY, "    every: FREQ=MONTHLY;INTERVAL=3;UNTIL=20261231\n"),
            )
        )
        == []
    )


def test_an_open_ended_charter_is_judged_alike() -> None:
    open_ended = (
        "  start: 2025-01-01\n  end: 2028-12-31\n  review_by: 2028-02-29 ",
        "  review_by: 2028-02-29 ",
    )

    assert found(edited(open_ended)) == []


def test_a_review_without_a_rhythm_does_not_come_round() -> None:
    files = edited((QUARTERLY, ""))

    assert [(s.line, s.message.split(";")[0]) for s in findings(files, RULE)] == [
        (line_of(files, "  qbr:"), "the review 'qbr' does not come round")
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
                f"the review 'look' comes {comes}; a {name} partnership needs one of "
                f"kind performance, strategic, health or innovation {often} a year",
            )
        ]
        if comes
        else []
    )


def test_an_operational_review_alone_is_none() -> None:
    assert found(with_reviews(one("operational", "weekly"), tier("transactional"))) == [
        (
            "reviews",
            (
                "no review of kind performance, strategic, health or innovation comes once a year, "
                "as a transactional partnership needs"
            ),
        )
    ]


def test_an_organisation_may_ask_for_another_rhythm() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"strategic": 12, "strategic_reviews": 2}}}).value
    assert table is not None

    assert [s.at for s in findings(edited(), RULE, settings=Settings(table))] == [
        "reviews.qbr.every",
        "reviews.annual.every",
    ]


def test_a_rhythm_or_kind_that_the_model_refused_is_one_finding() -> None:
    assert qbr("sometimes") == []
    assert found(edited((QBR_KIND, QBR_KIND.replace("performance", "perfomance")))) == []


def test_a_missing_section_is_for_another_rule_to_blame() -> None:
    assert found(with_reviews("")) == []


def test_a_review_that_does_not_say_when_it_begins_is_never_due() -> None:
    assert qbr("quarterly", "") == [
        (
            "reviews.qbr.starting",
            "the review 'qbr' does not say when it comes first, so that none is ever due",
        )
    ]


def test_a_review_that_ends_before_the_term_is_said_to() -> None:
    short = (
        "  end: 2028-12-31\n  review_by: 2028-02-29 ",
        "  end: 2027-08-31\n  review_by: 2026-10-31 ",
    )
    files = edited(short, (QUARTERLY, "    every: FREQ=MONTHLY;UNTIL=20270331\n"))

    assert [text.split(";")[0] for _, text in found(files)] == [
        "the review 'qbr' comes for the last time on 2027-03-21, before the term does"
    ]
