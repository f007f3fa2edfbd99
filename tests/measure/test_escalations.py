"""Escalations as a page shows them: state, level, age, and deadlines by each party's clock."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime

from tests.support import TODAY, edited, partnership
from trm_policy.measure.escalations import (
    EscalationState,
    LocalTime,
    NextStep,
    escalations,
    most_urgent_first,
)

PATH = "partnerships/meridian-helix/escalations/2026-003.md"
HELIX, MERIDIAN = "Helix Cold Chain AB", "Meridian Foods plc"


@dataclass(frozen=True)
class Seen:
    """All that a page shows of an escalation."""

    number: str
    title: str
    state: EscalationState
    level: str
    raised_by: str
    raised: date
    age: str
    settled: date | None = None
    steps: tuple[NextStep, ...] = ()


RAISED = Seen(
    number="2026-003",
    title="Late trailers on the Leeds loop",
    state=EscalationState.OPEN,
    level="Operations",
    raised_by="Tom Ellis",
    raised=date(2026, 9, 7),
    age="under an hour",
)


def told(*now: int, edits: tuple[tuple[str, str], ...] = ()) -> list[Seen]:
    at = datetime(*now, tzinfo=UTC)  # type: ignore[misc, arg-type]
    return seen(edited(*edits, path=PATH), at)


def seen(files: dict[str, bytes], now: datetime) -> list[Seen]:
    found = most_urgent_first(escalations(partnership(files), now))
    return [Seen(*(getattr(one, field.name) for field in fields(Seen))) for one in found]


def both(london: str, stockholm: str) -> tuple[LocalTime, ...]:
    return (
        LocalTime(MERIDIAN, london, "Europe/London"),
        LocalTime(HELIX, stockholm, "Europe/Stockholm"),
    )


def test_before_it_was_raised_nothing_is_told() -> None:
    assert told(2026, 9, 7) == []


def test_who_has_not_acknowledged_is_asked_for_by_both_clocks() -> None:
    step = NextStep(
        f"To acknowledge: Nils Dahl ({HELIX})",
        datetime(2026, 9, 7, 11, 15, tzinfo=UTC),
        False,
        both("Mon 7 Sep 2026, 12:15", "Mon 7 Sep 2026, 13:15"),
    )
    assert told(2026, 9, 7, 9, 30) == [replace(RAISED, steps=(step,))]


def test_once_all_have_acknowledged_the_level_has_its_time() -> None:
    step = NextStep(
        "To pass on to Relationship owners",
        datetime(2026, 9, 8, 9, 15, tzinfo=UTC),
        False,
        both("Tue 8 Sep 2026, 10:15", "Tue 8 Sep 2026, 11:15"),
    )
    assert told(2026, 9, 7, 12) == [replace(RAISED, age="2 hours", steps=(step,))]


def test_what_was_missed_comes_before_what_is_next() -> None:
    silent = (("acknowledged: {meridian: 2026-09-07T10:15+01:00, helix: 2026-09-07T11:00+01:00}",
               "acknowledged: {}"),)  # fmt: skip
    (case,) = told(2026, 9, 7, 15, edits=silent)
    assert case.state is EscalationState.OVERDUE
    assert [(step.missed, step.what) for step in case.steps] == [
        (True, f"To acknowledge: Nils Dahl ({HELIX}), Tom Ellis ({MERIDIAN})"),
        (False, "To pass on to Relationship owners"),
    ]


def test_a_level_whose_time_is_over_says_who_takes_over() -> None:
    (case,) = told(2026, 11, 22, edits=(("settled_at: 2026-09-09T16:00+01:00\n", ""),))
    assert (case.state, case.level, case.age) == (
        EscalationState.OVERDUE, "Relationship owners", "75 days 14 hours",
    )  # fmt: skip
    assert [(step.missed, step.what) for step in case.steps] == [(True, "To pass on to Directors")]


def test_what_is_settled_has_no_deadline_left() -> None:
    assert told(2026, 11, 22) == [
        replace(
            RAISED,
            state=EscalationState.SETTLED,
            level="Relationship owners",
            age="2 days 5 hours",
            settled=date(2026, 9, 9),
        )
    ]


def test_overdue_open_and_settled_come_in_this_order() -> None:
    text = edited(path=PATH)[PATH].decode()
    unsettled = text.replace("settled_at: 2026-09-09T16:00+01:00\n", "")
    fresh = (
        "---\nid: 2026-005\ntitle: New\nraised_by: tom\nraised_at: 2026-11-20T12:00Z\n"
        "steps: []\n---\n"
    )
    files = edited(path=PATH) | {
        PATH.replace("003", "004"): unsettled.replace("2026-003", "2026-004").encode(),
        PATH.replace("003", "005"): fresh.encode(),
    }
    found = seen(files, datetime(2026, 11, 20, 12, 30, tzinfo=UTC))
    assert [(case.number, case.state.value) for case in found] == [
        ("2026-004", "overdue"), ("2026-005", "open"), ("2026-003", "settled"),
    ]  # fmt: skip


def test_parties_in_one_time_zone_share_a_line() -> None:
    directory = "partnerships/directory.yaml"
    files = edited(("settled_at: 2026-09-09T16:00+01:00\n", ""), path=PATH)
    files[directory] = files[directory].replace(b"Europe/Stockholm", b"Europe/London")
    charter = PATH.replace("escalations/2026-003.md", "partnership.yaml")
    files[charter] = files[charter].replace(b"Europe/Stockholm", b"Europe/London")
    (case,) = seen(files, datetime(2026, 11, 22, tzinfo=UTC))
    assert [local.parties for local in case.steps[0].times] == [f"{MERIDIAN}, {HELIX}"]


def test_a_level_that_is_no_id_is_told_as_it_is_written() -> None:
    files = edited(("level: owners", "level: Owners"), path=PATH)
    (case,) = escalations(partnership(files), TODAY)
    assert case.level == "Owners"


def test_one_that_names_an_obligation_runs_by_the_time_of_that() -> None:
    owed = "{what: Report it, by: helix, within: 24 hours, after: it is known}"
    files = edited(("\ncommitments:", f"\nobligations: {{report: {owed}}}\ncommitments:"))
    raised = ("raised_at:", "obligation: report\nraised_at:")
    files |= {PATH: edited(raised, path=PATH)[PATH]}
    what = f"To meet the obligation of {HELIX}: Report it"
    at = datetime(2026, 9, 8, 9, 15, tzinfo=UTC)
    times = both("Tue 8 Sep 2026, 10:15", "Tue 8 Sep 2026, 11:15")

    on_time, late = (
        seen(files, datetime(2026, 9, 8, 9, minute, tzinfo=UTC))[0] for minute in (14, 16)
    )

    assert on_time.steps[0] == NextStep(what, at, False, times)
    assert late.steps[0] == NextStep(what, at, True, times)
    assert late.state is EscalationState.OVERDUE
