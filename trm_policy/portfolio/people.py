"""The humans of a whole portfolio: each one once, whatever charters call them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from trm_policy.errors import TrmError, closest
from trm_policy.finding import Place
from trm_policy.model.assurance import Risk
from trm_policy.model.base import Kind, Part
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Seat
from trm_policy.model.party import Directory, Human
from trm_policy.model.purpose import Commitment, Goal, Initiative
from trm_policy.model.references import Reference
from trm_policy.model.shape import Pattern, Shape, below, shape_at, shape_of
from trm_policy.model.vocabulary import InitiativeStage
from trm_policy.portfolio.partnership import Partnership
from trm_policy.wording.text import folded, latin, mailbox

_FINISHED = (InitiativeStage.DONE, InitiativeStage.DROPPED)


def address(human: Human | None) -> str | None:
    """The e-mail address by which a person is the same everywhere, however it is written."""
    return mailbox(human.email) if human is not None and human.email else None


def parts(references: Iterable[Reference], charter: Charter, today: date) -> Iterator[Reference]:
    """Those of a charter's references that give somebody a part that lasts today.

    Left out is what was done once, such as an approval, what stands in an entry that asks nothing
    any more, and whoever is only their own deputy.
    """
    over, done_once = frozenset(_over(charter, shape_of(Charter), (), today)), _once()
    for reference in references:
        at = reference.at
        if reference.kind is not Kind.PERSON or at == ("people", reference.id, "deputy"):
            continue
        role = shape_at(at, shape_of(Charter)).role if at[0] in done_once else None
        is_over = bool(over) and any(at[:depth] in over for depth in range(1, len(at)))
        if not is_over and not (role and role.once):
            yield reference


@cache
def _once() -> frozenset[str]:
    """The sections of a charter in which somebody is named for what was done once."""
    sections = shape_of(Charter).fields.items()
    return frozenset(
        name for name, shape in sections if any(one.role and one.role.once for one in below(shape))
    )


def _over(value: Any, shape: Shape, at: Place, today: date) -> Iterator[Place]:
    """The places of entries that are closed or finished, and of appointments that have ended."""
    if shape.each is not None:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _over(inner, shape.each, (*at, key), today)
    elif _is_over(value, today):
        yield at
    else:
        for name, field in _ending(shape.pattern):
            inner = getattr(value, field.attribute)
            if inner:
                yield from _over(inner, field, (*at, name), today)


@cache
def _ending(pattern: Pattern) -> tuple[tuple[str, Shape], ...]:
    """The fields of a part of a charter in or below which something can be over."""
    fields = shape_at(pattern, shape_of(Charter)).fields.items()
    return tuple(
        (name, field) for name, field in fields if any(one.part in _ENDING for one in below(field))
    )


_ENDING = (Goal, Commitment, Risk, Initiative, Seat)


def _is_over(part: Part, today: date) -> bool:
    """Whether an entry is closed or finished, or an appointment has ended."""
    match part:
        case Goal() | Commitment() | Risk():
            return part.closed_on is not None
        case Initiative():
            return part.stage in _FINISHED
        case Seat():
            return part.last_day is not None and part.last_day < today
        case _:
            return False


class Listing(NamedTuple):
    """Where somebody is listed: in the charter of that id, or in the directory where it is None."""

    charter: str | None
    id: str


@dataclass(frozen=True, slots=True)
class Someone:
    """One human, and every entry that is theirs.

    ``key`` is unique in the portfolio and the same in every run: the e-mail address in small
    letters. Without one it is told by name and organisation who is the same.
    """

    key: str
    name: str
    email: str | None
    organisation: str
    entries: tuple[Listing, ...]

    @property
    def told(self) -> str:
        """The name, with the e-mail address where there is one."""
        return f"{self.name} ({self.email})" if self.email else self.name

    def shared(self) -> tuple[str, ...]:
        """The ids in the directory."""
        return tuple(entry.id for entry in self.entries if entry.charter is None)

    def ids_in(self, partnership: Partnership) -> tuple[str, ...]:
        """The ids by which a charter can name them; its own entries come first."""
        charter = partnership.charter
        own = [entry.id for entry in self.entries if entry.charter == partnership.id]
        bodies = {id_ for id_, body in charter.committees.items() if body.party is not None}
        hidden = {*charter.people, *bodies}
        return (*own, *(id_ for id_ in self.shared() if id_ not in hidden))


class Register:
    """Everyone who was met so far: first in the directory, then charter by charter.

    What the first entry of somebody says of them stays, so that a charter need not be kept once
    it was entered.
    """

    def __init__(self, directory: Directory) -> None:
        self.humans: MutableMapping[str, Human] = {}
        """The first entry of each, by key."""
        self.owners: MutableMapping[Listing, str] = {}
        """The key of who each entry is."""
        self.entries: MutableMapping[str, tuple[Listing, ...]] = {}
        """Where each was met, by key."""
        self.organisations: MutableMapping[str, str] = {}
        """Whom each works for by their first entry, by key."""
        for id_, shared in directory.people.items():
            self._enter(Listing(None, id_), shared, shared.organisation)

    def enter(self, partnership: Partnership) -> None:
        """Take in the people whom a charter lists."""
        for id_, person in partnership.charter.people.items():
            organisation = organisation_of(partnership, next(iter(person.parties), None))
            self._enter(Listing(partnership.id, id_), person, organisation)

    def beside(self, partnership: Partnership) -> Register:
        """A register of its own with the people of a charter too; this one stays as it is."""
        found = copy(self)
        found.humans = ChainMap({}, self.humans)
        found.owners = ChainMap({}, self.owners)
        found.entries = ChainMap({}, self.entries)
        found.organisations = ChainMap({}, self.organisations)
        found.enter(partnership)
        return found

    def first(self, key: str) -> Listing:
        """Where somebody was met first."""
        return self.entries[key][0]

    def someone(self, key: str) -> Someone:
        """Somebody, as far as met."""
        human, organisation = self.humans[key], self.organisations[key]
        return Someone(key, human.name, human.email, organisation, self.entries[key])

    def _enter(self, entry: Listing, human: Human, organisation: str) -> None:
        """An entry with the organisation's id, or its name where it has none."""
        key = address(human) or f"{folded(human.name)} / {folded(organisation)}"
        self.owners[entry] = key
        self.entries[key] = (*self.entries.get(key, ()), entry)
        self.humans.setdefault(key, human)
        self.organisations.setdefault(key, organisation)


