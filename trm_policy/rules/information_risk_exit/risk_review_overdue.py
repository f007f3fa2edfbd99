"""Risks that are looked at again."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.dated import risk_reviews
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule


@rule(Severity.WARNING)
def risk_review_overdue(charter: Charter, context: Context) -> Iterator[Problem]:
    """No open risk is past its review date."""
    roster = context.partnership.roster
    for id_, risk, review_by in risk_reviews(charter):
        if review_by < context.today:
            whose = f" of {roster.name_of(risk.owner)}" if risk.owner else ""
            yield Problem(
                f"the risk {id_!r}{whose} was due for review by {review_by}",
                at=f"risks.{id_}.review_by",
                help="Review it: update what has changed and set a new date, or write 'closed_on' "
                "if it is over.",
            )
