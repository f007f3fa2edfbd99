"""Surveys whose result means something."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, options, table

RULE = "kpi-survey-described"
SURVEY = (
    "    survey: {instrument: Relationship survey 2025, scale: 1-5, "
    "respondents: {meridian: 10, helix: 10}}\n"
)
AT = "kpis.partner-satisfaction.survey"


# fmt: off
CASES = {
    "a kpi without a survey needs none": Case(edited((SURVEY, ""))),
    "a survey that says nothing is not described": Case(
        edited((SURVEY, "    survey: {}\n")),
        error(AT, "the survey of the KPI 'partner-satisfaction' is not described", on="    survey: {}"),
    ),
    "a party that nobody asks is named": Case(
        edited((SURVEY, "    survey: {instrument: Ours, scale: 1-5, respondents: {meridian: 10}}\n")),
        finding(f"{AT}.respondents.helix", "the survey of the KPI 'partner-satisfaction' asks no one from Helix Cold Chain AB"),
    ),
    "fewer than five of a party are too few: 4": Case(
        edited((SURVEY, "    survey: {instrument: Ours, scale: 1-5, respondents: {meridian: 5, helix: 4}}\n")),
        finding(f"{AT}.respondents.helix", "the survey of the KPI 'partner-satisfaction' asks 4 from Helix Cold Chain AB; with fewer than 5 the answers are not anonymous"),
    ),
    "fewer than five of a party are too few: 0": Case(
        edited((SURVEY, "    survey: {instrument: Ours, scale: 1-5, respondents: {meridian: 5, helix: 0}}\n")),
        finding(f"{AT}.respondents.helix", "the survey of the KPI 'partner-satisfaction' asks no one from Helix Cold Chain AB; with fewer than 5 the answers are not anonymous"),
    ),
    "fewer than five of a party are too few: nobody": Case(
        edited((SURVEY, f"    survey: {{instrument: Ours, scale: 1-5, respondents: {{meridian: 5, helix: {-1}}}}}\n")),
        finding(f"{AT}.respondents.helix", "the survey of the KPI 'partner-satisfaction' asks no one from Helix Cold Chain AB; with fewer than 5 the answers are not anonymous"),
    ),
    "a key that is no party may be meant for the one that is missing": Case(
        edited((SURVEY, "    survey: {instrument: Ours, scale: 1-5, respondents: {meridian: 10, helx: 2}}\n")),
    ),
    "an organisation may ask for more": Case(
        edited((SURVEY, SURVEY)),
        finding(f"{AT}.respondents.meridian"),
        finding(f"{AT}.respondents.helix"), settings=options(RULE, {"least": 12}),
    ),
    "what the model refused is not called missing": Case(
        edited((SURVEY, "    survey: {instrument: Ours, scale: 1-5, respondents: ten of each}\n")),
    ),
    "what the model refused is not called missing (2)": Case(
        edited((SURVEY, "    survey: {instrument: Ours, scale: 1-5, respondents: {meridian: ten, helix: 10}}\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
