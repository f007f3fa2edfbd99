"""A handful of strategic partnerships, and no more."""

from collections.abc import Iterator
from statistics import fmean

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Portfolio
from trm_policy.portfolio.roster import Roster
from trm_policy.rule import Option, Problem, rule
from trm_policy.wording.lists import no_or_some
from trm_policy.wording.numbers import exact

_ALL = 100


def _rank(charter: Charter, _roster: Roster) -> tuple[str, float | None] | None:
    """The tier and the mean score of a partnership that is not over."""
    if charter.status is Status.ENDED:
        return None
    scores = charter.segmentation.scores if charter.segmentation else {}
    return charter.tier.value, fmean(scores.values()) if scores else None


@rule(
    Severity.WARNING,
    always=True,
    whole=True,
    facts=_rank,
    options={
        "share": Option(10, "the highest percentage of strategic partnerships"),
        "from": Option(20, "the portfolio size from which the share is checked"),
    },
)
def strategic_is_few(portfolio: Portfolio, context: Context) -> Iterator[Problem]:
    """At most one in ten partnerships is strategic, in a portfolio of twenty or more."""
    alive = context.facts
    strategic = {id_: mean for id_, (tier, mean) in alive.items() if tier == Tier.STRATEGIC}
    share = context.options["share"]
    most = int(len(alive) * share / _ALL + 1e-9)
    if len(alive) < context.options["from"] or len(strategic) <= most:
        return
    lowest_first = sorted(strategic, key=lambda id_: (strategic[id_] or 0, id_))
    for id_ in lowest_first[: len(strategic) - most]:
        mean = strategic[id_]
        said = f"a mean score of {exact(round(mean, 2))}" if mean else "no score"
        yield Problem(
            f"{len(strategic)} of {no_or_some(len(alive), 'partnership')} are strategic, but "
            f"{exact(share)} % would be {most}; this one ranks among the lowest, with {said}",
            at="tier",
            help="Make this one or another one preferred: strategic partnerships compete for "
            "attention.",
            document=portfolio.path(id_),
        )
