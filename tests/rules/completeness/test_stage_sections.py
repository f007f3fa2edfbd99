"""The sections without which a partnership of its tier cannot work."""

import re

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of
from trm_policy.rule import NEVER_DECLARED_AWAY
from trm_policy.starter import complete

RULE = "stage-sections"
TIER = "tier: strategic                    # strategic | preferred | transactional"
STAGE = "stage: value-creation              # ISO 44001 life-cycle stage"
MEANINGS = {
    "escalation": "how trouble climbs",
    "reviews": "when the parties review how they work together",
    "committees": "where the parties decide together",
    "exit": "how the partnership ends",
    "risks": "what may go wrong",
    "sharing": "what information flows between the parties",
}
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


def test_the_complete_charter_has_its_sections() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize("tier", ["strategic", "preferred", "transactional"])
@pytest.mark.parametrize("name", list(MEANINGS))
def test_a_tier_needs_its_sections_and_no_others(tier: str, name: str) -> None:
    files = edited((TIER, f"tier: {tier}"), (section(name), ""))
    message = f"the charter does not say {MEANINGS[name]}: section {name!r} is missing"
    wanted = [Seen(RULE, "error", 1, name, message)] if name in DEMANDED[tier] else []

    assert findings(files, RULE) == wanted


@pytest.mark.parametrize("nothing", ["", " {}", " null"])
def test_an_empty_section_counts_as_missing_and_is_marked(nothing: str) -> None:
    files = edited((section("risks"), f"risks:{nothing}\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "risks:"),
            "risks",
            "the charter does not say what may go wrong: section 'risks' is empty",
        )
    ]


def test_a_section_that_the_model_refuses_is_not_missing() -> None:
    assert found((section("risks"), "risks: none that we know of\n")) == []


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


def test_a_strategic_charter_cannot_declare_its_owners_away_though_they_are_there() -> None:
    assert found(("waivers: []", "waivers: []\nnot_applicable: {owners: Everybody is}")) == [
        ("not_applicable.owners", "a strategic partnership cannot declare 'owners' not applicable")
    ]


def test_a_reason_stands_for_a_section_that_may_be_declared_away() -> None:
    assert found((section("risks"), "not_applicable: {risks: In the joint register}\n")) == []
    exit_ = (section("exit"), "not_applicable: {exit: Each order stands alone}\n")
    assert found((TIER, "tier: preferred"), exit_) == []


def test_nothing_is_asked_before_the_parties_work_together() -> None:
    assert found((STAGE, "stage: partner-selection"), (section("exit"), "")) == []
    assert [at for at, _ in found((STAGE, "stage: working-together"), (section("exit"), ""))] == [
        "exit"
    ]


def test_a_draft_is_warned() -> None:
    status = ("status: active                     # draft", "status: draft  # draft")

    assert [s.severity for s in findings(edited(status, (section("exit"), "")), RULE)] == [
        "warning"
    ]
