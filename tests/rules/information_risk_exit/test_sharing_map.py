"""Information that flows by agreement."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "sharing-map"
FORECAST = "    item: Store-level demand forecast\n"
ITEM = "  demand-forecast:\n" + FORECAST


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def test_the_map_of_the_complete_charter_says_all() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize(
    ("line", "field", "lack"),
    [
        ("    from: meridian\n", "from", "which party gives it"),
        ("    rule: must-share                         # must", "rule", "how freely it flows"),
        ("    purpose: Capacity planning\n", "purpose", "what it may be used for"),
        ("    retention: 24 months\n", "retention", "how long it may be kept"),
        ("    retention: 24 months\n    owner: tom\n", "owner", "who answers for it"),
    ],
)
def test_what_is_missing_is_marked_at_the_item(line: str, field: str, lack: str) -> None:
    kept = "    retention: 24 months\n" if field == "owner" else "    # must" * (field == "rule")
    files = edited((line, kept))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, FORECAST.rstrip()) - 1,
            f"sharing.demand-forecast.{field}",
            f"the shared item 'demand-forecast' does not say {lack}",
        )
    ]


def test_what_is_never_shared_needs_no_purpose_and_no_end() -> None:
    never = "    rule: never-share\n    owner: mikael\n"
    ask = (
        "    rule: ask-first\n    purpose: Joint cost reduction\n    retention: 12 months\n"
        "    owner: mikael\n"
    )

    assert found((ask, never)) == []
    assert found((ask, "    rule: never-share\n")) == [
        (
            "sharing.depot-costs.owner",
            "the shared item 'depot-costs' does not say who answers for it",
        )
    ]


def test_what_the_model_refused_is_one_finding() -> None:
    assert found(("    retention: 24 months\n", "    retention: long\n")) == []


def test_a_charter_that_shares_nothing_and_a_transactional_one_are_left_alone() -> None:
    missing = ("    retention: 24 months\n", "")

    assert found(missing, ("tier: strategic ", "tier: transactional ")) == []
    assert len(found(missing, ("tier: strategic ", "tier: preferred "))) == 1
    assert found(("\nsharing:  ", "\nextensions:  ")) == []
