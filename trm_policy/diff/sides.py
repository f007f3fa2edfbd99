"""The two sides of a comparison, and how places of the one are found on the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from trm_policy.diff.change import At, ChangeKind
from trm_policy.diff.moves import Move, before_moves, find_moves, moved, old_keys
from trm_policy.diff.normal import Edit, NormalForm, Tree, key_of
from trm_policy.diff.renames import Renames, find_renames, inverse, rewritten, rewritten_place
from trm_policy.diff.shape import CHARTER, LISTED
from trm_policy.finding import Place, dotted
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee
from trm_policy.model.party import Organisation
from trm_policy.model.vocabulary import SeatRole
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.portfolio.roster import Roster

T = TypeVar("T")
_SEATED = ("parties", "people", "committees")
"""What tells, with the directory, who has a seat and for whom."""


@dataclass(frozen=True)
class Refused:
    """What the model refused of a charter, by places of the normal form.

    ``among`` are sections and lists with an entry of which nobody can tell what it is known by.
    """

    places: frozenset[At] = frozenset()
    among: frozenset[At] = frozenset()

    @classmethod
    def of(cls, partnership: Partnership) -> Refused:
        """What was refused, and the known keys that unknown ones were taken for."""
        built, data = partnership.built, partnership.document.data
        names = [(*one.place[:-1], one.meant) for one in built.refusals if one.meant is not None]
        keys = {one.place for one in built.refusals if one.on_key and one.meant is None}
        found = [_in_form(place, data, built.dropped, keys) for place in (*built.dropped, *names)]
        known = [one for one in found if one is not None]
        known += [(("audience",), True)] if _is_closed(partnership) else []
        return cls(
            frozenset(place for place, whole in known if whole),
            frozenset(place for place, whole in known if not whole),
        )


def _is_closed(partnership: Partnership) -> bool:
    """Whether the charter is taken to be for fewer than it says, since it cannot be read whole."""
    data = partnership.document.data
    written = data.get("audience") if isinstance(data, dict) else None
    return written not in (None, str(partnership.charter.audience))


def _in_form(
    place: Place, data: Any, dropped: Collection[Place], keys: Collection[Place]
) -> tuple[At, bool] | None:
    """A place of the text in the normal form, and whether it is that itself or what holds it.

    None where the format has no such place.
    """
    shape, at = CHARTER, list[str]()
    for depth, part in enumerate(place, start=1):
        inner = shape.each or shape.fields.get(str(part))
        if inner is None:
            return None
        try:
            data = data[part]
        except (LookupError, TypeError):
            data = None
        here, name = place[:depth], str(part)
        known = not (here in keys or any((*here, key) in dropped for key in shape.keys))
        if shape.keys:
            entry = data if isinstance(data, dict) else {}
            known = known and not entry.keys().isdisjoint((*shape.keys, "for"))
            name = key_of(entry, shape.keys)
        elif isinstance(part, int):
            name = str(data)
        if shape.each is not None and not known:
            return tuple(at), False
        at.append(name)
        shape = inner
    return tuple(at), True


def uncompared(was: Partnership, now: Partnership) -> tuple[str, ...]:
    """A sentence for each thing that cannot be read on one side, and is other on the other."""
    before = [f"{name} could not be read before, and is not compared" for _, name in
              not_read(was, now)]  # fmt: skip
    after = [f"{name} cannot be read, and is not compared" for _, name in not_read(now, was)]
    return tuple(dict.fromkeys([*before, *after]))


def not_read(one: Partnership, other: Partnership) -> Iterator[tuple[Place, str]]:
    """What cannot be read in one charter and is other in the other: its place, and its name."""
    if one.document.faults and one.document.text != other.document.text:
        yield (), f"line {one.document.faults[0].span.line} of the charter"
    for refusal in one.built.refusals:
        place = one.document.normal(refusal.place)
        if one.document.value(refusal.place) != other.document.value(place):
            yield place, dotted(place)


@dataclass(frozen=True)
class Side:
    """A charter and who is who in it."""

    charter: Charter
    roster: Roster
    form: NormalForm | None = field(default=None, repr=False, compare=False)
    """The charter's normal form, where it is known already."""
    refused: Refused = field(default=Refused(), repr=False, compare=False)

    @staticmethod
    @once
    def of(partnership: Partnership) -> Side:
        """The side that a partnership as it was read makes."""
        return Side(partnership.charter, partnership.roster, refused=Refused.of(partnership))

    @cached_property
    def tree(self) -> Mapping[str, Any]:
        """The charter's normal form."""
        return self.form if self.form is not None else NormalForm(self.charter)

    @cached_property
    def votes(self) -> Mapping[str, Counter[str]]:
        """How many votes each party has in each committee; those of nobody known under ``""``."""
        return {name: self._votes(body) for name, body in self.charter.committees.items()}

    def _votes(self, body: Committee) -> Counter[str]:
        """Those of one committee; who is named for a class has one of its seats."""
        named, whole = Counter[str](), Counter[str]()
        for seat in body.members:
            own = self.charter.parties.get(seat.for_ or "")
            if seat.votes and own is not None and seat.for_ is not None:
                whole[seat.for_] += seat.places_of(own)
            elif seat.votes:
                named[self.roster.party_of(seat.person) or ""] += 1
        return named | whole


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

    def is_refused(self, edit: Edit) -> bool:
        """Whether an edit is one of what was refused on a side: that is compared with nothing."""
        old = (*edit.at[:-1], str(edit.before)) if edit.kind is ChangeKind.RENAMED else edit.at
        ends = range(1, len(edit.at) + 1)
        return bool(self._refused) and not self._refused.isdisjoint(
            {place[:end] for place in (edit.at, old) for end in ends}
        )

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
            there, here = _listed(self.base.roster, old), _listed(self.head.roster, party)
            for (*_, name), field_ in LISTED.items():
                values = [_text(getattr(one, field_, None)) for one in (there, here)]
                own = (getattr(was, field_), getattr(now, field_))
                if values[0] != values[1] and own == (None, None):
                    yield ("parties", party, name), values[0], values[1]

    @cached_property
    def _refused(self) -> frozenset[At]:
        base, head = self.base.refused, self.head.refused
        before = {rewritten_place(place, self.renames) for place in base.places}
        return frozenset(before | head.places | (head.among - base.among))

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


def _listed(roster: Roster, party: str) -> Organisation | None:
    """A party's organisation; None where the directory has none of that id."""
    known = roster.charter.parties[party].organisation in roster.directory.organisations
    return roster.organisation(party) if known else None


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
