"""The two sides of a comparison, and how places of the one are found on the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from trm_policy.diff.change import At
from trm_policy.diff.moves import Move, before_moves, find_moves, moved, old_keys
from trm_policy.diff.normal import NormalForm, Tree
from trm_policy.diff.renames import Renames, find_renames, inverse, rewritten, rewritten_place
from trm_policy.diff.shape import CHARTER, LISTED
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import SeatRole
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import Roster

T = TypeVar("T")
_SEATED = ("parties", "people", "committees")
"""What tells, with the directory, who has a seat and for whom."""


@dataclass(frozen=True)
class Side:
    """A charter and who is who in it."""

    charter: Charter
    roster: Roster
    form: NormalForm | None = field(default=None, repr=False, compare=False)
    """The charter's normal form, where it is known already."""

    @classmethod
    def of(cls, partnership: Partnership) -> Side:
        """The side that a partnership as it was read makes."""
        return cls(partnership.charter, partnership.roster)

    @cached_property
    def tree(self) -> Mapping[str, Any]:
        """The charter's normal form."""
        return self.form if self.form is not None else NormalForm(self.charter)

    @cached_property
    def votes(self) -> Mapping[str, Counter[str]]:
        """How many votes each party has in each committee; those of nobody known under ``""``."""
        return {
            name: Counter(
                (one.for_ or self.roster.party_of(one.person) or "")
                for one in body.members
                if one.votes
            )
            for name, body in self.charter.committees.items()
        }


