"""A clock knows for how long its answers hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from operator import le

import pytest

from trm_policy.timing.clock import Clock, day_of

NOON = datetime.fromisoformat("2026-11-22T12:00+00:00")
EARLIER = datetime.fromisoformat("2026-11-22T10:00+02:00")
LATER = datetime.fromisoformat("2026-11-23T09:00-01:00")
MOMENT = datetime.resolution
ALWAYS = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def asked(*questions: Callable[[Clock], object]) -> tuple[list[object], datetime, datetime]:
    clock = Clock(NOON)
    answers = [question(clock) for question in questions]
    return answers, clock.since, clock.until


def test_of_which_nothing_was_asked_it_holds_always() -> None:
    assert asked() == ([], *ALWAYS)


def test_the_day_holds_for_the_day_in_utc() -> None:
    late = Clock(datetime.fromisoformat("2026-11-22T23:30-02:00"))
    assert late.today == date(2026, 11, 23)
    assert (late.since, late.until) == (
        datetime(2026, 11, 23, tzinfo=UTC),
        datetime(2026, 11, 24, tzinfo=UTC),
    )


def test_the_instant_itself_holds_for_no_other() -> None:
    assert asked(lambda clock: clock.now) == ([NOON], NOON, NOON + MOMENT)


@pytest.mark.parametrize(
    ("question", "answer", "since", "until"),
    [
        pytest.param(lambda c: le(EARLIER, c), True, EARLIER, ALWAYS[1], id="has come"),
        pytest.param(lambda c: le(LATER, c), False, ALWAYS[0], LATER, id="has not come"),
        pytest.param(lambda c: le(NOON, c), True, NOON, ALWAYS[1], id="comes now"),
        pytest.param(lambda c: c > EARLIER, True, EARLIER + MOMENT, ALWAYS[1], id="is over"),
        pytest.param(lambda c: c > NOON, False, ALWAYS[0], NOON + MOMENT, id="is just not over"),
        pytest.param(lambda c: c <= LATER, True, ALWAYS[0], LATER + MOMENT, id="is in time"),
        pytest.param(lambda c: c < EARLIER, False, EARLIER, ALWAYS[1], id="is not before"),
    ],
)
def test_a_comparison_holds_until_it_turns(
    question: Callable[[Clock], bool], answer: bool, since: datetime, until: datetime
) -> None:
    assert asked(question) == ([answer], since, until)


def test_several_answers_hold_together_between_the_nearest_turns() -> None:
    found = asked(lambda c: le(EARLIER, c), lambda c: c.today, lambda c: le(LATER, c))
    assert found == ([True, date(2026, 11, 22), False], EARLIER, datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize("now", [ALWAYS[1], datetime(9999, 12, 31, tzinfo=UTC)])
def test_the_end_of_the_calendar_is_no_obstacle(now: datetime) -> None:
    clock = Clock(now)
    assert (clock.now, clock.today, clock > now) == (now, date(9999, 12, 31), False)
    assert clock.since == now


def test_the_day_of_an_instant_is_that_of_utc() -> None:
    late = datetime.fromisoformat("2026-11-22T23:30-02:00")
    assert (day_of(late), day_of(Clock(late))) == (date(2026, 11, 23), date(2026, 11, 23))
