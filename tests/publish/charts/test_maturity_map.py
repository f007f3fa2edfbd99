"""Functions by stage, by year, and counted over a portfolio."""

from __future__ import annotations

from tests.publish.charts.drawn import HOSTILE, drawn, harmless
from trm_policy.measure.maturity import Demand, Function, MaturityAssessment
from trm_policy.model.vocabulary import MaturityLevel as Level
from trm_policy.publish.charts.maturity_map import maturity_over_years, stage_map

LEVELS = list(Level)


def function(id_: str, claimed: Level | None, shown: Level | None) -> Function:
    """A function that shows just that stage."""
    above = LEVELS[1:] if shown else []
    met = {level: LEVELS.index(level) <= LEVELS.index(shown) for level in above if shown}
    demands = tuple(Demand(level, f"do {level}", met[level], ()) for level in above)
    return Function(id_, claimed, None, demands)


def found(*functions: Function, title: str = "Meridian and Helix") -> MaturityAssessment:
    return MaturityAssessment("one", title, "", None, functions)


NOW = found(
    function("customer-service", Level.MANAGED, Level.DEFINED),
    function("knowledge", None, None),
)


def test_over_the_years_a_claim_stands_where_it_differs() -> None:
    before = found(function("customer-service", Level.DEFINED, Level.INITIAL))
    chart = maturity_over_years([("2025", before), ("2026", NOW)])
    assert chart.title == "Maturity of Meridian and Helix from 2025 to 2026"
    assert chart.table.rows == [
        ("Customer service", "Initial (defined claimed)", "Defined (managed claimed)"),
        ("Knowledge", "–", "–"),
    ]
    picture = drawn(chart)
    harmless(picture)
    assert picture.texts == [
        *("Customer service", "Knowledge"),
        *("1", "3", "–", "(3)", "(4)"),
        *("2025", "2026"),
    ]


def test_of_many_years_the_newest_are_drawn_and_all_are_told() -> None:
    chart = maturity_over_years([(str(year), NOW) for year in range(2018, 2027)])
    assert drawn(chart).texts[-6:] == ["2021", "2022", "2023", "2024", "2025", "2026"]
    assert chart.table.columns[1:] == tuple(str(year) for year in range(2018, 2027))


def test_a_portfolio_is_counted_by_function_and_stage() -> None:
    chart = stage_map({"knowledge": {"initial": 2, "defined": 7, "unknown": 1}})
    assert chart.description == "Knowledge: initial 2, defined 7, unknown 1."
    assert chart.table.rows == [("Knowledge", "2", "0", "7", "0", "0", "1")]
    picture = drawn(chart)
    harmless(picture)
    assert picture.texts[1:7] == ["2", "·", "7", "·", "·", "1"]


def test_a_map_without_functions_is_empty_and_no_error() -> None:
    for chart in (maturity_over_years([("2026", found())]), stage_map({})):
        harmless(drawn(chart))
        assert chart.table.rows == []


def test_hostile_names_stay_text() -> None:
    hostile = found(function(HOSTILE, Level.MANAGED, Level.DEFINED), title=HOSTILE)
    for chart in (
        maturity_over_years([(HOSTILE, hostile)]),
        stage_map({HOSTILE: {"initial": 1}}),
    ):
        harmless(drawn(chart))
