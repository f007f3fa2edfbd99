"""Which review comes next and which was missed, held to what calendars show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.measure.calendars import days_of
from tests.support import CHARTER, TODAY, edited, findings, partnership
from trm_policy.measure.meetings import (
    days_held,
    falls_away,
    meets_on,
    missed,
    next_awaited,
    review_states,
    reviews_held,
)
from trm_policy.model.audience import Override
from trm_policy.model.building import build
from trm_policy.model.governance import Review
from trm_policy.model.purpose import Term
from trm_policy.projection import project

FOLDER = "partnerships/meridian-helix/"
DAY = timedelta(days=1)
LAST = date(2033, 1, 1)
WORDS = ["weekly", "fortnightly", "monthly", "quarterly", "half-yearly", "yearly"]
STARTS = [
    date(2023, 1, 31),
    date(2023, 12, 31),
    date(2024, 2, 29),
    date(2024, 8, 30),
    date(2024, 11, 29),
    date(2025, 3, 15),
]
RULES = [
    "FREQ=DAILY;INTERVAL=45",
    "FREQ=DAILY;BYDAY=MO,TH;BYMONTH=2",
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=29,30",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=5MO",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO",
    "FREQ=YEARLY;BYDAY=53MO",
    "FREQ=YEARLY;BYYEARDAY=60,-1",
    "FREQ=YEARLY;BYYEARDAY=366",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=31",
    "FREQ=MONTHLY;COUNT=7;BYMONTHDAY=30",
    "FREQ=MONTHLY;UNTIL=20280229;BYMONTHDAY=-1",
]


def review(every: str, starting: date) -> Review:
    built = build(Review, {"name": "Review", "every": every, "starting": starting})
    assert built.value is not None, built.refusals
    return built.value


def one_by_one(every: str, starting: date) -> list[date]:
    """Each day that is awaited next, once the one before it has passed."""
    part = partnership()
    term = Term(start=date(2020, 1, 1), end=LAST, review_by=None)
    more = {"term": term, "reviews": {"one": review(every, starting)}}
    part = replace(part, charter=part.charter.model_copy(update=more))
    found: list[date] = []
    today: date = starting
    while (day := next_awaited(part, "one", found, today)) is not None:
        found.append(day)
        today = day + DAY
    return found


@pytest.mark.parametrize("starting", STARTS)
@pytest.mark.parametrize("word", WORDS)
def test_the_days_of_a_word_are_those_that_a_calendar_shows(word: str, starting: date) -> None:
    found = one_by_one(word, starting)
    assert found == days_of(word, starting, LAST)
    assert len(found) >= 8


@pytest.mark.parametrize("after", [date(2023, 12, 30), date(2024, 2, 28)])
@pytest.mark.parametrize("rule", RULES)
def test_the_days_of_a_rule_are_those_that_a_calendar_shows(rule: str, after: date) -> None:
    first = review(rule, after).every
    assert first is not None
    # RFC 5545 leaves open what becomes of a start that does not fit the rule.
    starting = first.next_due(after, after)
    assert starting is not None
    one, part = review(rule, starting), partnership()
    days = [day for day in days_of(rule, starting, LAST) if not falls_away(day, one, part)]
    assert one_by_one(rule, starting) == days


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("FREQ=MONTHLY;INTERVAL=0", "INTERVAL must be a whole number from 1 to 120, not '0'"),
        ("FREQ=HOURLY", "FREQ=HOURLY is more often than daily"),
        ("FREQ=MINUTELY;INTERVAL=5", "FREQ=MINUTELY is more often than daily"),
        ("FREQ=DAILY;BYHOUR=9,15", "BYHOUR is a time of day, but a cadence has only days"),
    ],
)
def test_a_rule_that_no_calendar_should_follow_is_a_finding_and_awaits_nothing(
    written: str, reason: str
) -> None:
    files = edited(("every: quarterly ", f"every: {written} "))

    assert [reason in found.message for found in findings(files, "schema")] == [True]
    assert next_awaited(partnership(files), "qbr", (), TODAY.date()) is None


def missed_on(day: date, *edits: tuple[str, str], **more: str) -> tuple[date, ...]:
    files = edited(*edits) | {FOLDER + "reviews/" + n: t.encode() for n, t in more.items()}
    part = partnership(files)
    now = datetime(day.year, day.month, day.day, tzinfo=UTC)
    held = list(reviews_held(part.charter, part.records, now))
    return missed(part, "qbr", held, now)


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 11, 22), ()),
        (date(2027, 1, 21), ()),  # its own day
        (date(2027, 1, 22), (date(2027, 1, 21),)),
        (date(2027, 8, 1), (date(2027, 7, 21), date(2027, 4, 21), date(2027, 1, 21))),
        (date(2029, 6, 1), tuple(date(y, m, 21) for y, m in [
            (2028, 10), (2028, 7), (2028, 4), (2028, 1), (2027, 10), (2027, 7), (2027, 4), (2027, 1)
        ])),  # and none after the term
    ],
)  # fmt: skip
def test_the_days_without_minutes_since_a_review_was_held_are_missed(
    today: date, days: tuple[date, ...]
) -> None:
    assert missed_on(today) == days


def test_no_minutes_are_missed_of_a_review_that_keeps_none() -> None:
    assert missed_on(date(2028, 1, 1), ("kind: performance", "kind: operational")) == ()


def minutes(for_: str, held_on: str) -> dict[str, str]:
    return {f"{held_on}-qbr.md": f"---\nreview: qbr\nfor: {for_}\nheld_on: {held_on}\n---\n"}


@pytest.mark.parametrize(
    ("rhythm", "held", "today", "days"),
    [
        # the 21st became the 28th; 20 October is nearest to 28 October, and January is missing
        ("quarterly 2025-01-28", ("2026-10-21", "2026-10-20"), (2027, 1, 27), ()),
        ("quarterly 2025-01-28", ("2026-10-21", "2026-10-20"), (2027, 2, 1), ((2027, 1, 28),)),
        # yearly in March instead of quarterly: the meeting of October stands for the March before
        ("yearly 2025-03-01", ("2026-10-21", "2026-10-20"), (2027, 2, 28), ()),
        ("yearly 2025-03-01", ("2026-10-21", "2026-10-20"), (2027, 6, 1), ()),
        # monthly from now on: 5 October is held, 5 November is not
        ("monthly 2026-10-05", ("2026-10-21", "2026-10-20"), (2026, 11, 20), ((2026, 11, 5),)),
        # a day that was never planned, held late and early
        ("quarterly 2025-01-21", ("2027-01-20", "2027-01-20"), (2027, 2, 1), ()),
        ("quarterly 2025-01-21", ("2027-01-25", "2027-02-03"), (2027, 2, 10), ()),
    ],
)
def test_a_meeting_that_was_held_by_another_rhythm_counts_for_the_nearest_day(
    rhythm: str,
    held: tuple[str, str],
    today: tuple[int, int, int],
    days: tuple[tuple[int, ...], ...],
) -> None:
    every, starting = rhythm.split()
    found = missed_on(
        date(*today),
        ("    every: quarterly   ", f"    every: {every}   "),
        ("    starting: 2025-01-21\n", f"    starting: {starting}\n"),
        **minutes(*held),
    )
    assert found == tuple(date(*one) for one in days)


def test_a_file_that_cannot_be_read_may_be_the_minutes() -> None:
    found = missed_on(date(2027, 2, 1), **{"2027-1-21-qbr.md": "---\nreview: qbr\n---\n"})
    assert found == ()


def test_minutes_of_weekly_meetings_count_where_somebody_wrote_them() -> None:
    text = "---\nreview: weekly\nfor: 2026-11-25\nheld_on: 2026-11-20\n---\n"
    files = edited() | {FOLDER + "reviews/2026-11-20-weekly.md": text.encode()}
    part = partnership(files)
    assert days_held("weekly", part.records, TODAY) == {date(2026, 11, 25)}


def test_nothing_is_awaited_before_the_term_begins() -> None:
    part = partnership(edited(("start: 2025-01-01", "start: 2026-12-24"), path=CHARTER))
    assert next_awaited(part, "weekly", (), TODAY.date()) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("planned", "meets"),
    [
        (date(2026, 12, 23), date(2026, 12, 23)),
        (date(2026, 12, 25), date(2026, 12, 29)),  # Britain has Monday the 28th off
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 6, 5), date(2027, 6, 7)),  # a Saturday
        (date(2027, 5, 31), date(2027, 6, 1)),  # Britain's spring bank holiday
    ],
)
def test_a_review_is_held_on_the_next_day_on_which_all_parties_work(
    planned: date, meets: date
) -> None:
    assert meets_on(planned, partnership()) == meets


def test_a_review_is_awaited_until_the_day_on_which_it_is_held() -> None:
    part = partnership(edited(("starting: 2025-01-21", "starting: 2025-01-30")))
    friday = date(2027, 1, 29)
    planned, monday, tuesday = (friday + n * DAY for n in (1, 3, 4))
    assert {next_awaited(part, "qbr", (), day) for day in (friday, planned, monday)} == {planned}
    assert next_awaited(part, "qbr", (), tuesday) == date(2027, 4, 30)
    days = [datetime(2027, 2, number, tzinfo=UTC) for number in (1, 2)]
    assert [missed(part, "qbr", (), now)[:1] for now in days][1] == (planned,)
    assert planned not in missed(part, "qbr", (), days[0])


def test_of_a_daily_review_one_is_held_after_days_off() -> None:
    daily = ("    every: quarterly                         #", "    every: FREQ=DAILY   #")
    part = partnership(edited(daily, ("starting: 2025-01-21", "starting: 2026-12-22")))
    days = [date(2026, 12, number) for number in range(24, 31)]
    # Friday the 25th to Monday the 28th one of the two is off; the 29th has its own
    assert [next_awaited(part, "qbr", (), day) for day in days] == [
        days[0],
        *[days[5]] * 5,
        days[6],
    ]
    now = datetime(2026, 12, 31, tzinfo=UTC)
    assert missed(part, "qbr", (), now) == tuple(
        date(2026, 12, number) for number in (30, 29, 24, 23, 22)
    )


def test_a_hidden_clock_moves_no_review() -> None:
    saturday = date(2027, 6, 5)
    title = "title: Meridian Foods"
    hidden = f"visibility:\n  parties.helix.organisation: internal\n{title}"
    part = partnership(edited((title, hidden)))
    told = project(part, Override.parse("partner"), lambda _: False)
    assert told is not None
    assert meets_on(saturday, told.partnership) is None
    states = {one.id: one for one in review_states(told.partnership, TODAY)}
    assert (states["qbr"].next, states["qbr"].meets) == (date(2027, 1, 21), None)
    assert states["qbr"].day == date(2027, 1, 21)
    assert meets_on(saturday, part) == date(2027, 6, 7)


@pytest.mark.parametrize(
    ("front", "now", "lost", "coming"),
    [
        ("status: cancelled\n", date(2027, 3, 1), [], date(2027, 4, 21)),
        ("status: moved\nmoved_to: 2027-03-10\n", date(2027, 3, 1), [], date(2027, 3, 10)),
        (
            "status: moved\nmoved_to: 2027-03-10\n",
            date(2027, 3, 12),
            [date(2027, 1, 21)],
            date(2027, 4, 21),
        ),
    ],
)
def test_a_review_that_was_called_off_is_not_missed_and_one_that_was_moved_comes(
    front: str, now: date, lost: list[date], coming: date
) -> None:
    text = f"---\nreview: qbr\nfor: 2027-01-21\nheld_on: 2027-01-20\n{front}---\n\nStorm.\n"
    made = edited() | {f"{FOLDER}reviews/2027-01-20-qbr.md": text.encode()}

    states = review_states(partnership(made), datetime(now.year, now.month, now.day, tzinfo=UTC))
    qbr = next(one for one in states if one.id == "qbr")

    assert (list(qbr.missed), qbr.next, qbr.held) == (lost, coming, date(2026, 10, 20))
