"""Obligations that are met in their time."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.obligations import obligation_state
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.wording.lists import no_or_some
from trm_policy.wording.text import quoted


@rule(Severity.WARNING)
def obligation_overdue(charter: Charter, context: Context) -> Iterator[Problem]:
    """No obligation with a due day is past it without being recorded as met."""
    for id_, one in charter.obligations.items():
        due = obligation_state(one, context.partnership, context.today).late
        if due is None:
            continue
        whose = f" of {context.partnership.roster.debtor_name(one.by)}" if one.by else ""
        late = no_or_some((context.today - due).days, "day")
        yield Problem(
            f"the obligation {id_!r}{whose}, {quoted(one.what)}, was due on "
            f"{due} and is not recorded as met, {late} later",
            at=f"obligations.{id_}",
            help=f"Write 'met_for: {due}' if it was met; otherwise raise it with whoever owes it.",
        )
