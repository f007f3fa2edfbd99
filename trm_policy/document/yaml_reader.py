"""YAML text → data with positions, in one pass over libyaml's events.

What the language allows and people do not mean is refused: repeated keys, tabs, tags, values
forgotten inside braces, second documents, and aliases that multiply or bite their own tail.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

import yaml
from yaml import YAMLError
from yaml._yaml import CParser
from yaml.cyaml import CSafeDumper
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from trm_policy.document.document import Document, Fault, Node, span_of
from trm_policy.document.text import decoded, tab_faults, without_separators
from trm_policy.document.yaml_errors import syntax_fault
from trm_policy.finding import START

Scalar = str | int | float | bool | date | None

_WORDS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_SPECIAL = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
_STARTS = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}\Z")
_OCTAL = re.compile(r"0o[0-7]{1,40}\Z")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,40}\Z")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z", re.ASCII)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")


def meaning(text: str) -> Scalar:
    """The value of an unquoted scalar. A day that no calendar has stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _STARTS:
        return text
    if _INTEGER.match(text):
        return int(text)
    day = _DAY.match(text)
    if day:
        return _date(text, *map(int, day.groups()))
    if _DECIMAL.match(text):
        return float(text)
    if _OCTAL.match(text) or _HEXADECIMAL.match(text):
        return int(text, base=0)
    return float(_SPECIAL[text]) if text in _SPECIAL else text


def _date(text: str, year: int, month: int, day: int) -> date | str:
    try:
        return date(year, month, day)
    except ValueError:
        return text


MAX_BYTES = 1 << 20
MAX_DEPTH = 40
MAX_NODES = 100_000


def read_yaml(path: PurePosixPath, raw: bytes) -> Document:
    """The document that ``raw`` holds; whatever is wrong with the text is among its faults."""
    text, unreadable = decoded(raw, MAX_BYTES)
    if text is None:
        return Document(path, None, unreadable)
    text, invisible = without_separators(text)
    invisible += tab_faults(text)
    blamed = {fault.span.line for fault in invisible}
    builder = _TreeBuilder(text)
    data, root = builder.build()
    faults = [*invisible, *(fault for fault in builder.faults if fault.span.line not in blamed)]
    if data is None and not faults:
        faults.append(Fault("the file is empty", "Fill it in, or remove it.", START))
    found = tuple(sorted(faults, key=lambda fault: fault.span))
    return Document(path, data, found, root, text, sha256(raw).hexdigest())


class _StopError(Exception):
    """The rest of the text cannot be used; a fault says why."""


