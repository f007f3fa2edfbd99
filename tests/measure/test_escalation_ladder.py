"""Where an escalation stands, what is overdue, and who must act."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.support import edited, partnership
from trm_policy.measure.escalation_ladder import (
    AckState,
    Deadline,
    Duty,
    Ladder,
    Rung,
    recorded_ladder,
    supposed_ladder,
)
from trm_policy.measure.escalation_notes import Note, Reason, notes
from trm_policy.model.records import EscalationFront
from trm_policy.timing import Window, parse_instant

HERE = partnership()
BOTH = HERE.roster.calendars
PATH = HERE.charter.escalation
assert PATH is not None
LEVELS = PATH.levels
FRIDAY = parse_instant("2026-10-30T16:00+00:00")
"""16:00 in London; 17:00 in Stockholm, which is closed."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def front(**more: object) -> EscalationFront:
    known = {"id": "2026-009", "title": "T", "raised_by": "tom", "raised_at": FRIDAY}
    return EscalationFront.model_validate({**known, **more})


def step(level: str, reached: datetime, **heard: datetime) -> dict[str, object]:
    return {"level": level, "reached_at": reached, "acknowledged": heard}


def standing(now: datetime, *steps: dict[str, object], **more: object) -> Ladder:
    return recorded_ladder(front(steps=list(steps), **more), LEVELS, BOTH, now)


def answers(rung: Rung | None) -> dict[str, str]:
    assert rung is not None
    return {side.party: side.answer.value for side in rung.sides}


def test_what_was_just_raised_waits_for_both_and_then_climbs_level_by_level() -> None:
    ladder = standing(FRIDAY, step("operations", FRIDAY))
    assert [(rung.level.id, rung.reached_at, rung.recorded) for rung in ladder.rungs] == [
        ("operations", FRIDAY, True),
        ("owners", at(3, 7), False),
        ("directors", at(5, 8), False),
        ("sponsors", at(10, 8), False),
    ]
    assert ladder.deadlines == (
        Deadline(at(2, 9), "operations", "helix"),
        Deadline(at(2, 9), "operations", "meridian"),
        Deadline(at(3, 7), "operations", None),
    )
    assert answers(ladder.here) == {"meridian": "awaited", "helix": "awaited"}
    assert (ladder.duty, [side.contact for side in ladder.actors]) == (
        Duty.ACKNOWLEDGE,
        ["tom", "nils"],
    )
    assert (ladder.overdue, ladder.next_deadline) == ((), ladder.deadlines[0])


def test_a_party_is_late_after_its_time_and_not_at_it() -> None:
    heard = step("operations", FRIDAY, meridian=at(2, 9))
    in_time, late = standing(at(2, 9), heard), standing(at(2, 9, 1), heard)
    assert answers(in_time.here) == {"meridian": "acknowledged", "helix": "awaited"}
    assert answers(late.here) == {"meridian": "acknowledged", "helix": "overdue"}
    assert late.overdue == (Deadline(at(2, 9), "operations", "helix"),)
    assert [side.contact for side in late.actors] == ["nils"]
    assert late.next_deadline == Deadline(at(3, 7), "operations", None)


def test_when_both_have_answered_they_have_to_settle() -> None:
    heard = step("operations", FRIDAY, meridian=FRIDAY, helix=at(2, 9, 30))
    ladder = standing(at(2, 12), heard)
    assert answers(ladder.here) == {"meridian": "acknowledged", "helix": "acknowledged late"}
    assert (ladder.duty, ladder.deadlines) == (
        Duty.SETTLE,
        (Deadline(at(3, 7), "operations", None),),
    )


def test_a_level_whose_time_is_over_is_to_be_handed_to_the_next_which_counts_from_now() -> None:
    now = at(3, 10)
    ladder = standing(now, step("operations", FRIDAY, meridian=FRIDAY, helix=FRIDAY))
    assert (ladder.duty, [side.contact for side in ladder.actors]) == (
        Duty.HAND_OVER,
        ["ravi", "sofia"],
    )
    assert ladder.overdue == (Deadline(at(3, 7), "operations", None),)
    assert ladder.above is not None
    assert (ladder.above.reached_at, ladder.above.passes_on) == (now, at(5, 10))


def test_above_the_last_level_there_is_the_endgame() -> None:
    ladder = standing(at(25, 8), step("sponsors", at(10, 8)))
    assert (ladder.above, ladder.duty) == (None, Duty.ENDGAME)
    assert [side.contact for side in ladder.actors] == ["ada", "jonas"]


def test_real_steps_count_from_when_they_were_taken() -> None:
    early = at(2, 11)
    ladder = standing(at(2, 12), step("operations", FRIDAY), step("directors", early))
    assert [(r.level.id, r.reached_at, r.left_at) for r in ladder.rungs] == [
        ("operations", FRIDAY, early),
        ("directors", early, None),
        ("sponsors", at(5, 11), None),
    ]
    assert answers(ladder.rungs[0]) == {
        "meridian": "never acknowledged",
        "helix": "never acknowledged",
    }


