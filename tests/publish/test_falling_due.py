"""What falls due, parted by how soon."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.support import edited, partnership
from trm_policy.measure.due import due_items
from trm_policy.publish.rhythm import FallingDue, falling_due

TODAY = date(2026, 11, 22)
MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"


def parted(*edits: tuple[str, str], today: date = TODAY) -> FallingDue:
    now = datetime(today.year, today.month, today.day, tzinfo=UTC)
    return falling_due(due_items(partnership(edited(*edits, path=MINUTES)), now), today)


def test_what_is_late_is_parted_from_what_comes_within_sixty_days_and_later() -> None:
    due = parted(("- [x] @nils Rehearse", "- [ ] @nils Rehearse"))
    assert [(item.day, item.overdue) for item in due.overdue] == [(date(2026, 11, 6), 16)]
    assert due.until == date(2027, 1, 21)
    days = [item.day for item in due.ahead]
    assert (days[0], days[-1]) == (date(2026, 11, 23), date(2027, 1, 21))
    assert due.later is not None
    assert due.later.day == date(2027, 3, 31)
    assert due.next == due.ahead[0]


def test_what_is_late_is_counted_by_sort_the_most_frequent_first() -> None:
    due = parted(today=date(2027, 5, 1))
    counted = "4 KPI figures, 3 risk reviews, 2 actions, 1 commitment, 1 review"
    assert due.overdue_counted == counted


def test_where_nothing_is_due_nothing_is_said() -> None:
    nothing = falling_due([], TODAY)
    assert not nothing
    assert nothing.next is None
    assert nothing.overdue_counted == ""
