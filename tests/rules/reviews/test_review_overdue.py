"""Reviews that take place."""

# ruff: noqa: E501 - a table is read row by row

from datetime import datetime

from tests.support import (
    Case,
    day,
    edited,
    error,
    finding,
    findings,
    options,
    part,
    report,
    table,
    warning,
)

RULE = "review-overdue"
FOLDER = "partnerships/meridian-helix/reviews"
QBR = f"{FOLDER}/2026-10-20-qbr.md"
NOT_HELD = "no minutes show that the review 'qbr' planned for 2026-10-21 was held"


def found(files: dict[str, bytes], day: str) -> list[tuple[str, str, str]]:
    now = datetime.fromisoformat(f"{day}T00:00+00:00")
    return [(s.severity, s.at, s.message) for s in findings(files, RULE, now)]


def without(*paths: str, files: dict[str, bytes] | None = None) -> dict[str, bytes]:
    return {path: raw for path, raw in (files or edited()).items() if path not in paths}


def put_off(for_: str, on: str, to: str) -> dict[str, bytes]:
    front = f"---\nreview: qbr\nfor: {for_}\nheld_on: {on}\nstatus: moved\nmoved_to: {to}\n---\n"
    return {f"{FOLDER}/{on}-qbr.md": front.encode()}


def minutes(for_: str, held_on: str, review: str = "qbr") -> dict[str, bytes]:
    front = f"---\nreview: {review}\nfor: {for_}\nheld_on: {held_on}\nattendees: [ada]\n---\n"
    return {f"{FOLDER}/{held_on}-{review}.md": front.encode()}


def help_of(files: dict[str, bytes]) -> str:
    now = datetime.fromisoformat("2026-11-22T00:00+00:00")
    return next(f.help for f in report(files, now).findings if f.rule == RULE)


def qbr(old: str, new: str) -> dict[str, bytes]:
    return without(QBR, files=edited((old, new)))


SATURDAY = without(QBR, files=edited(("starting: 2025-01-21", "starting: 2025-01-24"))) | minutes(
    "2026-07-24", "2026-07-24"
)
OF_SATURDAY = "no minutes show that the review 'qbr' planned for 2026-10-24 was held"
PUT_OFF = (
    without(QBR)
    | minutes("2026-07-21", "2026-07-21")
    | put_off("2026-10-21", "2026-10-20", "2026-11-07")
)

