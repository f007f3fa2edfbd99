"""The shape of the normal form: that of the format, and what the order of entries says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import reduce

from trm_policy.model import shape as format_shape
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.references import own
from trm_policy.model.shape import Pattern, Shape, shape_of

LADDER: Pattern = ("escalation", "ladder")
"""A place of the normal form alone: the ids of the levels, lowest first."""
SIDE: Pattern = ("committees", "*", "members", "*", "side")
"""A place of changes alone: the party that somebody with a seat stands for."""
LISTED: Mapping[Pattern, str] = {
    ("parties", "*", f"listed_{field}"): field
    for field in ("name", "country", "subdivision", "timezone")
}
"""Places of changes alone: what the directory says of a party, by the field in which it says so."""
OF_CHANGES = frozenset({SIDE, *LISTED})
"""The places that no charter has."""


def along(place: tuple[str, ...], top: Shape | None = None) -> Iterator[Shape]:
    """The shapes from the first part of ``place`` to its last; ends where they end."""
    return format_shape.along(place, top or CHARTER)


def at(place: tuple[str, ...], top: Shape | None = None) -> Shape:
    """The shape at ``place``; raises KeyError where the normal form has no such place."""
    return format_shape.shape_at(place, top or CHARTER)


def anywhere(place: tuple[str, ...]) -> Shape:
    """The shape at a place of a charter, or else of the directory."""
    try:
        return at(place)
    except KeyError:
        return at(place, DIRECTORY)


def value_kind(shape: Shape) -> Kind | None:
    """What of the charter's own a value names, or gives the id of."""
    return own(shape.names)


def key_kind(shape: Shape) -> Kind | None:
    """What the keys of a map or list name or give, where they are ids of the charter's own."""
    assert shape.each is not None
    if len(shape.keys) == 1:
        return value_kind(shape.each.fields[shape.keys[0]])
    if shape.listed:
        return value_kind(shape.each)
    return own(shape.key_names) or (shape.each.is_a if shape.gives else None)


def _with(shape: Shape, added: Shape) -> Shape:
    """The shape with a value more."""
    here = len(shape.pattern)
    if here == len(added.pattern) - 1:
        return replace(shape, fields={**shape.fields, added.pattern[-1]: added})
    if shape.each is not None:
        return replace(shape, each=_with(shape.each, added))
    name = added.pattern[here]
    return replace(shape, fields={**shape.fields, name: _with(shape.fields[name], added)})


CHARTER = reduce(
    _with,
    [Shape(LADDER, names=Kind.LEVEL), Shape(SIDE, names=Kind.PARTY), *map(Shape, LISTED)],
    shape_of(Charter),
)
DIRECTORY = shape_of(Directory)
