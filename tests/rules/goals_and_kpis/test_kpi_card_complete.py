"""KPIs that two people would compute alike."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "kpi-card-complete"
CARD = {
    "definition": (
        "    definition: Deliveries with more than ten minutes outside the agreed band.\n"
    ),
    "formula": "    formula: count of excursions per 10,000 deliveries\n",
    "unit": "    unit: per 10,000\n",
    "source": "    source: Trailer telemetry\n",
}


def test_the_complete_charter_has_complete_cards() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize("field", ["definition", "formula", "unit", "source"])
def test_a_card_that_lacks_a_field_is_marked_at_its_kpi(field: str) -> None:
    files = edited((CARD[field], ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  temperature-excursions:"),
            f"kpis.temperature-excursions.{field}",
            f"the KPI 'temperature-excursions' has no {field}",
        )
    ]


def test_each_missing_field_is_a_finding_of_its_own() -> None:
    card = (
        "    name: Temperature excursions\n",
        "    name: Temperature excursions\n  empty-runs:\n    name: Empty runs\n",
    )
    text = edited(card)["partnerships/meridian-helix/partnership.yaml"].decode()
    tail = text[
        text.index("    definition: Deliveries with more") : text.index("  carbon-per-pallet:\n")
    ]

    seen = findings(edited(card, (tail, "")), RULE)

    assert [(one.at, one.message) for one in seen if "empty-runs" in one.at] == sorted(
        (f"kpis.empty-runs.{field}", f"the KPI 'empty-runs' has no {field}")
        for field in (
            "definition",
            "formula",
            "unit",
            "direction",
            "owner",
            "source",
            "frequency",
            "baseline",
            "target",
        )
    )


@pytest.mark.parametrize(
    ("old", "new", "at", "lack"),
    [
        (
            "{value: 91.4, date: 2024-12-31}",
            "{date: 2024-12-31}",
            "baseline.value",
            "a baseline without a value",
        ),
        (
            "{value: 91.4, date: 2024-12-31}",
            "{value: 91.4}",
            "baseline.date",
            "a baseline without a date",
        ),
        (
            "{value: 98, by: 2027-12-31}",
            "{by: 2027-12-31}",
            "target.value",
            "a target without a value",
        ),
        ("{value: 98, by: 2027-12-31}", "{value: 98}", "target.by", "a target without a date"),
    ],
)
def test_half_a_baseline_or_target_is_marked_at_itself(
    old: str, new: str, at: str, lack: str
) -> None:
    files = edited((old, new))

    assert findings(files, RULE) == [
        Seen(RULE, "error", line_of(files, new), f"kpis.otif.{at}", f"the KPI 'otif' has {lack}")
    ]


def test_a_field_without_a_value_is_as_good_as_absent() -> None:
    files = edited((CARD["unit"], "    unit:\n"))

    assert [(one.line, one.at) for one in findings(files, RULE)] == [
        (
            line_of(files, "    formula: count of excursions") + 1,
            "kpis.temperature-excursions.unit",
        )
    ]


def test_a_field_that_the_model_refused_is_not_called_missing() -> None:
    assert findings(edited((CARD["unit"], "    unit: 5\n")), RULE) == []


def test_a_transactional_charter_may_be_sketchy() -> None:
    assert (
        findings(edited((CARD["unit"], ""), ("tier: strategic ", "tier: transactional ")), RULE)
        == []
    )


def test_a_preferred_charter_may_not() -> None:
    seen = findings(edited((CARD["unit"], ""), ("tier: strategic ", "tier: preferred ")), RULE)

    assert [one.severity for one in seen] == ["error"]
