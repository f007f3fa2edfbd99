"""What the model refuses is one finding: no rule takes what is lost for what is missing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support import CHARTER, TODAY, data_of, day, report, yaml_of
from trm_policy.starter import complete

_LATER = ("surveys", "reviews/")
YOUNG = {p: raw for p, raw in complete().items() if not any(name in p for name in _LATER)}
"""The complete partnership before anything was reviewed or asked."""
REFUSED = {
    "the KPIs of a goal, written as one text": ("goals.freshness.kpis", "otif, carbon-per-pallet"),
    "the KPIs of a goal, of which nothing can be read": ("goals.trust.kpis", "a, b"),
    "a KPI of a goal": ("goals.freshness.kpis.0", ["otif"]),
    "a whole goal": ("goals.freshness", "otif"),
    "an escalation level": ("escalation.levels.2", "directors"),
    "the id of an escalation level": ("escalation.levels.1.id", ["owners"]),
    "the whole escalation": ("escalation", "see the contract"),
    "the hours in which clocks run": ("escalation.working_hours", "office hours"),
    "the parties": ("parties", "Meridian and Helix"),
    "the start of the term": ("term.start", "spring 2025"),
    "the term": ("term", "three years"),
    "the target of a KPI": ("kpis.otif.target", 98),
    "the day on which a commitment was kept": ("commitments.peak-capacity.closed_on", "in May"),
    "the tolerance of a KPI": ("kpis.otif.tolerance", "one and a half"),
    "how freely something is shared": (
        "sharing.demand-forecast",
        {"item": "Margins", "from": "meridian", "rule": "never", "owner": "ravi"},
    ),
    "the kind of a review": ("reviews.annual.kind", "yearly"),
    "the risks": ("risks", "see the register"),
    "the committees": ("committees", "steering"),
    "the owners": ("owners", "ravi and sofia"),
}


def rules(files: Mapping[str, bytes], now: str) -> list[str]:
    return [finding.rule for finding in report(files, day(now)).findings]


def broken(files: Mapping[str, bytes], place: str, value: object) -> dict[str, bytes]:
    data = data_of(files[CHARTER])
    *way, last = (int(part) if part.isdecimal() else part for part in place.split("."))
    here = data
    for part in way:
        here = here[part]
    here[last] = value
    return {**files, CHARTER: yaml_of(data)}


@pytest.mark.parametrize(("place", "value"), list(REFUSED.values()), ids=list(REFUSED))
def test_a_refused_value_is_one_finding(place: str, value: object) -> None:
    files = broken(complete(), place, value)
    assert rules(files, TODAY.date().isoformat()) == ["schema"]


@pytest.mark.parametrize("name", ["the start of the term", "the term"])
def test_a_partnership_whose_start_cannot_be_read_owes_no_survey(name: str) -> None:
    usual = rules(YOUNG, "2025-06-01")
    assert "health-checked" not in usual
    found = rules(broken(YOUNG, *REFUSED[name]), "2025-06-01")
    assert set(found) <= {*usual, "schema"}
