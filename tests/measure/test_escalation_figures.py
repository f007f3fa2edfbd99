"""How conflicts are resolved, reckoned from the log by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.support import edited, partnership
from trm_policy.measure.escalation_figures import (
    EscalationFigure,
    Reached,
    figure_of,
    from_log,
    log_of,
    working_days,
)
from trm_policy.model.kpi import Kpi
from trm_policy.timing import Period, WorkCalendar, WorkingHours, parse_instant

LOG = "partnerships/meridian-helix/escalations/"
LATER = datetime(2027, 2, 1, tzinfo=UTC)
BOTH = partnership().roster.calendars


def record(number: str, raised: str, steps: str, settled: str = "") -> dict[str, bytes]:
    """A record; ``steps`` are levels with the instants at which both parties acknowledged."""
    lines = ["---", f"id: {number}", "title: T", "raised_by: tom", f"raised_at: {raised}", "steps:"]
    for one in steps.split("; "):
        level, reached, *heard = one.split(" ")
        lines += [f"  - level: {level}", f"    reached_at: {reached}"]
        if heard:
            pairs = zip(("meridian", "helix"), heard, strict=False)
            lines.append("    acknowledged:")
            lines += [f"      {party}: {at}" for party, at in pairs]
    lines += [f"settled_at: {settled}"] if settled else []
    return {f"{LOG}{number}.md": "\n".join([*lines, "---", ""]).encode()}


def days(since: str, until: str, *each: WorkCalendar) -> float:
    return working_days(parse_instant(since), parse_instant(until), each or BOTH.values())


@pytest.mark.parametrize(
    ("since", "until", "passed"),
    [
        # London, 08:00 to 17:00: 6.75 h on Monday, 9 on Tuesday, 8 on Wednesday, of 9 a day;
        # Stockholm is an hour ahead: 5.75, 9 and 9
        ("2026-09-07T10:15+01:00", "2026-09-09T16:00+01:00", 23.75 / 9),
        # on one day: London has an hour from 08:00, Stockholm two from 08:00, an hour before
        ("2026-09-07T07:00+01:00", "2026-09-07T09:00+01:00", 1 / 9),
        # over a weekend nothing passes
        ("2026-09-04T18:00+01:00", "2026-09-07T07:00+01:00", 0),
        # Monday 31 August is free in London alone: the slower of the two clocks counts
        ("2026-08-28T17:00+01:00", "2026-09-01T17:00+01:00", 1),
        # noon to noon over the night in which the clocks go back
        ("2026-10-23T12:00+01:00", "2026-10-26T12:00+00:00", 1),
        ("2026-09-07T10:00+01:00", "2026-09-07T10:00+01:00", 0),
    ],
)
def test_a_working_day_has_passed_when_it_has_for_every_party(
    since: str, until: str, passed: float
) -> None:
    assert days(since, until) == pytest.approx(passed)


def test_where_there_are_no_parties_no_day_passes() -> None:
    since, until = parse_instant("2026-09-07T10:00Z"), parse_instant("2026-09-09T10:00Z")
    assert working_days(since, until, ()) == 0


def test_days_are_counted_in_the_hours_of_a_day() -> None:
    short = WorkCalendar(ZoneInfo("UTC"), WorkingHours.parse("10:00-12:00"))
    assert days("2026-09-07T10:00Z", "2026-09-08T11:00Z", short) == pytest.approx(1.5)


THREE = (
    # Wed 1 July 09:00 to Thu 2 July 09:00 London, at the first level; both in time
    record(
        "2026-001",
        "2026-07-01T09:00+01:00",
        "operations 2026-07-01T09:00+01:00 2026-07-01T09:30+01:00 2026-07-01T10:00+01:00",
        "2026-07-02T09:00+01:00",
    )
    # Mon 6 to Fri 10 July 09:00: four days, two levels; helix late on the first (due 11:00
    # London), nobody was heard on the second (due Tue 7 July 13:00)
    | record(
        "2026-002",
        "2026-07-06T09:00+01:00",
        "operations 2026-07-06T09:00+01:00 2026-07-06T09:30+01:00 2026-07-06T12:00+01:00; "
        "owners 2026-07-07T09:00+01:00",
        "2026-07-10T09:00+01:00",
    )
    # raised on the last day of September in London, an hour before October; settled in October
    | record(
        "2026-004",
        "2026-09-30T23:00+01:00",
        "operations 2026-09-30T23:00+01:00",
        "2026-10-01T09:00+01:00",
    )
    # open since 2 November
    | record("2026-005", "2026-11-02T09:00Z", "operations 2026-11-02T09:00Z")
)
NAME = f"{LOG}2026-003.md"
FILES = {path: raw for path, raw in edited().items() if path != NAME} | THREE


def test_the_figures_of_a_quarter() -> None:
    found = log_of(partnership(FILES), LATER).resolution(Period.parse("2026-Q3"))
    assert {figure.value: found.value(figure) for figure in EscalationFigure} == {
        "raised": 3,
        "open": 0,
        "settled": 2,
        "settled_share": 100,
        # six were owed: three in time; one late and two never. The last was settled at 09:00,
        # before anybody had to answer (10:00)
        "acknowledged_in_time_share": 50,
        "mean_working_days_to_settle": pytest.approx(2.5),
        "median_working_days_to_settle": pytest.approx(2.5),
        "settled_at_first_level_share": 50,
    }
    assert found.levels == (
        Reached("operations", 1, pytest.approx(1)),
        Reached("owners", 1, pytest.approx(4)),
    )


def test_what_is_settled_counts_for_the_quarter_in_which_it_was() -> None:
    found = log_of(partnership(FILES), LATER).resolution(Period.parse("2026-Q4"))
    # open since Monday 2 November: both owe an answer; the one of September took an hour
    assert (found.raised, found.open, found.asked, found.in_time) == (1, 1, 2, 0)
    assert found.days == (pytest.approx(1 / 9),)
    assert found.value(EscalationFigure.SETTLED_SHARE) == 0


def test_where_nothing_happened_there_is_no_figure_but_a_count() -> None:
    found = log_of(partnership(FILES), LATER).resolution(Period.parse("2025-Q1"))
    assert {f.value: found.value(f) for f in EscalationFigure if found.value(f) is not None} == {
        "raised": 0,
        "open": 0,
        "settled": 0,
    }


def test_the_whole_log_is_told_without_a_period_and_as_it_was_known_then() -> None:
    then = datetime(2026, 7, 7, 9, tzinfo=UTC)
    found = log_of(partnership(FILES), then).resolution()
    assert (found.raised, found.open, len(found.days), found.first_level) == (2, 1, 1, 1)
    part = partnership(FILES)
    assert log_of(part, LATER).resolution().raised == 4
    assert log_of(part, LATER) is log_of(part, LATER)


@pytest.mark.parametrize(
    ("more", "figure"),
    [
        (
            {"unit": "working days", "formula": "mean of (settled - raised)"},
            EscalationFigure.MEAN_DAYS,
        ),
        ({"unit": "days", "formula": "median of (settled - raised)"}, EscalationFigure.MEDIAN_DAYS),
        ({"unit": "%", "definition": "Share acknowledged in time"}, EscalationFigure.IN_TIME_SHARE),
        (
            {"unit": "%", "definition": "Settled at the first level"},
            EscalationFigure.FIRST_LEVEL_SHARE,
        ),
        ({"unit": "per cent", "formula": "settled / raised"}, EscalationFigure.SETTLED_SHARE),
        (
            {"unit": "pct of those raised", "formula": "settled / raised"},
            EscalationFigure.SETTLED_SHARE,
        ),
        (
            {"unit": "%", "definition": "Settled at the\n  first\n  level"},
            EscalationFigure.FIRST_LEVEL_SHARE,
        ),
        ({"unit": "% points", "formula": "settled - raised"}, None),
        ({"unit": "%", "formula": "happy / all"}, None),
        ({"unit": "score"}, None),
        ({}, None),
    ],
)
def test_a_kpi_tells_by_its_unit_and_words_which_figure_it_means(
    more: dict[str, str], figure: EscalationFigure | None
) -> None:
    assert figure_of(Kpi(name="Conflicts", **more)) is figure


def test_a_kpi_is_made_of_the_log_where_its_source_says_so() -> None:
    kpis = partnership().charter.kpis
    assert [name for name, kpi in kpis.items() if from_log(kpi)] == ["days-to-settle"]
    assert from_log(Kpi.model_validate({"name": "K", "source": "the Escalation\n log"}))
    assert not from_log(Kpi(name="K"))
