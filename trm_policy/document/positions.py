"""Where each part of a YAML text stands: found among the parser's events, level by level.

Most charters have nothing wrong with them, and nobody asks where what stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from trm_policy.document.document import Position

_BEGINS = frozenset({MappingStartEvent, SequenceStartEvent})
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
_FIRST = 2
"""The first value follows the events of the stream and of the document."""


def positions(
    events: Sequence[Any], refused: Collection[int], repeated: Sequence[tuple[Any, Any]]
) -> Position:
    """The position of a document that could be read from ``events``, and of all that it holds.

    ``refused`` are the places in the text, in characters from 0, of the keys whose pairs are no
    part of it, and of the braces that are text; ``repeated`` are the aliases, each with what it
    repeats.
    """
    return _Position(_Places(events, refused, repeated), _FIRST, None)


class _Places:
    """The events of a text, and where the part that begins with one of them ends."""

    def __init__(
        self, events: Sequence[Any], refused: Collection[int], repeated: Sequence[tuple[Any, Any]]
    ) -> None:
        self.events: Sequence[Any] = events
        self.ends: dict[int, int] = {}
        self.repeats: Mapping[int, int] = {}
        self.refused = refused
        begun: list[int] = []
        for number, event in enumerate(events):
            kind = type(event)
            if kind is ScalarEvent:  # most are
                continue
            if kind in _BEGINS:
                begun.append(number)
            elif kind in _ENDS:
                self.ends[begun.pop()] = number + 1
        if repeated:
            numbers = {id(event): number for number, event in enumerate(events)}
            self.repeats = {numbers[id(alias)]: numbers[id(event)] for alias, event in repeated}

    def mapping(self, start: int) -> dict[str | int, Position]:
        """The values of the mapping that begins there, by key."""
        inside: dict[str | int, Position] = {}
        number = start + 1
        while type(key := self.events[number]) is not MappingEndEvent:
            value, named = self.ends.get(number, number + 1), type(key) is ScalarEvent
            if named and key.start_mark.index not in self.refused:
                inside[key.value] = _Position(self, value, key)
            number = self.ends.get(value, value + 1)
        return inside

    def sequence(self, start: int) -> dict[str | int, Position]:
        """The entries of the list that begins there, by number from 0."""
        inside: dict[str | int, Position] = {}
        number = start + 1
        while type(self.events[number]) is not SequenceEndEvent:
            inside[len(inside)] = _Position(self, number, None)
            number = self.ends.get(number, number + 1)
        return inside


class _Position:
    """Where the value stands that begins with the event of some number."""

    def __init__(self, places: _Places, number: int, key: Any) -> None:
        self.key = key
        self.token = places.events[number]
        self._places = places
        self._number = number

    @cached_property
    def inside(self) -> Mapping[str | int, Position] | None:
        """What it holds; None of a scalar."""
        number = self._places.repeats.get(self._number, self._number)
        event = self._places.events[number]
        kind = type(event)
        if kind is MappingStartEvent:
            is_text = event.flow_style and event.start_mark.index in self._places.refused
            return None if is_text else self._places.mapping(number)
        return self._places.sequence(number) if kind is SequenceStartEvent else None
