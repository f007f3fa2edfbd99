"""Next reviews, open actions and the last minutes, as of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import PurePosixPath

import pytest

from tests.support import edited, partnership
from trm_policy.measure.meetings import review_states
from trm_policy.publish.rhythm import actions_by_day, last_minutes

MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def days(today: date, *edits: tuple[str, str]) -> dict[str, tuple[date | None, date | None]]:
    now = datetime.combine(today, time(), UTC)
    rows = review_states(partnership(edited(*edits)), now)
    return {row.id: (row.next, row.held) for row in rows}


def test_reviews_stand_in_the_order_of_their_next_days() -> None:
    assert list(days(date(2026, 11, 22)).items()) == [
        ("weekly", (date(2026, 11, 25), None)),
        ("qbr", (date(2027, 1, 21), date(2026, 10, 20))),
        ("health", (date(2027, 5, 12), date(2026, 5, 12))),
        ("annual", (date(2027, 10, 14), date(2026, 10, 14))),
    ]


@pytest.mark.parametrize(
    ("today", "following"),
    [
        (date(2026, 10, 19), date(2026, 10, 21)),
        (date(2026, 10, 20), date(2027, 1, 21)),  # held a day early
        (date(2027, 1, 21), date(2027, 1, 21)),
        (date(2028, 12, 1), None),  # the next one would come after the term
    ],
)
def test_a_review_held_early_is_not_awaited_again(today: date, following: date | None) -> None:
    assert days(today)["qbr"][0] == following


def test_nothing_is_awaited_of_a_partnership_that_is_over() -> None:
    over = days(date(2026, 11, 22), ("status: active", "status: ended"))
    assert {following for following, _ in over.values()} == {None}


def test_open_actions_come_with_their_people_the_oldest_day_first() -> None:
    part = partnership(edited(("- [x] @nils Rehearse", "- [ ] @nils Rehearse"), path=MINUTES))
    found = actions_by_day(part, NOW)[:2]
    assert [
        (one.action.what, part.roster.name_of(one.action.person or ""), one.action.due)
        for one in found
    ] == [
        ("Rehearse the Hull standby", "Nils Dahl", date(2026, 11, 6)),
        ("Publish the forecast error by store", "Tom Ellis", date(2026, 12, 1)),
    ]
    assert [one.days_late(NOW.date()) for one in found] == [16, 0]
    assert [one.action.line for one in found] == [15, 16]
    assert {one.minutes.path for one in found} == {PurePosixPath(MINUTES)}
    held = (one.minutes.front for one in found)
    fronts = {(front.review, front.held_on) for front in held if front is not None}
    assert fronts == {("qbr", date(2026, 10, 20))}
    assert actions_by_day(part, datetime(2026, 1, 1, tzinfo=UTC)) == []


def test_the_last_minutes_are_those_of_the_review_held_last() -> None:
    part = partnership()
    found = last_minutes(part, NOW)
    assert found is not None
    assert found.front is not None
    assert (found.front.review, found.front.held_on) == ("qbr", date(2026, 10, 20))
    assert found.front.for_ == date(2026, 10, 21)
    decision = "Peak capacity is released from week 47, a week early."
    assert [said.text for said in found.decisions] == [decision]
    earlier = last_minutes(part, datetime(2026, 10, 19, tzinfo=UTC))
    assert earlier is not None
    assert earlier.front is not None
    assert (earlier.front.review, earlier.front.held_on) == ("annual", date(2026, 10, 14))
    assert last_minutes(part, datetime(2026, 1, 1, tzinfo=UTC)) is None
