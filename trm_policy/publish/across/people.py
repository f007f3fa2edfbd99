"""People and committees of all partnerships: whom to call, who sits where, who faces whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trm_policy.model.governance import Committee
from trm_policy.portfolio.roster import Actor
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Line
from trm_policy.publish.filtering import Facet, controls
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.portfolio_page import PartnershipRow, PortfolioPage, Whole
from trm_policy.wording.text import alphabetical, folded, mailbox, words

PATH = "people/index.md"
TITLE = "People and committees"


@dataclass(frozen=True, slots=True)
class PersonInPartnership:
    """A person's part in one partnership, which ``line`` gives.

    ``key`` is the same for one person in all partnerships.
    """

    key: tuple[str, str]
    name: str
    title: str
    email: str
    phone: str
    out_of_hours: str
    side: str
    deputy: str
    roles: tuple[str, ...]
    line: Line | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat in a committee: who, for which party, as what."""

    who: str
    side: str
    role: str


@dataclass(frozen=True, slots=True)
class Body:
    """A committee. ``counted`` tells its seats where nobody may be told who holds them."""

    name: str
    level: str
    seats: tuple[Sitting, ...]
    counted: str
    line: Line | None


@dataclass(frozen=True, slots=True)
class Facing:
    """Who settles a matter between the parties: each party's name with its people's."""

    about: str
    sides: tuple[tuple[str, str], ...]
    line: Line | None


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of one partnership, its committees, and who faces whom across its parties."""

    people: tuple[PersonInPartnership, ...]
    bodies: tuple[Body, ...]
    facing: tuple[Facing, ...]


@dataclass(frozen=True, slots=True)
class PartOf:
    """What somebody does in a partnership."""

    title: str
    path: str
    roles: tuple[str, ...]
    line: Line | None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with the parts in all partnerships."""

    person: PersonInPartnership
    parts: tuple[PartOf, ...]


def row(view: CharterView) -> Cast | None:
    """The cast of a partnership; None where its readers are told of nobody and no committee."""
    charter = view.partnership.charter
    cast = Cast(
        people=tuple(
            _somebody(view, one.actor, side.name, one.roles)
            for side in view.sides
            for one in side.people
        ),
        bodies=tuple(_body(view, id_, one) for id_, one in charter.committees.items()),
        facing=tuple(
            Facing(
                one.about,
                tuple((view.party(party), view.names(who)) for party, who in one.people.items()),
                view.line(*one.at),
            )
            for one in view.counterparts
        ),
    )
    return cast if cast.people or cast.bodies else None


def page(entries: Sequence[PartnershipRow[Cast]], whole: Whole) -> Page | None:
    """The directory; None where nobody is told of."""
    known = _known(entries)
    facets: tuple[Facet[KnownPerson], ...] = (
        Facet("Organisation", lambda one: (one.person.side,)),
        Facet("Partnership", lambda one: tuple(part.title for part in one.parts)),
    )
    headings = [Heading("whom-to-call", "Contacts")] if known else []
    headings.append(Heading("who-sits-where", "Committee members"))
    return whole.page(
        "people",
        TITLE,
        "Committee members, counterparts and contacts.",
        headings,
        known=known,
        controls=controls(known, facets),
        entries=entries,
    )


def _somebody(
    view: CharterView, actor: Actor, side: str, roles: tuple[str, ...]
) -> PersonInPartnership:
    human = actor.human
    return PersonInPartnership(
        key=("" if actor.shared else view.partnership.id, actor.id),
        name=actor.name,
        title=(human.title or "") if human else "",
        email=(human.email or "") if human else "",
        phone=(human.phone or "") if human else "",
        out_of_hours=(human.out_of_hours or "") if human else "",
        side=side,
        deputy=view.deputy(actor.id),
        roles=roles,
        line=view.person_line(actor.id),
    )


def _body(view: CharterView, id_: str, committee: Committee) -> Body:
    seats = [(seat.person, seat) for seat in committee.members if seat.person]
    return Body(
        name=committee.name,
        level=words(committee.level),
        seats=tuple(
            Sitting(
                view.name(person),
                view.side(person),
                view.seat(seat),
            )
            for person, seat in seats
        ),
        counted="" if seats else view.seats(committee),
        line=view.line("committees", id_),
    )


def _known(entries: Iterable[PartnershipRow[Cast]]) -> list[KnownPerson]:
    """Everybody once, by name; what is known of a person is what the first partnership says."""
    listed = [(entry, one) for entry in entries for one in entry.row.people]
    same = _same([one for _, one in listed])
    first: dict[tuple[str, ...], PersonInPartnership] = {}
    parts: dict[tuple[str, ...], list[PartOf]] = {}
    for entry, one in listed:
        who = same[one.key]
        first.setdefault(who, one)
        part = PartOf(entry.title, entry.path, one.roles, one.line)
        parts.setdefault(who, []).append(part)
    found = [KnownPerson(person, tuple(parts[who])) for who, person in first.items()]
    return sorted(found, key=lambda one: (alphabetical(one.person.name), one.person.key))


def _same(people: Sequence[PersonInPartnership]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """What tells each person apart: who is called alike on one side is one, but for an address.

    Charters list the same person each with an id of its own; namesakes have other addresses.
    """
    called: dict[tuple[str, str], set[str]] = {}
    for one in people:
        called.setdefault(_called(one), set()).add(mailbox(one.email))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in people:
        addresses = called[_called(one)] - {""}
        if len(addresses) <= 1:
            found[one.key] = _called(one)
        else:
            found[one.key] = (*_called(one), mailbox(one.email)) if one.email else one.key
    return found


def _called(one: PersonInPartnership) -> tuple[str, str]:
    return folded(one.name), one.side


PEOPLE_PAGE = PortfolioPage(PATH, row, page)
