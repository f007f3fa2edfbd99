"""Ideas that move or end."""

from datetime import datetime

import pytest

from tests.support import Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "initiative-stalled"
STAGE = "    stage: pilot                             # idea"
LEAD = "    lead: mikael\n    since: 2026-02-01\n"


def as_of(day: str, *edits: tuple[str, str], settings: Settings | None = None) -> list[Seen]:
    now = datetime.fromisoformat(f"{day}T00:00+00:00")
    return findings(edited(*edits), RULE, now, settings)


def test_a_year_in_one_stage_is_enough() -> None:
    assert as_of("2027-02-01") == []
    assert as_of("2027-02-02") == [
        Seen(
            RULE,
            "warning",
            line_of(edited(), "    since: 2026-02-01"),
            "initiatives.solar-depot.since",
            "the initiative 'solar-depot' has been in the stage 'pilot' since 2026-02-01",
        )
    ]


@pytest.mark.parametrize("stage", ["done", "dropped"])
def test_what_is_over_does_not_stall(stage: str) -> None:
    assert as_of("2028-01-01", (STAGE, f"    stage: {stage}   # idea")) == []


def test_an_initiative_without_a_stage_stalls_as_well() -> None:
    assert [seen.message for seen in as_of("2028-01-01", (STAGE, "    # idea"))] == [
        "the initiative 'solar-depot' has been in the same stage since 2026-02-01"
    ]


def test_one_without_a_day_cannot_be_judged() -> None:
    assert as_of("2028-01-01", (LEAD, "    lead: mikael\n")) == []


def test_an_organisation_may_be_less_patient() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"months": 6}}}).value
    assert table is not None

    assert len(as_of("2026-08-02", settings=Settings(table))) == 1


def test_a_preferred_partnership_is_left_alone() -> None:
    assert as_of("2028-01-01", ("tier: strategic ", "tier: preferred ")) == []
