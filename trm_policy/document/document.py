"""A file as data with positions: what the rest of the program gets instead of text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Protocol

from trm_policy.finding import START, Place, Span


class TokenMark(Protocol):
    """Where a token starts or ends; both count from 0."""

    line: int
    column: int


class Token(Protocol):
    """A stretch of the text as the parser reported it."""

    start_mark: TokenMark
    end_mark: TokenMark


class Position(Protocol):
    """Where one value stands, and all that it holds.

    The key is None for list entries and for the whole document; what is inside is None for a
    scalar, and goes by map keys or by positions in a list, from 0.
    """

    key: Token | None
    token: Token

    @property
    def inside(self) -> Mapping[str | int, Position] | None:
        """The positions of the parts."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the text itself, before anybody asks what it means.

    ``rule`` is ``yaml`` for the language; readers of other kinds of file name their own.
    """

    message: str
    help: str
    span: Span
    rule: str = "yaml"


def _nowhere() -> None:
    """The positions of what was not read from a text."""


@dataclass(frozen=True)
class Document:
    """Data of a file, where each part of it stands, and what was wrong with the text.

    ``data`` is None where the text could not be understood at all; ``faults`` then says why.
    ``locate`` gives the position of the whole.
    ``text`` is all of the file, of a record in Markdown also what follows the front matter.
    ``digest`` is the SHA-256 of its bytes in hexadecimal, as ``sha256sum`` prints it; empty where
    it is no YAML file that could be read. ``order`` is that of its top-level names, if they have
    a usual one.
    """

    path: PurePosixPath
    data: Any
    faults: tuple[Fault, ...] = ()
    locate: Callable[[], Position | None] = field(default=_nowhere, repr=False, compare=False)
    text: str = field(default="", repr=False, compare=False)
    digest: str = field(default="", repr=False, compare=False)
    order: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def root(self) -> Position | None:
        """The positions of the whole; None where nothing could be read."""
        return self.locate()

    def extent(self, place: Place) -> range:
        """The numbers, from 1, of the lines on which the scalar at ``place`` stands; else none."""
        node, whole = self._find(place)
        if node is None or not whole or node.inside is not None:
            return range(0)
        start, end = node.token.start_mark, node.token.end_mark
        return range(start.line + 1, (end.line + 1 if end.column else end.line) + 1)

    def span(self, place: Place) -> Span:
        """Where a finding about ``place`` stands.

        A scalar is marked itself, a map or list at its key. What does not exist is marked at
        the nearest key above it that does; what is missing from the top at the name before which
        it belongs, or else at the first.
        """
        node, whole = self._find(place)
        if node is None or node is self.root:
            return self._gap(place)
        if whole and node.inside is None and not _blank(node.token):
            return span_of(node.token)
        return self._name(node)

    def written(self, place: Place) -> str | None:
        """The scalar at ``place`` as it stands in the file, without quotes; None for no scalar."""
        node, whole = self._find(place)
        if node is None or not whole or node.inside is not None:
            return None
        return str(getattr(node.token, "value", "")) or None

    def key_span(self, place: Place) -> Span:
        """Where the key of ``place`` stands, or of the nearest part above it that exists."""
        node, _ = self._find(place)
        if node is None or node is self.root:
            return self._gap(place)
        return self._name(node)

    def has(self, place: Place) -> bool:
        """Whether anything is written at ``place``, be it only a key without a value."""
        data = self.data
        for part in place:
            key = _position(data, part)
            if not _holds(data, key):
                return False
            data = data[key]
        return True

    def value(self, place: Place) -> Any:
        """The data at ``place``; None where nothing is written."""
        data = self.data
        for part in place:
            data = _entry(data, _position(data, part))
        return data

    def numbered(self, place: Place) -> Place:
        """``place`` with list entries that are called by their ``id`` by number instead."""
        data, parts = self.data, []
        for part in place:
            key = _position(data, part)
            data = _entry(data, key)
            parts.append(key)
        return tuple(parts)

    def normal(self, place: Place) -> Place:
        """``place`` with list entries that have an ``id`` called by it, as people write it."""
        return called_by_id(self.data, place)

    def without(self, gone: Collection[Place]) -> Document:
        """The document as if nothing stood at some places; entries of lists move up."""
        data, root = without_places(self.data, gone), self.locate
        return replace(self, data=data, locate=lambda: _rest(root(), gone))

    def _find(self, place: Place) -> tuple[Position | None, bool]:
        """The node at ``place`` or the nearest one above it, and whether it is the one asked."""
        node, data = self.root, self.data
        if node is None:
            return None, False
        for part in place:
            key = _position(data, part)
            inner = (node.inside or {}).get(key)
            if inner is None:
                return node, False
            node, data = inner, _entry(data, key)
        return node, True

    def _gap(self, place: Place) -> Span:
        """Where something belongs that the top lacks; the start where the order is not known."""
        names = (self.root.inside if self.root else None) or {}
        if not names or not self.order:
            return START
        known = place and place[0] in self.order
        later = self.order[self.order.index(str(place[0])) + 1 :] if known else ()
        following = next((name for name in later if name in names), None)
        last = list(names)[-1 if known else 0]
        return self._name(names[last if following is None else following])

    def _name(self, node: Position) -> Span:
        if node.key is None and node.inside:
            node = next(iter(node.inside.values()))
        return span_of(node.key or node.token)


def without_places(data: Any, gone: Collection[Place], here: Place = ()) -> Any:
    """A copy of ``data`` that lacks the places in ``gone``."""
    if isinstance(data, dict):
        return {
            name: without_places(value, gone, (*here, name))
            for name, value in data.items()
            if (*here, name) not in gone
        }
    if isinstance(data, list):
        return [
            without_places(value, gone, (*here, number))
            for number, value in enumerate(data)
            if (*here, number) not in gone
        ]
    return data


def _rest(root: Position | None, gone: Collection[Place]) -> Position | None:
    return None if root is None else _Rest(root, gone, ())


class _Rest:
    """What is left of a position where some places are gone."""

    def __init__(self, whole: Position, gone: Collection[Place], at: Place) -> None:
        self.key, self.token = whole.key, whole.token
        self._whole, self._gone, self._at = whole, gone, at

    @cached_property
    def inside(self) -> Mapping[str | int, Position] | None:
        """What it still holds, entries of a list numbered anew; None of a scalar."""
        if self._whole.inside is None:
            return None
        left = {
            part: _Rest(inner, self._gone, (*self._at, part))
            for part, inner in self._whole.inside.items()
            if (*self._at, part) not in self._gone
        }
        listed = any(isinstance(part, int) for part in left)
        return dict(enumerate(left.values())) if listed else left


def called_by_id(data: Any, place: Place) -> Place:
    """A place in ``data`` with list entries that have an ``id`` called by it."""
    parts = []
    for part in place:
        key = _position(data, part)
        data = _entry(data, key)
        named = isinstance(key, int) and isinstance(data, dict) and data.get("id")
        parts.append(named if isinstance(named, str) else key)
    return tuple(parts)


def _position(data: Any, part: str | int) -> str | int:
    """Where in ``data`` the part is found: an entry's ``id`` becomes its number."""
    if isinstance(data, list) and isinstance(part, str):
        for number, entry in enumerate(data):
            if isinstance(entry, dict) and entry.get("id") == part:
                return number
    return part


def _holds(data: Any, key: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(key, int) and 0 <= key < len(data)
    return isinstance(data, dict) and key in data


def _entry(data: Any, key: str | int) -> Any:
    try:
        return data[key]
    except (KeyError, IndexError, TypeError):
        return None


def _blank(token: Token) -> bool:
    start, end = token.start_mark, token.end_mark
    return (start.line, start.column) == (end.line, end.column)


def span_of(token: Token) -> Span:
    """The stretch of text that a token covers, counted from 1."""
    start, end = token.start_mark, token.end_mark
    if end.line > start.line and end.column == 0:  # a block of text ends before the next line
        return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
