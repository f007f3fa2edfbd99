"""Reviews as recurring events, held to what calendar programs make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any
from unittest.mock import patch

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.publish.calendars.showing import events, in_thunderbird, made, seen, shown
from tests.support import TODAY, edited, partnership
from tests.timing.test_cadence import cadences
from trm_policy.measure.due import DueLimits
from trm_policy.measure.due_item import DueContext
from trm_policy.portfolio.partnership import Partnership
from trm_policy.publish.calendars import Stamp, calendar
from trm_policy.publish.calendars.agenda import agenda
from trm_policy.publish.calendars.reviews import ReviewCalendar, ReviewSeries
from trm_policy.timing import Cadence

MINUTES = "partnerships/meridian-helix/reviews/"
QBR, WEEKLY, ANNUAL, HEALTH = (
    "Quarterly business review",
    "Weekly operations board",
    "Annual strategic review",
    "Relationship health check",
)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def minutes(review: str, planned: str, held: str, body: str = "") -> dict[str, bytes]:
    front = f"---\nreview: {review}\nfor: {planned}\nheld_on: {held}\nattendees: []\n---\n{body}"
    return {f"{MINUTES}{held}-{review}.md": front.encode()}


def without_minutes(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: raw for path, raw in files.items() if not path.startswith(MINUTES)}


def only(part: Partnership, *reviews: str) -> Partnership:
    """The partnership with these of its reviews."""
    kept = {id_: part.charter.reviews[id_] for id_ in reviews}
    return replace(part, charter=part.charter.model_copy(update={"reviews": kept}))


def of(name: str, raw: bytes, first: date = YEAR[0], last: date = YEAR[1]) -> list[date]:
    return [day for day, said in shown(raw, first, last) if said == name]


def _moved_from(raw: bytes, planned: date) -> list[Any]:
    """What stands in the place of a day of a series."""
    found = (one for one in events(raw, "review") if "RECURRENCE-ID" in one)
    return [one for one in found if one["RECURRENCE-ID"].dt == planned]


def test_a_year_of_reviews_is_shown_on_exactly_the_planned_days_but_for_the_moved_one() -> None:
    part = partnership()
    raw = made(part)
    planned = {
        review.name: review.every.occurrences(review.starting, date(2026, 12, 30))
        for review in part.charter.reviews.values()
        if review.every and review.starting
    }
    expected = [
        (day, name) for name, days in planned.items() for day in days if day >= date(2026, 1, 1)
    ]
    expected.remove((date(2026, 10, 21), QBR))
    expected.append((date(2026, 10, 20), QBR))
    assert shown(raw, *YEAR) == sorted(expected)
    assert len(expected) == 4 + 52 + 1 + 1
    clocks_change = date(2026, 3, 29), date(2026, 10, 25)
    for change in clocks_change:
        assert of(WEEKLY, raw, change, date(change.year, change.month + 1, 7))[0].weekday() == 2


def test_a_review_that_was_moved_is_one_event_of_its_series() -> None:
    series, moved = [
        event for event in events(made(only(partnership(), "qbr"))) if QBR in event["SUMMARY"]
    ][:2]
    assert series["UID"] == moved["UID"]
    assert moved["RECURRENCE-ID"].dt == date(2026, 10, 21)
    assert moved["DTSTART"].dt == date(2026, 10, 20)
    assert str(moved["DESCRIPTION"]).splitlines()[0] == (
        "Planned for 21 October 2026; it was held on 20 October 2026."
    )
    assert dict(series["RRULE"]) == {
        "FREQ": ["MONTHLY"],
        "INTERVAL": [3],
        "UNTIL": [date(2028, 12, 31)],
    }


def test_minutes_prepared_for_another_day_move_the_review_that_comes() -> None:
    files = edited() | minutes("qbr", "2027-01-21", "2027-01-26")
    raw = made(partnership(files))
    assert of(QBR, raw, date(2027, 1, 1), date(2027, 5, 1)) == [
        date(2027, 1, 26),
        date(2027, 4, 21),
    ]
    (moved,) = _moved_from(raw, date(2027, 1, 21))
    assert str(moved["DESCRIPTION"]).splitlines()[0] == (
        "Planned for 21 January 2027; it is moved to 26 January 2027."
    )


def test_a_day_that_a_party_has_free_is_moved_to_the_next_on_which_all_work() -> None:
    files = edited(("starting: 2025-01-21", "starting: 2025-01-30"))
    raw = made(partnership(files))
    assert of(QBR, raw, date(2027, 1, 1), date(2027, 12, 31)) == [
        date(2027, 2, 1),  # 30 January is a Saturday
        date(2027, 4, 30),
        date(2027, 7, 30),
        date(2027, 11, 1),  # so is 30 October
    ]
    assert of(QBR, raw, date(2028, 1, 1), date(2028, 2, 28)) == [date(2028, 1, 30)]  # far ahead
    (moved,) = _moved_from(raw, date(2027, 1, 30))
    assert str(moved["DESCRIPTION"]).splitlines()[0] == (
        "Planned for Saturday 30 January 2027, on which not all parties work."
    )
    held = files | minutes("qbr", "2027-01-30", "2027-01-28")
    assert of(QBR, made(partnership(held)), date(2027, 1, 1), date(2027, 2, 28)) == [
        date(2027, 1, 28)
    ]


def test_of_a_daily_review_one_is_held_after_days_off() -> None:
    daily = ("    every: quarterly                         #", "    every: FREQ=DAILY   #")
    raw = made(partnership(edited(daily, ("starting: 2025-01-21", "starting: 2026-12-22"))))
    assert of(QBR, raw, date(2026, 12, 23), date(2026, 12, 31)) == [
        date(2026, 12, 23),
        date(2026, 12, 24),
        date(2026, 12, 29),
        date(2026, 12, 30),
    ]


def test_what_was_decided_later_is_not_known_yet() -> None:
    raw = made(partnership(), datetime(2026, 10, 1, tzinfo=UTC))
    assert of(QBR, raw, date(2026, 10, 1)) == [date(2026, 10, 21)]


def test_a_review_held_on_no_planned_day_is_an_event_of_its_own() -> None:
    files = edited() | minutes("qbr", "2026-11-05", "2026-11-06")
    raw = made(partnership(files))
    assert of(QBR, raw, date(2026, 10, 1)) == [date(2026, 10, 20), date(2026, 11, 6)]
    extra = next(e for e in events(raw, "review") if e["DTSTART"].dt == date(2026, 11, 6))
    others = {e["UID"] for e in events(raw) if e is not extra and e["DTSTART"] != extra["DTSTART"]}
    assert ("RECURRENCE-ID" in extra, extra["UID"] in others) == (False, False)


@pytest.mark.parametrize(
    ("edits", "last"),
    [
        ([("  end: 2028-12-31\n", "  end: 2027-03-31\n")], date(2027, 1, 21)),
        ([("  notice: 9 months\n", ("  notice: 3 months\n  notice_given: {by: helix, date: "
           "2026-11-01}\n"))], date(2027, 1, 21)),
        ([("status: active", "status: ended")], date(2026, 10, 20)),
    ],
    ids=["the term ends", "notice was given", "it is over"],
)  # fmt: skip
def test_nothing_is_planned_after_the_end(edits: list[tuple[str, str]], last: date) -> None:
    raw = made(partnership(edited(*edits)))
    assert of(QBR, raw, date(2025, 1, 1), date(2035, 1, 1))[-1] == last
    assert of(QBR, raw, date(2025, 1, 1), date(2025, 12, 31)) == [
        date(2025, 1, 21), date(2025, 4, 21), date(2025, 7, 21), date(2025, 10, 21),
    ]  # fmt: skip


def test_a_series_of_which_no_day_is_left_is_taken_back_under_its_own_uid() -> None:
    planned = only(partnership(), "annual")
    over = partnership(without_minutes(edited(("status: active", "status: ended"))))
    before = next(e for e in events(made(planned)) if ANNUAL in e["SUMMARY"])
    after = next(e for e in events(made(over)) if ANNUAL in e["SUMMARY"])
    assert (after["UID"], after["STATUS"], "RRULE" in after) == (before["UID"], "CANCELLED", False)
    assert shown(made(over), date(2020, 1, 1), date(2040, 1, 1)) == []


def test_of_a_review_that_left_the_charter_what_was_held_stays() -> None:
    files = edited() | minutes("health", "2025-05-12", "2025-05-13")
    before = next(e for e in events(made(partnership(files))) if HEALTH in e["SUMMARY"])
    raw = made(only(partnership(files), "qbr", "weekly", "annual"))
    after = next(e for e in events(raw) if e["UID"] == before["UID"])
    assert ("RRULE" in after, after["STATUS"]) == (False, "CONFIRMED")
    assert str(after["DESCRIPTION"]).splitlines()[0] == "No such review is planned now."
    assert of("Health", raw, date(2020, 1, 1), date(2040, 1, 1)) == [
        date(2025, 5, 13),
        date(2026, 5, 12),
    ]


def test_a_review_without_a_rhythm_shows_what_was_held_alone() -> None:
    part = partnership()
    loose = part.charter.reviews["qbr"].model_copy(update={"every": None})
    changed = part.charter.model_copy(update={"reviews": {"qbr": loose}})
    raw = made(replace(part, charter=changed))
    assert of(QBR, raw, date(2020, 1, 1), date(2040, 1, 1)) == [date(2026, 10, 20)]


def test_only_those_who_sit_there_have_a_review_in_their_calendar() -> None:
    ops = {WEEKLY}
    assert {name for _, name in shown(made(partnership(), ids=frozenset({"nils"})), *YEAR)} == ops
    everyone = {name for _, name in shown(made(partnership(), ids=frozenset({"ravi"})), *YEAR)}
    assert everyone == {QBR, WEEKLY, ANNUAL, HEALTH}
    assert shown(made(partnership(), ids=frozenset({"nobody"})), *YEAR) == []


def test_both_clocks_are_named_where_they_differ() -> None:
    line = "Time zones: Meridian Foods plc Europe/London, Helix Cold Chain AB Europe/Stockholm"
    assert line in str(events(made(partnership()), "review")[0]["DESCRIPTION"])
    same = edited(("timezone: Europe/Stockholm", "timezone: Europe/London"), path=_DIRECTORY)
    assert "Time zones" not in str(events(made(partnership(same)), "review")[0]["DESCRIPTION"])


_DIRECTORY = "partnerships/directory.yaml"


def test_the_calendar_of_a_draft_is_tentative() -> None:
    raw = made(partnership(edited(("status: active", "status: draft"))))
    assert {str(event["STATUS"]) for event in events(raw)} == {"TENTATIVE"}


def test_the_same_question_gives_the_same_bytes() -> None:
    assert made(partnership()) == made(partnership())


@settings(max_examples=300)
@given(
    cadences(),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.integers(0, 900),
    st.none() | st.integers(0, 2000),
)
def test_any_rhythm_is_the_same_in_the_words_of_rfc_5545(
    every: Cadence, starting: date, skipped: int, length: int | None
) -> None:
    start = date.fromordinal(starting.toordinal() + skipped)
    first = every.next_due(starting, date.fromordinal(start.toordinal() - 1))
    last = None if length is None else date.fromordinal(start.toordinal() + length)
    if first is None or (last is not None and first > last):
        return
    horizon = date(2033, 12, 31)
    series = ReviewSeries(every, starting, first, last)
    ours = [day for day in every.occurrences(starting, last or horizon) if day >= first]
    rule = rrulestr(series.rule, dtstart=datetime.combine(series.begin, datetime.min.time()))
    counted = [at.date() for at in takewhile(lambda at: at.date() <= horizon, rule)]
    beside = [day for day in series.beside if day <= horizon]
    theirs = sorted([*(day for day in counted if day >= first), *beside])
    assert theirs == [day for day in ours if day <= horizon]
    assert all(day in series for day in theirs[:50])


def _coming_round(word: str, starting: date, term: date) -> bytes:
    """A calendar of one review, in a partnership whose term begins on a day of its own."""
    part = partnership(without_minutes(edited()))
    review = part.charter.reviews["qbr"].model_copy(
        update={"every": Cadence.parse(word), "starting": starting, "name": word}
    )
    dates = part.charter.term.model_copy(update={"start": term, "end": None})
    changed = part.charter.model_copy(update={"reviews": {"qbr": review}, "term": dates})
    desk = DueContext(replace(part, charter=changed), TODAY, DueLimits())
    with patch("trm_policy.publish.calendars.reviews.meets_on", lambda planned, _: planned):
        return calendar(ReviewCalendar(desk, Stamp(TODAY)).entries(), "Ours")


@pytest.mark.parametrize("term", [date(2024, 1, 1), date(2027, 2, 1)], ids=str)
@pytest.mark.parametrize(
    ("word", "starting"),
    [
        ("monthly", date(2025, 1, 31)),
        ("monthly", date(2026, 8, 30)),
        ("monthly", date(2024, 2, 29)),
        ("quarterly", date(2025, 11, 29)),
        ("half-yearly", date(2025, 8, 30)),
        ("half-yearly", date(2024, 2, 29)),
        ("yearly", date(2024, 2, 29)),
        ("yearly", date(2024, 8, 31)),
        ("weekly", date(2026, 8, 30)),
        ("FREQ=MONTHLY;BYDAY=2TU", date(2026, 8, 30)),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", date(2026, 8, 30)),
    ],
)
def test_programs_show_a_review_on_its_days_whatever_they_understand_of_rules(
    word: str, starting: date, term: date
) -> None:
    raw, until = _coming_round(word, starting, term), date(2034, 3, 1)
    days = [day for day in Cadence.parse(word).occurrences(starting, until) if day >= term]
    assert of(word, raw, date(2024, 1, 1), until + timedelta(days=1)) == days
    assert in_thunderbird(raw, date(2024, 1, 1), until) == days


def test_a_program_that_knows_no_list_of_days_still_knows_all_but_february() -> None:
    raw = _coming_round("monthly", date(2026, 8, 30), date(2026, 1, 1))
    lines = raw.decode().replace("\r\n ", "").splitlines()
    assert [line for line in lines if line.startswith(("DTSTART", "RRULE", "EXDATE"))] == [
        "DTSTART;VALUE=DATE:20260830",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=30",
    ]
    (listed,) = (line for line in lines if line.startswith("RDATE"))
    assert listed.startswith("RDATE;VALUE=DATE:20270228,20280229,20290228,")


def test_the_whole_file_can_be_read_again_and_its_lines_are_short() -> None:
    raw = made(partnership(), TODAY)
    assert Calendar.from_ical(raw).to_ical() == raw
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def test_others_than_partners_are_shown_what_is_planned_and_nothing_of_what_was_recorded() -> None:
    files = edited(("audience: partner", "audience: public"))
    raw = calendar(agenda(seen(partnership(files), "public"), TODAY), "Ours")
    assert of(QBR, raw, date(2026, 10, 1)) == [date(2026, 10, 21)]
    assert {str(event["CATEGORIES"].to_ical(), "utf-8") for event in events(raw)} == {"review"}
    told = raw.replace(b"\r\n ", b"")
    for secret in (b"Ada Okafor", b"Scorecard", b"Agenda", b"Called by", b"2026-10-20"):
        assert secret not in told


def test_a_status_that_is_not_told_is_not_betrayed() -> None:
    hidden = edited(
        ("audience: partner", "audience: public\nvisibility: {status: internal}"),
        ("status: active", "status: draft"),
    )
    raw = calendar(agenda(seen(partnership(hidden), "public"), TODAY), "Ours")
    assert {str(event["STATUS"]) for event in events(raw)} == {"CONFIRMED"}
    assert b"draft" not in raw
