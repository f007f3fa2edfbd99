"""A rule of Meridian's own: chilled food never hangs on one carrier or one kitchen."""

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
    """A strategic partnership that keeps food chilled says who steps in when it ends."""
    if set(context.options["tags"]).isdisjoint(charter.tags) or charter.exit is None:
        return
    transition = charter.exit.transition
    if transition is not None and transition.continuity is None:
        yield Problem(
            "the exit does not say who keeps the food chilled meanwhile",
            at="exit.transition.continuity",
            help="Add 'continuity:' with the standby, and how much of the volume it can take.",
        )