@dataclass(frozen=True)
class ComparedCharters:
    """A base and a head: the sections of their normal forms in which they may differ.

    ``there`` is the base in the ids of the head.
    """

    base: Side
    head: Side

    @cached_property
    def renames(self) -> Renames:
        """The ids that were given anew; they stand in other sections than their own, too."""
        if not find_renames(*(_picked(side.tree, self._differing) for side in self._both)):
            return {}
        return find_renames(*(dict(side.tree) for side in self._both))

    @cached_property
    def moves(self) -> list[Move]:
        """The entries that passed to another key."""
        return find_moves(self._named, self.here, self.party_before, self.head.roster.party_of)

    @cached_property
    def there(self) -> Tree:
        """The base, with every id and key as the head has it."""
        return moved(self._named, self.moves)

    @cached_property
    def here(self) -> Tree:
        """The head."""
        return self._looked_at(self.head)

    def once(self, work: Callable[[], T], *asked: object) -> T:
        """What ``work`` gives, worked out for the first change that asks the same."""
        if asked not in self._answers:
            self._answers[asked] = work()
        found: T = self._answers[asked]
        return found

    def place_before(self, place: At) -> At:
        """A place of the head, as the base calls it."""
        return rewritten_place(before_moves(place, self._old_keys), self._old_names)

    def party_before(self, actor: str) -> str | None:
        """The party in the base, by its id in the head, of an actor by his id in the head."""
        old = rewritten_place(("people", actor), self._old_names)[1]
        party = self.base.roster.party_of(old) or self.base.roster.party_of(
            rewritten_place(("committees", actor), self._old_names)[1]
        )
        return self.renames.get("parties", {}).get(party, party) if party else None

    def seats(self, committee: str) -> tuple[Counter[str], Counter[str]]:
        """How many seats each party has in a committee, before and now; unknown ones aside."""
        return self._counted(committee, voting=False)

    def votes(self, committee: str) -> tuple[Counter[str], Counter[str]]:
        """How many votes each party has in a committee, before and now."""
        return self._counted(committee, voting=True)

    def party_then(self, committee: str, seat: str) -> str | None:
        """The party that a seat of the moved base belonged to."""
        place = before_moves(("committees", committee, "members", seat), self._old_keys)
        members = self._members(self._named, committee)
        return _class(members, place[-1]) or self.party_before(_person(members, place[-1]))

    def party_now(self, committee: str, seat: str) -> str | None:
        """The party that a seat of the head belongs to."""
        members = self._members(self.here, committee)
        return _class(members, seat) or self.head.roster.party_of(_person(members, seat)) or None

    def changed_sides(self) -> Iterator[tuple[At, str, str]]:
        """Seats that stay, though whoever sits there stands for another party: place, parties."""
        passed = {(*move.at, move.new) for move in self.moves}
        for committee, entry in self.here.get("committees", {}).items():
            for seat in entry.get("members", {}):
                place = ("committees", committee, "members", seat)
                if place in passed or seat not in self._members(self.there, committee):
                    continue
                was, now = self.party_then(committee, seat), self.party_now(committee, seat)
                if was is not None and now is not None and was != now:
                    yield place, was, now

    def listed_otherwise(self) -> Iterator[tuple[At, str | None, str | None]]:
        """What the directory says of a party, and said otherwise: place, before, now."""
        if _same(self.base.roster.directory, self.head.roster.directory):
            return
        called = self._old_names.get("parties", {})
        for party, now in self.head.charter.parties.items():
            old = called.get(party, party)
            was = self.base.charter.parties.get(old)
            if was is None or was.organisation is None or was.organisation != now.organisation:
                continue
            there, here = self.base.roster.organisation(old), self.head.roster.organisation(party)
            for (*_, name), field_ in LISTED.items():
                values = [_text(getattr(one, field_)) for one in (there, here)]
                own = (getattr(was, field_), getattr(now, field_))
                if values[0] != values[1] and own == (None, None):
                    yield ("parties", party, name), values[0], values[1]

    @cached_property
    def _old_names(self) -> Renames:
        return inverse(self.renames)

    @cached_property
    def _old_keys(self) -> Mapping[At, str]:
        return old_keys(self.moves)

    @cached_property
    def _answers(self) -> dict[tuple[Any, ...], Any]:
        """What :meth:`once` keeps."""
        return {}

    @cached_property
    def _named(self) -> Tree:
        named: Tree = rewritten(self._looked_at(self.base), self.renames)
        return named

    @property
    def _both(self) -> tuple[Side, Side]:
        return self.base, self.head

    def _looked_at(self, side: Side) -> Tree:
        return dict(side.tree) if self.renames else _picked(side.tree, self._differing)

    @cached_property
    def _differing(self) -> tuple[str, ...]:
        """The sections that are not the same; with the seats where a party may be another."""
        base, head = self.base.charter, self.head.charter
        found = {
            written
            for written, shape in CHARTER.fields.items()
            if not _same(getattr(base, shape.attribute), getattr(head, shape.attribute))
        }
        shared = _same(self.base.roster.directory, self.head.roster.directory)
        if not shared or not found.isdisjoint(_SEATED):
            found.add("committees")
        return tuple(name for name in CHARTER.fields if name in found)

    @staticmethod
    def _members(tree: Tree, committee: str) -> Tree:
        members: Tree = tree.get("committees", {}).get(committee, {}).get("members", {})
        return members

    def _counted(self, committee: str, *, voting: bool) -> tuple[Counter[str], Counter[str]]:
        return self.once(lambda: self._count(committee, voting=voting), committee, voting)

    def _count(self, committee: str, *, voting: bool) -> tuple[Counter[str], Counter[str]]:
        before, now = Counter[str](), Counter[str]()
        for seat, entry in self._members(self._named, committee).items():
            members = self._members(self._named, committee)
            party = _class(members, seat) or self.party_before(_person(members, seat))
            before[party or ""] += not voting or _votes(entry)
        for seat, entry in self._members(self.here, committee).items():
            now[self.party_now(committee, seat) or ""] += not voting or _votes(entry)
        return before, now


def _same(one: Any, other: Any) -> bool:
    return one is other or bool(one == other)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _picked(tree: Mapping[str, Any], sections: Iterable[str]) -> Tree:
    return {name: tree[name] for name in sections if name in tree}


def _votes(entry: Tree) -> bool:
    """Whether a seat has a vote; that of an observer has none."""
    return bool(entry["vote"]) and entry.get("role") != SeatRole.OBSERVER


def _class(members: Tree, seat: str) -> str | None:
    """The class of members that has a seat; None where it is a person's."""
    return members.get(seat, {}).get("for") or None


def _person(members: Tree, seat: str) -> str:
    found = members.get(seat, {})
    return str(found.get("person", seat))
