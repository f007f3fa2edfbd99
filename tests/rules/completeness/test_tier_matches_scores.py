"""Tiers that follow from the evidence."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import (
    Case,
    Seen,
    edited,
    finding,
    findings,
    line_of,
    table,
    warning,
)
from tests.support import (
    options as with_options,
)
from trm_policy.judging.settings import Settings

RULE = "tier-matches-scores"
TIER = "tier: strategic                    # strategic | preferred | transactional"
STAGE = "stage: value-creation              # ISO 44001 life-cycle stage"
SCORES = (
    "  scores:\n    joint-revenue-growth: 3\n    operational-risk: 5\n"
    "    technical-complementarity: 4\n    spend: 4\n"
)


def scored(scores: str, tier: str = "strategic") -> dict[str, bytes]:
    return edited((SCORES, f"  scores: {scores}\n"), (TIER, f"tier: {tier}"))


def settings(**options: float) -> Settings:
    return with_options(RULE, options)


def message(mean: str, given: str, tier: str) -> str:
    return f"the mean score of {mean} indicates a {given} partnership, but the tier is {tier}"


# fmt: off
CASES = {
    "a tier that stands below the scores is marked itself": Case(
        edited((TIER, ""), ("\nwaivers: []", "\nwaivers: []\ntier: preferred")),
        warning("tier", message("4", "strategic", "preferred"), on="tier: preferred"),
    ),
    "two scores say too little": Case(scored("{a: 1, b: 1}")),
    "two scores say too little (2)": Case(scored("{a: 1, b: 1}"), finding(), settings=settings(least=2)),
    "no scores say nothing whatever is asked": Case(scored("{}"), settings=settings(least=0)),
    "no scores say nothing whatever is asked (2)": Case(
        edited(("segmentation:                                # 1 (low) to 5 (high)", "extensions:")),
    ),
    "an organisation may draw the lines elsewhere": Case(scored("{a: 3, b: 3, c: 3}", "transactional"), finding()),
    "an organisation may draw the lines elsewhere (2)": Case(
        scored("{a: 3, b: 3, c: 3}", "transactional"), settings=settings(preferred_from=3.5),
    ),
    "an organisation may draw the lines elsewhere (3)": Case(
        edited(),
        finding(), settings=settings(strategic_from=4.5),
    ),
    "a score that the model refused leaves the mean unknown: {a: 1, b: 1, c: 1, d: high}": Case(
        scored("{a: 1, b: 1, c: 1, d: high}"),
    ),
    "a score that the model refused leaves the mean unknown: {a: 1, b: 1, c: 1, d: 7}": Case(
        scored("{a: 1, b: 1, c: 1, d: 7}"),
    ),
    "a tier that the model refused is one finding": Case(scored("{a: 1, b: 1, c: 3}", "vital")),
    "what is written is judged before the parties work together too": Case(
        edited((STAGE, "stage: partner-selection"), (TIER, "tier: preferred")),
        finding(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize("tier", ["strategic", "preferred", "transactional"])
@pytest.mark.parametrize(
    ("scores", "mean", "given"),
    [
        ("{a: 5, b: 5, c: 5}", "5", "strategic"),
        ("{a: 3.4, b: 3.6, c: 3.5}", "3.5", "strategic"),
        ("{a: 3, b: 3, c: 4}", "3.33", "preferred"),
        ("{a: 2, b: 3, c: 2.5}", "2.5", "preferred"),
        ("{a: 2, b: 2, c: 3}", "2.33", "transactional"),
    ],
)
def test_the_mean_gives_the_tier(tier: str, scores: str, mean: str, given: str) -> None:
    files = scored(scores, tier)
    wanted = Seen(
        RULE,
        "warning",
        line_of(files, f"  scores: {scores}"),
        "segmentation.scores",
        message(mean, given, tier),
    )

    assert findings(files, RULE) == ([] if tier == given else [wanted])