def test_who_had_time_when_it_moved_on_is_not_blamed() -> None:
    quick = standing(at(2, 12), step("operations", FRIDAY), settled_at=at(2, 9))
    assert answers(quick.rungs[0]) == {"meridian": "moved on before", "helix": "moved on before"}
    assert (quick.current, quick.duty, quick.actors, quick.deadlines) == (
        None,
        Duty.NOTHING,
        (),
        (),
    )


def test_without_steps_it_stands_on_the_lowest_level() -> None:
    ladder = standing(at(2, 8))
    assert ladder.rungs[0].level.id == "operations"
    assert ladder.rungs[0].reached_at == FRIDAY


def test_a_level_that_the_charter_no_longer_has_has_no_clock() -> None:
    ladder = standing(at(2, 8), step("hall", FRIDAY, helix=FRIDAY))
    (rung,) = ladder.rungs
    assert (rung.known, rung.passes_on, answers(rung)) == (False, None, {"helix": "acknowledged"})
    assert (ladder.deadlines, ladder.duty) == ((), Duty.SETTLE)


def test_what_is_supposed_can_start_above_and_lie_ahead() -> None:
    ladder = supposed_ladder(FRIDAY, LEVELS, BOTH, FRIDAY - timedelta(minutes=1), "directors")
    assert [rung.level.id for rung in ladder.rungs] == ["directors", "sponsors"]
    assert (ladder.current, ladder.duty, ladder.overdue) == (None, Duty.WAIT, ())
    assert {answer for rung in ladder.rungs for answer in answers(rung).values()} == {
        AckState.TO_COME.value
    }


def test_what_is_supposed_has_climbed_by_now() -> None:
    ladder = supposed_ladder(FRIDAY, LEVELS, BOTH, at(5, 8))
    assert ladder.here is not None
    assert ladder.here.level.id == "directors"
    assert answers(ladder.rungs[1]) == {"meridian": "overdue", "helix": "overdue"}


def test_above_a_level_without_an_end_nobody_can_tell() -> None:
    open_ended = (LEVELS[0], LEVELS[1].model_copy(update={"escalate_after": None}), *LEVELS[2:])
    ladder = supposed_ladder(FRIDAY, open_ended, BOTH, FRIDAY)
    assert [rung.reached_at for rung in ladder.rungs] == [FRIDAY, at(3, 7), None, None]


def test_levels_beyond_anything_foreseen_or_the_calendar_itself_have_no_clock() -> None:
    endless = LEVELS[0].model_copy(update={"escalate_after": Window.parse("4000 days")})
    ladder = supposed_ladder(FRIDAY, [endless] * 300, BOTH, FRIDAY)
    eleven_years_with_three_leap_days_less_18 = datetime(2037, 10, 12, 15, tzinfo=UTC)
    assert ladder.rungs[0].passes_on == eleven_years_with_three_leap_days_less_18
    assert {rung.reached_at for rung in ladder.rungs[1:]} == {None}
    end = datetime(9999, 12, 31, tzinfo=UTC)
    (last,) = supposed_ladder(end, [endless], BOTH, end).rungs
    assert (last.reached_at, last.passes_on) == (end, None)


def told(reached: str, level: int, **places: str) -> tuple[Note, ...]:
    files = edited(*places.items(), path="partnerships/directory.yaml")
    each = partnership(files).roster.calendars
    instant = parse_instant(reached)
    return notes(supposed_ladder(instant, LEVELS[level:], each, instant).rungs[0], each)


def test_the_days_that_did_not_count_are_told_with_their_reason() -> None:
    monday = datetime(2026, 11, 2, 7, tzinfo=UTC)
    assert told("2026-10-30T16:00+00:00", 0) == (
        Note(Reason.CLOSED, (date(2026, 10, 30),), ("helix",), opens=monday),
        Note(Reason.WEEKEND, (date(2026, 10, 31), date(2026, 11, 1)), ("meridian", "helix")),
    )


def test_a_public_holiday_is_told_with_its_name_and_its_party() -> None:
    assert told("2026-05-21T10:00Z", 2, **{"SE\n": "DE\n"}) == (
        Note(Reason.WEEKEND, (date(2026, 5, 23), date(2026, 5, 24)), ("meridian", "helix")),
        Note(Reason.HOLIDAY, (date(2026, 5, 25),), ("helix",), "Pentecost Monday"),
        Note(Reason.HOLIDAY, (date(2026, 5, 25),), ("meridian",), "Spring Bank Holiday"),
    )


def test_a_holiday_of_both_by_the_same_name_is_told_once() -> None:
    assert told("2026-04-02T10:00Z", 0) == (
        Note(Reason.HOLIDAY, (date(2026, 4, 3),), ("meridian", "helix"), "Good Friday"),
        Note(Reason.WEEKEND, (date(2026, 4, 4), date(2026, 4, 5)), ("meridian", "helix")),
        Note(Reason.HOLIDAY, (date(2026, 4, 6),), ("meridian", "helix"), "Easter Monday"),
    )


def test_calendar_windows_are_stretched_by_nothing() -> None:
    through = LEVELS[0].model_copy(
        update={
            "acknowledge_within": Window.parse("24 hours"),
            "escalate_after": Window.parse("3 days"),
        }
    )
    assert notes(supposed_ladder(FRIDAY, [through], BOTH, FRIDAY).rungs[0], BOTH) == ()
