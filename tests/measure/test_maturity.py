"""The stages of maturity, each demand taken away in turn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support import CHARTER, TODAY, edited, partnership
from trm_policy.measure.maturity import FUNCTIONS, Demand, Function, Verdict, by_stage, maturity
from trm_policy.model.vocabulary import MaturityLevel
from trm_policy.starter import complete

INITIAL, REPEATABLE, DEFINED, MANAGED, OPTIMISED = MaturityLevel
SUPPLY = "supply-chain: {level: managed, lead: mikael, evidence: Shared forecast and scorecard}"
PILOT = "    stage: pilot  "


def functions(
    *edits: tuple[str, str], now: datetime = TODAY, path: str = CHARTER
) -> dict[str, Function]:
    found = maturity(partnership(edited(*edits, path=path)), now)
    return {one.id: one for one in found.functions}


def supply(*edits: tuple[str, str]) -> Function:
    return functions(*edits)["supply-chain"]


def test_the_complete_partnership_shows_what_its_leads_answer_for() -> None:
    found = functions()
    assert {id_: (one.claimed, one.shown, one.verdict) for id_, one in found.items()} == {
        "customer-service": (MANAGED, MANAGED, Verdict.CONFIRMED),  # Lena leads freshness
        "human-resources": (DEFINED, REPEATABLE, Verdict.LOWER),  # days-to-settle tells of trust
        "supply-chain": (MANAGED, MANAGED, Verdict.CONFIRMED),  # Mikael owns otif
        "knowledge": (REPEATABLE, REPEATABLE, Verdict.CONFIRMED),  # so do all KPIs of Sofia
    }
    assert found["supply-chain"].next_level is OPTIMISED
    assert found["supply-chain"].next_step == ("complete an initiative of its lead",)


@pytest.mark.parametrize(
    ("old", "new", "shown", "step"),
    [
        (
            SUPPLY,
            "supply-chain: {level: managed, lead: mikael}",
            INITIAL,
            "name evidence that anyone can check, such as a joint plan",
        ),
        (
            SUPPLY,
            "supply-chain: {level: managed, evidence: Shared forecast}",
            REPEATABLE,
            "name a lead",
        ),
        (
            "lead: mikael, evidence: Shared",
            "lead: jonas, evidence: Shared",
            REPEATABLE,
            "give its lead a KPI of this function to own, or a goal to lead",
        ),
        (PILOT, "    stage: done  ", OPTIMISED, None),
    ],
)
def test_each_stage_has_its_demand(
    old: str, new: str, shown: MaturityLevel, step: str | None
) -> None:
    found = supply((old, new))
    assert found.shown is shown
    assert (step is None) is (found.next_step == ())
    assert step is None or step in found.next_step


def test_an_initiative_makes_the_functions_optimised_whose_lead_it_has() -> None:
    found = functions((PILOT, "    stage: done  "))
    assert [id_ for id_, one in found.items() if one.shown is OPTIMISED] == ["supply-chain"]


def test_an_initiative_done_long_ago_counts_no_more() -> None:
    edits = ((PILOT, "    stage: done  "), ("    since: 2026-02-01\n", "    since: 2025-11-21\n"))
    assert supply(*edits).shown is MANAGED


def test_figures_that_are_overdue_leave_a_function_defined() -> None:
    found = functions(now=datetime(2027, 6, 22, tzinfo=UTC))["supply-chain"]
    assert (found.shown, found.verdict) == (DEFINED, Verdict.LOWER)
    assert found.next_step == ("keep a figure of its lead's KPIs up to date",)


def test_without_records_nothing_is_managed_and_the_demand_is_unknown() -> None:
    bare = {CHARTER: complete()[CHARTER], "partnerships/directory.yaml": b""}
    found = {one.id: one for one in maturity(partnership(bare), TODAY).functions}
    one = found["supply-chain"]
    assert one.shown is DEFINED
    assert [demand.met for demand in one.demands if demand.level is MANAGED] == [None, None]


def test_a_function_of_which_nothing_is_written_is_unknown() -> None:
    found = functions((f"    {SUPPLY}\n", ""))["supply-chain"]
    assert (found.claimed, found.shown, found.verdict) == (None, None, Verdict.UNKNOWN)
    assert found.next_step == (
        "state under maturity.functions.supply-chain how this function works together",
    )


def test_a_function_of_the_house_follows_the_four() -> None:
    found = functions((SUPPLY, SUPPLY + "\n    finance: {level: initial}"))
    assert list(found) == [*FUNCTIONS, "finance"]
    assert (found["finance"].shown, found["finance"].verdict) == (INITIAL, Verdict.CONFIRMED)


def test_what_has_ended_is_not_measured() -> None:
    found = maturity(partnership(edited(("status: active ", "status: ended "))), TODAY)
    assert (found.unasked, found.functions) == ("it has ended", ())


def test_stages_are_counted_by_function() -> None:
    found = [
        maturity(partnership(), TODAY),
        maturity(partnership(edited((f"    {SUPPLY}\n", ""))), TODAY),
    ]
    assert by_stage(found)["supply-chain"] == {
        "initial": 0,
        "repeatable": 0,
        "defined": 0,
        "managed": 1,
        "optimised": 0,
        "unknown": 1,
    }


@pytest.mark.parametrize(
    ("claimed", "level", "told", "verdict"),
    [
        (DEFINED, MANAGED, "claimed defined, evidence shows managed", Verdict.HIGHER),
        (MANAGED, DEFINED, "claimed managed, evidence shows defined", Verdict.LOWER),
        (MANAGED, MANAGED, "claimed managed, evidence shows the same", Verdict.CONFIRMED),
        (None, MANAGED, "nothing claimed, evidence shows managed", Verdict.UNKNOWN),
        (MANAGED, None, "claimed managed, no evidence", Verdict.UNKNOWN),
        (None, None, "nothing claimed, no evidence", Verdict.UNKNOWN),
    ],
)
def test_claim_and_evidence_are_told_in_one_sentence(
    claimed: MaturityLevel | None, level: MaturityLevel | None, told: str, verdict: Verdict
) -> None:
    above = list(MaturityLevel)[1:] if level else []
    rank = list(MaturityLevel).index
    demands = tuple(
        Demand(o, "do it", level is not None and rank(o) <= rank(level), ()) for o in above
    )
    found = Function("finance", claimed, None, demands)
    assert (found.told, found.verdict) == (told, verdict)
