"""What somebody asked for on the command line → the answers that a template needs."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from pydantic import TypeAdapter, ValidationError

from trm_policy.authoring.answers import Answers, Contact, PartyAnswer
from trm_policy.authoring.naming import free_id, id_from, line, require_id
from trm_policy.authoring.repository_context import RepositoryContext
from trm_policy.errors import TrmError
from trm_policy.model.values import Email
from trm_policy.model.vocabulary import Instrument, Relationship, Tier
from trm_policy.portfolio.roster import NEUTRAL
from trm_policy.wording.text import folded

_CONTACT = re.compile(r"(?P<name>[^<>]+?)\s*(?:<(?P<email>[^<>]*)>)?")
_ARTICLES = re.compile(r"(?i:the|die|der|das|la|le|les|el|los|il)\s+(?=\S)")
_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_HOST = "us"
_OTHER = {Relationship.EMPLOYEE: "employees"}
_EARLIEST, _MOST_YEARS_AHEAD = 1900, 10


class RequestError(TrmError):
    """What was asked for does not fit together."""


@dataclass(frozen=True, slots=True)
class Named:
    """A party as somebody named it; ``id`` is None where it is to be made from the name."""

    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """A contact for the party that ``party`` names by id or name."""

    party: str
    contact: Contact


@dataclass(frozen=True, slots=True)
class Request:
    """All that was said; None and empty where nothing was."""

    instrument: Instrument | None = None
    relationship: Relationship | None = None
    tier: Tier | None = None
    title: str | None = None
    host: Named | None = None
    others: tuple[Named, ...] = ()
    owners: tuple[Assigned, ...] = ()
    sponsors: tuple[Assigned, ...] = ()
    start: date | None = None


def named(typed: str) -> Named:
    """A party from ``NAME`` or ``ID=NAME``. Raises TrmError."""
    id_, equals, name = typed.partition("=")
    if not equals:
        return Named(_said(typed, "the name of a party"))
    return Named(_said(name, "the name of a party"), require_id(id_.strip()))


def assigned(typed: str) -> Assigned:
    """Somebody of a party from ``PARTY=NAME <E-MAIL>``. Raises TrmError."""
    party, equals, contact = typed.partition("=")
    found = _CONTACT.fullmatch(contact.strip())
    if not equals or not party.strip() or found is None:
        raise RequestError(
            f"{typed!r} is not understood; write the party and the person, such as "
            "'helix=Sofia Ek <sofia.ek@helix.example>'"
        )
    mail = found["email"]
    return Assigned(
        party.strip(),
        Contact(_said(found["name"], "a name"), None if mail is None else email(mail)),
    )


def email(typed: str) -> str:
    """``typed`` as an e-mail address. Raises RequestError."""
    try:
        return _EMAIL.validate_python(typed.strip())
    except ValidationError as error:
        raise RequestError(
            f"{typed!r} is not an e-mail address, such as sofia.ek@helix.example"
        ) from error


def answers(request: Request, known: RepositoryContext, partnership: str, today: date) -> Answers:
    """The answers for a charter called ``partnership``. Raises TrmError."""
    start = request.start or today
    if not _EARLIEST <= start.year <= today.year + _MOST_YEARS_AHEAD:
        raise RequestError(
            f"the partnership cannot start on {start}: choose a day since {_EARLIEST} and at most "
            f"{_MOST_YEARS_AHEAD} years ahead"
        )
    relationship = request.relationship or Relationship.PARTNER
    return Answers(
        relationship=relationship,
        tier=request.tier or Tier.PREFERRED,
        instrument=request.instrument or Instrument.ALLIANCE,
        parties=_with_people(parties(request, known), request, known),
        today=today,
        start=start,
        title=request.title,
        schema=_schema(known, partnership),
        taken=frozenset(known.directory.people),
    )


def parties(request: Request, known: RepositoryContext) -> tuple[PartyAnswer, ...]:
    """Host and others with their ids, before anybody is named for them. Raises RequestError."""
    usual = _OTHER.get(request.relationship or Relationship.PARTNER) or str(
        request.relationship or Relationship.PARTNER
    )
    taken = {NEUTRAL, *(one.id for one in (request.host, *request.others) if one and one.id)}
    if request.host is None:
        found = [known.host or PartyAnswer(_HOST)]
        taken.add(found[0].id)
    else:
        found = [_party(request.host, known, taken, _HOST)]
    for other in request.others:
        found.append(_party(other, known, taken, usual))
    if not request.others:
        found.append(PartyAnswer(free_id(usual, taken)))
    _require_distinct(found)
    return tuple(found)


def _party(asked: Named, known: RepositoryContext, taken: set[str], stem: str) -> PartyAnswer:
    organisation = known.organisation(asked.name)
    name = known.directory.organisations[organisation].name if organisation else asked.name
    if known.host and asked.id is None and name == known.host.name and known.host.id not in taken:
        taken.add(known.host.id)
        return known.host
    first = _ARTICLES.sub("", name.strip(), count=1).split(maxsplit=1)[0]
    id_ = asked.id or free_id(id_from(first, stem), taken)
    taken.add(id_)
    return PartyAnswer(id_, name, organisation)


def _require_distinct(found: Iterable[PartyAnswer]) -> None:
    ids: set[str] = set()
    names: set[str] = set()
    for party in found:
        name = folded(party.name or party.id)
        if party.id == NEUTRAL:
            raise RequestError(
                f"{NEUTRAL!r} is reserved for mediators and cannot be a party's id; choose another"
            )
        if party.id in ids or name in names:
            raise RequestError(
                f"two parties are both called {party.name or party.id!r}; name each party once, "
                "and give each an id of its own, such as 'helix=Helix Cold Chain AB'"
            )
        ids.add(party.id)
        names.add(name)


def _with_people(
    found: tuple[PartyAnswer, ...], request: Request, known: RepositoryContext
) -> tuple[PartyAnswer, ...]:
    people: dict[str, dict[str, Contact]] = {party.id: {} for party in found}
    for role, given in (("sponsor", request.sponsors), ("owner", request.owners)):
        for one in given:
            party = _meant(one.party, found)
            if role in people[party.id]:
                raise RequestError(
                    f"{party.id!r} is given two people as {role}; each party has one {role}"
                )
            people[party.id][role] = known.contact(one.contact, party.organisation)
    return tuple(replace(party, people=_once(people[party.id], party)) for party in found)


def _once(people: Mapping[str, Contact], party: PartyAnswer) -> Mapping[str, Contact]:
    ids = [contact.id for contact in people.values() if contact.id is not None]
    if len(ids) > len(set(ids)):
        raise RequestError(
            f"sponsor and owner of {party.id!r} are the same person; the owner turns to the "
            "sponsor, so name two people"
        )
    return people


def _meant(called: str, found: tuple[PartyAnswer, ...]) -> PartyAnswer:
    wanted = folded(called)
    for party in found:
        if wanted in (party.id, folded(party.name or "")):
            return party
    choices = ", ".join(party.id for party in found)
    raise RequestError(f"no party is called {called!r}; choose from: {choices}")


def _schema(known: RepositoryContext, partnership: str) -> str | None:
    if known.schema is None:
        return None
    folder = known.charter_path(partnership).parent
    return PurePosixPath(os.path.relpath(known.schema, folder)).as_posix()


def _said(typed: str, what: str) -> str:
    text = line(typed, what)
    if not text:
        raise RequestError(f"{what} is empty; type it, or leave it out to fill it in later")
    return text
