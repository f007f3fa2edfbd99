"""Offices: who can bind a party, and what a change makes of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trm_policy.diff.moves import alike
from trm_policy.diff.sides import ComparedCharters, Side
from trm_policy.finding import Place
from trm_policy.portfolio.people import address
from trm_policy.portfolio.roster import Actor, representatives
from trm_policy.wording.text import folded


@dataclass(frozen=True, slots=True)
class Office:
    """That somebody speaks for a party who did not before, or is somebody else by the same id.

    ``binds`` says that who held it before must agree; otherwise it is only told.
    """

    party: str
    at: Place
    message: str
    binds: bool = True


def taken(was: Side, now: Side) -> tuple[Office, ...]:
    """The offices that a change gives to others, of the parties that there are before and after.

    Left out are new sponsors in the place of others: the changes of the charter say so.
    """
    if was.charter is now.charter and was.roster.directory is now.roster.directory:
        return ()
    return tuple(_Comparison(was, now).taken())


class _Comparison:
    def __init__(self, was: Side, now: Side) -> None:
        self.was, self.now = was.roster, now.roster
        renames = ComparedCharters(was, now).renames
        self._old = {
            section: {new: old for old, new in renames.get(section, {}).items()}
            for section in ("parties", "people", "committees")
        }

    def taken(self) -> Iterator[Office]:
        for party in self.now.charter.parties:
            if self._of("parties", party) in self.was.charter.parties:
                yield from self._speaking(party)
                yield from self._owning(party)
                yield from self._called(party)
                yield from self._also(party)

    def _speaking(self, party: str) -> Iterator[Office]:
        """Whoever can approve for a party: those who could not before, or are others by now."""
        old = self._of("parties", party)
        then = representatives(self.was, old)
        for id_ in representatives(self.now, party):
            before, now = self.was.get(self._before(id_)), self.now.get(id_)
            if now is None:
                continue
            if self._before(id_) not in then:
                if not self._replaces(old, party, id_):
                    yield self._new(party, now)
            elif now.human is None:
                yield from self._seated(party, now)
            elif before is not None and is_other(before, now):
                message = (
                    f"{before.name}, who can approve for {self.now.party_name(party)}, is replaced "
                    f"by {known_by(now)}"
                )
                yield Office(party, ("people", id_), message)

    def _replaces(self, old: str, party: str, id_: str) -> bool:
        """Whether a sponsor or an owner has come in the place of another, as the diff says."""
        then, now = self.was.charter, self.now.charter
        held = {then.sponsors.get(old): now.sponsors.get(party)}
        if now.sponsors.get(party) is None:
            held |= {then.owners.get(old): now.owners.get(party)}
        return any(was is not None and one == id_ for was, one in held.items())

    def _new(self, party: str, actor: Actor) -> Office:
        sponsor = self.now.charter.sponsors.get(party)
        at: Place = ("people", sponsor or actor.id)
        if actor.human is None:
            at = ("committees", actor.id, "party")
        elif sponsor == actor.id:
            at = ("sponsors", party)
        message = (
            f"{actor.name} can now approve for {self.now.party_name(party)}, and could not before"
        )
        return Office(party, at, message)

    def _seated(self, party: str, body: Actor) -> Iterator[Office]:
        """Whoever has a seat in a body that can approve, and had none or was somebody else."""
        then = self.was.charter.committees[self._of("committees", body.id)].members
        seats = {seat.person for seat in then}
        for seat in self.now.charter.committees[body.id].members:
            before = self.was.get(self._before(seat.person)) if seat.person else None
            now = self.now.get(seat.person)
            if now is None or (
                before is not None and before.id in seats and not is_other(before, now)
            ):
                continue
            message = (
                f"{known_by(now)} has a seat in {body.name}, which can approve for "
                f"{self.now.party_name(party)}, and did not before"
            )
            yield Office(party, ("committees", body.id, "members"), message)

    def _owning(self, party: str) -> Iterator[Office]:
        """The relationship owner who cannot bind the party, where the id may be another's now.

        With the name or the address alone that is only told.
        """
        id_ = self.now.charter.owners.get(party)
        owner = self.now.get(id_)
        if owner is None or id_ in representatives(self.now, party):
            return
        before = self.was.get(self.was.charter.owners.get(self._of("parties", party)))
        if before is None or before.id != self._before(owner.id) or not is_other(before, owner):
            return
        message = (
            f"{before.name}, the relationship owner of {self.now.party_name(party)}, is replaced "
            f"by {known_by(owner)}"
        )
        yield Office(party, ("people", owner.id), message, _another(before, owner))

    def _called(self, party: str) -> Iterator[Office]:
        """Escalation contacts by the same id, of whom the name or the address is another."""
        path = self.now.charter.escalation
        contacts = {level.contacts.get(party): None for level in path.levels} if path else {}
        told = {*representatives(self.now, party), self.now.charter.owners.get(party)}
        for id_ in contacts:
            now = self.now.get(id_)
            before = self.was.get(self._before(id_)) if id_ is not None else None
            if id_ in told or now is None or before is None or not is_other(before, now):
                continue
            message = (
                f"{before.name}, an escalation contact of {self.now.party_name(party)}, is "
                f"replaced by {known_by(now)}"
            )
            yield Office(party, ("people", now.id), message, binds=False)

    def _also(self, party: str) -> Iterator[Office]:
        """People of another party who act for this one as well, and did not before."""
        for id_ in self.now.charter.people:
            now, before = self.now.get(id_), self.was.get(self._before(id_))
            if now is None or party not in now.also:
                continue
            if before is not None and self._of("parties", party) in before.parties:
                continue
            message = (
                f"{now.name}, who acts for {self.now.party_name(now.parties[0])}, now acts for "
                f"{self.now.party_name(party)} as well"
            )
            yield Office(party, ("people", id_, "party"), message)

    def _before(self, actor: str) -> str:
        """The id of then of a person or a body."""
        return self._of("people", actor, self._of("committees", actor))

    def _of(self, section: str, id_: str, default: str | None = None) -> str:
        names: Mapping[str, str] = self._old[section]
        return names.get(id_, default or id_)


def is_other(old: Actor, new: Actor) -> bool:
    """Whether an id stands for somebody else, or for somebody who is known by another address.

    With the address alone a signature would be somebody else's, and behind a mailbox sit others.
    Another spelling is no other name.
    """
    was, now = address(old.human), address(new.human)
    return was != now or old.is_post != new.is_post or _renamed(old, new, spelt=was is not None)


def _another(old: Actor, new: Actor) -> bool:
    """Whether an id stands for somebody with another name and another address."""
    return address(old.human) != address(new.human) and _renamed(old, new, spelt=True)


def _renamed(old: Actor, new: Actor, *, spelt: bool) -> bool:
    """Whether the name is another one; with ``spelt`` one that is nearly the same is not."""
    then, now = folded(old.name), folded(new.name)
    return then != now and not (spelt and alike(then, now))


def known_by(actor: Actor) -> str:
    """Somebody's name and address, and that it is no person."""
    post = ", an office or a mailbox" if actor.is_post else ""
    return f"{actor.name} ({address(actor.human) or 'without an address'}{post})"
