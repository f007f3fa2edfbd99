"""An example of an own rule: reviews that everybody can prepare for."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import ReviewKind
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule

_PREPARED = (ReviewKind.PERFORMANCE, ReviewKind.STRATEGIC)


@rule(Severity.WARNING, section="reviews")
def review_has_agenda(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Each review of performance or strategy has a standing agenda."""
    for id_, review in charter.reviews.items():
        if review.kind in _PREPARED and not review.agenda:
            yield Problem(
                f"the review {id_!r} has no agenda",
                at=f"reviews.{id_}.agenda",
                help="List under 'agenda' what is always talked about.",
            )
