"""Where each part of a YAML text stands: a second pass over it, made only where somebody asks.

Most charters have nothing wrong with them, and nobody asks where what stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from trm_policy.document.document import Inside, Node


def positions(text: str, refused: Collection[int]) -> Node:
    """The positions of the first document of a ``text`` that could be read.

    ``refused`` are the places, in characters from 0, of the keys whose pairs are no part of it.
    """
    events = iter(CParser(text).get_event, None)
    _stream, _document, first = next(events), next(events), next(events)
    return _PositionBuilder(events, refused).node(first, None)


class _PositionBuilder:
    """Builds positions from the events of one text."""

    def __init__(self, events: Iterator[Any], refused: Collection[int]) -> None:
        self._events = events
        self._refused = refused
        self._anchors: dict[str, Inside | None] = {}

    def node(self, event: Any, key: Any) -> Node:
        """The positions of the value that begins with ``event``."""
        kind, inside = type(event), None
        if kind is AliasEvent:
            return key, event, self._anchors[event.anchor]
        if kind is MappingStartEvent:
            inside = self._mapping()
        elif kind is SequenceStartEvent:
            inside = self._sequence()
        if event.anchor:
            self._anchors[event.anchor] = inside
        return key, event, inside

    def _sequence(self) -> Inside:
        inside: Inside = {}
        for event in self._events:
            if type(event) is SequenceEndEvent:
                break
            inside[len(inside)] = self.node(event, None)
        return inside

    def _mapping(self) -> Inside:
        inside: Inside = {}
        for key in self._events:
            if type(key) is MappingEndEvent:
                break
            named = type(key) is ScalarEvent
            if not named:
                self.node(key, None)
            node = self.node(next(self._events), key)
            if named and key.start_mark.index not in self._refused:
                inside[key.value] = node
        return inside
