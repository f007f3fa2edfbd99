"""The two sides of a comparison, and how places of the one are found on the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from trm_policy.diff.change import At
from trm_policy.diff.moves import Move, before_moves, find_moves, moved
from trm_policy.diff.normal import Tree, normal
from trm_policy.diff.renames import Renames, find_renames, inverse, rewritten, rewritten_place
from trm_policy.model.charter import Charter
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import Roster


@dataclass(frozen=True)
class Side:
    """A charter and who is who in it."""

    charter: Charter
    roster: Roster

    @classmethod
    def of(cls, partnership: Partnership) -> Side:
        """The side that a partnership as it was read makes."""
        return cls(partnership.charter, partnership.roster)

    @cached_property
    def tree(self) -> Tree:
        """The charter's normal form."""
        return normal(self.charter)


@dataclass(frozen=True)
class ComparedCharters:
    """A base and a head; ``there`` is the base's normal form in the ids of the head."""

    base: Side
    head: Side

    @cached_property
    def renames(self) -> Renames:
        """The ids that were given anew."""
        return find_renames(self.base.tree, self.head.tree)

    @cached_property
    def moves(self) -> list[Move]:
        """The entries that passed to another key."""
        named = rewritten(self.base.tree, self.renames)
        return find_moves(named, self.here, self.party_before, self.head.roster.party_of)

    @cached_property
    def there(self) -> Tree:
        """The base, with every id and key as the head has it."""
        return moved(rewritten(self.base.tree, self.renames), self.moves)

    @property
    def here(self) -> Tree:
        """The head."""
        return self.head.tree

    def place_before(self, place: At) -> At:
        """A place of the head, as the base calls it."""
        return rewritten_place(before_moves(place, self.moves), inverse(self.renames))

    def party_before(self, actor: str) -> str | None:
        """The party in the base, by its id in the head, of an actor by his id in the head."""
        old = rewritten_place(("people", actor), inverse(self.renames))[1]
        party = self.base.roster.party_of(old) or self.base.roster.party_of(
            rewritten_place(("committees", actor), inverse(self.renames))[1]
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
        place = before_moves(("committees", committee, "members", seat), self.moves)
        return self.party_before(_person(self._members(self._named, committee), place[-1]))

    def party_now(self, committee: str, seat: str) -> str | None:
        """The party that a seat of the head belongs to."""
        return self.head.roster.party_of(_person(self._members(self.here, committee), seat)) or None

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

    @cached_property
    def _named(self) -> Tree:
        named: Tree = rewritten(self.base.tree, self.renames)
        return named

    @staticmethod
    def _members(tree: Tree, committee: str) -> Tree:
        members: Tree = tree.get("committees", {}).get(committee, {}).get("members", {})
        return members

    def _counted(self, committee: str, *, voting: bool) -> tuple[Counter[str], Counter[str]]:
        before, now = Counter[str](), Counter[str]()
        for seat, entry in self._members(self._named, committee).items():
            party = self.party_before(_person(self._members(self._named, committee), seat))
            before[party or ""] += entry["vote"] or not voting
        for seat, entry in self._members(self.here, committee).items():
            now[self.party_now(committee, seat) or ""] += entry["vote"] or not voting
        return before, now


def _person(members: Tree, seat: str) -> str:
    found = members.get(seat, {})
    return str(found.get("person", seat))
