"""Next reviews, open actions and escalations, as of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.support import CHARTER, edited, partnership
from trm_policy.publish.rhythm import ActionRow, Case, action_rows, cases, review_rows

FOLDER = "partnerships/meridian-helix/"


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
    part = partnership(
        edited(
            ("- [x] @nils Rehearse", "- [ ] @nils Rehearse"),
            path=FOLDER + "reviews/2026-10-20-qbr.md",
        )
    )
    rows = action_rows(part.records.minutes, part.roster, date(2026, 11, 22))
    assert rows[0] == ActionRow("Rehearse the Hull standby", "Nils Dahl", date(2026, 11, 6), True)
    assert (
        ActionRow("Publish the forecast error by store", "Tom Ellis", date(2026, 12, 1), False)
        in rows
    )
    assert action_rows(part.records.minutes, part.roster, date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("now", "story"),
    [
        (datetime(2026, 9, 7, 12, tzinfo=UTC), "reached Operations, still open"),
        (datetime(2026, 9, 9, tzinfo=UTC), "reached Relationship owners, still open"),
        (datetime(2026, 11, 22, tzinfo=UTC), "reached Relationship owners, settled on 9 Sep 2026"),
    ],
)
def test_an_escalation_is_told_as_it_stood(now: datetime, story: str) -> None:
    part = partnership(edited(("title: Meridian Foods", "title: Meridian"), path=CHARTER))
    assert cases(part.charter, part.records.escalations, part.roster, now) == [
        Case(
            "Late trailers on the Leeds loop",
            f"raised by Tom Ellis on 7 Sep 2026, {story}",
            "open" in story,
        )
    ]


def test_an_escalation_is_not_seen_before_it_was_raised() -> None:
    part = partnership()
    early = datetime(2026, 9, 7, tzinfo=UTC)
    assert cases(part.charter, part.records.escalations, part.roster, early) == []
