"""A charter in its normal form: plain nested data without layout and order; what differs in two."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trm_policy.diff.change import At, ChangeKind
from trm_policy.diff.shape import LADDER
from trm_policy.model.assurance import Notice
from trm_policy.model.base import Part
from trm_policy.model.placeholders import is_formula, says_nothing
from trm_policy.model.shape import Shape, shape_of
from trm_policy.timing import Cadence, CalendarSpan, SpanUnit, plain_word

Tree = dict[str, Any]
_UNREASONABLE = 10_000
"""From here on no span can be written."""
_ABSENT = object()
UNKEYED = "undated"
"""Stands for what an entry is known by where it is not written: milestones without a day."""


def normal(part: Part) -> Tree:
    """The normal form of a charter, or of the directory.

    Maps of ids stay maps; a list becomes a map by what its entries are known by, a list of
    sentences a map from each to itself; entries known alike get a number. What is not written,
    empty, or waits to be filled in, is not there; what has a default is. Days, windows and the
    like are their text, and what means the same has one: years and weeks are months and days, and
    a recurrence rule is a word where a word gives the same days.
    """
    return dict(NormalForm(part))


class NormalForm(Mapping[str, Any]):
    """The normal form, of which each section is made once, when it is asked for.

    What is the very same in ``like``, a form of such a part, is taken from there if it was made.
    ``made`` are the sections made so far, None for one in which nothing is.
    """

    def __init__(self, part: Part, like: NormalForm | None = None) -> None:
        self.part = part
        self.made: dict[str, Any] = {}
        self._shape = shape_of(type(part))
        self._near: dict[str, tuple[Tree, Tree]] = {}
        if like is not None:
            self._take_over(like.part, like.made)

    def _take_over(self, part: Part, found: Tree) -> None:
        for section, made in found.items():
            attribute = self._shape.fields[section].attribute
            here, there = getattr(self.part, attribute), getattr(part, attribute)
            if here is there:
                self.made[section] = made
            elif made is not None and isinstance(here, dict):
                self._near[section] = (there, made)

    def __getitem__(self, section: str) -> Any:
        if section not in self.made:
            self.made[section] = self._section(section, self._shape.fields[section])
        if self.made[section] is None:
            raise KeyError(section)
        return self.made[section]

    def __iter__(self) -> Iterator[str]:
        return (section for section in self._shape.fields if section in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _section(self, section: str, shape: Shape) -> Any:
        if section in self._near:
            return self._entries(shape, *self._near[section])
        made = _field(self.part, shape)
        levels = getattr(getattr(self.part, section, None), "levels", ())
        if section == LADDER[0] and levels:
            made[LADDER[1]] = [level.id for level in levels]
        return made

    def _entries(self, shape: Shape, there: Tree, made: Tree) -> Tree | None:
        assert shape.each is not None
        here: Tree = getattr(self.part, shape.attribute)
        found = {
            key: made[key] if key in there and value is there[key] else _value(value, shape.each)
            for key, value in here.items()
            if not _waits(value, shape.each)
        }
        return found or None


def numbered(entries: Iterable[tuple[str, Any]]) -> Tree:
    """The entries as a map; of those with one key the second gets `` #2``, whatever their order."""
    found: Tree = {}
    last: dict[str, int] = {}
    for key, value in sorted(entries, key=lambda entry: (entry[0], _canonical(entry[1]))):
        name, number = key, last.get(key, 1)
        while name in found:
            number += 1
            name = f"{key} #{number}"
        found[name], last[key] = value, number
    return found


def key_of(entry: Tree, keys: tuple[str, ...]) -> str:
    """What an entry of a list is known by."""
    known = " ".join(str(entry[key]) for key in keys if entry.get(key) is not None)
    return known or str(entry.get("for") or UNKEYED)


def _part(part: Part, shape: Shape) -> Tree:
    made = ((written, _field(part, inner)) for written, inner in shape.fields.items())
    return {written: value for written, value in made if value is not None}


def _field(part: Part, shape: Shape) -> Any:
    """What a field of the part holds; None where that is nothing."""
    value = getattr(part, shape.attribute)
    if value is None or _waits(value, shape):
        return None
    if isinstance(value, Cadence):
        value = plain_word(value, getattr(part, "starting", None))
    made = _value(value, shape)
    return made if made not in ({}, [], ()) else None


