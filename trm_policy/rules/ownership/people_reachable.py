"""People whom somebody who needs them can reach."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from trm_policy.finding import Place, Severity
from trm_policy.measure.sides import NOBODY, side_of
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.contact_points import phone_fault
from trm_policy.model.party import Person
from trm_policy.model.placeholders import placeholder_in
from trm_policy.model.references import Reference
from trm_policy.model.vocabulary import Instrument, Tier
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.people import parts
from trm_policy.portfolio.records import as_known, references_in
from trm_policy.portfolio.roster import Actor
from trm_policy.rule import Problem, rule
from trm_policy.rules._records import in_doubt
from trm_policy.rules._written import texts_in_doubt
from trm_policy.wording.lists import some_of
from trm_policy.wording.text import latin

_MOST = 3


@rule(Severity.ERROR)
def people_reachable(charter: Charter, context: Context) -> Iterator[Problem]:
    """Everyone with a role has a party and can be reached; no one is listed without a role."""
    places: dict[str, Place] = {}
    references = context.partnership.references
    lasting = tuple(parts(references, charter, context.today))
    for reference in lasting:
        places.setdefault(reference.id, reference.at)
    for id_ in _reached_through_a_committee(lasting, context):
        del places[id_]
    elsewhere = _judged_elsewhere(charter)
    found = [actor for id_ in places if (actor := context.partnership.roster.get(id_)) is not None]
    people = [one for one in found if one.human and placeholder_in(one.name) is None]
    for actor in people:
        if actor.id not in elsewhere:
            yield from _without_party(actor, places[actor.id], context)
        yield from _misdialled(actor, context)
    yield from _out_of_reach(people, context)
    if any(in_doubt(context, path) for path in context.partnership.records.built):
        return
    named = _named(references, context)
    for id_, person in charter.people.items():
        if id_ not in named:
            yield Problem(
                f"{person.name} is listed under 'people' but has no role in the partnership",
                at=f"people.{id_}",
                help="Remove the entry, or name the person where they have a role.",
                severity=Severity.INFO,
            )


def _reached_through_a_committee(lasting: Iterable[Reference], context: Context) -> Iterator[str]:
    """Offices of a committee alone; in a consortium also members of one, and deputies.

    Chairs and leads who are named are asked for an address, since they are asked for the others.
    """
    charter, roster = context.partnership.charter, context.partnership.roster
    found: dict[str, set[Place]] = {}
    for reference in lasting:
        found.setdefault(reference.id, set()).add(reference.at)
    for id_, places in found.items():
        actor = roster.get(id_)
        if actor is not None and actor.is_post:
            through = all(at[0] == "committees" for at in places)
        else:
            through = charter.instrument is Instrument.CONSORTIUM and all(
                _asks_little(at, charter) for at in places
            )
        if through:
            yield id_


def _asks_little(at: Place, charter: Charter) -> bool:
    """Whether a place names a deputy, or a member of a committee that others lead."""
    if at[0] == "people":
        return at[-1] == "deputy"
    if at[0] != "committees" or at[2] != "members":
        return False
    seat = charter.committees[str(at[1])].members[int(at[3])]
    return not seat.chairs


def _reachable(actor: Actor, context: Context) -> bool:
    """Whether there is a way to the actor: its own, the deputy's, or the party's contact point.

    A contact point is a post of the same party, or where formal notices to the party go.
    """
    roster = context.partnership.roster
    ways = [actor.human]
    if actor.deputy is not None and (deputy := roster.get(actor.deputy)) is not None:
        ways.append(deputy.human)
    ways += [one.human for one in roster if one.is_post and set(one.parties) & set(actor.parties)]
    if any(way is not None and (way.email or way.phone) for way in ways):
        return True
    points = (context.partnership.charter.parties.get(party) for party in actor.parties)
    notices = [point.notices for point in points if point is not None and point.notices]
    return any(one.email or one.phone for one in notices)


def _without_party(actor: Actor, place: Place, context: Context) -> Iterator[Problem]:
    """Whoever has no side."""
    if isinstance(actor.human, Person) and actor.party is None:
        yield Problem(
            f"{actor.name} has a role in the partnership but no party",
            at=f"people.{actor.id}.party",
            help="Add 'party' with the id of a party, or 'party: neutral' for a mediator or an "
            "independent chair.",
        )
    elif side_of(context.partnership, actor.id) == NOBODY:
        yield Problem(
            f"{actor.name} has a role in the partnership but works for none of the parties",
            at=place,
            help="Name someone from one of the parties, or correct the organisation of "
            f"{actor.id!r} in directory.yaml.",
        )


def _misdialled(actor: Actor, context: Context) -> Iterator[Problem]:
    """Telephone numbers that cannot be dialled in the country of the party."""
    roster, human = context.partnership.roster, actor.human
    home = roster.directory.organisations.get(getattr(human, "organisation", ""))
    if actor.party in roster.charter.parties and not roster.charter.parties[actor.party].is_class:
        home = roster.organisation(actor.party)
    for name in ("phone", "out_of_hours"):
        number = getattr(human, name)
        fault = phone_fault(number, home.country if home else None) if number else None
        if fault is not None:
            directory = context.directory_document if actor.shared else None
            yield Problem(
                f"the telephone number {number!r} of {actor.name} {fault}",
                at=("people", actor.id, name),
                help="Write it with its country code, such as +46 8 123 456 78.",
                document=directory.path if directory else None,
            )


def _judged_elsewhere(charter: Charter) -> Collection[str]:
    """Sponsors and owners: that those have no side is said by the rules on them."""
    sponsors = charter.sponsors.values() if charter.tier is not Tier.TRANSACTIONAL else ()
    return {*charter.owners.values(), *sponsors}


def _out_of_reach(people: Iterable[Actor], context: Context) -> Iterator[Problem]:
    """Whoever cannot be reached; where that is everybody of a party, they are one finding."""
    by_party: dict[str | None, list[tuple[Actor, bool]]] = {}
    for actor in people:
        heard = _reachable(actor, context) or context.directory_says(actor.id, "email")
        by_party.setdefault(actor.party, []).append((actor, heard))
    for party, known in by_party.items():
        silent = [actor for actor, heard in known if not heard]
        if party in context.partnership.charter.parties and len(silent) == len(known) > 1:
            yield _without_any_address(silent, context)
        else:
            yield from (_without_address(actor, context) for actor in silent)


def _without_any_address(actors: Sequence[Actor], context: Context) -> Problem:
    """Where none of a party's people can be reached, one address is enough."""
    first, *_ = actors
    directory = context.directory_document if first.shared else None
    name = context.partnership.roster.party_name(str(first.party))
    return Problem(
        f"no one from {name} can be reached: "
        f"{some_of([one.name for one in actors], _MOST)} have no e-mail address",
        at=("people", first.id, "email"),
        help=f"Add 'email' or 'phone' to a post of {first.party!r}, 'notices' with one of them to "
        "the party, or 'email' to each of them.",
        document=directory.path if directory else None,
    )


