"""An end that is agreed while it is far away."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.assurance import Exit, Transition
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import demands, owes
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import left_by_renewal


@rule(strategic=Severity.ERROR, preferred=Severity.WARNING, section="exit")
def exit_planned(charter: Charter, _context: Context) -> Iterator[Problem]:
    """The exit is planned from the first day: triggers, notice and handover."""
    if charter.exit is None or charter.exit == Exit():
        return
    if not charter.exit.triggers and demands(charter, "exit.triggers"):
        yield Problem(
            "the exit plan does not state what may end the partnership early",
            at="exit.triggers",
            help="Add 'triggers': a list of the events that entitle a party to leave.",
        )
    notice = charter.exit.notice
    unsaid = notice is None or not notice.shortest.amount
    if unsaid and demands(charter, "exit.notice") and not left_by_renewal(charter):
        yield Problem(
            f"the exit plan has a notice of {notice}" if notice else "the exit plan has no notice",
            at="exit.notice",
            help="Write how long before leaving a party gives notice, such as 'notice: 6 months'.",
        )
    plan = charter.exit.transition
    if plan in (None, Transition()) and demands(charter, "exit.transition"):
        yield Problem(
            "the exit plan does not describe the handover",
            at="exit.transition",
            help="Add 'transition' with its 'duration' and its 'owners'.",
        )
    elif not (plan and plan.data_return) and _owes_data_alone(charter):
        yield Problem(
            "the exit plan does not state what happens to the data",
            at="exit.transition.data_return",
            help="Add 'transition: {data_return: …}': what is returned or deleted, and by when.",
        )
    if charter.exit.withdrawal is None and demands(charter, "exit.withdrawal"):
        yield Problem(
            "the exit plan does not state what happens when a party leaves",
            at="exit.withdrawal",
            help="Add 'withdrawal': how a party leaves, and what it still owes then.",
        )


def _owes_data_alone(charter: Charter) -> bool:
    """Whether of a whole handover the return of data alone is owed."""
    return demands(charter, "exit.transition.data_return") and not owes(charter, "exit.transition")
