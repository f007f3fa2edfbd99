"""Actions that get done."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.records import ActionState
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.known import minutes_known
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._wording import counted
from trm_policy.timing.wording import quoted


@rule(
    Severity.ERROR,
    options={"days": Option(30, "days after its date from which an open action is an error")},
)
def action_overdue(_charter: Charter, context: Context) -> Iterator[Problem]:
    """No action of a review is open past its date."""
    roster = context.partnership.roster
    for minutes in minutes_known(context.partnership.records, context.now):
        for action in minutes.actions:
            if action.state is not ActionState.OPEN or action.due is None:
                continue
            late = (context.today - action.due).days
            if late > 0:
                whose = f" of {roster.name_of(action.person)}" if action.person else ""
                yield Problem(
                    f"the action{whose}, {quoted(action.what)}, was due on {action.due} and is "
                    f"still open, {counted(late, 'day')} later",
                    help="Tick it off with '[x]', or drop it with '[-]' and agree on another one "
                    "in the next review.",
                    severity=Severity.ERROR if late > context.options["days"] else Severity.WARNING,
                    document=minutes.path,
                    line=action.line,
                )
