"""When a level must have answered, and when it passes on."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.support import partnership
from trm_policy.measure.escalation_ladder import LevelClock, level_clock
from trm_policy.model.governance import Level
from trm_policy.timing import Window

BOTH = partnership().roster.calendars
FRIDAY = datetime(2026, 10, 30, 16, tzinfo=UTC)
"""16:00 in London, an hour before closing; 17:00 in Stockholm, which is closing time."""


def level(contacts: dict[str, str], answer: str | None, climb: str | None) -> Level:
    return Level(
        id="desk",
        contacts=contacts,
        acknowledge_within=Window.parse(answer) if answer else None,
        escalate_after=Window.parse(climb) if climb else None,
    )


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_each_party_answers_by_its_own_clock_and_the_later_one_passes_on() -> None:
    both = level({"meridian": "tom", "helix": "nils"}, "2 working hours", "1 working day")

    assert level_clock(both, FRIDAY, BOTH) == LevelClock(
        {"meridian": at(2, 9), "helix": at(2, 9)},
        {"meridian": at(2, 16), "helix": at(3, 7)},
        at(3, 7),
    )


def test_a_party_without_a_contact_does_not_count() -> None:
    one = level({"meridian": "tom", "elsewhere": "kim"}, "2 working hours", "1 working day")

    assert level_clock(one, FRIDAY, BOTH) == LevelClock(
        {"meridian": at(2, 9)}, {"meridian": at(2, 16)}, at(2, 16)
    )


def test_a_level_without_contacts_waits_for_all_parties() -> None:
    assert level_clock(level({}, "2 working hours", "1 working day"), FRIDAY, BOTH) == LevelClock(
        {}, {"meridian": at(2, 16), "helix": at(3, 7)}, at(3, 7)
    )


def test_a_level_without_windows_has_no_clock() -> None:
    both = {"meridian": "tom", "helix": "nils"}

    assert level_clock(level(both, None, None), FRIDAY, BOTH) == LevelClock({}, {}, None)


def test_where_there_are_no_parties_no_window_ends() -> None:
    assert level_clock(level({}, "2 working hours", "1 working day"), FRIDAY, {}) == LevelClock(
        {}, {}, None
    )