# fmt: off
CASES = {
    "the complete charter holds its reviews": Case(edited(), now=day("2026-11-22")),
    "minutes that are reported themselves may be the missing ones: 2026-10-20-qbr.md": Case(
        without(QBR) | {f"{FOLDER}/2026-10-20-qbr.md": edited()[QBR].decode().replace("review: qbr", "review: qbbr").encode()}, now=day("2026-11-22"),
    ),
    "minutes that are reported themselves may be the missing ones: 2026-13-20-qbr.md": Case(
        without(QBR) | {f"{FOLDER}/2026-13-20-qbr.md": edited()[QBR].decode().replace("review: qbr", "review: qbr").encode()}, now=day("2026-11-22"),
    ),
    "minutes that are reported themselves may be the missing ones: qbr-2026-10-20.md": Case(
        without(QBR) | {f"{FOLDER}/qbr-2026-10-20.md": edited()[QBR].decode().replace("review: qbr", "review: qbr").encode()}, now=day("2026-11-22"),
    ),
    "a review without minutes is marked in the charter": Case(
        without(QBR),
        error("reviews.qbr", f"{NOT_HELD}, nor the 7 before it", on="  qbr:"), now=day("2026-11-05"),
    ),
    "it is overdue after ten working days and an error after a month: 2026-10-21": Case(
        without(QBR) | minutes("2026-07-21", "2026-07-21"), now=day("2026-10-21"),
    ),
    "it is overdue after ten working days and an error after a month: 2026-11-04": Case(
        without(QBR) | minutes("2026-07-21", "2026-07-21"), now=day("2026-11-04"),
    ),
    "it is overdue after ten working days and an error after a month: 2026-11-05": Case(
        without(QBR) | minutes("2026-07-21", "2026-07-21"),
        warning("reviews.qbr", NOT_HELD), now=day("2026-11-05"),
    ),
    "it is overdue after ten working days and an error after a month: 2026-11-20": Case(
        without(QBR) | minutes("2026-07-21", "2026-07-21"),
        warning("reviews.qbr", NOT_HELD), now=day("2026-11-20"),
    ),
    "it is overdue after ten working days and an error after a month: 2026-11-21": Case(
        without(QBR) | minutes("2026-07-21", "2026-07-21"),
        error("reviews.qbr", NOT_HELD), now=day("2026-11-21"),
    ),
    "the age is that of the first day missed in a row": Case(
        without(QBR) | minutes("2026-04-21", "2026-04-21"),
        error("reviews.qbr", f"{NOT_HELD}, nor the one before it"), now=day("2026-11-05"),
    ),
    "one of a Saturday counts from Monday: 9 November": Case(
        SATURDAY, now=day("2026-11-09"),
    ),
    "one of a Saturday counts from Monday: 10 November": Case(
        SATURDAY, warning("reviews.qbr", OF_SATURDAY), now=day("2026-11-10"),
    ),
    "one of a Saturday counts from Monday: 25 November": Case(
        SATURDAY, warning("reviews.qbr", OF_SATURDAY), now=day("2026-11-25"),
    ),
    "one of a Saturday counts from Monday: 26 November": Case(
        SATURDAY, error("reviews.qbr", OF_SATURDAY), now=day("2026-11-26"),
    ),
    "one that was put off to a Saturday counts from Monday: 23 November": Case(
        PUT_OFF, now=day("2026-11-23"),
    ),
    "one that was put off to a Saturday counts from Monday: 24 November": Case(
        PUT_OFF, warning("reviews.qbr", NOT_HELD), now=day("2026-11-24"),
    ),
    "one within its grace does not hide the one before": Case(
        without(QBR) | minutes("2026-04-21", "2026-04-21"),
        error("reviews.qbr", "no minutes show that the review 'qbr' planned for 2026-07-21 was held"), now=day("2026-10-22"),
    ),
    "a review may be held early and makes up for those before": Case(
        without(QBR) | minutes("2027-01-21", "2026-11-20"), now=day("2026-11-22"),
    ),
    "minutes that stand for another day may mean the right one where their day cannot be read": Case(
        without(QBR) | minutes("soon", "2026-10-20"), now=day("2026-11-22"),
    ),
    "minutes that stand for another day of another review do not count": Case(
        without(QBR) | minutes("2026-10-21", "2026-10-21", "weekly"),
        finding(), now=day("2026-11-22"),
    ),
    "what is not awaited an operational review": Case(
        qbr("    kind: performance\n", "    kind: operational\n"), now=day("2026-11-22"),
    ),
    "what is not awaited a review that does not come round: 1": Case(
        qbr("    kind: performance\n", ""), now=day("2026-11-22"),
    ),
    "what is not awaited a review that does not come round: 2": Case(
        qbr("    kind: performance\n", "    kind: perfomance\n"), now=day("2026-11-22"),
    ),
    "what is not awaited a review that does not come round: 3": Case(
        qbr("    starting: 2025-01-21\n", ""), now=day("2026-11-22"),
    ),
    "what is not awaited a review that does not come round: every: quarterly": Case(
        qbr("    every: quarterly  ", "    # no rhythm  "), now=day("2026-11-22"),
    ),
    "what is not awaited a review that does not come round: every: quarterly, 2": Case(
        qbr("    every: quarterly  ", "    every: FREQ=MONTHLY;UNTIL=20241231  "), now=day("2026-11-22"),
    ),
    "what is not awaited a review that does not come round: 6": Case(
        qbr("    starting: 2025-01-21\n", "    starting: 2027-01-21\n"), now=day("2026-11-22"),
    ),
    "what is not awaited a day outside the term": Case(
        qbr("  start: 2025-01-01\n", "  start: 2026-10-22\n"), now=day("2026-11-22"),
    ),
    "what is not awaited a day outside the term (2)": Case(
        qbr("  end: 2028-12-31\n", "  end: 2026-10-20\n") | minutes("2026-07-21", "2026-07-21"), now=day("2026-11-22"),
    ),
    "a rule that has ended is awaited to its end": Case(
        qbr("    every: quarterly  ", "    every: FREQ=MONTHLY;UNTIL=20250301  "),
        error("reviews.qbr", "no minutes show that the review 'qbr' planned for 2025-02-21 was held, nor the one before it"), now=day("2026-11-22"),
    ),
    "a charter without reviews is for another rule to blame": Case(
        edited((part("reviews:\n", "sharing:  "), "")), now=day("2026-11-22"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_public_holidays_of_each_party_are_granted_to_both() -> None:
    """28 December stands for Boxing Day; then both have New Year off, and Sweden alone Epiphany."""
    moved = qbr("starting: 2025-01-21", "starting: 2024-12-28")
    files = moved | minutes("2026-09-28", "2026-09-28")

    def overdue(day: str) -> list[str]:
        return [at for _, at, _ in found(files, day) if at == "reviews.qbr"]

    assert overdue("2027-01-14") == []
    assert overdue("2027-01-15") == ["reviews.qbr"]


def test_minutes_of_tomorrow_are_not_seen() -> None:
    files = edited() | minutes("2026-07-21", "2026-07-21")
    later = {path: raw for path, raw in files.items() if path != QBR}
    later |= minutes("2026-10-21", "2026-11-12")

    assert found(later, "2026-11-11") == [("warning", "reviews.qbr", NOT_HELD)]
    assert found(later, "2026-11-12") == []


class TestMinutesThatStandForAnotherDay:
    def test_show_that_the_review_was_held_all_the_same(self) -> None:
        files = without(QBR) | minutes("2026-10-20", "2026-10-20")

        assert found(files, "2026-11-22") == []

    def test_of_an_earlier_rhythm_are_not_to_be_rewritten(self) -> None:
        moved = edited(("    starting: 2025-01-21\n", "    starting: 2025-01-28\n"))

        assert found(moved, "2026-11-22") == []
        assert found(moved, "2027-02-12")[0][2] == (
            "no minutes show that the review 'qbr' planned for 2027-01-28 was held"
        )

    def test_do_not_show_that_a_later_one_was(self) -> None:
        files = without(QBR) | minutes("2026-07-20", "2026-07-20")

        assert help_of(files) == (
            "Hold it, and write its minutes as 'reviews/DATE-qbr.md' with 'for: 2026-10-21'."
        )


class TestWhatIsNotAwaited:
    def test_the_end_of_an_open_ended_term(self) -> None:
        text = qbr("  start: 2025-01-01\n  end: 2028-12-31\n", "  # open\n")

        assert found(text, "2026-11-22")[0][1] == "reviews.qbr"


def test_an_organisation_may_be_stricter() -> None:
    settings = options(RULE, {"working_days": 1, "days": 3})
    files = without(QBR) | minutes("2026-07-21", "2026-07-21")

    def severities(day: str) -> list[str]:
        now = datetime.fromisoformat(f"{day}T00:00Z")
        return [seen.severity for seen in findings(files, RULE, now, settings)]

    assert severities("2026-10-22") == []
    assert severities("2026-10-23") == ["warning"]
    assert severities("2026-10-25") == ["error"]
