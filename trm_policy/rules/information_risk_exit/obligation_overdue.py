"""Obligations that are met in their time."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.obligations import obligation_state
from trm_policy.model.charter import Charter
from trm_policy.model.contract import EVERYBODY
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.wording.lists import no_or_some
from trm_policy.wording.text import quoted


@rule(Severity.WARNING)
def obligation_overdue(charter: Charter, context: Context) -> Iterator[Problem]:
    """No obligation that can be told by its day is past it without being met."""
    for id_, one in charter.obligations.items():
        due = obligation_state(one, context.partnership, context.today).late
        if due is None:
            continue
        late = no_or_some((context.today - due).days, "day")
        yield Problem(
            f"the obligation {id_!r}{_whose(one.by, context)}, {quoted(one.what)}, was due on "
            f"{due} and is not said to be met, {late} later",
            at=f"obligations.{id_}",
            help=f"Write 'met_for: {due}' if it was met; otherwise raise it with whoever owes it.",
        )


def _whose(by: str | None, context: Context) -> str:
    roster = context.partnership.roster
    if by is None:
        return ""
    if by == EVERYBODY:
        return " of all parties"
    known = by in context.partnership.charter.parties
    return f" of {roster.party_name(by) if known else roster.name_of(by)}"
