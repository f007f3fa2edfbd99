"""The sections without which a partnership of its tier cannot work."""

# ruff: noqa: E501 - a table is read row by row

import re

import pytest

from tests.support import (
    CHARTER,
    Case,
    Seen,
    edited,
    error,
    finding,
    findings,
    line_of,
    table,
    warning,
)
from trm_policy.model.instruments import NEVER_DECLARED_AWAY
from trm_policy.starter import complete

RULE = "stage-sections"
TIER = "tier: strategic                    # strategic | preferred | transactional"
STAGE = "stage: value-creation              # ISO 44001 life-cycle stage"
MEANINGS = {
    "escalation": "how problems are escalated",
    "reviews": "when the parties review their work",
    "committees": "where the parties decide together",
    "exit": "how the partnership ends",
    "risks": "what may go wrong",
    "sharing": "what information the parties share",
}
ABOVE = {
    "escalation": "reviews:",
    "reviews": "sharing:",
    "committees": "responsibilities:",
    "exit": "approvals:",
    "risks": "commitments:",
    "sharing": "personal_data:",
}
"""The section before which each belongs."""
DEMANDED = {
    "transactional": {"escalation", "reviews"},
    "preferred": {"escalation", "reviews", "committees", "exit"},
    "strategic": set(MEANINGS),
}


def section(name: str) -> str:
    """A section of the complete charter, as it is written."""
    text = complete()[CHARTER].decode()
    found = re.search(rf"^{name}:.*\n(?:(?:[ #-].*)?\n)*", text, re.MULTILINE)
    assert found is not None
    return found[0]


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


# fmt: off
CASES = {
    "an empty section counts as missing and is marked: 1": Case(
        edited((section("risks"), "risks:\n")),
        error("risks", "the charter does not state what may go wrong: section 'risks' is empty", on="risks:"),
    ),
    "an empty section counts as missing and is marked: {}": Case(
        edited((section("risks"), "risks: {}\n")),
        error("risks", "the charter does not state what may go wrong: section 'risks' is empty", on="risks:"),
    ),
    "an empty section counts as missing and is marked: null": Case(
        edited((section("risks"), "risks: null\n")),
        error("risks", "the charter does not state what may go wrong: section 'risks' is empty", on="risks:"),
    ),
    "a section that the model refuses is not missing": Case(
        edited((section("risks"), "risks: none that we know of\n")),
    ),
    "a strategic charter cannot declare its owners away though they are there": Case(
        edited(("waivers: []", "waivers: []\nnot_applicable: {owners: Everybody is}")),
        finding("not_applicable.owners", "a strategic partnership cannot declare 'owners' not applicable"),
    ),
    "a reason stands for a section that may be declared away": Case(
        edited((section("risks"), "not_applicable: {risks: In the joint register}\n")),
    ),
    "a reason stands for a section that may be declared away (2)": Case(
        edited((TIER, "tier: preferred"), (section("exit"), "not_applicable: {exit: Each order stands alone}\n")),
    ),
    "nothing is asked before the parties work together": Case(
        edited((STAGE, "stage: partner-selection"), (section("exit"), "")),
    ),
    "nothing is asked before the parties work together (2)": Case(
        edited((STAGE, "stage: working-together"), (section("exit"), "")),
        finding("exit"),
    ),
    "a draft is warned": Case(
        edited(("status: active                     # draft", "status: draft  # draft"), (section("exit"), "")),
        warning(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize("tier", ["strategic", "preferred", "transactional"])
@pytest.mark.parametrize("name", list(MEANINGS))
def test_a_tier_needs_its_sections_and_no_others(tier: str, name: str) -> None:
    files = edited((TIER, f"tier: {tier}"), (section(name), ""))
    message = f"the charter does not state {MEANINGS[name]}: section {name!r} is missing"
    line = line_of(files, ABOVE[name])
    wanted = [Seen(RULE, "error", line, name, message)] if name in DEMANDED[tier] else []

    assert findings(files, RULE) == wanted


@pytest.mark.parametrize("name", sorted(NEVER_DECLARED_AWAY - {"owners"}))
def test_a_strategic_charter_cannot_declare_away_what_holds_it_together(name: str) -> None:
    files = edited((section(name), f"not_applicable:\n  {name}: We manage without.\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "We manage without."),
            f"not_applicable.{name}",
            f"a strategic partnership cannot declare {name!r} not applicable",
        )
    ]
