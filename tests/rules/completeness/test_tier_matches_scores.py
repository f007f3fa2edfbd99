"""Tiers that follow from the evidence."""

import pytest

from tests.support import Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

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
    table = build(SettingsTable, {"rules": {RULE: options}}).value
    assert table is not None
    return Settings(table)


def message(mean: str, given: str, tier: str) -> str:
    return (
        f"the scores have a mean of {mean}, which stands for a {given} partnership, "
        f"and the tier is {tier}"
    )


def test_the_tier_of_the_complete_charter_follows_from_its_scores() -> None:
    assert findings(edited(), RULE) == []


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


def test_a_tier_that_stands_below_the_scores_is_marked_itself() -> None:
    files = edited((TIER, ""), ("\nwaivers: []", "\nwaivers: []\ntier: preferred"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "tier: preferred"),
            "tier",
            message("4", "strategic", "preferred"),
        )
    ]


def test_two_scores_say_too_little() -> None:
    assert findings(scored("{a: 1, b: 1}"), RULE) == []
    assert len(findings(scored("{a: 1, b: 1}"), RULE, settings=settings(least=2))) == 1


def test_no_scores_say_nothing_whatever_is_asked() -> None:
    assert findings(scored("{}"), RULE, settings=settings(least=0)) == []
    none = ("segmentation:                                # 1 (low) to 5 (high)", "extensions:")
    assert findings(edited(none), RULE) == []


def test_an_organisation_may_draw_the_lines_elsewhere() -> None:
    files = scored("{a: 3, b: 3, c: 3}", "transactional")

    assert len(findings(files, RULE)) == 1
    assert findings(files, RULE, settings=settings(preferred_from=3.5)) == []
    assert len(findings(edited(), RULE, settings=settings(strategic_from=4.5))) == 1


@pytest.mark.parametrize("broken", ["{a: 1, b: 1, c: 1, d: high}", "{a: 1, b: 1, c: 1, d: 7}"])
def test_a_score_that_the_model_refused_leaves_the_mean_unknown(broken: str) -> None:
    assert findings(scored(broken), RULE) == []


def test_a_tier_that_the_model_refused_is_one_finding() -> None:
    assert findings(scored("{a: 1, b: 1, c: 3}", "vital"), RULE) == []


def test_what_is_written_is_judged_before_the_parties_work_together_too() -> None:
    early = edited((STAGE, "stage: partner-selection"), (TIER, "tier: preferred"))

    assert len(findings(early, RULE)) == 1
