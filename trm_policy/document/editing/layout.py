"""Where each part of a YAML text begins and ends, to the character, and what its lines look like.

Offsets count characters of the text from 0; columns count from 0 too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from yaml._yaml import CParser
from yaml.events import AliasEvent, MappingStartEvent, ScalarEvent

from trm_policy.finding import Place

_BREAK = re.compile(r"\r\n?|\n")
_LINE_END = re.compile(r"[\r\n]|\Z")
_USUAL_STEP = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in the text: ``[start, end)`` covers it without the line end that follows.

    ``kind`` is ``scalar``, ``alias``, ``map`` or ``list``; ``style`` is a scalar's quote or the
    sign of a block of text. ``key`` covers the name before it. ``head`` is where the entry
    begins that it belongs to: its name or, in a block list, its dash.
    """

    kind: str
    start: int
    end: int
    head: int
    key: tuple[int, int] | None = None
    style: str | None = None
    flow: bool = False
    inside: dict[str | int, Spot] = field(default_factory=dict)

    @property
    def is_block(self) -> bool:
        """Whether it is a map or list that goes on line by line."""
        return self.kind in ("map", "list") and not self.flow

    @property
    def bracketed(self) -> bool:
        """Whether it is a map or list between brackets."""
        return self.flow and self.end - self.start > 1


class Layout:
    """A text without faults, and what an edit must know of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = _LayoutBuilder(text).build()

    @cached_property
    def newline(self) -> str:
        """How lines end: as the first one does."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    @cached_property
    def step(self) -> int:
        """How many spaces further in a map inside a map stands; as the first one, or a list."""
        maps = [inner for kind, inner in self._steps if kind == "map"]
        return next((step for step in (*maps, self.list_step) if step), _USUAL_STEP)

    @cached_property
    def list_step(self) -> int:
        """How many spaces further in than its name a list stands; as the first one, or a map."""
        lists = [inner for kind, inner in self._steps if kind == "list"]
        return next(iter((*lists, *(inner for _, inner in self._steps))), _USUAL_STEP)

    def find(self, place: Place) -> Spot | None:
        """The spot at ``place``, whose list entries go by number."""
        spot: Spot | None = self.root
        for part in place:
            spot = spot.inside.get(part) if spot else None
        return spot

    def in_flow(self, place: Place) -> bool:
        """Whether ``place`` lies between brackets."""
        above = (self.find(place[:depth]) for depth in range(len(place)))
        return any(spot is not None and spot.flow for spot in above)

    def indent(self, place: Place) -> int:
        """The column at which the entry at ``place`` begins; -1 for the whole text."""
        spot = self.find(place)
        return self.column(spot.head) if spot and place else -1

    def column(self, position: int) -> int:
        """The column of a position."""
        return position - self.line_start(position)

    def line_start(self, position: int) -> int:
        """Where the line of ``position`` begins."""
        before = self.text.rfind("\n", 0, position), self.text.rfind("\r", 0, position)
        return max(before) + 1

    def line_end(self, position: int) -> int:
        """Where the line of ``position`` ends, before its line end."""
        found = _LINE_END.search(self.text, position)
        return found.start() if found else len(self.text)

    def next_line(self, position: int) -> int:
        """Where the line after that of ``position`` begins; the text's end where there is none."""
        found = _BREAK.search(self.text, position)
        return found.end() if found else len(self.text)

    def line(self, position: int) -> str:
        """The line of ``position`` without spaces around it."""
        return self.text[self.line_start(position) : self.line_end(position)].strip(" ")

    def starts_line(self, position: int) -> bool:
        """Whether only spaces stand before ``position`` in its line."""
        return not self.text[self.line_start(position) : position].strip(" ")

    def above(self, position: int) -> int | None:
        """Where the line above that of ``position`` begins."""
        start = self.line_start(position)
        if start == 0:
            return None
        back = 2 if self.text[start - 2 : start] == "\r\n" else 1
        return self.line_start(start - back)

    def lead(self, head: int) -> int:
        """Where the comment lines directly above an entry begin, else its own line.

        Comments that go up to the top of the file are about the file.
        """
        start = own = self.line_start(head)
        while (line := self.above(start)) is not None:
            shown = self.text[line : self.line_end(line)]
            if not shown.lstrip(" ").startswith("#"):
                return start
            if len(shown) - len(shown.lstrip(" ")) != head - own:
                return start
            start = line
        return own

    def tail(self, end: int, indent: int) -> int:
        """The end of the last line of an entry whose value ends at ``end``.

        Comment lines below it that stand further in than ``indent`` are part of it.
        """
        last = self.line_end(end)
        start = self.next_line(last)
        while start > last and start < len(self.text):
            line = self.line(start)
            inward = self.text[start : self.line_end(start)]
            if line.startswith("#") and len(inward) - len(inward.lstrip(" ")) > indent:
                last = self.line_end(start)
            elif line:
                break
            following = self.next_line(start)
            if following == start:
                break
            start = following
        return last

    def sign(self, start: int, wanted: str) -> int | None:
        """Where the sign stands that follows ``start`` after nothing but space and comments."""
        position = start
        while position < len(self.text):
            character = self.text[position]
            if character == "#":
                position = self.line_end(position)
            elif character in " \r\n":
                position += 1
            else:
                return position if character == wanted else None
        return None

    @cached_property
    def _steps(self) -> list[tuple[str, int]]:
        return list(_steps(self, self.root))


