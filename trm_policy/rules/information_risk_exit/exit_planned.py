"""An end that is agreed while it is far away."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.assurance import Exit, Transition
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule


@rule(strategic=Severity.ERROR, preferred=Severity.WARNING, section="exit")
def exit_planned(charter: Charter, _context: Context) -> Iterator[Problem]:
    """The exit is planned from the first day: what triggers it, the notice, and the handover."""
    if charter.exit is None or charter.exit == Exit():
        return
    if not charter.exit.triggers:
        yield Problem(
            "the exit does not say what may end the partnership early",
            at="exit.triggers",
            help="Add 'triggers': a list of what gives a party the right to leave.",
        )
    notice = charter.exit.notice
    if notice is None or notice.amount == 0:
        yield Problem(
            f"the exit has a notice of {notice}" if notice else "the exit has no notice",
            at="exit.notice",
            help="Write how long before the end a party says that it leaves, such as "
            "'notice: 6 months'.",
        )
    if charter.exit.transition in (None, Transition()):
        yield Problem(
            "the exit has no plan for the handover",
            at="exit.transition",
            help="Add 'transition': its 'duration', and at least who runs it ('owners').",
        )
