"""Seats whose time has not run out."""

from datetime import UTC, datetime

import pytest

from tests.support import Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "no-expired-appointment"
SEAT = "      - {person: nils, role: co-chair, until: 2027-12-31}"


def until(day: str) -> dict[str, bytes]:
    return edited((SEAT, SEAT.replace("2027-12-31", day)))


def test_the_appointments_of_the_complete_charter_last() -> None:
    assert findings(edited(), RULE) == []


def test_an_appointment_that_has_ended_is_marked_at_its_day() -> None:
    files = until("2026-11-20")

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "until: 2026-11-20"),
            "committees.operations.members.2.until",
            "the appointment of Nils Dahl to the committee 'operations' ended on 2026-11-20",
        )
    ]


@pytest.mark.parametrize(
    ("day", "severities"),
    [
        ("2026-11-22", []),
        ("2026-11-21", ["warning"]),
        ("2026-10-23", ["warning"]),
        ("2026-10-22", ["error"]),
        ("2020-01-01", ["error"]),
    ],
)
def test_it_is_held_through_its_last_day_and_grows_grave_after_a_month(
    day: str, severities: list[str]
) -> None:
    assert [seen.severity for seen in findings(until(day), RULE)] == severities


def test_the_day_that_is_asked_for_decides() -> None:
    later = datetime(2028, 1, 1, tzinfo=UTC)

    assert [seen.at for seen in findings(edited(), RULE, later)] == [
        "committees.operations.members.1.until",
        "committees.operations.members.2.until",
    ]


def test_an_organisation_may_wait_longer_or_not_at_all() -> None:
    for days, severity in ((60, "warning"), (0, "error")):
        table = build(SettingsTable, {"rules": {RULE: {"days": days}}}).value
        assert table is not None
        found = findings(until("2026-10-01"), RULE, settings=Settings(table))
        assert [seen.severity for seen in found] == [severity]


def test_somebody_unknown_is_called_by_their_id() -> None:
    files = edited((SEAT, SEAT.replace("nils", "ghost").replace("2027", "2025")))

    assert [seen.message for seen in findings(files, RULE)] == [
        "the appointment of ghost to the committee 'operations' ended on 2025-12-31"
    ]


def test_a_draft_is_warned_at_most() -> None:
    status = ("status: active                     # draft", "status: draft  # draft")
    seat = (SEAT, SEAT.replace("2027", "2020"))

    assert [seen.severity for seen in findings(edited(status, seat), RULE)] == ["warning"]
