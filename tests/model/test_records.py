"""Figures, actions and answers are taken as they are written; what is no value is none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.model.base import Visibility
from trm_policy.model.building import build
from trm_policy.model.records import (
    Action,
    ActionState,
    EscalationFront,
    EscalationStep,
    Measurement,
    MinutesFront,
    SurveyAnswer,
    number,
)
from trm_policy.model.shape import rows
from trm_policy.portfolio.written import parse_action
from trm_policy.timing import Period

MARCH = Period.parse("2026-03")


def test_a_row_is_a_figure() -> None:
    assert Measurement.of_row(["otif", " 2026-03 ", "94.1", " after audit "], 7) == Measurement(
        "otif", "2026-03", MARCH, "94.1", 94.1, "after audit", 7
    )


def test_what_is_no_period_and_no_number_is_kept_as_text() -> None:
    assert Measurement.of_row(["otif", "March", "94,1", ""], 7) == Measurement(
        "otif", "March", None, "94,1", None, "", 7
    )


def test_the_rows_of_a_file_are_figures_each_with_its_line() -> None:
    rows = [("otif", "2026-03", " 94.1", ""), ("otif", "2026-3", "95", "late ")]
    assert Measurement.of_rows(rows, [2, 5]) == (
        Measurement("otif", "2026-03", MARCH, "94.1", 94.1, "", 2),
        Measurement("otif", "2026-3", None, "95", 95.0, "late", 5),
    )
    assert Measurement.of_rows([], []) == ()


NUMBERS = {"94.10": 94.1, "-3": -3.0, "+.5": 0.5, "7.": 7.0, "007": 7.0}


@pytest.mark.parametrize("text", [*NUMBERS])
def test_plain_decimals_are_numbers(text: str) -> None:
    assert number(text) == NUMBERS[text]


@pytest.mark.parametrize(
    "text", ["", "-", ".", "1e3", "1_000", "1,5", "94 %", "nan", "inf", "0x10", "١", " 1", "9" * 41]
)
def test_nothing_else_is_a_number(text: str) -> None:
    assert number(text) is None


def test_an_answer_has_a_score_from_one_to_five_and_a_count() -> None:
    assert SurveyAnswer.of_row(["helix", "trust", "3.8", "10"], 2) == SurveyAnswer(
        "helix", "trust", 3.8, 10, "3.8", "10", 2
    )
    assert SurveyAnswer.of_row(["helix", "trust", "5.1", "-1"], 2) == SurveyAnswer(
        "helix", "trust", None, None, "5.1", "-1", 2
    )


SHAPE = "Write (kpi ID; cause WHY; due DATE); a cause must not contain a semicolon."
NO_BOX = (
    "an entry under Actions begins with a box: '[ ]' open, '[x]' done, '[-]' dropped",
    "Write '- [ ] @person what (due DATE)'.",
)
OPEN, DONE, DROPPED = ActionState.OPEN, ActionState.DONE, ActionState.DROPPED
DAY = date(2026, 12, 1)

ACTIONS = {
    "[ ] @tom Re-plan the loop (kpi otif; cause two trailers lost; due 2026-12-01)": (
        Action(OPEN, "tom", "Re-plan the loop", DAY, "otif", "two trailers lost", 4, "2026-12-01"),
        (),
    ),
    "[x] @nils Rehearse the Hull standby (due 2026-12-01)": (
        Action(DONE, "nils", "Rehearse the Hull standby", DAY, None, None, 4, "2026-12-01"),
        (),
    ),
    "[-] Write a plan (the long one)": (
        Action(DROPPED, None, "Write a plan (the long one)", None, None, None, 4),
        (),
    ),
    "[X] @tom: Count (all) pallets\n(Due: 2026-12-01).": (
        Action(DONE, "tom", "Count (all) pallets", DAY, None, None, 4, "2026-12-01"),
        (),
    ),
    "[ ] @tom Ask (cause a bolt (M8) broke)\n\nSee the photograph (below).": (
        Action(
            OPEN, "tom", "Ask\n\nSee the photograph (below).", None, None, "a bolt (M8) broke", 4
        ),
        (),
    ),
    "@tom Ask": (Action(OPEN, "tom", "Ask", None, None, None, 4), (NO_BOX,)),
    "[ ] @tom Ask (due next week)": (
        Action(OPEN, "tom", "Ask", None, None, None, 4, "next week"),
        (
            (
                "the action is due on 'next week', which is not a calendar date",
                "Write year, month and day, such as (due 2026-12-01).",
            ),
        ),
    ),
    "[ ] @tom Ask (due 2026-02-30; owner bob)": (
        Action(OPEN, "tom", "Ask", None, None, None, 4, "2026-02-30"),
        (
            ("'owner' is not a detail of an action", SHAPE),
            (
                "the action is due on '2026-02-30', which is not a calendar date",
                "Write year, month and day, such as (due 2026-12-01).",
            ),
        ),
    ),
    "[ ] @tom Ask (dew 2026-12-01)": (
        Action(OPEN, "tom", "Ask", None, None, None, 4),
        (("'dew' is not a detail of an action; did you mean 'due'?", SHAPE),),
    ),
    "[ ] @tom Ask (due 2026-12-01; due 2027-01-01; kpi)": (
        Action(OPEN, "tom", "Ask", DAY, None, None, 4, "2026-12-01"),
        (
            ("'due' appears twice in the action", "Keep one of the two."),
            ("'kpi' has no value", SHAPE),
        ),
    ),
    "[ ]": (Action(OPEN, None, "", None, None, None, 4), ()),
}


@pytest.mark.parametrize("text", [*ACTIONS])
def test_a_line_of_minutes_is_an_action(text: str) -> None:
    assert parse_action(text, 4) == ACTIONS[text]


@given(st.text(st.sampled_from("[] x-@ab();due 2026-12-01\n")))
def test_no_text_can_break_an_action(text: str) -> None:
    action, slips = parse_action(text, 4)
    assert action.line == 4
    assert all(message and mend for message, mend in slips)


def test_the_facts_of_minutes_and_escalations_are_described_and_for_partners() -> None:
    for kind in (MinutesFront, EscalationFront):
        for row in rows(kind):
            extra = row.field.json_schema_extra
            assert isinstance(extra, dict)
            assert (bool(row.field.description), extra["visibility"]) == (True, Visibility.PARTNER)


def test_minutes_are_written_with_their_plain_names() -> None:
    day = date(2026, 10, 20)
    data = {"review": "qbr", "for": day, "held_on": day, "attendees": ["ada"]}
    assert build(MinutesFront, data).value == MinutesFront(
        review="qbr", for_=day, held_on=day, attendees=("ada",)
    )


def test_an_escalation_without_the_offset_of_its_clock_is_refused() -> None:
    data = {"id": "1", "title": "T", "raised_by": "tom", "raised_at": "2026-09-07T10:15"}
    (refusal,) = build(EscalationFront, data).refusals
    assert refusal.place == ("raised_at",)
    assert "offset from UTC" in refusal.message


def test_a_step_that_is_refused_leaves_the_others() -> None:
    steps = [
        {"level": "a", "reached_at": "2026-09-07"},
        {"level": "b", "reached_at": "2026-09-07T10:15Z"},
    ]
    data = {
        "id": "1",
        "title": "T",
        "raised_by": "tom",
        "raised_at": "2026-09-07T10:15Z",
        "steps": steps,
    }
    built = build(EscalationFront, data)
    assert built.value is not None
    reached = datetime(2026, 9, 7, 10, 15, tzinfo=UTC)
    assert built.value.steps == (EscalationStep(level="b", reached_at=reached),)
    assert built.written(("steps", 0, "level")) == ("steps", 1, "level")
