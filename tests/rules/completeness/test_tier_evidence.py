"""Tiers that somebody can give reasons for."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import (
    CHARTER,
    Case,
    edited,
    error,
    finding,
    table,
    warning,
)
from tests.support import (
    options as with_options,
)
from trm_policy.judging.settings import Settings

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
    return with_options(RULE, options)


# fmt: off
CASES = {
    "a charter without segmentation is found by tier: strategic": Case(
        edited() | {CHARTER: without_evidence()[CHARTER].decode().replace(TIER, "tier: strategic").encode()},
        error("segmentation", "the charter has no evidence for why the partnership is strategic", on="goals:"),
    ),
    "a charter without segmentation is found by tier: preferred": Case(
        edited() | {CHARTER: without_evidence()[CHARTER].decode().replace(TIER, "tier: preferred").encode()},
        warning("segmentation", "the charter has no evidence for why the partnership is preferred", on="goals:"),
    ),
    "a charter without segmentation is found by tier: transactional": Case(
        edited() | {CHARTER: without_evidence()[CHARTER].decode().replace(TIER, "tier: transactional").encode()},
    ),
    "an empty segmentation is one finding and is marked: 1": Case(
        without_evidence("segmentation:\n"),
        finding("segmentation", "the charter has no evidence for why the partnership is strategic"),
    ),
    "an empty segmentation is one finding and is marked: {}": Case(
        without_evidence("segmentation: {}\n"),
        finding("segmentation", "the charter has no evidence for why the partnership is strategic"),
    ),
    "an empty segmentation is one finding and is marked: 3": Case(
        without_evidence("segmentation:\n  scores: {}\n"),
        finding("segmentation", "the charter has no evidence for why the partnership is strategic"),
    ),
    "scores without a reason are marked at the segmentation": Case(
        edited((RATIONALE, "")),
        error("segmentation.rationale", "the segmentation does not state why the partnership is strategic", on="segmentation:"),
    ),
    "a blank reason is another rules finding": Case(edited((RATIONALE, "  rationale: ''\n"))),
    "too few scores are counted: {}": Case(
        without_evidence("segmentation:\n  rationale: A reason.\n  scores: {}\n"),
        error("segmentation.scores", "the segmentation scores no criterion; a strategic partnership needs at least 3", on="  scores: {}"),
    ),
    "too few scores are counted: {spend: 4}": Case(
        without_evidence("segmentation:\n  rationale: A reason.\n  scores: {spend: 4}\n"),
        error("segmentation.scores", "the segmentation scores 1 criterion; a strategic partnership needs at least 3", on="  scores: {spend: 4}"),
    ),
    "too few scores are counted: {a: 1, b: 2}": Case(
        without_evidence("segmentation:\n  rationale: A reason.\n  scores: {a: 1, b: 2}\n"),
        error("segmentation.scores", "the segmentation scores 2 criteria; a strategic partnership needs at least 3", on="  scores: {a: 1, b: 2}"),
    ),
    "scores that the model refused are not called missing": Case(
        edited((TWO_SCORES, "    joint-revenue-growth: high\n    operational-risk: high\n")),
    ),
    "a criterion that is not the organisations own is marked at its name": Case(
        edited(("    spend: 4\n", "    spent: 4\n")),
        error("segmentation.scores.spent", "'spent' is not one of the criteria for scoring partnerships; did you mean 'spend'?", on="    spent: 4"), settings=settings(criteria=["joint-revenue-growth", "operational-risk", "technical-complementarity", "spend"]),
    ),
    "a criterion that is not the organisations own is marked at its name (2)": Case(
        edited(), settings=settings(criteria=["joint-revenue-growth", "operational-risk", "technical-complementarity", "spend"]),
    ),
    "an organisation may ask for more scores": Case(edited(), settings=settings(least=4)),
    "an organisation may ask for more scores (2)": Case(edited(), finding(), settings=settings(least=5)),
    "a section that is declared not applicable is not asked for": Case(
        without_evidence("not_applicable: {segmentation: One customer only}\n"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