def _without_address(actor: Actor, context: Context) -> Problem:
    """Whoever has no address that could be read."""
    directory = context.directory_document if actor.shared else None
    return Problem(
        f"{actor.name} has a role in a partnership but no e-mail address",
        at=("people", actor.id, "email"),
        help=f"Add 'email' to {actor.id!r}: 'email: {_likely(actor, context)}', if addresses "
        "there are formed so. A telephone number, a deputy with an address or a post of the "
        "party with one will also do.",
        document=directory.path if directory else None,
    )


def _likely(actor: Actor, context: Context) -> str:
    """An address as the organisation of somebody writes them, to show the form."""
    roster = context.partnership.roster
    near = (one.human.email for one in roster if one.human and one.party == actor.party)
    domain = next((email.rpartition("@")[2] for email in near if email), "organisation.example")
    words = re.findall(r"[a-z0-9]+", latin(actor.name))
    return f"{'.'.join(words) or 'first.last'}@{domain}"


def _named(references: Iterable[Reference], context: Context) -> Collection[str]:
    """Who is named anywhere in the charter or its records, or may be in what was refused."""
    records = as_known(context.partnership.records, context.clock)
    named = {
        one.id
        for one in (*references, *references_in(records))
        if one.kind is Kind.PERSON and one.at != ("people", one.id, "deputy")
    }
    for section in {str(place[0]) for place in context.partnership.built.dropped}:
        named |= texts_in_doubt(context, section)
    return named
