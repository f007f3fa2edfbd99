"""Tiers that somebody can give reasons for."""

from collections.abc import Iterator

from trm_policy.errors import did_you_mean
from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.purpose import Segmentation
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.wording.lists import no_or_some


@rule(
    strategic=Severity.ERROR,
    preferred=Severity.WARNING,
    section="segmentation",
    options={
        "criteria": Option([], "the criteria that may be scored; any if the list is empty"),
        "least": Option(3, "the fewest criteria that must be scored"),
    },
)
def tier_evidence(charter: Charter, context: Context) -> Iterator[Problem]:
    """The tier has a rationale and scores for at least three criteria."""
    if not context.partnership.document.has(("tier",)):
        return
    evidence, least = charter.segmentation, context.options["least"]
    if evidence is None or evidence == Segmentation():
        yield Problem(
            f"the charter has no evidence for why the partnership is {charter.tier}",
            at="segmentation",
            help=f"Add 'segmentation' with a rationale and scores for {least} criteria, each from "
            "1 (low) to 5 (high).",
        )
        return
    if evidence.rationale is None:
        yield Problem(
            f"the segmentation does not state why the partnership is {charter.tier}",
            at="segmentation.rationale",
            help="Add 'rationale' to it, with the reason in one sentence.",
        )
    if len(evidence.scores) < least:
        yield Problem(
            f"the segmentation scores {no_or_some(len(evidence.scores), 'criterion', 'criteria')}; "
            f"a {charter.tier} partnership needs at least {least}",
            at="segmentation.scores",
            help="Add more criteria under 'scores', each with a score from 1 (low) to 5 (high).",
        )
    yield from _unknown(list(evidence.scores), context.options["criteria"])


def _unknown(scored: list[str], criteria: list[str]) -> Iterator[Problem]:
    """A problem for each criterion that is none of the organisation's own."""
    for criterion in scored:
        if criteria and criterion not in criteria:
            yield Problem(
                f"{criterion!r} is not one of the criteria for scoring partnerships; "
                f"{did_you_mean(criterion, criteria)}",
                at=("segmentation", "scores", criterion),
                help="Correct the name, or score one of the organisation's criteria instead.",
                on_key=True,
            )
