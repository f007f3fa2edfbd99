"""As of a day, what was recorded later is not seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from tests.support import partnership
from trm_policy.model.records import EscalationFront, Minutes, SurveyRecord
from trm_policy.portfolio.records import Records, as_known, escalations_known, minutes_known

RECORDS = partnership().records
END = datetime(2026, 12, 31, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def case(now: str) -> EscalationFront:
    """The one escalation of the complete example as it stood at an instant."""
    (record,) = as_known(RECORDS, at(now)).escalations
    assert record.front is not None
    return record.front


def test_at_the_end_everything_is_known() -> None:
    assert as_known(RECORDS, END) == RECORDS


def test_a_figure_is_known_once_its_period_has_started() -> None:
    def last_months(now: str) -> list[str]:
        rows = as_known(RECORDS, at(now)).measurements
        return [row.period_text for row in rows if row.kpi == "otif"][-2:]

    assert last_months("2026-09-30T23:59+00:00") == ["2026-08", "2026-09"]
    assert last_months("2026-10-01T00:00+00:00") == ["2026-09", "2026-10"]


def test_a_figure_whose_period_cannot_be_read_stays() -> None:
    odd = RECORDS.measurements[0]._replace(period=None, period_text="soon")

    assert as_known(Records(measurements=(odd,)), END).measurements == (odd,)


def test_minutes_are_known_from_the_day_of_the_review() -> None:
    def names(now: str) -> list[str]:
        return [minutes.path.name for minutes in minutes_known(RECORDS, at(now))]

    assert names("2026-10-19T12:00+00:00") == ["2026-05-12-health.md", "2026-10-14-annual.md"]
    assert names("2026-10-20T00:00+00:00")[2:] == ["2026-10-20-qbr.md"]


def test_a_day_is_that_of_utc() -> None:
    assert len(minutes_known(RECORDS, at("2026-10-20T00:30+01:00"))) == 2


def test_records_that_do_not_tell_their_day_stay() -> None:
    blank = Minutes(PurePosixPath("reviews/2026-13-40-qbr.md"), None)
    untold = replace(RECORDS.escalations[0], front=None)
    records = Records(minutes=(blank,), escalations=(untold,))

    assert as_known(records, at("2020-01-01T00:00+00:00")) == records


def test_an_escalation_is_unknown_until_it_is_raised() -> None:
    assert escalations_known(RECORDS, at("2026-09-07T09:14+00:00")) == ()
    assert len(escalations_known(RECORDS, at("2026-09-07T09:15+00:00"))) == 1


def test_of_an_open_escalation_only_what_has_happened_is_known() -> None:
    front = case("2026-09-08T11:30+01:00")

    assert [(step.level, list(step.acknowledged)) for step in front.steps] == [
        ("operations", ["meridian", "helix"]),
        ("owners", ["meridian"]),
    ]
    assert front.settled_at is None
    assert [step.level for step in case("2026-09-07T10:20+01:00").steps] == ["operations"]
    assert case("2026-09-09T16:00+01:00") == case("2026-12-31T00:00+00:00")


def test_the_steps_that_are_known_keep_their_positions() -> None:
    (record,) = RECORDS.escalations
    assert record.front is not None
    upside_down = record.front.model_copy(update={"steps": record.front.steps[::-1]})
    records = Records(escalations=(replace(record, front=upside_down),))

    (known,) = escalations_known(records, at("2026-09-07T12:00+01:00"))
    assert known.front is not None
    assert known.front.steps == ()


def test_a_survey_of_a_later_year_is_not_known() -> None:
    later = SurveyRecord(2027, PurePosixPath("surveys/2027.csv"), ())
    records = replace(RECORDS, surveys=(*RECORDS.surveys, later))

    assert [survey.year for survey in as_known(records, END).surveys] == [2026]
