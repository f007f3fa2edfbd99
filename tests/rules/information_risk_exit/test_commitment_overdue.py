"""Promises that are kept."""

from datetime import datetime

from tests.support import Seen, edited, findings, line_of

RULE = "commitment-overdue"
OWNED = "    owner: nils\n    due: 2026-11-23\n"
MESSAGE = (
    "the commitment 'peak-capacity' of Nils Dahl, '120 extra pallets a day in weeks 48 to 52', was "
    "due on 2026-11-23 and is still open, 1 day later"
)


def as_of(day: str, *edits: tuple[str, str]) -> list[Seen]:
    return findings(edited(*edits), RULE, datetime.fromisoformat(f"{day}T00:00+00:00"))


def test_an_open_commitment_past_its_day_is_marked_there() -> None:
    assert as_of("2026-11-24") == [
        Seen(
            RULE,
            "warning",
            line_of(edited(), "    due: 2026-11-23"),
            "commitments.peak-capacity.due",
            MESSAGE,
        )
    ]


def test_its_day_itself_is_in_time() -> None:
    assert as_of("2026-11-23") == []


def test_one_that_is_closed_or_has_no_day_is_not_late() -> None:
    assert as_of("2027-01-01", (OWNED, OWNED + "    closed_on: 2026-11-30\n")) == []
    assert as_of("2027-01-01", (OWNED, "    owner: nils\n")) == []


def test_one_of_nobody_is_late_as_well() -> None:
    assert [s.message for s in as_of("2026-11-24", (OWNED, "    due: 2026-11-23\n"))] == [
        MESSAGE.replace(" of Nils Dahl", "")
    ]
