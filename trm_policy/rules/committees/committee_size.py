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
    options={"most": Option(12, "the most members without a warning")},
)
def committee_size(charter: Charter, context: Context) -> Iterator[Problem]:
    """A joint committee has at most 12 members."""
    most = context.options["most"]
    for id_, committee in joint(charter).items():
        count = len({seat.person for seat in committee.members})
        if count > most:
            yield Problem(
                f"the committee {id_!r} has {count} members; with more than {most} it is hard "
                "to decide",
                at=f"committees.{id_}.members",
                help="Keep the members whom the decisions need; invite the others as guests, or "
                "delegate part of the mandate to a working group.",
            )
