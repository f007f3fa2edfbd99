"""Committees small enough to decide."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules.committees._layers import joint


@rule(
    Severity.WARNING,
    section="committees",
    options={"most": Option(12, "the most members that are no warning")},
)
def committee_size(charter: Charter, context: Context) -> Iterator[Problem]:
    """A committee of several parties has no more than 12 members."""
    most = context.options["most"]
    for id_, committee in joint(charter).items():
        count = len({seat.person for seat in committee.members})
        if count > most:
            yield Problem(
                f"the committee {id_!r} has {count} members; more than {most} listen rather than "
                "decide",
                at=f"committees.{id_}.members",
                help="Keep those whose voice the decisions need, hear the others as guests, "
                "or hand part of the mandate to a working group.",
            )
