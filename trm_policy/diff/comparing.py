"""Two charters → what changes between them; changes the other way round, and made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.diff.change import ELSEWHERE, At, Change, ChangeKind, Inner
from trm_policy.diff.describing import Described, Describer
from trm_policy.diff.direction import direction, is_shift
from trm_policy.diff.moves import WORDED, Move, before_moves, moved, old_keys
from trm_policy.diff.normal import Edit, Tree, edited, edits
from trm_policy.diff.readers import audience_at, inner_places
from trm_policy.diff.renames import (
    Renames,
    at_sections,
    inverse,
    kept_in,
    rewritten,
    rewritten_place,
)
from trm_policy.diff.shape import CHARTER, LADDER, SIDE
from trm_policy.diff.sides import ComparedCharters, Side
from trm_policy.diff.ways import EditInContext, swapped
from trm_policy.diff.wordings import same_wording
from trm_policy.model.audience import Override, narrower
from trm_policy.model.base import Kind
from trm_policy.model.references import GIVEN, references_of
from trm_policy.model.weights import Bump, Consequence, Scale, Weight, row_for
from trm_policy.portfolio.before import Before
from trm_policy.portfolio.partnership import Partnership, once

_ID = Consequence(Weight.OPERATIONAL, Bump.NONE, Scale.NEUTRAL)
"""Another id for the same thing changes nothing that was agreed."""
_ENTRY = 2
_PARTIES = ("parties",)
_PARTY = Consequence(Weight.MATERIAL, Bump.MINOR, Scale.NEUTRAL)
"""Parties are known by their ids to what they agreed to."""


def diff(base: Side, head: Side) -> tuple[Change, ...]:
    """What changes from ``base`` to ``head``, in the order of the format."""
    whole = ComparedCharters(base, head)
    edits_ = ((edit, row) for edit, row in _all(whole) if not whole.is_refused(edit))
    found = [_judged(edit, row, whole) for edit, row in edits_]
    return tuple(sorted(found, key=order))


@once
def between(now: Partnership, then: Before) -> tuple[Change, ...]:
    """What a change makes of a charter; nothing where it is new."""
    was = then.partnership
    return diff(Side.of(was), Side.of(now)) if was is not None else ()


def order(change: Change) -> tuple[object, ...]:
    """By the place in the format, then by id; a new name comes before what else is new."""
    numbers: list[tuple[int, str]] = []
    above = CHARTER
    for name, inner in zip(change.at, shapes.along(change.at), strict=False):
        number = -1 if above.each is not None else list(above.fields).index(name)
        numbers.append((number, name))
        above = inner
    return (numbers, change.kind is not ChangeKind.RENAMED)


def _all(whole: ComparedCharters) -> Iterator[tuple[Edit, Consequence]]:
    for at, old, new in at_sections(whole.renames):
        yield Edit(ChangeKind.RENAMED, (*at, new), old, new), _PARTY if at == _PARTIES else _ID
    for move in whole.moves:
        shape = shapes.at(move.at)
        key = (*shape.pattern, "*", *shape.keys)
        yield Edit(ChangeKind.RENAMED, (*move.at, move.new), move.old, move.new), row_for(key)
    for place, was, now in whole.changed_sides():
        yield Edit(ChangeKind.CHANGED, (*place, SIDE[-1]), was, now), row_for(SIDE)
    for place, before, after in whole.listed_otherwise():
        yield _edit(place, before, after), row_for(shapes.at(place).pattern)
    for edit in edits(whole.there, whole.here, CHARTER):
        yield edit, _row(edit)


def _edit(place: At, before: str | None, after: str | None) -> Edit:
    if before is None or after is None:
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED
        return Edit(kind, place, before, after)
    return Edit(ChangeKind.CHANGED, place, before, after)


def _row(edit: Edit) -> Consequence:
    """That of the field; an entry that comes or goes has that of the map or list it stands in."""
    if edit.at == LADDER and not _reordered(edit):
        return Consequence(Weight.EDITORIAL, Bump.NONE, Scale.NEUTRAL)
    shape = shapes.at(edit.at)
    whole = shape.is_entry and edit.kind is not ChangeKind.CHANGED
    return row_for(shape.pattern[:-1] if whole else shape.pattern)


def _reordered(edit: Edit) -> bool:
    """Whether levels that stay stand in another order, and not only beside others."""
    before, after = edit.before or [], edit.after or []
    stay = set(before) & set(after)
    return [one for one in before if one in stay] != [one for one in after if one in stay]


def _judged(edit: Edit, row: Consequence, whole: ComparedCharters) -> Change:
    case = EditInContext(edit, row, whole)
    way, whichever = direction(case)
    weight = Weight.EDITORIAL if _is_layout(edit, row) else row.weight
    if is_shift(case):
        weight = Weight.OPERATIONAL
    was, now = _told(edit, whole)
    renamed = whole.renames.get(kept_in(".".join(edit.at[:-1])), {})
    before = audience_at(whole.base.charter, (whole.place_before(edit.at), *was.places))
    audience = narrower(before, audience_at(whole.head.charter, (edit.at, *now.places)))
    return Change(
        kind=edit.kind,
        at=edit.at,
        before=edit.before,
        after=edit.after,
        direction=way,
        weight=weight,
        bump=row.bump if weight is row.weight else Bump.NONE,
        audience=str(audience),
        was=was.words,
        now=now.words,
        inner=tuple(_inner(edit, audience, whole)),
        whichever=whichever,
        kept=edit.kind is ChangeKind.RENAMED and edit.before in renamed,
    )


def _is_layout(edit: Edit, row: Consequence) -> bool:
    """Whether the change is one of words that promise nothing, or of how words are written."""
    if edit.kind is ChangeKind.CHANGED and row.reading in (Scale.CLAUSE, Scale.PROMISE):
        return same_wording(edit.before, edit.after)
    if edit.kind is ChangeKind.RENAMED and shapes.at(edit.at[:-1]).pattern in WORDED:
        return same_wording(edit.before, edit.after)
    return edit.kind is ChangeKind.CHANGED and row.reading is Scale.PROSE


def _told(edit: Edit, whole: ComparedCharters) -> tuple[Described, Described]:
    """The words of both sides, each in its own ids and by its own names."""
    base, head = Describer(whole.base), Describer(whole.head)
    old = whole.place_before(edit.at)
    if edit.kind is ChangeKind.RENAMED:
        return base.named(old), head.named(edit.at)
    before = rewritten(edit.before, inverse(whole.renames), shapes.at(edit.at))
    was = Described() if edit.kind is ChangeKind.ADDED else base.told(old, before)
    now = Described() if edit.kind is ChangeKind.REMOVED else head.told(edit.at, edit.after)
    if edit.at[:1] == ("people",) and len(edit.at) == _ENTRY and _is_listed_elsewhere(edit, whole):
        was, now = (replace(one, words=replace(one.words, note=ELSEWHERE)) for one in (was, now))
    return was, now


def _is_listed_elsewhere(edit: Edit, whole: ComparedCharters) -> bool:
    """Whether somebody comes from the directory, or goes there, and is who they were."""
    id_, base, head = edit.at[1], whole.base, whole.head
    side = {ChangeKind.ADDED: base, ChangeKind.REMOVED: head}.get(edit.kind)
    if side is None or id_ not in side.roster.directory.people:
        return False
    named = any(one.kind is Kind.PERSON and one.id == id_ for one in references_of(side.charter))
    return named and base.roster.name_of(id_) == head.roster.name_of(id_)


def _inner(edit: Edit, audience: Override, whole: ComparedCharters) -> Iterator[Inner]:
    """What of an entry that came or went is for fewer than know of what it stands in."""
    shape = shapes.at(edit.at)
    for value in (edit.before, edit.after):
        readers: dict[At, Override] = {(): audience}
        for place, named in inner_places(value, shape):
            given_away = ((*edit.at, *place), *named)
            before = audience_at(whole.base.charter, map(whole.place_before, given_away))
            after = audience_at(whole.head.charter, given_away)
            mine = narrower(readers[place[:-1]], before, after)
            readers[place] = mine
            if mine != readers[place[:-1]]:
                yield Inner(place, str(mine))


def applied(tree: Tree, changes: Iterable[Change]) -> Tree:
    """The normal form of the head, made from that of the base and all changes between them."""
    changes = tuple(changes)
    renames, moves = _renames(changes), _moves(changes)
    there = moved(rewritten(tree, renames), moves)
    edits = (
        Edit(one.kind, one.at, one.before, one.after)
        for one in changes
        if one.kind is not ChangeKind.RENAMED and shapes.at(one.at).pattern not in shapes.OF_CHANGES
    )
    return edited(there, edits, shapes.CHARTER)


def reversed_(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of the way back; ids are those of the base then."""
    changes = tuple(changes)
    back, old = inverse(_renames(changes)), old_keys(_moves(changes))
    return tuple(sorted((_reversed(one, back, old) for one in changes), key=order))


