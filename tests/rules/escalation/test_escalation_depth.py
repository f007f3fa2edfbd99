"""Enough rungs for trouble to climb."""

import pytest

from tests.support import CHARTER, Seen, edited, findings
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "escalation-depth"


def with_levels(count: int, tier: str = "strategic") -> dict[str, bytes]:
    """The complete charter with the topmost ``count`` of its levels."""
    files = edited(("tier: strategic ", f"tier: {tier} "), ("      start_at: directors\n", ""))
    text = files[CHARTER].decode()
    start, end = text.index("  levels:\n") + len("  levels:\n"), text.index("  endgame:")
    rungs = text[start:end].split("    - id: ")[1:]
    kept = "".join("    - id: " + rung for rung in rungs[len(rungs) - count :])
    return files | {CHARTER: (text[:start] + kept + text[end:]).encode()}


def test_the_complete_charter_is_deep_enough() -> None:
    assert findings(edited(), RULE) == []


def test_two_levels_are_too_few_for_a_strategic_partnership() -> None:
    files = with_levels(2)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            files[CHARTER].decode().split("\n").index("  levels:") + 1,
            "escalation.levels",
            "the escalation path has 2 levels; a strategic partnership needs at least 3",
        )
    ]


@pytest.mark.parametrize(
    ("tier", "count", "message"),
    [
        ("strategic", 3, None),
        ("preferred", 2, None),
        (
            "preferred",
            1,
            "the escalation path has 1 level; a preferred partnership needs at least 2",
        ),
        ("transactional", 1, None),
        (
            "transactional",
            0,
            "the escalation path has no level; a transactional partnership needs at least 1",
        ),
    ],
)
def test_each_tier_has_its_depth(tier: str, count: int, message: str | None) -> None:
    assert [seen.message for seen in findings(with_levels(count, tier), RULE)] == (
        [message] if message else []
    )


def test_an_organisation_may_ask_for_more() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"preferred": 3}}}).value
    assert table is not None

    assert len(findings(with_levels(2, "preferred"), RULE, settings=Settings(table))) == 1


def test_a_charter_without_a_path_is_for_another_rule_to_blame() -> None:
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("escalation:\n"), text.index("reviews:\n")

    assert findings(files | {CHARTER: (text[:start] + text[end:]).encode()}, RULE) == []


def test_a_level_that_the_model_refused_is_not_called_missing() -> None:
    text = with_levels(3)[CHARTER].decode().replace("    - id: owners\n      name", "    - name")

    assert findings(edited() | {CHARTER: text.encode()}, RULE) == []
