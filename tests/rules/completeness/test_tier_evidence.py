"""Tiers that somebody can give reasons for."""

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "tier-evidence"
TIER = "tier: strategic                    # strategic | preferred | transactional"
RATIONALE = (
    "  rationale: Single-sourced chilled capacity in the north; eighteen months to replace.\n"
)
TWO_SCORES = "    joint-revenue-growth: 3\n    operational-risk: 5\n"


def without_evidence(instead: str = "") -> dict[str, bytes]:
    """The complete charter with ``instead`` of its segmentation."""
    text = edited()[CHARTER].decode()
    start, end = text.index("segmentation:"), text.index("goals:\n")
    return edited() | {CHARTER: (text[:start] + instead + text[end:]).encode()}


def settings(**options: object) -> Settings:
    table = build(SettingsTable, {"rules": {RULE: options}}).value
    assert table is not None
    return Settings(table)


def test_the_tier_of_the_complete_charter_has_evidence() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize(
    ("tier", "severity"), [("strategic", "error"), ("preferred", "warning"), ("transactional", "")]
)
def test_a_charter_without_segmentation_is_found_by_tier(tier: str, severity: str) -> None:
    text = without_evidence()[CHARTER].decode().replace(TIER, f"tier: {tier}")
    message = f"nothing shows why the partnership is {tier}"
    wanted = [Seen(RULE, severity, 1, "segmentation", message)] if severity else []

    assert findings(edited() | {CHARTER: text.encode()}, RULE) == wanted


@pytest.mark.parametrize("nothing", ["", " {}", "\n  scores: {}"])
def test_an_empty_segmentation_is_one_finding_and_is_marked(nothing: str) -> None:
    files = without_evidence(f"segmentation:{nothing}\n")

    assert [(seen.at, seen.message) for seen in findings(files, RULE)] == [
        ("segmentation", "nothing shows why the partnership is strategic")
    ]


def test_scores_without_a_reason_are_marked_at_the_segmentation() -> None:
    files = edited((RATIONALE, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "segmentation:"),
            "segmentation.rationale",
            "the segmentation does not say why the partnership is strategic",
        )
    ]


def test_a_blank_reason_is_another_rules_finding() -> None:
    assert findings(edited((RATIONALE, "  rationale: ''\n")), RULE) == []


@pytest.mark.parametrize(
    ("scores", "count"),
    [("{}", "no criterion"), ("{spend: 4}", "1 criterion"), ("{a: 1, b: 2}", "2 criteria")],
)
def test_too_few_scores_are_counted(scores: str, count: str) -> None:
    files = without_evidence(f"segmentation:\n  rationale: A reason.\n  scores: {scores}\n")

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, f"  scores: {scores}"),
            "segmentation.scores",
            f"the segmentation scores {count}; a strategic partnership needs at least 3",
        )
    ]


def test_scores_that_the_model_refused_are_not_called_missing() -> None:
    refused = (TWO_SCORES, "    joint-revenue-growth: high\n    operational-risk: high\n")

    assert findings(edited(refused), RULE) == []


def test_a_criterion_that_is_not_the_organisations_own_is_marked_at_its_name() -> None:
    files = edited(("    spend: 4\n", "    spent: 4\n"))
    own = settings(
        criteria=["joint-revenue-growth", "operational-risk", "technical-complementarity", "spend"]
    )

    assert findings(files, RULE, settings=own) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    spent: 4"),
            "segmentation.scores.spent",
            (
                "'spent' is none of the criteria by which partnerships are scored; "
                "did you mean 'spend'?"
            ),
        )
    ]
    assert findings(edited(), RULE, settings=own) == []


def test_an_organisation_may_ask_for_more_scores() -> None:
    assert findings(edited(), RULE, settings=settings(least=4)) == []
    assert len(findings(edited(), RULE, settings=settings(least=5))) == 1


def test_a_section_that_is_declared_not_applicable_is_not_asked_for() -> None:
    files = without_evidence("not_applicable: {segmentation: One customer only}\n")

    assert findings(files, RULE) == []
