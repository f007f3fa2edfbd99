"""Seats whose time has not run out."""

# ruff: noqa: E501 - a table is read row by row

from datetime import UTC, datetime

from tests.support import Case, edited, error, finding, findings, options, table, warning

RULE = "no-expired-appointment"
SEAT = "      - {person: nils, role: co-chair, until: 2027-12-31}"


def until(day: str) -> dict[str, bytes]:
    return edited((SEAT, SEAT.replace("2027-12-31", day)))


# fmt: off
CASES = {
    "an appointment that has ended is marked at its day": Case(
        until("2026-11-20"),
        warning("committees.operations.members.2.until", "the appointment of Nils Dahl to the committee 'operations' ended on 2026-11-20", on="until: 2026-11-20"),
    ),
    "a term of office ends as its first day and its length say": Case(
        edited((SEAT, SEAT.replace("until: 2027-12-31", "since: 2024-11-16, term_of_office: 2 years"))),
        warning("committees.operations.members.2.since", "the appointment of Nils Dahl to the committee 'operations' ended on 2026-11-15", on="since: 2024-11-16"),
    ),
    "it is held through its last day and grows grave after a month: 2026-11-22": Case(until("2026-11-22")),
    "it is held through its last day and grows grave after a month: 2026-11-21": Case(
        until("2026-11-21"),
        warning(),
    ),
    "it is held through its last day and grows grave after a month: 2026-10-23": Case(
        until("2026-10-23"),
        warning(),
    ),
    "it is held through its last day and grows grave after a month: 2026-10-22": Case(until("2026-10-22"), error()),
    "it is held through its last day and grows grave after a month: 2020-01-01": Case(until("2020-01-01"), error()),
    "the day that is asked for decides": Case(
        edited(),
        finding("committees.operations.members.1.until"),
        finding("committees.operations.members.2.until"), now=datetime(2028, 1, 1, tzinfo=UTC),
    ),
    "somebody unknown is called by their id": Case(
        edited((SEAT, SEAT.replace("nils", "ghost").replace("2027", "2025"))),
        finding(message="the appointment of ghost to the committee 'operations' ended on 2025-12-31"),
    ),
    "a draft is warned at most": Case(
        edited(("status: active                     # draft", "status: draft  # draft"), (SEAT, SEAT.replace("2027", "2020"))),
        warning(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_an_organisation_may_wait_longer_or_not_at_all() -> None:
    for days, severity in ((60, "warning"), (0, "error")):
        settings = options(RULE, {"days": days})
        found = findings(until("2026-10-01"), RULE, settings=settings)
        assert [seen.severity for seen in found] == [severity]
