"""The shape of the format as data: which fields a part has, and what lies under each."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as field_
from functools import cache, cached_property
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from trm_policy.finding import Place
from trm_policy.model.base import Kind, Part, Role
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.values import Id

Pattern = tuple[str, ...]
"""A place with ``*`` where an id or an entry of a list stands."""


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

    place: Pattern
    field: FieldInfo


@dataclass(frozen=True)
class Shape:
    """What stands at a place: a part with ``fields``, entries that are all alike, or a value.

    ``keys`` are the fields by which entries of a list are known; ``listed`` says that entries
    are written as a list. A value is the id of what ``names`` says, and a key of entries that of
    what ``key_names`` says. What ``gives`` ids is a section of entries, or an entry's own id.
    ``role`` is what the place makes of whoever it names. A field has its ``info``, and
    ``attribute`` is what Python calls it; a part is a ``part``.
    """

    pattern: Pattern
    part: type[Part] | None = None
    info: FieldInfo | None = None
    fields: Mapping[str, Shape] = field_(default_factory=dict)
    each: Shape | None = None
    keys: tuple[str, ...] = ()
    listed: bool = False
    is_a: Kind | None = None
    names: Kind | None = None
    key_names: Kind | None = None
    gives: bool = False
    role: Role | None = None
    attribute: str = ""

    @property
    def is_entry(self) -> bool:
        """Whether it stands under an id or is an entry of a list."""
        return self.pattern[-1:] == ("*",)

    @property
    def is_value(self) -> bool:
        """Whether nothing lies below."""
        return not self.fields and self.each is None

    @cached_property
    def naming(self) -> tuple[tuple[str, Shape], ...]:
        """The fields in or below which something else is named, each with its name in the file."""
        return tuple((name, inner) for name, inner in self.fields.items() if inner.refers)

    @cached_property
    def refers(self) -> bool:
        """Whether something else is named here or below."""
        named = self.names is not None and not self.gives
        below = self.each is not None and self.each.refers
        return named or self.key_names is not None or below or bool(self.naming)


@cache
def shape_of(part: type[Part]) -> Shape:
    """The shape of a charter, a record or the directory."""
    return _part(part, ())


def along(place: Place, top: Shape) -> Iterator[Shape]:
    """The shapes from the first part of ``place`` to its last; ends where they end."""
    here: Shape | None = top
    for name in place:
        assert here is not None
        here = here.each if here.each is not None else here.fields.get(str(name))
        if here is None:
            return
        yield here


def below(shape: Shape) -> Iterator[Shape]:
    """A shape, and every shape under it, in the order of the format."""
    yield shape
    for inner in (*shape.fields.values(), *([shape.each] if shape.each else ())):
        yield from below(inner)


def shape_at(place: Place, top: Shape) -> Shape:
    """The shape at ``place``; raises KeyError where there is no such place."""
    here = top
    for name in place:
        inner = here.each if here.each is not None else here.fields.get(str(name))
        if inner is None:
            raise KeyError(place)
        here = inner
    return here


def _part(part: type[Part], pattern: Pattern) -> Shape:
    fields = {}
    for attribute, info in part.model_fields.items():
        written = info.alias or attribute
        marked = _value(info.annotation, (*pattern, written), tuple(info.metadata))
        own = marked.is_value and part.known_by == (attribute,) == ("id",)
        fields[written] = replace(
            _with_role(marked, role) if (role := _role(info)) else marked,
            info=info,
            attribute=attribute,
            gives=own or marked.gives,
            names=part.is_a if own else marked.names,
        )
    return Shape(pattern, part, fields=fields, is_a=part.is_a)


def _role(info: FieldInfo) -> Role | None:
    extra = info.json_schema_extra
    said: Any = extra.get("role") if isinstance(extra, dict) else None
    return Role(*said) if said else None


def _with_role(shape: Shape, role: Role) -> Shape:
    each = _with_role(shape.each, role) if shape.each is not None else None
    return replace(shape, role=role, each=each)


def _value(annotation: Any, pattern: Pattern, marks: tuple[Any, ...] = ()) -> Shape:
    kind = plain(annotation)
    if _is_part(kind):
        return _part(kind, pattern)
    if get_origin(kind) is dict:
        key, value = get_args(kind)
        gives = key == Id and _is_part(plain(value))
        each = _value(value, (*pattern, "*"))
        return Shape(pattern, each=each, key_names=_named(key), gives=gives)
    if get_origin(kind) is tuple:
        entry = get_args(kind)[0]
        keys = plain(entry).known_by if _is_part(plain(entry)) else ()
        each = _value(entry, (*pattern, "*"))
        return Shape(pattern, each=each, keys=keys, listed=True, gives=keys == ("id",))
    return Shape(pattern, names=_named(annotation, marks))


def _named(annotation: Any, marks: tuple[Any, ...] = ()) -> Kind | None:
    """What a type that is marked with it names."""
    while not hasattr(annotation, "__metadata__") and get_origin(annotation) in _UNIONS:
        annotation = get_args(annotation)[0]
    marks = (*marks, *getattr(annotation, "__metadata__", ()))
    return next((one for one in marks if isinstance(one, Kind)), None)


_UNIONS = (Union, types.UnionType)


@cache
def names_of(part: type[Part]) -> Mapping[str, FieldInfo]:
    """The keys that may be written in a part, by the name that stands in the file."""
    return {field.alias or name: field for name, field in part.model_fields.items()}


def part_at(part: type[Part], place: Place) -> type[Part] | None:
    """The part of the format that ``place`` lies in, or None where keys are free."""
    found = _found(part, place)
    return found.part if found else None


def field_at(part: type[Part], place: Place) -> FieldInfo | None:
    """The field at ``place``; None for ids, list entries and what the format does not know."""
    found = _found(part, place)
    return found.info if found else None


def _found(part: type[Part], place: Place) -> Shape | None:
    try:
        return shape_at(place, shape_of(part))
    except KeyError:
        return None


def rows(part: type[Part] | Shape) -> Iterator[FieldRow]:
    """Every field of a part and of the parts under it, in the order of the format."""
    for shape in below(part if isinstance(part, Shape) else shape_of(part)):
        if shape.info is not None:
            yield FieldRow(shape.pattern, shape.info)


def plain(annotation: Any) -> Any:
    """The annotation without markers and without ``| None``."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        elif get_origin(annotation) in _UNIONS:
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)


KINDS: dict[str, type[Part]] = {"charter": Charter, "directory": Directory}


def schema_text(kind: str) -> str:
    """The schema of ``charter`` or ``directory`` as text that ends with a newline."""
    return json.dumps(schema(KINDS[kind]), indent=2, ensure_ascii=False) + "\n"


def schema(kind: type[Part]) -> dict[str, Any]:
    """The schema of a part, without what no editor shows."""
    made = kind.model_json_schema(by_alias=True)
    if kind is Charter:
        made["required"].remove("relationship")
        of_nobody = {
            "properties": {"instrument": {"const": "consortium"}},
            "required": ["instrument"],
        }
        made |= {"if": of_nobody | {"not": {"required": ["host"]}}}
        made |= {"else": {"required": ["relationship"]}}
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for part in (made, *made.get("$defs", {}).values()):
        for field in part.get("properties", {}).values():
            field.pop("title", None)
            field.pop("role", None)
    return made
