"""One person a party who answers for the relationship."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules.ownership._seats import seats_filled


@rule(Severity.ERROR, section="owners", always=True)
def owner_per_party(charter: Charter, context: Context) -> Iterator[Problem]:
    """Each party has exactly one accountable relationship owner, from its own people."""
    yield from seats_filled(context, "owners", "relationship owner", charter.owners)
