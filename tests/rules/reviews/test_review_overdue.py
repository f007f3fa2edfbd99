"""Reviews that take place."""

from datetime import datetime

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of, report
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "review-overdue"
FOLDER = "partnerships/meridian-helix/reviews"
QBR = f"{FOLDER}/2026-10-20-qbr.md"
NOT_HELD = "no minutes show that the review 'qbr' of 2026-10-21 was held"


def found(files: dict[str, bytes], day: str) -> list[tuple[str, str, str]]:
    now = datetime.fromisoformat(f"{day}T00:00+00:00")
    return [(s.severity, s.at, s.message) for s in findings(files, RULE, now)]


def without(*paths: str, files: dict[str, bytes] | None = None) -> dict[str, bytes]:
    return {path: raw for path, raw in (files or edited()).items() if path not in paths}


def minutes(for_: str, held_on: str, review: str = "qbr") -> dict[str, bytes]:
    front = f"---\nreview: {review}\nfor: {for_}\nheld_on: {held_on}\nattendees: [ada]\n---\n"
    return {f"{FOLDER}/{held_on}-{review}.md": front.encode()}


def help_of(files: dict[str, bytes]) -> str:
    now = datetime.fromisoformat("2026-11-22T00:00+00:00")
    return next(f.help for f in report(files, now).findings if f.rule == RULE)


def qbr(old: str, new: str) -> dict[str, bytes]:
    return without(QBR, files=edited((old, new)))


def test_the_complete_charter_holds_its_reviews() -> None:
    assert found(edited(), "2026-11-22") == []


@pytest.mark.parametrize(
    ("name", "review"),
    [("2026-10-20-qbr.md", "qbbr"), ("2026-13-20-qbr.md", "qbr"), ("qbr-2026-10-20.md", "qbr")],
)
def test_minutes_that_are_reported_themselves_may_be_the_missing_ones(
    name: str, review: str
) -> None:
    text = edited()[QBR].decode().replace("review: qbr", f"review: {review}")

    assert found(without(QBR) | {f"{FOLDER}/{name}": text.encode()}, "2026-11-22") == []


def test_a_review_without_minutes_is_marked_in_the_charter() -> None:
    files = without(QBR)

    assert findings(files, RULE, datetime.fromisoformat("2026-11-05T00:00Z")) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  qbr:"),
            "reviews.qbr",
            f"{NOT_HELD}, nor the 7 before it",
        )
    ]


@pytest.mark.parametrize(
    ("day", "severity"),
    [
        ("2026-10-21", None),
        ("2026-11-04", None),
        ("2026-11-05", "warning"),
        ("2026-11-20", "warning"),
        ("2026-11-21", "error"),
    ],
)
def test_it_is_overdue_after_ten_working_days_and_an_error_after_a_month(
    day: str, severity: str | None
) -> None:
    files = without(QBR) | minutes("2026-07-21", "2026-07-21")

    assert found(files, day) == ([(severity, "reviews.qbr", NOT_HELD)] if severity else [])


def test_public_holidays_of_each_party_are_granted_to_both() -> None:
    """After 28 December both have New Year off, and Sweden alone Epiphany."""
    moved = qbr("starting: 2025-01-21", "starting: 2024-12-28")
    files = moved | minutes("2026-09-28", "2026-09-28")

    def overdue(day: str) -> list[str]:
        return [at for _, at, _ in found(files, day) if at == "reviews.qbr"]

    assert overdue("2027-01-13") == []
    assert overdue("2027-01-14") == ["reviews.qbr"]


def test_the_age_is_that_of_the_first_day_missed_in_a_row() -> None:
    files = without(QBR) | minutes("2026-04-21", "2026-04-21")

    assert found(files, "2026-11-05") == [
        ("error", "reviews.qbr", f"{NOT_HELD}, nor the one before it")
    ]


def test_one_within_its_grace_does_not_hide_the_one_before() -> None:
    files = without(QBR) | minutes("2026-04-21", "2026-04-21")

    assert found(files, "2026-10-22") == [
        ("error", "reviews.qbr", "no minutes show that the review 'qbr' of 2026-07-21 was held")
    ]


def test_a_review_may_be_held_early_and_makes_up_for_those_before() -> None:
    early = without(QBR) | minutes("2027-01-21", "2026-11-20")

    assert found(early, "2026-11-22") == []