class _TreeBuilder:
    """Builds plain data and its positions from the events of one text."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._next: Callable[[], Any] = CParser(text).get_event
        self._anchors: dict[str, tuple[Any, Node, int] | None] = {}
        self._size = 0

    def build(self) -> tuple[Any, Node | None]:
        """The first document's data and positions; (None, None) where nothing can be used."""
        try:
            return self._document()
        except YAMLError as error:
            fault = syntax_fault(error, self._text)
            self.faults = [found for found in self.faults if found.span < fault.span] + [fault]
        except _StopError:
            pass
        return None, None

    def _document(self) -> tuple[Any, Node | None]:
        self._next()
        if type(self._next()) is StreamEndEvent:
            return None, None
        data, root = self._node(self._next(), None, 0)
        event = self._next()
        while type(event) is DocumentEndEvent:
            event = self._next()
        if type(event) is DocumentStartEvent:
            message = "a second document begins here; only the first is read"
            help_text = "Remove the line '---', or move what follows to a file of its own."
            self._fault(event, message, help_text)
        return data, root

    def _node(self, event: Any, key: Any, depth: int) -> tuple[Any, Node]:
        if type(event) is ScalarEvent:
            return self._scalar(event, key, depth)
        if type(event) is AliasEvent:
            return self._alias(event, key)
        before = self._size
        value, node = self._collection(event, key, depth)
        self._mark(event, value, node, self._size - before)
        return value, node

    def _scalar(self, event: Any, key: Any, _depth: int) -> tuple[Any, Node]:
        """A leaf; most of a file are leaves, so that this is where the time goes."""
        self._size += 1
        text = event.value
        value = meaning(text) if event.implicit[0] else text
        node = (key, event, None)
        if event.anchor or event.tag:
            self._mark(event, value, node, 1)
        return value, node

    def _mark(self, event: Any, value: Any, node: Node, size: int) -> None:
        """Remember what an alias may repeat; refuse a tag."""
        if event.anchor:
            self._anchors[event.anchor] = (value, node, size)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault(event, f"the tag '{tag}' has no meaning here", "Remove it.")

    def _collection(self, event: Any, key: Any, depth: int) -> tuple[Any, Node]:
        if depth >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels are nested inside each other"
            self._fault(event, message, "Use fewer levels.")
            raise _StopError
        self._size += 1
        if event.anchor:
            self._anchors[event.anchor] = None
        if type(event) is MappingStartEvent:
            return self._mapping(event, key, depth + 1)
        return self._sequence(event, key, depth + 1)

    def _sequence(self, start: Any, key: Any, depth: int) -> tuple[Any, Node]:
        data: list[Any] = []
        inside: dict[str | int, Node] = {}
        get, scalar, other = self._next, self._scalar, self._node
        event = get()
        while type(event) is not SequenceEndEvent:
            node = scalar if type(event) is ScalarEvent else other
            value, inside[len(data)] = node(event, None, depth)
            data.append(value)
            event = get()
        return data, (key, start, inside)

    def _mapping(self, start: Any, key: Any, depth: int) -> tuple[Any, Node]:
        data: dict[str, Any] = {}
        inside: dict[str | int, Node] = {}
        get, scalar, other = self._next, self._scalar, self._node
        flow = start.flow_style
        key_event = get()
        while type(key_event) is not MappingEndEvent:
            named = type(key_event) is ScalarEvent
            event = get() if named else self._bad_key(key_event, depth)
            node = scalar if type(event) is ScalarEvent else other
            value, built = node(event, key_event, depth)
            if named:
                name = key_event.value
                doubtful = name in data or not name or (flow and value is None)
                if not doubtful or self._usable(name, key_event, event, data, start):
                    data[name], inside[name] = value, built
            key_event = get()
        return data, (key, start, inside)

    def _usable(self, name: str, key: Any, value: Any, data: dict[str, Any], start: Any) -> bool:
        """Whether the pair may enter the data; else a fault says why not."""
        if name in data:
            help_text = "Keep one of the two, and remove the other."
            self._fault(key, f"{name!r} appears twice", help_text)
            return False
        if name == "" and key.implicit[0]:
            self._fault(key, "a name is missing before the colon", "Write 'name: value'.")
            return False
        if start.flow_style and _nothing(value):
            self._fault(
                key,
                f"{name!r} has no value inside the braces",
                f'Text that contains a comma must be in quotes: "…, {name}"; else give it a value.',
            )
            return False
        return True

    def _bad_key(self, key: Any, depth: int) -> Any:
        self._fault(key, "a name must be a plain word", "Write 'name: value'.")
        self._node(key, None, depth)
        return self._next()

    def _alias(self, event: Any, key: Any) -> tuple[Any, Node]:
        name = event.anchor
        if name not in self._anchors:
            help_text = 'If it is text, put it in quotes: "*…".'
            self._fault(event, f"nothing is marked '&{name}'", help_text)
            raise _StopError
        known = self._anchors[name]
        if known is None:
            message = f"'*{name}' is inside what it repeats"
            self._fault(event, message, "Write the value out instead.")
            raise _StopError
        value, node, size = known
        self._size += size
        if self._size > MAX_NODES:
            message = "repeating with '*' makes this file too large"
            self._fault(event, message, "Write the values out instead.")
            raise _StopError
        return value, (key, event, node[2])

    def _fault(self, event: Any, message: str, help_text: str) -> None:
        self.faults.append(Fault(message, help_text, span_of(event)))


def _nothing(event: Any) -> bool:
    """Whether nothing at all was written for a value."""
    if type(event) is not ScalarEvent or event.value or not event.implicit[0]:
        return False
    start, end = event.start_mark, event.end_mark
    return bool(start and end and start.index == end.index)


def write_yaml(data: Any) -> bytes:
    """``data`` as UTF-8 YAML, keys in their order."""
    text: str = yaml.dump(data, Dumper=CSafeDumper, sort_keys=False, allow_unicode=True, width=1000)
    return text.encode()
