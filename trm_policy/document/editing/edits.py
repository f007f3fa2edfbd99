"""What can be changed in a document, and what each change means for its data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trm_policy.errors import TrmError
from trm_policy.finding import Place, dotted


class EditError(TrmError):
    """A file that cannot be changed as wished; it stays as it is."""


@dataclass(frozen=True, slots=True)
class Set:
    """Another value for what stands at ``place``."""

    place: Place
    value: Any


@dataclass(frozen=True, slots=True)
class Add:
    """A new entry of the map at ``place``, which is made where it is missing."""

    place: Place
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Append:
    """A new last entry of the list at ``place``, which is made where it is missing."""

    place: Place
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """An entry of a map or list goes, with the comments that are its own."""

    place: Place


@dataclass(frozen=True, slots=True)
class RenameKey:
    """An entry of a map gets another name; what refers to the old one is left alone."""

    place: Place
    new: str


Edit = Set | Add | Append | Remove | RenameKey


def settled(data: Any, edit: Edit) -> Edit:
    """``edit`` in terms of what is there: a missing or empty map or list comes with its entry.

    Raises EditError for what cannot be meant.
    """
    while isinstance(edit, Add | Append):
        grown = [edit.value] if isinstance(edit, Append) else {edit.key: edit.value}
        if edit.place and not _has(data, edit.place):
            last = edit.place[-1]
            if not isinstance(last, str):
                raise EditError(f"there is no {dotted(edit.place)!r} to add to")
            edit = Add(edit.place[:-1], last, grown)
        elif edit.place and value_at(data, edit.place) is None:
            return Set(edit.place, grown)
        else:
            break
    _require_sense(data, edit)
    return edit


def _require_sense(data: Any, edit: Edit) -> None:
    named = repr(dotted(edit.place)) if edit.place else "the file"
    if not _has(data, edit.place):
        raise EditError(f"there is no {named} in it")
    there = value_at(data, edit.place)
    if isinstance(edit, Add):
        if not isinstance(there, dict):
            raise EditError(f"{named} does not contain names with values, so none can be added")
        _require_free(there, (*edit.place, edit.key))
    elif isinstance(edit, Append):
        if not isinstance(there, list):
            raise EditError(f"{named} is not a list, so nothing can be added at its end")
    elif not edit.place:
        raise EditError("only the contents of a file can be changed, not the file as a whole")
    elif isinstance(edit, RenameKey):
        holder = value_at(data, edit.place[:-1])
        if not isinstance(holder, dict):
            raise EditError(f"{named} is an entry of a list and has no name")
        _require_free(holder, (*edit.place[:-1], edit.new))


def _require_free(holder: Any, place: Place) -> None:
    if place[-1] in holder:
        raise EditError(f"{dotted(place)!r} already exists")


def meant(data: Any, edit: Edit) -> Any:
    """A copy of ``data`` with a settled edit made."""
    change: Callable[[Any], Any]
    if isinstance(edit, Add):
        return _changed(data, edit.place, lambda there: {**there, edit.key: edit.value})
    if isinstance(edit, Append):
        return _changed(data, edit.place, lambda there: [*there, edit.value])
    if isinstance(edit, Set):
        return _changed(data, edit.place, lambda _: edit.value)
    last = edit.place[-1]
    if isinstance(edit, Remove):
        change = _without(last)
    else:
        new = edit.new
        change = lambda there: {new if k == last else k: v for k, v in there.items()}  # noqa: E731
    return _changed(data, edit.place[:-1], change)


def _without(last: str | int) -> Callable[[Any], Any]:
    def change(there: Any) -> Any:
        if isinstance(there, dict):
            return {key: value for key, value in there.items() if key != last}
        return [value for number, value in enumerate(there) if number != last]

    return change


def _changed(data: Any, place: Place, change: Callable[[Any], Any]) -> Any:
    """``data`` with what stands at ``place`` changed; what is not on the way is shared."""
    if not place:
        return change(data)
    inner = _changed(data[place[0]], place[1:], change)
    if isinstance(data, dict):
        return {key: inner if key == place[0] else value for key, value in data.items()}
    return [inner if number == place[0] else value for number, value in enumerate(data)]


def _has(data: Any, place: Place) -> bool:
    for part in place:
        known = isinstance(data, dict) and part in data
        within = isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data)
        if not (known or within):
            return False
        data = data[part]
    return True


def value_at(data: Any, place: Place) -> Any:
    """What stands at a place that exists."""
    for part in place:
        data = data[part]
    return data


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same kinds throughout: 1 is neither 1.0 nor true."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(v, other[k]) for k, v in one.items())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return str(one) == str(other)
    return type(one) is type(other) and (one == other or (one != one and other != other))  # noqa: PLR0124