def test_minutes_of_tomorrow_are_not_seen() -> None:
    files = edited() | minutes("2026-07-21", "2026-07-21")
    later = {path: raw for path, raw in files.items() if path != QBR}
    later |= minutes("2026-10-21", "2026-11-12")

    assert found(later, "2026-11-11") == [("warning", "reviews.qbr", NOT_HELD)]
    assert found(later, "2026-11-12") == []


class TestMinutesThatStandForAnotherDay:
    def test_are_proposed_as_the_mend(self) -> None:
        files = without(QBR) | minutes("2026-10-20", "2026-10-20")

        assert found(files, "2026-11-22")[0][2] == f"{NOT_HELD}, nor the 7 before it"
        assert help_of(files) == (
            "If the minutes '2026-10-20-qbr.md' are meant, correct their 'for': the review is not "
            "planned for 2026-10-20. Otherwise: hold it, and write its minutes as "
            "'reviews/DATE-qbr.md' with 'for: 2026-10-21'."
        )

    def test_are_not_proposed_where_the_review_was_held_since(self) -> None:
        files = without(QBR) | minutes("2026-07-20", "2026-07-20")

        assert help_of(files | minutes("2026-07-21", "2026-07-22")) == (
            "Hold it, and write its minutes as 'reviews/DATE-qbr.md' with 'for: 2026-10-21'."
        )

    def test_may_mean_the_right_one_where_their_day_cannot_be_read(self) -> None:
        assert found(without(QBR) | minutes("soon", "2026-10-20"), "2026-11-22") == []

    def test_of_another_review_do_not_count(self) -> None:
        files = without(QBR) | minutes("2026-10-21", "2026-10-21", "weekly")

        assert len(found(files, "2026-11-22")) == 1


class TestWhatIsNotAwaited:
    def test_an_operational_review(self) -> None:
        files = qbr("    kind: performance\n", "    kind: operational\n")

        assert found(files, "2026-11-22") == []

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("    kind: performance\n", ""),
            ("    kind: performance\n", "    kind: perfomance\n"),
            ("    starting: 2025-01-21\n", ""),
            ("    every: quarterly  ", "    # no rhythm  "),
            ("    every: quarterly  ", "    every: FREQ=MONTHLY;UNTIL=20241231  "),
            ("    starting: 2025-01-21\n", "    starting: 2027-01-21\n"),
        ],
    )
    def test_a_review_that_does_not_come_round(self, old: str, new: str) -> None:
        assert found(qbr(old, new), "2026-11-22") == []

    def test_a_day_outside_the_term(self) -> None:
        late = qbr("  start: 2025-01-01\n", "  start: 2026-10-22\n")
        over = qbr("  end: 2028-12-31\n", "  end: 2026-10-20\n") | minutes(
            "2026-07-21", "2026-07-21"
        )

        assert found(late, "2026-11-22") == []
        assert found(over, "2026-11-22") == []

    def test_the_end_of_an_open_ended_term(self) -> None:
        text = qbr("  start: 2025-01-01\n  end: 2028-12-31\n", "  # open\n")

        assert found(text, "2026-11-22")[0][1] == "reviews.qbr"


def test_a_rule_that_has_ended_is_awaited_to_its_end() -> None:
    files = qbr("    every: quarterly  ", "    every: FREQ=MONTHLY;UNTIL=20250301  ")

    assert found(files, "2026-11-22") == [
        (
            "error",
            "reviews.qbr",
            "no minutes show that the review 'qbr' of 2025-02-21 was held, nor the one before it",
        )
    ]


def test_an_organisation_may_be_stricter() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"working_days": 1, "days": 3}}}).value
    assert table is not None
    files = without(QBR) | minutes("2026-07-21", "2026-07-21")

    def severities(day: str) -> list[str]:
        now = datetime.fromisoformat(f"{day}T00:00Z")
        return [seen.severity for seen in findings(files, RULE, now, Settings(table))]

    assert severities("2026-10-22") == []
    assert severities("2026-10-23") == ["warning"]
    assert severities("2026-10-25") == ["error"]


def test_a_charter_without_reviews_is_for_another_rule_to_blame() -> None:
    text = edited()[CHARTER].decode()
    start, end = text.index("reviews:\n"), text.index("sharing:  ")

    assert found(edited((text[start:end], "")), "2026-11-22") == []
