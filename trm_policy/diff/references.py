"""Ids in a normal form, named anew wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.diff.normal import key_of, numbered
from trm_policy.diff.shape import key_kind, value_kind
from trm_policy.model.base import Kind
from trm_policy.model.references import GIVEN
from trm_policy.model.shape import Shape

Renames = Mapping[str, Mapping[str, str]]
"""For each section that gives ids (``kpis``, ``escalation.levels``): new id by old id.

Under :func:`kept_in` of a section stand those of them that approvals do not follow.
"""

APPROVED: Mapping[str, str] = {"parties": "party", "people": "person"}
"""Where approvals name ids of a section: what was agreed long ago may keep the id of then."""
_APPROVALS = "approvals"
_AUDIENCES = "visibility.*"
_PLACES = {"visibility", "waivers.*.at"}
"""What holds places as text: keys of the one, values of the other."""


def kept_in(section: str) -> str:
    """The name under which stands what approvals go on calling by the old id."""
    return f"{section} of approvals"


def rewritten(value: Any, renames: Renames, shape: Shape = shapes.CHARTER) -> Any:
    """``value``, which stands where ``shape`` says, with every id under its new name."""
    if value is None or not any(renames.values()):
        return value
    return _Rewriting(renames).value(value, shape)


def rewritten_place(place: tuple[str, ...], renames: Renames) -> tuple[str, ...]:
    """The place with every id in it under its new name."""
    return _Rewriting(renames).place(place)


def inverse(renames: Renames) -> Renames:
    """The way back."""
    return {section: {new: old for old, new in names.items()} for section, names in renames.items()}


class _Rewriting:
    def __init__(self, renames: Renames) -> None:
        self.renames = renames

    def value(self, value: Any, shape: Shape) -> Any:
        if shape.each is not None:
            return self._entries(value, shape, shape.each)
        if shape.fields:
            return {name: self.value(inner, shape.fields[name]) for name, inner in value.items()}
        dotted = ".".join(shape.pattern)
        if dotted in _PLACES:
            return self._text(value)
        if dotted == _AUDIENCES:
            return self._audience(value)
        kind = value_kind(shape)
        if kind is None:
            return value
        if isinstance(value, list):
            return [self._id(kind, one) for one in value]
        return self._id(kind, value, approved=shape.pattern[0] == _APPROVALS)

    def _entries(self, entries: Mapping[str, Any], shape: Shape, each: Shape) -> dict[str, Any]:
        made = [(key, self.value(inner, each)) for key, inner in entries.items()]
        if not shape.listed:
            return {self.key(key, shape): inner for key, inner in made}
        if shape.keys:
            return numbered((key_of(inner, shape.keys), inner) for _, inner in made)
        return numbered((str(inner), inner) for _, inner in made)

    def key(self, key: str, shape: Shape) -> str:
        dotted = ".".join(shape.pattern)
        if dotted in _PLACES:
            return self._text(key)
        if dotted in self.renames and key in self.renames[dotted]:
            return self.renames[dotted][key]
        if len(shape.keys) > 1:
            return self._joined(key, shape)
        kind = key_kind(shape)
        if kind is None:
            return key
        id_, number, count = key.partition(" #")
        return self._id(kind, id_) + number + count

    def _joined(self, key: str, shape: Shape) -> str:
        """The key of an entry that is known by two fields, of which the first is no id."""
        first, space, rest = key.partition(" ")
        second, number, count = rest.partition(" #")
        assert shape.each is not None
        kind = value_kind(shape.each.fields[shape.keys[1]])
        if kind is None:
            second = self._text(second)
        else:
            second = self._id(kind, second, approved=shape.pattern[0] == _APPROVALS)
        return first + space + second + number + count

    def place(self, place: tuple[str, ...]) -> tuple[str, ...]:
        made: list[str] = []
        above = shapes.CHARTER
        for name, shape in zip(place, shapes.along(place), strict=False):
            made.append(self.key(name, above) if above.each is not None else name)
            above = shape
        return (*made, *place[len(made) :])

    def _text(self, text: str) -> str:
        return ".".join(self.place(tuple(text.split("."))))

    def _audience(self, text: str) -> str:
        word, colon, party = text.partition(":")
        return word + colon + (self._id(Kind.PARTY, party) if party else "")

    def _id(self, kind: Kind, id_: str, *, approved: bool = False) -> str:
        for section in _sections(kind):
            if approved and id_ in self.renames.get(kept_in(section), {}):
                return id_
            if id_ in self.renames.get(section, {}):
                return self.renames[section][id_]
        return id_


def _sections(kind: Kind) -> Iterator[str]:
    yield from (section for section, given in GIVEN.items() if given is kind)
    if kind is Kind.PERSON:
        yield "committees"
