"""Who may be told of a change: the narrower of what held and what holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.diff.change import At, Change, Inner
from trm_policy.diff.shape import LADDER, LISTED, SIDE, key_kind, value_kind
from trm_policy.model.audience import Guarded, Override, audience_of, narrower, sees
from trm_policy.model.base import Kind
from trm_policy.model.references import HOMES
from trm_policy.model.shape import Shape


def audience_at(charter: Guarded, places: Iterable[At]) -> Override:
    """Whoever may read every one of the places of a charter's normal form, in its own ids."""
    return narrower(*(audience_of(charter, one) for at in places for one in _meant(at)))


def inner_places(value: Any, shape: Shape, at: At = ()) -> Iterator[tuple[At, tuple[At, ...]]]:
    """Each place below a value of the normal form, with the places of the charter it names."""
    if not isinstance(value, Mapping) or shape.is_value:
        return
    for name, inner in value.items():
        below = shape.each or shape.fields[name]
        kind = key_kind(shape) if shape.each is not None else value_kind(below)
        ids = inner if isinstance(inner, list) else [name if shape.each is not None else inner]
        named = () if kind is None else tuple(_given(kind, str(one)) for one in ids)
        if below.is_value and shape.each is not None:
            kind = value_kind(below)
            named = named if kind is None else (*named, _given(kind, str(inner)))
        yield (*at, name), named
        yield from inner_places(inner, below, (*at, name))


def for_audience(changes: Iterable[Change], reader: Override) -> tuple[Change, ...]:
    """The changes that a reader may be told of, without what is not for his eyes in them."""
    return tuple(_redacted(one, reader) for one in changes if sees(reader, _read(one.audience)))


def _redacted(change: Change, reader: Override) -> Change:
    hidden = [one for one in change.inner if not sees(reader, _read(one.audience))]
    if not hidden:
        return change
    return replace(
        change,
        before=_without(change.before, hidden),
        after=_without(change.after, hidden),
        inner=tuple(one for one in change.inner if one not in hidden),
        was=replace(change.was, value="", note=""),
        now=replace(change.now, value="", note=""),
    )


def _without(value: Any, hidden: Iterable[Inner], at: At = ()) -> Any:
    if not isinstance(value, Mapping):
        return value
    gone = {one.at for one in hidden}
    return {
        name: _without(inner, hidden, (*at, name))
        for name, inner in value.items()
        if (*at, name) not in gone
    }


def _read(audience: str) -> Override:
    return Override.parse(audience)


def _given(kind: Kind, id_: str) -> At:
    """Where an id is given; people are most that can be named for a party."""
    return (*HOMES[kind], id_)


def _meant(at: At) -> Iterator[At]:
    """The places of the format that a place of the normal form gives away."""
    pattern = shapes.at(at).pattern
    if pattern == LADDER:
        yield ("escalation", "levels")
        return
    if pattern == SIDE:
        yield ("people", at[3], "party")
        at = at[:-1]
    if pattern in LISTED:
        yield (*at[:-1], LISTED[pattern])
        at = (*at[:-1], "organisation")
    yield at
    for depth, shape in enumerate(shapes.along(at), start=1):
        if shape.each is not None and depth < len(at):
            yield from ((*at[: depth + 1], key) for key in shape.keys)
