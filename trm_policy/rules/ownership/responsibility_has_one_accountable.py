"""Decisions for which one person answers."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="responsibilities")
def responsibility_has_one_accountable(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Each decision has one who is accountable and at least one who is responsible."""
    for id_, duty in charter.responsibilities.items():
        if duty.accountable is None:
            yield Problem(
                f"nobody is accountable for the decision {id_!r}",
                at=f"responsibilities.{id_}.accountable",
                help="Add 'accountable: PERSON': the one who answers for the decision.",
            )
        if not duty.responsible:
            yield Problem(
                f"nobody is responsible for the work on the decision {id_!r}",
                at=f"responsibilities.{id_}.responsible",
                help="Add 'responsible: [PERSON]': who does the work, one person at least.",
            )
