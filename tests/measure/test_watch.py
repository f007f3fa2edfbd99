"""Early warnings, each against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePosixPath

import pytest

from tests.measure.test_kpi_status import figure, kpi
from tests.support import CHARTER, DIRECTORY, TODAY, edited, partnership
from trm_policy.measure.acknowledgements import Acknowledgement
from trm_policy.measure.kpi_status import KpiStatus, read_kpi
from trm_policy.measure.trend import trend
from trm_policy.measure.turning import declining, many_amber, slower
from trm_policy.measure.warning import Alarm, LookoutState, Watch
from trm_policy.measure.watch import watch
from trm_policy.starter import complete

HOME = "partnerships/meridian-helix"
MEASURED = f"{HOME}/measurements.csv"
QBR = f"{HOME}/reviews/2026-10-20-qbr.md"
STARTED = datetime(2026, 9, 7, 9, tzinfo=UTC)


def seen(files: Mapping[str, bytes] | None = None, now: datetime = TODAY) -> Watch:
    return watch(partnership(files), now)


def states(found: Watch) -> dict[Alarm, LookoutState]:
    return {one.alarm: one.state for one in found.lookouts}


def warnings(found: Watch, alarm: Alarm) -> list[tuple[str, str]]:
    (one,) = [each for each in found.lookouts if each.alarm is alarm]
    return [(warning.about, warning.reason) for warning in one.warnings]


def otif(*values: float) -> dict[str, bytes]:
    """The complete portfolio with these figures of OTIF, the last of them for October."""
    rows = "".join(f"otif,2026-{10 - n:02},{v},\n" for n, v in enumerate(reversed(values)))
    text = complete()[MEASURED].decode()
    kept = "".join(line for line in text.splitlines(True) if not line.startswith("otif"))
    return {**complete(), MEASURED: (kept + rows).encode()}


def test_the_complete_partnership_has_one_warning() -> None:
    found = seen()
    assert states(found) == {
        Alarm.DECLINE: LookoutState.QUIET,
        Alarm.ACKNOWLEDGING: LookoutState.QUIET,
        Alarm.REVIEWS: LookoutState.QUIET,
        Alarm.SPONSOR: LookoutState.QUIET,
        Alarm.SATISFACTION: LookoutState.WARNS,
        Alarm.STALE: LookoutState.QUIET,
        Alarm.AMBER: LookoutState.QUIET,
    }
    assert warnings(found, Alarm.SATISFACTION) == [
        (
            "question communication",
            "Meridian Foods plc 3.8, Helix Cold Chain AB 3.2: 0.60 of 5 apart in 2026",
        )
    ]


def test_without_records_no_lookout_is_quiet() -> None:
    bare = {CHARTER: complete()[CHARTER], "partnerships/directory.yaml": b""}
    assert LookoutState.QUIET not in states(seen(bare)).values()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("status: active ", "status: ended ", "it has ended"),
        ("stage: value-creation ", "stage: awareness ", "the parties do not work together yet"),
    ],
)
def test_what_is_over_or_not_begun_is_not_watched(old: str, new: str, why: str) -> None:
    found = seen(edited((old, new)))
    assert (found.unasked, found.lookouts, found.warnings) == (why, (), 0)


def test_a_kpi_still_green_that_worsens_is_warned_of() -> None:
    # 10 figures, the newest six falling: in perfect order by chance 2 in 720
    files = otif(98.0, 98.4, 99.0, 99.4, 99.3, 99.1, 98.8, 98.2, 97.6, 97.2)
    one = partnership(files)
    reading = read_kpi(
        "otif", one.charter.kpis["otif"], one.records.measurements, date(2026, 11, 22)
    )
    assert reading.status is KpiStatus.GREEN
    found = seen(files)
    assert warnings(found, Alarm.DECLINE) == [
        ("kpi otif", "worsening over the newest 6 figures (p = 0.003; season not ruled out)")
    ]


def test_four_figures_tell_of_no_trend() -> None:
    files = otif(98, 97.5, 97, 96.5)
    assert states(seen(files))[Alarm.DECLINE] is LookoutState.UNKNOWN


def test_a_kpi_that_improves_more_slowly_than_planned_falls_behind() -> None:
    # the plan rises from 95 (June) to 98 (December): 96.5 in September
    card = kpi(frequency="monthly")
    values = [95.1, 95.2, 95.3, 95.4, 95.5, 95.6]
    figures = [figure(f"2026-{n:02}", value) for n, value in enumerate(values, 5)]
    whole = trend(figures, card.direction)
    assert declining(card, figures, KpiStatus.AMBER, whole) == (
        "falling behind its plan over the newest 6 figures"
    )
    assert declining(card, figures, KpiStatus.GREEN, whole) == ""


def acks(*used: float | None) -> Sequence[Acknowledgement]:
    """Acknowledgements, a day apart, that used such parts of the 8 hours allowed."""
    found = []
    for number, share in enumerate(used):
        reached = STARTED + timedelta(days=number)
        heard = None if share is None else reached + timedelta(hours=8 * share)
        due = reached + timedelta(hours=8)
        path = PurePosixPath("x.md")
        found.append(Acknowledgement("1", "owners", "helix", reached, due, heard, path, 1))
    return found


@pytest.mark.parametrize(
    ("used", "why"),
    [
        ((), ""),
        ((0.9,), ""),
        ((0.3, 0.3, 0.3, 0.45, 0.45), ""),  # two before, too few to compare
        ((0.3, 0.3, 0.3, 0.44, 0.44, 0.44), ""),
        (
            (0.3, 0.3, 0.3, 0.45, 0.45, 0.45),
            "the newest 3 took 45% of the time allowed, the 3 before 30% (medians)",
        ),
        ((0.1, 0.1, 0.1, 0.2, 0.2, 0.2), ""),  # twice as slow, and still quick
        ((0.5, 0.5, 0.5, 0.2, 0.2, 0.2), ""),
        ((0.1, 1.1, 0.1), "1 of the newest 3 was not acknowledged in time"),
        ((1.1,), "the only one so far was not acknowledged in time"),
        ((0.1, None, None), "2 of the newest 3 were not acknowledged in time"),
        ((1.1, 0.1, 0.1, 0.1), ""),  # late once, and not since
    ],
)
def test_acknowledging_is_slower_by_half_of_what_it_was(
    used: tuple[float | None, ...], why: str
) -> None:
    assert slower(acks(*used), date(2026, 1, 1)) == why


def test_late_answers_of_long_ago_are_no_early_warning() -> None:
    assert slower(acks(1.1), date(2027, 1, 1)) == ""


@pytest.mark.parametrize(
    ("amber", "red", "known", "many"),
    [
        (1, 0, 1, False),
        (1, 0, 5, False),
        (2, 0, 5, False),
        (2, 0, 4, True),
        (1, 1, 4, True),
        (0, 2, 4, False),  # red is no early warning
        (3, 0, 12, True),
        (2, 1, 12, True),
        (2, 0, 12, False),
    ],
)
def test_many_amber_is_three_or_half(amber: int, red: int, known: int, many: bool) -> None:
    assert many_amber(amber, red, known) is many


def test_a_review_that_was_missed_is_warned_of_when_its_grace_is_over() -> None:
    # of 2027-01-21; ten working days later is 2027-02-04
    assert warnings(seen(now=datetime(2027, 2, 4, tzinfo=UTC)), Alarm.REVIEWS) == []
    assert warnings(seen(now=datetime(2027, 2, 5, tzinfo=UTC)), Alarm.REVIEWS) == [
        ("review qbr", "no minutes for 2027-01-21")
    ]


def test_a_sponsor_who_missed_the_last_review_is_warned_of() -> None:
    names = "attendees: [ada, jonas, lena, mikael, ravi, sofia]"
    found = seen(edited((names, "attendees: [ada, lena, ravi, sofia]"), path=QBR))
    assert warnings(found, Alarm.SPONSOR) == [
        ("sponsor helix", "neither Jonas Lindqvist nor a deputy came to the last review")
    ]


def test_a_mean_answer_that_fell_since_the_survey_before_is_warned_of() -> None:
    before = (
        complete()[f"{HOME}/surveys/2026.csv"].decode().replace("helix,trust,4.0", "helix,trust,5")
    )
    before = before.replace("helix,commitment,4.0", "helix,commitment,4.3")
    found = seen({**complete(), f"{HOME}/surveys/2025.csv": before.encode()})
    # (5 + 4.3 + 4.1 + 3.2) / 4 = 4.15, then 3.825
    assert (
        "party helix",
        "Helix Cold Chain AB answered 4.15 in 2025 on average, now 3.83",
    ) in warnings(found, Alarm.SATISFACTION)


def test_a_question_that_is_new_in_the_survey_moves_no_mean() -> None:
    rows = complete()[f"{HOME}/surveys/2026.csv"].decode().splitlines(keepends=True)
    before = "".join(row for row in rows if ",communication," not in row)
    found = seen({**complete(), f"{HOME}/surveys/2025.csv": before.encode()})
    # helix answered 4.0, 4.0 and 4.1 in both years; with communication (3.2) it would be 3.825
    assert [about for about, _ in warnings(found, Alarm.SATISFACTION)] == ["question communication"]


def test_a_sponsor_who_left_is_absent_until_a_successor_is_named() -> None:
    last_day = "    deputy: lena\n    left: 2026-11-20\n"
    found = seen(edited(("    deputy: lena\n", last_day), path=DIRECTORY))
    assert warnings(found, Alarm.SPONSOR) == [
        (
            "sponsor meridian",
            "Ada Okafor left on 2026-11-20, and no successor is named",
        )
    ]


def test_figures_and_risks_past_their_day_are_stale() -> None:
    found = seen(
        edited(("review_by: 2027-03-31\n  forecast", "review_by: 2026-11-21\n  forecast")),
        now=datetime(2026, 12, 15, tzinfo=UTC),
    )
    told = warnings(found, Alarm.STALE)
    assert ("kpi otif", "the figure for 2026-11 was due on 2026-12-14") in told
    assert ("risk depot-loss", "due for assessment by 2026-11-21") in told


def test_two_of_four_kpis_off_plan_are_many() -> None:
    files = edited(
        ("carbon-per-pallet,2026-Q3,10.4,", "carbon-per-pallet,2026-Q3,10.8,"),
        ("otif,2026-10,97.2,", "otif,2026-10,95,"),
        path=MEASURED,
    )
    third = (b"partner-satisfaction,2026,3.9", b"partner-satisfaction,2026,3.7")
    three = {**files, MEASURED: files[MEASURED].replace(*third)}
    assert warnings(seen(files), Alarm.AMBER) == []  # two of five
    assert warnings(seen(three), Alarm.AMBER) == [("kpis", "3 amber of 5 known")]
