"""Goals that everybody can name by heart."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Option, Problem, rule
from trm_policy.wording.lists import no_or_some


@rule(
    Severity.ERROR,
    tiers=STRATEGIC | PREFERRED,
    section="goals",
    options={
        "least": Option(2, "the fewest open goals without a warning"),
        "most": Option(5, "the most open goals without a warning"),
    },
)
def goals_few_and_clear(charter: Charter, context: Context) -> Iterator[Problem]:
    """A partnership has at least one open goal, and ideally two to five."""
    count = sum(goal.closed_on is None for goal in charter.goals.values())
    least, most = context.options["least"], context.options["most"]
    if not count:
        yield Problem(
            "all goals of the partnership are closed"
            if charter.goals
            else "the partnership has no goal",
            at="goals",
            help="Add under 'goals' what the parties want to achieve together, with KPIs and the "
            "gain for each party; two or three are enough.",
        )
    elif count < least:
        yield Problem(
            f"the partnership has {no_or_some(count, 'open goal')}; fewer than {least} rarely "
            "cover what all parties want",
            at="goals",
            help="Ask each party what it wants from the partnership, and add what is missing.",
            severity=Severity.WARNING,
        )
    elif count > most:
        yield Problem(
            f"the partnership has {no_or_some(count, 'open goal')}; more than {most} are hard "
            "to keep in focus",
            at="goals",
            help="Combine those that belong together, and close those achieved or abandoned with "
            "'closed_on'.",
            severity=Severity.WARNING,
        )
