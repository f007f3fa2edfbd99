"""Counterparts who may decide alike."""

from collections.abc import Iterator, Mapping

from trm_policy.finding import Place, Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import SeatRole, Seniority
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import NEUTRAL, Actor
from trm_policy.rule import PREFERRED, STRATEGIC, Option, Problem, rule
from trm_policy.rules._written import later
from trm_policy.wording.lists import no_or_some

_SPONSORS = "executive sponsors"
_OWNERS = "relationship owners"
_Places = Mapping[str, Place]
"""Where each counterpart is named, by the person's id."""


@rule(
    Severity.WARNING,
    tiers=STRATEGIC | PREFERRED,
    options={"steps": Option(1, "the most steps of seniority between counterparts")},
)
def peers_of_equal_rank(charter: Charter, context: Context) -> Iterator[Problem]:
    """Sponsors, owners, escalation contacts and co-chairs are nearly of their peers' seniority."""
    told: set[frozenset[str]] = set()
    for what, places in _counterparts(charter):
        people = frozenset(places)
        if _told_elsewhere(what, people, charter, context):
            told.add(people)
        elif people not in told:
            found = list(_apart(what, places, context))
            told |= {people} if found else set()
            yield from found


def _told_elsewhere(what: str, people: frozenset[str], charter: Charter, context: Context) -> bool:
    """Whether another rule reports sponsors who are no executives, or owners who are sponsors."""
    if what == _SPONSORS:
        return context.judges("sponsor-per-party")
    both = people & set(charter.sponsors.values())
    return what == _OWNERS and bool(both) and context.judges("sponsor-is-not-owner")


def _counterparts(charter: Charter) -> Iterator[tuple[str, _Places]]:
    for section, what in (("sponsors", _SPONSORS), ("owners", _OWNERS)):
        named = getattr(charter, section)
        yield what, {person: (section, party) for party, person in named.items()}
    for number, level in enumerate(charter.escalation.levels if charter.escalation else ()):
        at = ("escalation", "levels", number, "contacts")
        contacts = {person: (*at, party) for party, person in level.contacts.items()}
        yield f"contacts on the escalation level {level.id!r}", contacts
    for id_, committee in charter.committees.items():
        yield (
            f"co-chairs of the committee {id_!r}",
            {
                seat.person: ("committees", id_, "members", number, "person")
                for number, seat in enumerate(committee.members)
                if seat.person and seat.role is SeatRole.CO_CHAIR
            },
        )


def _apart(what: str, places: _Places, context: Context) -> Iterator[Problem]:
    """A problem if the highest and the lowest are too many steps apart."""
    roster = context.partnership.roster
    ranked: list[tuple[Seniority, Actor]] = []
    for person in places:
        actor = roster.get(person)
        if actor is not None and actor.seniority is not None and actor.party != NEUTRAL:
            ranked.append((actor.seniority, actor))
    if not ranked:
        return
    low, lower = min(ranked, key=lambda one: one[0].rank)
    high, higher = max(ranked, key=lambda one: one[0].rank)
    steps = high.rank - low.rank
    if steps > context.options["steps"]:
        yield Problem(
            f"{higher.name} ({high}) and {lower.name} ({low}) are {what}, "
            f"{no_or_some(steps, 'step')} of seniority apart",
            at=later(context, places[higher.id], places[lower.id]),
            help="Name people who may decide alike, or correct the 'seniority' of the two.",
        )
