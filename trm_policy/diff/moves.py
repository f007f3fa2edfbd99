"""Entries of lists that pass to another key: a successor in a seat, a milestone put off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from trm_policy.diff.change import At
from trm_policy.diff.normal import Tree
from trm_policy.diff.shape import CHARTER
from trm_policy.model.shape import Pattern, Shape

_ALIKE = 0.6
MOST_PAIRS = 400
"""More than this are not compared: what is rewritten has no renamed ids and no moved entries."""
_LONGEST = 400
_SEATS: Pattern = ("committees", "*", "members")
_MILESTONES: Pattern = ("kpis", "*", "milestones")
WORDED = {
    ("committees", "*", "decisions"),
    ("scope", "includes"),
    ("scope", "excludes"),
    ("parties", "*", "gives"),
    ("parties", "*", "gets"),
    ("reviews", "*", "agenda"),
    ("behaviours",),
    ("exit", "triggers"),
}
"""Lists whose entries are known by their words."""
PartyOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Move:
    """An entry of the list at ``at`` that is known by another key now."""

    at: At
    old: str
    new: str


def find_moves(base: Tree, head: Tree, was: PartyOf, now: PartyOf) -> list[Move]:
    """The entries that pass to another key; the same ones are found the other way round.

    ``was`` and ``now`` tell the party of somebody who had, and has, a seat.
    """
    found = []
    for at, shape, old, new in _lists(base, head, CHARTER, ()):
        gone = sorted(key for key in old.keys() - new.keys() if _moves(key, old[key], shape))
        come = sorted(key for key in new.keys() - old.keys() if _moves(key, new[key], shape))
        if 0 < len(gone) * len(come) <= MOST_PAIRS:
            rank = _ranking(shape.pattern, old, new, was, now)
            found += [Move(at, *pair) for pair in paired(gone, come, rank)]
    return found


def moved(tree: Tree, moves: Iterable[Move]) -> Tree:
    """The tree with its entries under their new keys."""
    moves = list(moves)
    made = deepcopy(tree) if moves else tree
    for move in moves:
        shape, entries = CHARTER, made
        for name in move.at:
            shape = shape.each or shape.fields[name]
            entries = entries[name]
        entry = entries.pop(move.old)
        if isinstance(entry, dict):
            entries[move.new] = {**entry, shape.keys[0]: move.new}
        else:
            entries[move.new] = move.new
    return made


def old_keys(moves: Iterable[Move]) -> Mapping[At, str]:
    """The old key of each entry by the place where it stands now."""
    return {(*move.at, move.new): move.old for move in moves}


def before_moves(place: At, old: Mapping[At, str]) -> At:
    """Where a place of the moved tree stood before, by the old keys."""
    for length in range(1, len(place) + 1 if old else 0):
        if place[:length] in old:
            return (*place[: length - 1], old[place[:length]], *place[length:])
    return place


def _lists(base: Tree, head: Tree, shape: Shape, at: At) -> Iterator[tuple[At, Shape, Tree, Tree]]:
    """Each list of which entries may pass to another key, on both sides."""
    if shape.pattern in (_SEATS, _MILESTONES) or shape.pattern in WORDED:
        yield at, shape, base, head
        return
    for name in base:
        inner = shape.each or shape.fields[name]
        if name in head and base[name] is not head[name] and not inner.is_value:
            yield from _lists(base[name], head[name], inner, (*at, name))


def _moves(key: str, entry: Any, shape: Shape) -> bool:
    """Whether the key is the entry's own, and not one of several alike."""
    own = entry.get(shape.keys[0]) if isinstance(entry, dict) else entry
    return bool(own == key and len(key) <= _LONGEST)


Rank = Callable[[str, str], tuple[float, ...] | None]


def paired(gone: list[str], come: list[str], rank: Rank) -> Iterator[tuple[str, str]]:
    """Pairs of an old and a new key, each key in one at most, those of the best rank first."""
    ranked = [
        (place, min(old, new), max(old, new), old, new)
        for old in gone
        for new in come
        if (place := rank(old, new)) is not None
    ]
    taken: set[str] = set()
    for *_, old, new in sorted(ranked):
        if taken.isdisjoint((old, new)):
            taken |= {old, new}
            yield old, new


def alike(one: str, other: str) -> float:
    """How much of two texts is the same, up to 1; 0 where they are not nearly the same."""
    first, second = sorted((one[:_LONGEST], other[:_LONGEST]))
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _ranking(pattern: Pattern, base: Tree, head: Tree, was: PartyOf, now: PartyOf) -> Rank:
    """How well two keys go together, best first; None where they do not."""

    def seats(old: str, new: str) -> tuple[float, ...] | None:
        party = was(old)
        if party is None or party != now(new):
            return None
        one, other = base[old], head[new]
        if one.get("role") != other.get("role"):
            return None  # whoever comes does something else than whoever leaves
        return (one.get("vote") != other.get("vote"),)

    def days(old: str, new: str) -> tuple[float, ...] | None:
        return (base[old].get("value") != head[new].get("value"),)

    def words(old: str, new: str) -> tuple[float, ...] | None:
        likeness = alike(old, new)
        return (-likeness,) if likeness else None

    return {_SEATS: seats, _MILESTONES: days}.get(pattern, words)
