"""Tiers that follow from the evidence."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.segmentation import TierLimits, mean_score
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._written import is_whole, later
from trm_policy.wording.numbers import exact

_TIER, _SCORES = ("tier",), ("segmentation", "scores")


@rule(
    Severity.WARNING,
    section="segmentation",
    always=True,
    options={
        "strategic_from": Option(3.5, "the mean score from which a partnership is strategic"),
        "preferred_from": Option(2.5, "the mean score from which a partnership is preferred"),
        "least": Option(3, "the fewest scores for which the mean counts"),
    },
)
def tier_matches_scores(charter: Charter, context: Context) -> Iterator[Problem]:
    """The tier matches the mean of the scores."""
    scores = charter.segmentation.scores if charter.segmentation else {}
    known = is_whole(context, _TIER) and is_whole(context, _SCORES)
    limits = TierLimits(**context.options)
    known = known and context.partnership.document.has(_TIER)
    if not known or len(scores) < max(1, limits.least):
        return
    mean = mean_score(scores.values())
    given = limits.tier(mean)
    if given is not charter.tier:
        yield Problem(
            f"the mean score of {exact(round(mean, 2))} indicates a {given} partnership, but "
            f"the tier is {charter.tier}",
            at=later(context, _TIER, _SCORES),
            help=f"Write 'tier: {given}', or correct the scores if they are wrong.",
        )
