"""Sponsors who come."""

from collections.abc import Iterator, Sequence

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.rhythm import Review
from trm_policy.model.vocabulary import CommitteeLevel, ReviewKind
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import Actor
from trm_policy.rule import STRATEGIC, Option, Problem, rule
from trm_policy.rules._held import Held, reviews_held
from trm_policy.rules._records import in_doubt, in_force_since
from trm_policy.rules._wording import listed

_TOP = (CommitteeLevel.STEERING, CommitteeLevel.EXECUTIVE)


@rule(
    Severity.WARNING,
    tiers=STRATEGIC,
    section="reviews",
    options={"reviews": Option(2, "reviews in a row that a sponsor and the deputy may not miss")},
)
def sponsor_absent(charter: Charter, context: Context) -> Iterator[Problem]:
    """No sponsor missed the last two strategic or steering reviews without a deputy."""
    attended = _attended(charter, context)
    last = attended[-max(context.options["reviews"], 1) :]
    if len(last) < max(context.options["reviews"], 1):
        return
    roster = context.partnership.roster
    for party, person in charter.sponsors.items():
        sponsor = roster.get(person)
        if sponsor is None or any(
            _stand_ins(sponsor, charter) & set(held.front.attendees) for held in last
        ):
            continue
        days = listed([str(held.front.held_on) for held in last])
        deputy = f", and {roster.name_of(sponsor.deputy)}, the deputy" if sponsor.deputy else ""
        yield Problem(
            f"{sponsor.name}, sponsor of {roster.party_name(party)}{deputy}, missed the last "
            f"{len(last)} strategic or steering reviews, of {days}",
            at="attendees",
            help="Ask the sponsor what stands in the way; send the deputy next time, or name a "
            "sponsor who has the time.",
            document=last[-1].minutes.path,
        )


def _attended(charter: Charter, context: Context) -> Sequence[Held]:
    """The reviews at which sponsors are awaited and of which the attendees are known, in order.

    Sponsors may have been others before the charter's present version was approved.
    """
    since = in_force_since(charter)
    found = [
        held
        for held in reviews_held(charter, context)
        if _awaits_sponsors(held.review, charter)
        and held.front.held_on >= since
        and held.front.attendees
        and not in_doubt(context, held.minutes.path, "attendees")
    ]
    return sorted(found, key=lambda held: held.front.held_on)


def _awaits_sponsors(review: Review, charter: Charter) -> bool:
    committee = charter.committees.get(review.committee or "")
    steers = committee is not None and committee.level in _TOP
    return steers or review.kind is ReviewKind.STRATEGIC


def _stand_ins(sponsor: Actor, charter: Charter) -> set[str]:
    """Who counts as the sponsor: the deputy too, and of a body each of its members."""
    body = charter.committees.get(sponsor.id) if sponsor.human is None else None
    members = {seat.person for seat in body.members} if body else set()
    return {sponsor.id, sponsor.deputy or sponsor.id} | members
