"""Decisions for which one person answers."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="responsibilities")
def responsibility_has_one_accountable(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Each decision has one accountable and at least one responsible person."""
    for id_, duty in charter.responsibilities.items():
        if duty.accountable is None:
            yield Problem(
                f"no one is accountable for the decision {id_!r}",
                at=f"responsibilities.{id_}.accountable",
                help="Add 'accountable: PERSON', the person who answers for the decision.",
            )
        if not duty.responsible:
            yield Problem(
                f"no one is responsible for the work on the decision {id_!r}",
                at=f"responsibilities.{id_}.responsible",
                help="Add 'responsible: [PERSON]', at least one person who does the work.",
            )
