"""A place where the parties steer together."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import CommitteeLevel
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule

_TOP = (CommitteeLevel.EXECUTIVE, CommitteeLevel.STEERING)


@rule(strategic=Severity.ERROR, preferred=Severity.WARNING, section="committees")
def steering_committee(charter: Charter, _context: Context) -> Iterator[Problem]:
    """A joint committee at steering or executive level steers the partnership."""
    joint = [body for body in charter.committees.values() if body.party is None]
    if charter.committees and not any(body.level in _TOP for body in joint):
        yield Problem(
            "no joint committee has the level steering or executive",
            at="committees",
            help="Add a committee that owns this charter, or write 'level: steering' for the one "
            "that does.",
        )
