"""KPIs that two people would compute alike."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import Case, edited, error, finding, findings, found_by, table

RULE = "kpi-card-complete"
CARD = {
    "definition": (
        "    definition: Deliveries with more than ten minutes outside the agreed band.\n"
    ),
    "formula": "    formula: count of excursions per 10,000 deliveries\n",
    "unit": "    unit: per 10,000\n",
    "source": "    source: Trailer telemetry\n",
}

# fmt: off
CASES = {
    "a card that lacks a field is marked at its kpi: definition": Case(
        edited((CARD["definition"], "")),
        error("kpis.temperature-excursions.definition", "the KPI 'temperature-excursions' has no definition", on="  temperature-excursions:"),
    ),
    "a card that lacks a field is marked at its kpi: formula": Case(
        edited((CARD["formula"], "")),
        error("kpis.temperature-excursions.formula", "the KPI 'temperature-excursions' has no formula", on="  temperature-excursions:"),
    ),
    "a card that lacks a field is marked at its kpi: unit": Case(
        edited((CARD["unit"], "")),
        error("kpis.temperature-excursions.unit", "the KPI 'temperature-excursions' has no unit", on="  temperature-excursions:"),
    ),
    "a card that lacks a field is marked at its kpi: source": Case(
        edited((CARD["source"], "")),
        error("kpis.temperature-excursions.source", "the KPI 'temperature-excursions' has no source", on="  temperature-excursions:"),
    ),
    "a service level that is met or not is counted in nothing": Case(
        edited((CARD["unit"], "    threshold: {met: true}\n")),
    ),
    "half a baseline or target is marked at itself: {value: 91.4, date: 2024-12-31}": Case(
        edited(("{value: 91.4, date: 2024-12-31}", "{date: 2024-12-31}")),
        error("kpis.otif.baseline.value", "the KPI 'otif' has a baseline without a value", on="{date: 2024-12-31}"),
    ),
    "half a baseline or target is marked at itself: {value: 91.4, date: 2024-12-31}, 2": Case(
        edited(("{value: 91.4, date: 2024-12-31}", "{value: 91.4}")),
        error("kpis.otif.baseline.date", "the KPI 'otif' has a baseline without a date", on="{value: 91.4}"),
    ),
    "half a baseline or target is marked at itself: {value: 98, by: 2027-12-31}": Case(
        edited(("{value: 98, by: 2027-12-31}", "{by: 2027-12-31}")),
        error("kpis.otif.target.value", "the KPI 'otif' has a target without a value", on="{by: 2027-12-31}"),
    ),
    "half a baseline or target is marked at itself: {value: 98, by: 2027-12-31}, 2": Case(
        edited(("{value: 98, by: 2027-12-31}", "{value: 98}")),
        error("kpis.otif.target.by", "the KPI 'otif' has a target without a date", on="{value: 98}"),
    ),
    "a field without a value is as good as absent": Case(
        edited((CARD["unit"], "    unit:\n")),
        finding("kpis.temperature-excursions.unit", on="    formula: count of excursions", step=1),
    ),
    "a field that the model refused is not called missing": Case(edited((CARD["unit"], "    unit: 5\n"))),
    "a transactional charter may be sketchy": Case(
        edited((CARD["unit"], ""), ("tier: strategic ", "tier: transactional ")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_all_that_a_kpi_lacks_is_one_finding() -> None:
    card = (
        "    name: Temperature excursions\n",
        (
            "    name: Temperature excursions\n  empty-runs:\n    name: Empty runs\n"
            "    baseline: {value: 3}\n"
        ),
    )
    text = edited(card)["partnerships/meridian-helix/partnership.yaml"].decode()
    tail = text[
        text.index("    definition: Deliveries with more") : text.index("  carbon-per-pallet:\n")
    ]

    found = [one for one in found_by(edited(card, (tail, "")), RULE) if "empty-runs" in one.at]

    assert [(one.at, one.message, one.help) for one in found] == [
        (
            "kpis.empty-runs",
            (
                "the KPI 'empty-runs' has no definition, no formula, no unit, no direction, no owner, "
                "no source, no frequency, a baseline without a date and no target"
            ),
            (
                "Add 'definition', 'formula', 'unit', 'direction', 'owner', 'source', 'frequency', "
                "'date' to the baseline and 'target: {value: …, by: …}'."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("definition: Is it up?, unit: days, source: Report", []),
        ("formula: up / all, unit: days, source: Report", []),
        ("source: Report", ["the KPI 'up' has no definition and no unit"]),
    ],
)
def test_a_service_level_needs_neither_an_owner_nor_both_a_definition_and_a_formula(
    card: str, said: list[str]
) -> None:
    level = "  up: {name: Up, threshold: {at_least: 99}, " + card + "}\n"

    seen = findings(edited(("\nkpis:\n", "\nkpis:\n" + level)), RULE)

    assert [one.message for one in seen if ".up" in one.at] == said


def test_a_service_level_that_is_met_or_not_has_no_unit() -> None:
    level = "  up: {name: Up, threshold: {met: true}, definition: Up?, source: Log}\n"

    assert findings(edited(("\nkpis:\n", "\nkpis:\n" + level)), RULE) == []


def test_a_preferred_charter_may_not() -> None:
    seen = findings(edited((CARD["unit"], ""), ("tier: strategic ", "tier: preferred ")), RULE)

    assert [one.severity for one in seen] == ["error"]