def _value(value: Any, shape: Shape) -> Any:
    if isinstance(value, Part):
        return _part(value, shape)
    each = shape.each
    if each is None:
        return _plain(value)
    if isinstance(value, dict):
        return {
            str(key): _value(inner, each) for key, inner in value.items() if not _waits(inner, each)
        }
    said = [entry for entry in value if not _waits(entry, shape if shape.keys else each)]
    if not shape.keys:
        return numbered((str(entry), _plain(entry)) for entry in said)
    return numbered((_known_by(entry, shape.keys), _value(entry, each)) for entry in said)


def _waits(value: Any, shape: Shape) -> bool:
    """Whether nothing is said yet: the text, or what an entry is known by, is a placeholder."""
    if isinstance(value, str):
        return says_nothing(value, formula=is_formula(shape.pattern))
    known_by = (getattr(value, key) for key in shape.keys) if isinstance(value, Part) else ()
    return any(isinstance(name, str) and says_nothing(name) for name in known_by)


def _known_by(entry: Part, keys: tuple[str, ...]) -> str:
    known = {key: getattr(entry, key) for key in keys}
    return key_of({**known, "for": getattr(entry, "for_", None)}, keys)


def _plain(value: Any) -> Any:
    """A value as JSON has it; a text of the format stays as it is written canonically."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, CalendarSpan):
        return str(_in_small(value))
    if isinstance(value, Notice):
        return _plain(value.for_all) if value.for_all else _plain(value.by_party)
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list) or type(value) is tuple:
        return [_plain(inner) for inner in value]
    return str(value)


def _in_small(span: CalendarSpan) -> CalendarSpan:
    """The span in months or days, unless it is beyond all reason."""
    smaller = {SpanUnit.YEARS: (12, SpanUnit.MONTHS), SpanUnit.WEEKS: (7, SpanUnit.DAYS)}
    times, unit = smaller.get(span.unit, (1, span.unit))
    small = CalendarSpan(span.amount * times, unit)
    return small if small.amount < _UNREASONABLE else span


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change before anybody has judged it; ``before`` and ``after`` as in a change."""

    kind: ChangeKind
    at: At
    before: Any = None
    after: Any = None


def edits(base: Tree, head: Tree, shape: Shape, at: At = ()) -> Iterator[Edit]:
    """The places at which two trees differ, in the order of the format.

    An entry that came or went is one edit, and so is a part of the format.
    """
    names = sorted(base.keys() | head.keys()) if shape.each is not None else shape.fields
    for name in names:
        if base.get(name, _ABSENT) is head.get(name, _ABSENT):
            continue
        inner = shape.each or shape.fields[name]
        place = (*at, name)
        if inner.each is not None:
            yield from edits(base.get(name, {}), head.get(name, {}), inner, place)
        elif name not in base and name in head:
            yield Edit(ChangeKind.ADDED, place, after=head[name])
        elif name in base and name not in head:
            yield Edit(ChangeKind.REMOVED, place, before=base[name])
        elif name in base and inner.fields:
            yield from edits(base[name], head[name], inner, place)
        elif name in base and base[name] != head[name]:
            yield Edit(ChangeKind.CHANGED, place, base[name], head[name])


def edited(tree: Tree, changes: Iterable[Edit], shape: Shape) -> Tree:
    """The tree with the edits made; neither the tree nor an edit is touched."""
    made = deepcopy(tree)
    for edit in changes:
        here = made
        for name in edit.at[:-1]:
            here = here.setdefault(name, {})
        if edit.kind is ChangeKind.REMOVED:
            here.pop(edit.at[-1], None)
        else:
            here[edit.at[-1]] = deepcopy(edit.after)
    return _pruned(made, shape)


def _pruned(tree: Tree, shape: Shape) -> Tree:
    """The tree without fields under which nothing is left."""
    found: Tree = {}
    for name, value in tree.items():
        inner = shape.each or shape.fields[name]
        made = value if inner.is_value else _pruned(value, inner)
        if made != {} or inner.is_entry or inner.is_value:
            found[name] = made
    return found
