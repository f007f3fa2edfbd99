"""A place where the parties steer together."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import owes
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._mentions import that_lead_nowhere
from trm_policy.rules.committees._layers import joint, steers


@rule(strategic=Severity.ERROR, preferred=Severity.WARNING, section="committees")
def steering_committee(charter: Charter, context: Context) -> Iterator[Problem]:
    """A joint committee at steering or executive level steers the partnership."""
    asked = charter.committees and owes(charter, "committees")
    if asked and not any(map(steers, joint(charter).values())):
        yield Problem(
            "no joint committee has the level steering or executive",
            at="committees",
            help="Add a committee that owns this charter, or write 'level: steering' for the one "
            "that does.",
            follows=that_lead_nowhere(Kind.COMMITTEE, context, charter.committees),
        )
