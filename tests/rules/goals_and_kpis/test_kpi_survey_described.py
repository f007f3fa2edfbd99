"""Surveys whose result means something."""

import pytest

from tests.support import Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "kpi-survey-described"
SURVEY = (
    "    survey: {instrument: Relationship survey 2025, scale: 1-5, "
    "respondents: {meridian: 10, helix: 10}}\n"
)
AT = "kpis.partner-satisfaction.survey"


def found(survey: str, settings: Settings | None = None) -> list[tuple[str, str]]:
    files = edited((SURVEY, survey))
    return [(one.at, one.message) for one in findings(files, RULE, settings=settings)]


def asked(respondents: str) -> list[tuple[str, str]]:
    return found(f"    survey: {{instrument: Ours, scale: 1-5, respondents: {respondents}}}\n")


def test_the_survey_of_the_complete_charter_is_described() -> None:
    assert findings(edited(), RULE) == []


def test_a_kpi_without_a_survey_needs_none() -> None:
    assert found("") == []


def test_a_survey_that_says_nothing_lacks_three_things() -> None:
    files = edited((SURVEY, "    survey: {}\n"))
    line = line_of(files, "    survey: {}")
    name = "the survey of the KPI 'partner-satisfaction'"

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line,
            f"{AT}.instrument",
            f"{name} does not say which questions are asked",
        ),
        Seen(
            RULE,
            "error",
            line,
            f"{AT}.respondents",
            f"{name} asks nobody of Meridian Foods plc or Helix Cold Chain AB",
        ),
        Seen(
            RULE, "error", line, f"{AT}.scale", f"{name} does not say on what scale people answer"
        ),
    ]


def test_a_party_that_nobody_asks_is_named() -> None:
    assert asked("{meridian: 10}") == [
        (
            f"{AT}.respondents.helix",
            "the survey of the KPI 'partner-satisfaction' asks nobody of Helix Cold Chain AB",
        )
    ]


@pytest.mark.parametrize(("count", "shown"), [(4, "4"), (0, "nobody"), (-1, "nobody")])
def test_fewer_than_five_of_a_party_are_too_few(count: int, shown: str) -> None:
    assert asked(f"{{meridian: 5, helix: {count}}}") == [
        (
            f"{AT}.respondents.helix",
            (
                "the survey of the KPI 'partner-satisfaction' asks "
                f"{shown} of Helix Cold Chain AB; "
                "fewer than 5 can be told apart, and one mood moves the mean"
            ),
        )
    ]


def test_a_key_that_is_no_party_may_be_meant_for_the_one_that_is_missing() -> None:
    assert asked("{meridian: 10, helx: 2}") == []


def test_an_organisation_may_ask_for_more() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"least": 12}}}).value
    assert table is not None

    assert [at for at, _ in found(SURVEY, Settings(table))] == [
        f"{AT}.respondents.meridian",
        f"{AT}.respondents.helix",
    ]


def test_what_the_model_refused_is_not_called_missing() -> None:
    assert asked("ten of each") == []
    assert asked("{meridian: ten, helix: 10}") == []