def _reversed(change: Change, back: Renames, old: Mapping[At, str]) -> Change:
    at = _place(change.at, back, old)
    kinds = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
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
            Inner(_place((*change.at, *one.at), back, old)[len(at) :], one.audience)
            for one in change.inner
        ),
    )


def _place(at: At, back: Renames, old: Mapping[At, str]) -> At:
    return rewritten_place(before_moves(at, old), back)


def _value(change: Change, value: Any, back: Renames) -> Any:
    """A value in the ids of the base; of a new name both sides stay what they are."""
    if value is None:
        return None
    if change.kind is not ChangeKind.RENAMED:
        return rewritten(value, back, shapes.at(change.at))
    if _is_section(change.at[:-1]):
        return value
    return rewritten_place((*change.at[:-1], value), back)[-1]


def _is_section(place: At) -> bool:
    return ".".join(place) in GIVEN


def _renames(changes: Iterable[Change]) -> Renames:
    found: dict[str, dict[str, str]] = {}
    for one in changes:
        if one.kind is ChangeKind.RENAMED and _is_section(one.at[:-1]):
            section = ".".join(one.at[:-1])
            found.setdefault(section, {})[one.before] = one.after
            if one.kept:
                found.setdefault(kept_in(section), {})[one.before] = one.after
    return found


def _moves(changes: Iterable[Change]) -> list[Move]:
    return [
        Move(one.at[:-1], one.before, one.after)
        for one in changes
        if one.kind is ChangeKind.RENAMED and not _is_section(one.at[:-1])
    ]
