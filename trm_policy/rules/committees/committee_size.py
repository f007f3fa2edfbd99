"""Committees small enough to decide."""

from collections import Counter
from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee
from trm_policy.model.vocabulary import Instrument
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules.committees._layers import joint
from trm_policy.wording.lists import no_or_some


@rule(
    Severity.WARNING,
    section="committees",
    options={"most": Option(12, "the most members without a warning")},
)
def committee_size(charter: Charter, context: Context) -> Iterator[Problem]:
    """A joint committee has at most 12 members, and no more of one organisation than it allows."""
    most = context.options["most"]
    for id_, committee in joint(charter).items():
        count = len(committee.seated)
        if count > most and charter.instrument is not Instrument.CONSORTIUM:
            yield Problem(
                f"the committee {id_!r} has {count} members; with more than {most} it is hard "
                "to decide",
                at=f"committees.{id_}.members",
                help="Keep the members whom the decisions need; invite the others as guests, or "
                "delegate part of the mandate to a working group.",
            )
        yield from _of_one_organisation(id_, committee, context)


def _of_one_organisation(id_: str, committee: Committee, context: Context) -> Iterator[Problem]:
    """A problem for each organisation with more members than the committee allows."""
    roster, most = context.partnership.roster, committee.most_per_organisation
    actors = [actor for actor in map(roster.get, committee.seated) if actor is not None]
    for organisation, count in Counter(filter(None, map(roster.employer, actors))).items():
        if most is not None and count > most:
            yield Problem(
                f"{organisation} has {no_or_some(count, 'member')} on the committee {id_!r}, "
                f"which allows {most or 'none'} of one organisation",
                at=f"committees.{id_}.members",
                help="Give a seat to someone of another organisation, or correct "
                "'most_per_organisation'.",
                severity=Severity.ERROR,
            )
