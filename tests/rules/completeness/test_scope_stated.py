"""What the partnership is for, and what not."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "scope-stated"
VISION = (
    "vision: >-\n  Chilled food that reaches every store inside its freshness window, at a\n"
    "  falling cost and carbon per pallet, planned on one shared forecast.\n"
)
PURPOSE = "  purpose: Temperature-controlled storage and distribution for the northern region.\n"
INCLUDES = (
    "  includes:\n    - Chilled and frozen distribution to northern stores\n"
    "    - Joint demand forecasting\n"
)
EXCLUDES = "  excludes:\n    - Ambient distribution\n    - Last-mile home delivery\n"
SCOPE = f"scope:\n{PURPOSE}{INCLUDES}{EXCLUDES}"
BEHAVIOURS = (
    "behaviours:\n  - Bad news travels on the day it is known.\n"
    "  - Nobody uses the other side's cost data against it.\n"
)
TIER = "tier: strategic                    # strategic | preferred | transactional"


def found(*edits: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(seen.severity, seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def test_the_complete_charter_states_its_scope() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize(
    ("part", "key", "meaning"),
    [
        (PURPOSE, "purpose", "what the partnership is for"),
        (INCLUDES, "includes", "what belongs to it"),
        (EXCLUDES, "excludes", "what does not belong to it"),
    ],
)
def test_what_the_scope_lacks_is_marked_at_the_scope(part: str, key: str, meaning: str) -> None:
    files = edited((part, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "scope:"),
            f"scope.{key}",
            f"the scope does not say {meaning}",
        )
    ]


def test_an_empty_list_of_what_is_excluded_excludes_nothing() -> None:
    files = edited((EXCLUDES, "  excludes: []\n"))

    assert [seen.line for seen in findings(files, RULE)] == [line_of(files, "excludes: []")]


def test_a_missing_scope_is_one_finding_at_the_top() -> None:
    assert findings(edited((SCOPE, "")), RULE) == [
        Seen(RULE, "error", 1, "scope", "the charter does not say what the partnership covers")
    ]


def test_a_missing_vision_is_an_error_and_missing_behaviours_are_a_warning() -> None:
    assert found((VISION, ""), (BEHAVIOURS, "")) == [
        (
            "warning",
            "behaviours",
            "the charter does not say how the parties want to treat each other",
        ),
        ("error", "vision", "the charter states no vision"),
    ]


def test_a_preferred_partnership_needs_no_behaviours() -> None:
    assert found((TIER, "tier: preferred"), (BEHAVIOURS, "")) == []


def test_a_transactional_partnership_needs_no_scope() -> None:
    assert found((TIER, "tier: transactional"), (SCOPE, ""), (VISION, "")) == []


def test_what_is_declared_not_applicable_is_not_asked_for() -> None:
    declared = (
        "not_applicable: {vision: Too small, scope: In the contract, behaviours: In a code}\n"
    )

    assert found((VISION, ""), (SCOPE, declared), (BEHAVIOURS, "")) == []


def test_blank_text_and_refused_lists_are_the_finding_of_others() -> None:
    assert found((PURPOSE, '  purpose: ""\n')) == []
    assert found((INCLUDES, "  includes: deliveries\n")) == []


def test_nothing_is_asked_before_the_parties_work_together() -> None:
    stage = "stage: value-creation              # ISO 44001 life-cycle stage"

    assert found((stage, "stage: partner-selection"), (SCOPE, "")) == []
