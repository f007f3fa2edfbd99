"""Promises that are kept."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.dated import open_commitments
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.wording.lists import no_or_some
from trm_policy.wording.text import quoted


@rule(Severity.WARNING)
def commitment_overdue(charter: Charter, context: Context) -> Iterator[Problem]:
    """No open commitment is past its due date."""
    roster = context.partnership.roster
    for id_, commitment, due in open_commitments(charter):
        if due < context.today:
            whose = f" of {roster.name_of(commitment.owner)}" if commitment.owner else ""
            late = no_or_some((context.today - due).days, "day")
            yield Problem(
                f"the commitment {id_!r}{whose}, {quoted(commitment.what)}, was due on {due} and "
                f"is still open, {late} later",
                at=f"commitments.{id_}.due",
                help="Write 'closed_on' if it was kept or dropped; otherwise agree on a new date "
                "with the other parties.",
            )
