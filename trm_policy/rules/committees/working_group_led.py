"""Working groups that know what for and for whom they work."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._written import is_whole


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="committees")
def working_group_led(charter: Charter, context: Context) -> Iterator[Problem]:
    """A working group has a lead, a mandate and a committee to which it reports."""
    for id_, group in charter.committees.items():
        decides = group.quorum is not None or group.decisions
        if not group.is_working_group or decides or not is_whole(context, ("committees", id_)):
            continue
        if group.lead is None and not any(seat.chairs for seat in group.members):
            yield Problem(
                f"the working group {id_!r} has no lead",
                at=f"committees.{id_}.lead",
                help="Add 'lead: PERSON', who answers for its work.",
            )
        if group.mandate is None:
            yield Problem(
                f"the working group {id_!r} does not state what it works on",
                at=f"committees.{id_}.mandate",
                help="Add 'mandate' with its task in one sentence.",
            )
        if group.reports_to is None:
            yield Problem(
                f"the working group {id_!r} reports to no committee",
                at=f"committees.{id_}.reports_to",
                help="Add 'reports_to: COMMITTEE', which receives its results.",
            )
        elif group.reports_to == id_:
            yield Problem(
                f"the working group {id_!r} reports to itself",
                at=f"committees.{id_}.reports_to",
                help="Name the committee that receives its results.",
            )
