"""The shape of the format as data: which fields a part has, and what lies under each."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from trm_policy.finding import Place
from trm_policy.model.base import Part
from trm_policy.model.charter import Charter


def unknown_part(key: str, has: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...] | None:
    """The place up to the first part of a dotted ``key`` that is not there; None for a place.

    ``has`` tells whether anything is written at a place. A field that is not written yet is a
    place: it may be hidden beforehand. An id is one only if it exists in the charter.
    """
    parts = tuple(key.split("."))
    for length in range(1, len(parts) + 1):
        place = parts[:length]
        if field_at(Charter, place) is None and not has(place):
            return place
    return None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of the format, for the reference and for editors.

    ``place`` holds ``*`` where an id or a list entry stands; ``kind`` is its type in plain words.
    """

    place: tuple[str, ...]
    field: FieldInfo
    annotation: Any


@cache
def names_of(part: type[Part]) -> Mapping[str, FieldInfo]:
    """The keys that may be written in a part, by the name that stands in the file."""
    return {field.alias or name: field for name, field in part.model_fields.items()}


def part_at(part: type[Part], place: Place) -> type[Part] | None:
    """The part of the format that ``place`` lies in, or None where keys are free."""
    kind: Any = part
    for name in place:
        kind = _below(kind, name)
    return kind if _is_part(kind) else None


def field_at(part: type[Part], place: Place) -> FieldInfo | None:
    """The field at ``place``; None for ids, list entries and what the format does not know."""
    owner = part_at(part, place[:-1]) if place else None
    return names_of(owner).get(str(place[-1])) if owner else None


def rows(part: type[Part], above: tuple[str, ...] = ()) -> Iterator[FieldRow]:
    """Every field of a part and of the parts under it, in the order of the format."""
    for name, field in names_of(part).items():
        place = (*above, name)
        yield FieldRow(place, field, field.annotation)
        kind = plain(field.annotation)
        while not _is_part(kind) and get_origin(kind) in (dict, tuple):
            kind, place = _inner(kind), (*place, "*")
        if _is_part(kind):
            yield from rows(kind, place)


def plain(annotation: Any) -> Any:
    """The annotation without markers and without ``| None``."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation


def _below(kind: Any, name: str | int) -> Any:
    kind = plain(kind)
    if _is_part(kind):
        field = names_of(kind).get(str(name))
        return plain(field.annotation) if field else None
    return _inner(kind) if get_origin(kind) in (dict, tuple) else None


def _inner(kind: Any) -> Any:
    arguments = get_args(kind)
    return plain(arguments[0] if get_origin(kind) is tuple else arguments[1])


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)
