"""Changes the other way round, and changes made to a normal form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.diff.case import swapped
from trm_policy.diff.change import At, Change, Inner, Kind
from trm_policy.diff.comparing import order
from trm_policy.diff.edits import Edit, edited
from trm_policy.diff.moves import Move, before_moves, moved
from trm_policy.diff.normal import Tree
from trm_policy.diff.references import Renames, inverse, kept_in, rewritten, rewritten_place
from trm_policy.model.references import GIVEN


def applied(tree: Tree, changes: Iterable[Change]) -> Tree:
    """The normal form of the head, made from that of the base and all changes between them."""
    changes = tuple(changes)
    renames, moves = _renames(changes), _moves(changes)
    there = moved(rewritten(tree, renames), moves)
    edits = (
        Edit(one.kind, one.at, one.before, one.after)
        for one in changes
        if one.kind is not Kind.RENAMED and shapes.at(one.at).pattern != shapes.SIDE
    )
    return edited(there, edits, shapes.CHARTER)


def reversed_(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of the way back; ids are those of the base then."""
    changes = tuple(changes)
    back, moves = inverse(_renames(changes)), _moves(changes)
    return tuple(sorted((_reversed(one, back, moves) for one in changes), key=order))


def _reversed(change: Change, back: Renames, moves: list[Move]) -> Change:
    at = _place(change.at, back, moves)
    kinds = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}
    return replace(
        change,
        kind=kinds.get(change.kind, change.kind),
        at=at,
        before=_value(change, change.after, back),
        after=_value(change, change.before, back),
        direction=change.direction if change.whichever else swapped(change.direction),
        was=change.now,
        now=change.was,
        inner=tuple(
            Inner(_place((*change.at, *one.at), back, moves)[len(at) :], one.audience)
            for one in change.inner
        ),
    )


def _place(at: At, back: Renames, moves: list[Move]) -> At:
    return rewritten_place(before_moves(at, moves), back)


def _value(change: Change, value: Any, back: Renames) -> Any:
    """A value in the ids of the base; of a new name both sides stay what they are."""
    if value is None:
        return None
    if change.kind is not Kind.RENAMED:
        return rewritten(value, back, shapes.at(change.at))
    if _is_section(change.at[:-1]):
        return value
    return rewritten_place((*change.at[:-1], value), back)[-1]


def _is_section(place: At) -> bool:
    return ".".join(place) in GIVEN


def _renames(changes: Iterable[Change]) -> Renames:
    found: dict[str, dict[str, str]] = {}
    for one in changes:
        if one.kind is Kind.RENAMED and _is_section(one.at[:-1]):
            section = ".".join(one.at[:-1])
            found.setdefault(section, {})[one.before] = one.after
            if one.kept:
                found.setdefault(kept_in(section), {})[one.before] = one.after
    return found


def _moves(changes: Iterable[Change]) -> list[Move]:
    return [
        Move(one.at[:-1], one.before, one.after)
        for one in changes
        if one.kind is Kind.RENAMED and not _is_section(one.at[:-1])
    ]