def all_people(directory: Directory, partnerships: Iterable[Partnership]) -> dict[str, Someone]:
    """Everyone whom the directory or a charter lists, by key."""
    register = Register(directory)
    for one in partnerships:
        register.enter(one)
    return {key: register.someone(key) for key in register.humans}


def organisation_of(partnership: Partnership, party: str | None) -> str:
    """The id of a party's organisation, else its name; of no party the charter's own people."""
    own = partnership.charter.parties.get(party or "")
    if own is None:
        return f"{party or 'nobody'} of {partnership.id}"
    return own.organisation or own.name or party or ""


def called(word: str, people: Mapping[str, Someone]) -> Someone:
    """The one who is called ``word``: an id, CHARTER/ID, a name or an e-mail address.

    Raises TrmError where nobody is, with the nearest word, and where it means several.
    """
    wanted = folded(word)
    known: dict[str, dict[str, Someone]] = {}
    shown: dict[str, str] = {}
    for someone in people.values():
        for said in _words(someone):
            known.setdefault(folded(said), {})[someone.key] = someone
            shown.setdefault(folded(said), said)
    found = known.get(wanted) or _spelt_like(wanted, known)
    if not found:
        near = closest(wanted, known)
        hint = f"; did you mean {shown[near]!r}?" if near else ""
        raise TrmError(f"no one in these charters is called {word!r}{hint}")
    if len(found) > 1:
        names = ", ".join(sorted(f"{one.told}: {_exactly(one)}" for one in found.values()))
        raise TrmError(f"{word!r} could be several people; choose from: {names}")
    return next(iter(found.values()))


def _spelt_like(wanted: str, known: Mapping[str, dict[str, Someone]]) -> dict[str, Someone]:
    """Those called so but for marks on letters, which not every keyboard has."""
    plain = latin(wanted)
    same = (people for said, people in known.items() if latin(said) == plain)
    return {key: someone for people in same for key, someone in people.items()}


def _words(someone: Someone) -> Iterator[str]:
    yield someone.name
    if someone.email:
        yield someone.email
    for charter, id_ in someone.entries:
        yield id_
        if charter is not None:
            yield f"{charter}/{id_}"


def _exactly(someone: Someone) -> str:
    """A word that means nobody else."""
    if someone.email:
        return someone.email
    charter, id_ = someone.entries[0]
    return id_ if charter is None else f"{charter}/{id_}"
