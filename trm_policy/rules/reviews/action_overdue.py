"""Actions that get done."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.open_actions import open_actions
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.records import minutes_known
from trm_policy.rule import Option, Problem, rule
from trm_policy.wording.lists import no_or_some
from trm_policy.wording.text import quoted


@rule(
    Severity.ERROR,
    options={"days": Option(30, "days after its due date from which an open action is an error")},
)
def action_overdue(_charter: Charter, context: Context) -> Iterator[Problem]:
    """No open action of a review is past its due date."""
    roster = context.partnership.roster
    for still_open in open_actions(minutes_known(context.partnership.records, context.clock)):
        action, late = still_open.action, still_open.days_late(context.today)
        if late:
            whose = f" of {roster.name_of(action.person)}" if action.person else ""
            yield Problem(
                f"the action{whose}, {quoted(action.what)}, was due on {action.due} and is "
                f"still open, {no_or_some(late, 'day')} later",
                help="Tick it off with '[x]', or drop it with '[-]' and agree on a new one in the "
                "next review.",
                severity=Severity.ERROR if late > context.options["days"] else Severity.WARNING,
                document=still_open.minutes.path,
                line=action.line,
            )
