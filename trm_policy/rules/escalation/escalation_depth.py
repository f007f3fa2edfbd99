"""Enough rungs for trouble to climb."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Escalation
from trm_policy.model.instruments import owes
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.wording.lists import no_or_some


@rule(
    Severity.ERROR,
    section="escalation",
    options={
        "strategic": Option(3, "the fewest levels for a strategic partnership"),
        "preferred": Option(2, "the fewest levels for a preferred partnership"),
        "transactional": Option(1, "the fewest levels for a transactional partnership"),
    },
)
def escalation_depth(charter: Charter, context: Context) -> Iterator[Problem]:
    """The escalation path has as many levels as the tier requires: 3, 2 or 1."""
    if charter.escalation is None or charter.escalation == Escalation():
        return
    least = context.options[charter.tier]
    if not owes(charter, "escalation.levels.*"):
        least = 0 if charter.escalation.endgame is not None else 1
    if len(charter.escalation.levels) < least:
        yield Problem(
            f"the escalation path has {no_or_some(len(charter.escalation.levels), 'level')}; "
            f"a {charter.tier} partnership needs at least {least}",
            at="escalation.levels",
            help="Add levels between those who do the work and the sponsors, each with one "
            "contact from each party.",
        )
