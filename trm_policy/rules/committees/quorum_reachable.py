"""Quorums that bind every party and that can be met."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.quorum import too_few, unseated, voting_strength
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee, Quorum
from trm_policy.model.vocabulary import Instrument
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._written import is_whole, later, works_together
from trm_policy.rules.committees._layers import decides, sponsors_missed
from trm_policy.wording.lists import listed, no_or_some


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="committees", always=True)
def quorum_reachable(charter: Charter, context: Context) -> Iterator[Problem]:
    """A committee's quorum requires each party, and its voting members can reach it."""
    works = works_together(charter, context)
    for id_, committee in charter.committees.items():
        if committee.quorum is not None:
            if committee.members or committee.party is not None or not works:
                yield from _members(id_, committee, committee.quorum, context)
            yield from _each_party(id_, committee, committee.quorum, context)
        free = committee.quorum is None and not decides(committee, charter)
        if works and committee.party is None and not free:
            yield from _not_said(id_, committee.quorum, charter)


def _not_said(id_: str, quorum: Quorum | None, charter: Charter) -> Iterator[Problem]:
    at = f"committees.{id_}.quorum"
    if quorum is None:
        yield Problem(
            f"the committee {id_!r} has no quorum, so anyone who attends may decide",
            at=at,
            help="Add 'quorum: {members: …, each_party: 1}': how many voting members must "
            "attend, in all and from each party.",
        )
    elif quorum.each_party is None and charter.instrument is not Instrument.CONSORTIUM:
        yield Problem(
            f"the quorum of the committee {id_!r} can be met without one of the parties",
            at=f"{at}.each_party",
            help="Add 'each_party: 1' to it, so that nothing is decided without a party.",
        )


def _members(id_: str, committee: Committee, quorum: Quorum, context: Context) -> Iterator[Problem]:
    at = f"committees.{id_}.quorum.members"
    wanted, there = quorum.members, voting_strength(context.partnership, committee).total
    if wanted is not None and wanted < 1:
        yield Problem(
            f"the quorum of the committee {id_!r} is met when no one attends",
            at=at,
            help="Write how many voting members must attend: at least one from each party.",
        )
    elif wanted is not None and wanted > there and _all_seats_known(id_, context):
        best, absent = sponsors_missed(context.partnership.charter, context)
        with_them = id_ == best and wanted <= there + len(absent)
        yield Problem(
            f"the quorum of the committee {id_!r} is {no_or_some(wanted, 'voting member')}, "
            f"but it has {there or 'none'}, so it can never decide",
            at=at,
            help="Lower the quorum, or add voting members; "
            "a member with 'vote: false' does not count.",
            follows=(("sponsors-on-top-committee", f"committees.{id_}.members"),)
            if with_them
            else (),
        )


def _each_party(
    id_: str, committee: Committee, quorum: Quorum, context: Context
) -> Iterator[Problem]:
    each = quorum.each_party
    if each is None:
        return
    at = ("committees", id_, "quorum", "each_party")
    parties = [p for p in context.partnership.charter.parties if committee.party in (None, p)]
    short = _too_few(committee, each, parties, context)
    if each < 1:
        if committee.party is None:
            yield Problem(
                f"the quorum of the committee {id_!r} can be met without one of the parties",
                at=at,
                help="Write 'each_party: 1' or more, so that nothing is decided without a party.",
            )
    elif short and _all_seats_known(id_, context):
        names = listed([context.partnership.roster.party_name(party) for party in short])
        yield Problem(
            f"the quorum of the committee {id_!r} requires "
            f"{no_or_some(each, 'voting member')} from each party, but {names} "
            f"{'has' if len(short) == 1 else 'have'} fewer",
            at=at,
            help="Lower 'each_party', or add voting members from that party.",
        )
    elif quorum.members is not None and 0 < quorum.members < each * len(parties):
        yield Problem(
            f"the quorum of the committee {id_!r} contradicts itself: {each} from each of "
            f"{len(parties)} parties are more than {no_or_some(quorum.members, 'member')}",
            at=later(context, (*at[:-1], "members"), at),
            help=f"Write 'members: {each * len(parties)}' or more, or require fewer from each "
            "party.",
        )


def _too_few(
    committee: Committee, each: int, parties: list[str], context: Context
) -> tuple[str, ...]:
    """The parties that have members, but fewer votes than ``each``."""
    absent = unseated(context.partnership, committee)
    votes = voting_strength(context.partnership, committee)
    return too_few((party for party in parties if party not in absent), votes, each)


def _all_seats_known(id_: str, context: Context) -> bool:
    return is_whole(context, ("committees", id_, "members"))