def _steps(layout: Layout, spot: Spot) -> Iterator[tuple[str, int]]:
    """For each block inside a block map, in order: its kind and how far in it stands."""
    for inner in spot.inside.values():
        if inner.is_block and spot.kind == "map" and inner.inside:
            outer = layout.column(inner.head)
            first = next(iter(inner.inside.values()))
            yield inner.kind, layout.column(first.head) - outer
        if inner.is_block:
            yield from _steps(layout, inner)


class _LayoutBuilder:
    """Builds spots from the events of a text that has been read without faults."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: Callable[[], Any] = CParser(text).get_event

    def build(self) -> Spot:
        self._next()
        self._next()
        event = self._next()
        return self._spot(event, event.start_mark.index, None)

    def _spot(self, event: Any, head: int, key: tuple[int, int] | None) -> Spot:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, ScalarEvent):
            end = _content_end(self._text, start, end, event.style)
            return Spot("scalar", start, end, head, key, event.style)
        if isinstance(event, AliasEvent):
            return Spot("alias", start, end, head, key)
        if isinstance(event, MappingStartEvent):
            return self._collection(event, "map", head, key)
        return self._collection(event, "list", head, key)

    def _collection(self, event: Any, kind: str, head: int, key: tuple[int, int] | None) -> Spot:
        inside: dict[str | int, Spot] = {}
        start = end = event.start_mark.index
        while (inner := self._next()) and not type(inner).__name__.endswith("EndEvent"):
            if kind == "map":
                covered = inner.start_mark.index, inner.end_mark.index
                spot = self._spot(self._next(), covered[0], covered)
                inside[inner.value] = spot
            else:
                dash = inner.start_mark.index if event.flow_style else self._dash(end)
                spot = self._spot(inner, dash, None)
                inside[len(inside)] = spot
            end = spot.end
        if event.flow_style:
            end = inner.end_mark.index
        return Spot(kind, start, end, head, key, None, bool(event.flow_style), inside)

    def _dash(self, start: int) -> int:
        """The dash of the next entry of a block list; what precedes it is space and comment."""
        position = start
        while self._text[position] != "-":
            character = self._text[position]
            skipped = re.compile(r"#[^\r\n]*|&[^\s]*").match(self._text, position)
            position = skipped.end() if skipped and character in "#&" else position + 1
        return position


def _content_end(text: str, start: int, end: int, style: str | None) -> int:
    """Where a scalar ends; the empty lines that end a block of text are not part of it."""
    if style not in ("|", ">"):
        return end
    found = _LINE_END.search(text, start)
    header = text[start : found.start()] if found else ""
    if "+" in header.partition("#")[0]:
        return end - len(_last_break(text[start:end]))
    return start + len(text[start:end].rstrip(" \r\n"))


def _last_break(text: str) -> str:
    found = re.search(r"(?:\r\n?|\n)\Z", text)
    return found[0] if found else ""
