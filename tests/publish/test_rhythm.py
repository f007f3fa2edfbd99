"""Next reviews, open actions and the last minutes, as of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pytest

from tests.support import edited, partnership
from trm_policy.publish.rhythm import (
    ActionRow,
    LastMinutes,
    action_rows,
    last_minutes,
    review_rows,
)

MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def days(today: date, *edits: tuple[str, str]) -> dict[str, tuple[date | None, date | None]]:
    part = partnership(edited(*edits))
    rows = review_rows(part.charter, part.records.minutes, today)
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
    held, path = ("Quarterly business review", date(2026, 10, 20)), PurePosixPath(MINUTES)
    assert action_rows(part, NOW)[:2] == [
        ActionRow("Rehearse the Hull standby", "Nils Dahl", date(2026, 11, 6), 16, *held, path, 15),
        ActionRow(
            "Publish the forecast error by store",
            "Tom Ellis",
            date(2026, 12, 1),
            0,
            *held,
            path,
            16,
        ),
    ]
    assert action_rows(part, datetime(2026, 1, 1, tzinfo=UTC)) == []


def test_the_last_minutes_are_those_of_the_review_held_last() -> None:
    part = partnership()
    decision = "Peak capacity is released from week 47, a week early."
    assert last_minutes(part, NOW) == LastMinutes(
        "Quarterly business review", date(2026, 10, 20), date(2026, 10, 21), (decision,)
    )
    earlier = last_minutes(part, datetime(2026, 10, 19, tzinfo=UTC))
    assert earlier is not None
    assert (earlier.review, earlier.held) == ("Annual strategic review", date(2026, 10, 14))
    assert last_minutes(part, datetime(2026, 1, 1, tzinfo=UTC)) is None
