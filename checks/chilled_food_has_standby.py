"""A rule of Meridian's own: chilled food never depends on one carrier or one kitchen."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Option, Problem, rule


@rule(
    Severity.WARNING,
    tiers=STRATEGIC,
    section="exit",
    options={"tags": Option(("cold-chain", "food-service"), "the tags of charters it looks at")},
)
def chilled_food_has_standby(charter: Charter, context: Context) -> Iterator[Problem]:
    """A strategic partnership that keeps food chilled names who steps in when it ends."""
    if set(context.options["tags"]).isdisjoint(charter.tags) or charter.exit is None:
        return
    transition = charter.exit.transition
    if transition is not None and transition.continuity is None:
        yield Problem(
            "the exit plan names no one to keep the food chilled",
            at="exit.transition.continuity",
            help="Add 'continuity:' with the standby and the share of volume that it takes over.",
        )
