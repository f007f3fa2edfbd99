"""Where the format names something by its id, and what that should be: read off the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from trm_policy.finding import Place
from trm_policy.model.base import Kind, Part
from trm_policy.model.charter import Charter
from trm_policy.model.contract import EVERYBODY
from trm_policy.model.party import Directory
from trm_policy.model.shape import Pattern, Shape, along, below, shape_of


class Reference(NamedTuple):
    """An id that stands at ``at``, and what it should be; ``on_key`` where it is a key itself."""

    kind: Kind
    id: str
    at: Place
    on_key: bool = False


def references_of(part: Part) -> list[Reference]:
    """What a charter, the front matter of a record or the directory names, in its order.

    Of ``visibility``, whose keys are places, only the parties that it tells apart. Who owes an
    obligation is a party, a committee or else a person.
    """
    found: list[Reference] = []
    _collect(part, shape_of(type(part)), (), found)
    if isinstance(part, Charter):
        found = [one for each in found if (one := _settled(each, part)) is not None]
        found += [
            Reference(Kind.PARTY, party, ("exit", "notice", party), on_key=True)
            for party in (part.exit.notice.by_party if part.exit and part.exit.notice else ())
        ]
        for key, override in part.visibility.items():
            if override.party is not None:
                found.append(Reference(Kind.PARTY, override.party, ("visibility", key)))
    return found


def _settled(reference: Reference, charter: Charter) -> Reference | None:
    """The reference as one of a single kind, where its field may name several; else None."""
    kind, id_ = reference.kind, reference.id
    if kind not in (Kind.CHANGER, Kind.DEBTOR):
        return reference
    if id_ == EVERYBODY and id_ not in charter.parties:
        return None
    if kind is Kind.CHANGER or id_ in charter.parties:
        return reference._replace(kind=Kind.PARTY)
    is_body = id_ in charter.committees and id_ not in charter.people
    return reference._replace(kind=Kind.COMMITTEE if is_body else Kind.PERSON)


def _collect(value: Any, shape: Shape, at: Place, found: list[Reference]) -> None:
    """What is named in a part, or in entries that are all alike; ``shape`` refers to something."""
    if shape.each is None:
        for name, field in shape.naming:
            inner = getattr(value, field.attribute)
            if inner is None:
                continue
            if field.names is not None:
                found += _named(field.names, inner, (*at, name))
            elif inner:
                _collect(inner, field, (*at, name), found)
        return
    keys, each = shape.key_names, shape.each
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        place = (*at, key)
        if keys is not None:
            found.append(Reference(keys, str(key), place, on_key=True))
        if each.names is not None:
            found.append(Reference(each.names, inner, place))
        elif each.refers:
            _collect(inner, each, place, found)


def _named(kind: Kind, value: str | tuple[str, ...], at: Place) -> Iterator[Reference]:
    """What a field names: one thing, or each of a list."""
    if isinstance(value, str):
        yield Reference(kind, value, at)
    else:
        yield from (Reference(kind, one, (*at, number)) for number, one in enumerate(value))


def parts_along(part: Part, place: Place) -> Iterator[Part]:
    """The parts that a place lies in, from the outermost; an entry of a list goes by number."""
    value: Any = part
    for name, shape in zip(place, along(place, shape_of(type(part))), strict=True):
        if isinstance(value, Part):
            yield value
            value = getattr(value, shape.attribute)
        else:
            value = value[name]
    if isinstance(value, Part):
        yield value


def _sections(top: Shape) -> Iterator[Shape]:
    """The maps and lists that give ids."""
    return (shape for shape in below(top) if shape.each is not None and shape.gives)


def _needed(top: Shape) -> Iterator[Kind]:
    """What is named below."""
    for shape in below(top):
        yield from (kind for kind in (shape.names, shape.key_names) if kind is not None)


def _given() -> Mapping[str, Kind | None]:
    waiting = {".".join(one.pattern): one for one in _sections(shape_of(Charter))}
    kinds = {name: one.each.is_a for name, one in waiting.items() if one.each is not None}
    found: dict[str, Kind | None] = {}
    while waiting:
        unmet = {kinds[name] for name in waiting}
        name = next(
            name
            for name, one in waiting.items()
            if unmet.isdisjoint({_given_as(kind) for kind in _needed(one)} - {kinds[name], None})
        )
        found[name] = kinds[name]
        del waiting[name]
    return found


def _given_as(kind: Kind | None) -> Kind | None:
    return Kind.PARTY if kind in (Kind.SIDE, Kind.CHANGER) else kind


GIVEN: Mapping[str, Kind | None] = _given()
"""The sections that give ids, such as ``kpis`` and ``escalation.levels``, and what those stand for.

None where nothing else names them. What others name comes first.
"""

HOMES: Mapping[Kind, Pattern] = {
    kind: tuple(section.split("."))
    for kind in Kind
    for section, given in GIVEN.items()
    if given is _given_as(kind)
}
"""The section of a charter that gives the ids of a kind; none has what lies outside."""

SHARED: Mapping[Kind, str] = {
    kind: one.pattern[0]
    for one in _sections(shape_of(Directory))
    if one.each is not None and (kind := one.each.is_a) is not None
}
"""The section of the directory that gives such ids."""


def own(kind: Kind | None) -> Kind | None:
    """The kind as which a charter gives such ids; None where it gives none. A side is a party."""
    return _given_as(kind) if kind in HOMES else None
