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
    if not context.partnership.document.data.get("owners"):
        yield Problem(
            "no party has a relationship owner",
            at="owners",
            help="Add 'owners' with the id of one accountable person for each party.",
        )
        return
    yield from seats_filled(context, "owners", "relationship owner", charter.owners)
