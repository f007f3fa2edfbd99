"""YAML text → data with positions, in one pass over libyaml's events.

What the language allows and people do not mean is refused: repeated keys, tabs, tags, values
forgotten inside braces, second documents, and aliases that multiply or bite their own tail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import chain, islice
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

from trm_policy.document.document import Document, Fault, span_of
from trm_policy.document.hidden import IN_YAML, hidden_faults
from trm_policy.document.positions import positions
from trm_policy.document.scalars import meaning
from trm_policy.document.text import (
    LIMITS,
    MOST_FAULTS,
    USUAL,
    Limits,
    decoded,
    merge_faults,
    tab_faults,
    without_separators,
)
from trm_policy.document.yaml_errors import syntax_fault
from trm_policy.document.yaml_losses import BULLETS, in_quotes, losses
from trm_policy.finding import START, Span
from trm_policy.wording.numbers import either, readings
from trm_policy.wording.text import clipped, quoted

_NEXT = (",", "]", "}")
_COMMENT = re.compile(r"\s#")
_KEEP_ONE = "Keep one of the two, and remove the other."
_KEEP_WHAT_IS_USED = "Keep what you work with, and remove the rest."

MAX_DEPTH = 40
LONGEST_NAME = 1_024
"""What YAML itself allows for a name before a colon; with ``?`` before it there is no bound."""


def read_yaml(path: PurePosixPath, raw: bytes, limits: Limits | None = None) -> Document:
    """The document that ``raw`` holds; whatever is wrong with the text is among its faults."""
    limits = limits or LIMITS.get(path.name, USUAL)
    text, unreadable = decoded(raw, limits.bytes)
    if text is None:
        return Document(path, None, unreadable)
    text, invisible = without_separators(text)
    events, error = _events(text, limits)
    if isinstance(error, _LargeError):
        return Document(path, None, (Fault(_many(limits), _KEEP_WHAT_IS_USED, START),))
    builder = _DataBuilder(text, events, error, limits)
    data, usable = builder.build()
    causes = _causes(text, invisible, events, builder)
    blamed = {line for fault in causes for line in _lines(fault)}
    faults = [*causes, *(fault for fault in builder.faults if fault.span.line not in blamed)]
    if data is None and not faults:
        faults.append(Fault("the file is empty", "Fill it in, or remove it.", START))
    found = tuple(sorted(faults, key=lambda fault: fault.span))
    digest = sha256(raw).hexdigest()
    if not usable:
        return Document(path, data, found, text=text, digest=digest)
    locate = partial(positions, events, builder.refused, builder.repeated)
    return Document(path, data, found, locate, text, digest)


class _LargeError(YAMLError):
    """The text has more values than are read."""


def _many(limits: Limits) -> str:
    return f"the file has more than {limits.values:,} values"


def _events(text: str, limits: Limits) -> tuple[list[Any], YAMLError | None]:
    """The events of a text, all at once, and what ended them before their time.

    A value has three events at most: a name, where it begins, and where it ends.
    """
    events: list[Any] = []
    most = 3 * limits.values
    try:
        events.extend(islice(iter(CParser(text).get_event, None), most))
    except YAMLError as error:
        return events, error
    return events, _LargeError() if len(events) == most else None


def _causes(
    text: str, invisible: Iterable[Fault], events: Sequence[Any], builder: _DataBuilder
) -> list[Fault]:
    """What is wrong with a text beyond its data. After a conflict of a merge the rest follows."""
    merged = merge_faults(text)
    if merged:
        return merged
    lost = losses(text, events, builder.repeated, builder.doubtful)
    told = {line for fault in lost for line in _lines(fault)}
    hidden = (one for one in hidden_faults(text, spelled=IN_YAML) if one.span.line not in told)
    return [*invisible, *tab_faults(text), *lost, *hidden]


def _lines(fault: Fault) -> range:
    """The lines on which a fault stands: whatever else is wrong there may follow from it."""
    return range(fault.span.line, fault.span.end_line + 1)


def _raised(error: YAMLError) -> Any:
    raise error


def faultless(raw: bytes) -> Any:
    """The data that ``raw`` holds, without positions; None where anything is wrong with it."""
    text, _ = decoded(raw, USUAL.bytes)
    if text is None:
        return None
    text, invisible = without_separators(text)
    events, error = _events(text, USUAL)
    builder = _DataBuilder(text, events, error)
    data, _ = builder.build()
    return None if builder.faults or _causes(text, invisible, events, builder) else data


class _StopError(Exception):
    """The rest of the text cannot be used; a fault says why."""


class _DataBuilder:
    """Builds plain data from the events of one text, which an ``error`` may have ended.

    ``refused`` are the places in the text, counted in characters from 0, of the keys whose pairs
    did not enter the data, and of braces that are text; ``repeated`` are the aliases, each with
    what it repeats; ``doubtful`` are the scalars that may have swallowed what was meant to stand
    beside them.
    """

    def __init__(
        self, text: str, events: list[Any], error: YAMLError | None, limits: Limits = USUAL
    ) -> None:
        self.faults: list[Fault] = []
        self.refused: set[int] = set()
        self.repeated: list[tuple[Any, Any]] = []
        self.doubtful: list[Any] = []
        self._text, self._most = text, limits
        rest = iter(partial(_raised, error), None) if error else ()
        self._events: Iterator[Any] = chain(events, rest)
        self._anchors: dict[str, tuple[Any, int, Any] | None] = {}
        self._size = 0

    def build(self) -> tuple[Any, bool]:
        """The first document's data, and whether there is a document that can be used."""
        try:
            return self._document()
        except YAMLError as error:
            fault = syntax_fault(error, self._text)
            before = (one for one in self.faults if one.span.line < fault.span.line)
            self.faults = [*before, fault]
        except _StopError:
            pass
        return None, False

    def _document(self) -> tuple[Any, bool]:
        events = self._events
        next(events)
        if type(next(events)) is StreamEndEvent:
            return None, False
        data = self._node(next(events), 0)
        event = next(events)
        while type(event) is DocumentEndEvent:
            event = next(events)
        if type(event) is DocumentStartEvent:
            message = "a second document begins here; only the first is read"
            help_text = "Remove the line '---', or move what follows to a file of its own."
            self._fault(event, message, help_text)
        return data, True

    def _node(self, event: Any, depth: int) -> Any:
        if type(event) is ScalarEvent:
            return self._scalar(event, depth)
        if type(event) is AliasEvent:
            return self._alias(event)
        before = self._size
        value = self._collection(event, depth)
        if event.anchor or event.tag:
            self._mark(event, value, self._size - before)
        return value

    def _scalar(self, event: Any, _depth: int) -> Any:
        """A leaf; most of a file are leaves, so that this is where the time goes."""
        self._size += 1
        value = event.value
        if not event.implicit[0] or " - " in value or value[:1] in BULLETS:
            self.doubtful.append(event)
        if event.implicit[0]:
            value = meaning(value)
        if event.anchor or event.tag:
            self._mark(event, value, 1)
        return value

    def _mark(self, event: Any, value: Any, size: int) -> None:
        """Remember what an alias may repeat; refuse a tag."""
        if event.anchor:
            self._anchors[event.anchor] = (value, size, event)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            whole = in_quotes(clipped(self._written(event)))
            fix = f"Remove it; if it is text, put the whole value in quotes: {whole}."
            self._fault(event, f"the tag '{tag}' has no meaning here", fix)

    def _written(self, event: Any) -> str:
        """The value as its author wrote it: up to a comment, or to the next value of a list."""
        line, _, _ = self._text[event.start_mark.index :].partition("\n")
        inside = self._text[event.start_mark.index : event.end_mark.index]
        behind = line[len(inside) :].lstrip()
        return inside if behind[:1] in _NEXT else _COMMENT.split(line, maxsplit=1)[0].strip()

    def _collection(self, event: Any, depth: int) -> Any:
        if depth >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels are nested inside each other"
            self._fault(event, message, "Use fewer levels.")
            raise _StopError
        self._size += 1
        if event.anchor:
            self._anchors[event.anchor] = None
        if type(event) is MappingStartEvent:
            return self._within_limits(event, self._mapping(event, depth + 1))
        return self._within_limits(event, self._sequence(depth + 1))

    def _within_limits(self, event: Any, data: Any) -> Any:
        message = ""
        if len(data) > self._most.entries:
            kind = "list" if isinstance(data, list) else "set of names"
            message = f"more than {self._most.entries:,} entries stand in one {kind}"
        elif self._size > self._most.values:
            message = _many(self._most)
        if message:
            self._fault(event, message, _KEEP_WHAT_IS_USED)
            raise _StopError
        return data

    def _sequence(self, depth: int) -> Any:
        data: list[Any] = []
        scalar, other = self._scalar, self._node
        for event in self._events:
            if type(event) is SequenceEndEvent:
                break
            node = scalar if type(event) is ScalarEvent else other
            data.append(node(event, depth))
        return data

    def _mapping(self, start: Any, depth: int) -> Any:
        data: dict[str, Any] = {}
        events, scalar, other = self._events, self._scalar, self._node
        flow, before = start.flow_style, len(self.faults)
        for key in events:
            if type(key) is MappingEndEvent:
                if flow and not data and len(self.faults) > before:
                    return self._text_in_braces(start, key, before)
                break
            named = type(key) is ScalarEvent
            event = next(events) if named else self._bad_key(key, depth)
            node = scalar if type(event) is ScalarEvent else other
            value = node(event, depth)
            if named:
                name = key.value
                doubtful = name in data or not 0 < len(name) <= LONGEST_NAME
                if not (doubtful or (flow and value is None)) or self._usable(
                    name, key, event, data, start
                ):
                    data[name] = value
        return data

    def _text_in_braces(self, start: Any, end: Any, before: int) -> str:
        """What stands in braces and names nothing, as text; one fault instead of all in it."""
        text = self._text[start.start_mark.index : end.end_mark.index]
        del self.faults[before:]
        self.refused.add(start.start_mark.index)
        mark, last = start.start_mark, end.end_mark
        self.faults.append(
            Fault(
                f"{quoted(text)} is read as names without values",
                f"Put the whole text in quotes: {in_quotes(clipped(text))}; if names are meant, "
                "write {name: value}.",
                Span(mark.line + 1, mark.column + 1, last.line + 1, last.column + 1),
            )
        )
        return text

    def _usable(self, name: str, key: Any, value: Any, data: dict[str, Any], start: Any) -> bool:
        """Whether the pair may enter the data; else a fault says why not."""
        if len(name) > LONGEST_NAME:
            message = f"{quoted(name)} has {len(name):,} characters, too many for a name"
            help_text = f"Write a name of at most {LONGEST_NAME:,} characters."
        elif name in data:
            message, help_text = f"{quoted(name)} appears twice", _KEEP_ONE
        elif name == "" and key.implicit[0]:
            message, help_text = "a name is missing before the colon", "Write 'name: value'."
        elif start.flow_style and _nothing(value):
            message = f"{name!r} has no value inside the braces"
            help_text = _number_with_comma(name, data) or (
                f'Text that contains a comma must be in quotes: "…, {name}"; else give it a value.'
            )
        else:
            return True
        self.refused.add(key.start_mark.index)
        self._fault(key, message, help_text)
        return False

    def _bad_key(self, key: Any, depth: int) -> Any:
        if type(key) is AliasEvent:
            fix = f"Write '{key.anchor}: …'."
            self._fault(key, "a name may not begin with '*'", fix)
        else:
            self._fault(key, "a name must be a plain word", "Write 'name: value'.")
            self._node(key, depth)
        return next(self._events)

    def _alias(self, event: Any) -> Any:
        name = event.anchor
        if name not in self._anchors:
            whole = self._written(event)
            help_text = f"If it is text, put it in quotes: {in_quotes(clipped(whole))}."
            self._fault(event, f"nothing is marked '&{name}'", help_text)
            if whole == f"*{name}":
                return whole
            raise _StopError  # the rest of the line breaks the file
        known = self._anchors[name]
        if known is None:
            message = f"'*{name}' is inside what it repeats"
            self._fault(event, message, "Write the value out instead.")
            raise _StopError
        value, size, repeated = known
        self.repeated.append((event, repeated))
        self._size += size
        if self._size > self._most.values:
            message = "repeating with '*' makes this file too large"
            self._fault(event, message, "Write the values out instead.")
            raise _StopError
        return value

    def _fault(self, event: Any, message: str, help_text: str) -> None:
        if len(self.faults) <= MOST_FAULTS:
            self.faults.append(Fault(message, help_text, span_of(event)))
        else:
            more = "more of this file cannot be used than is listed above"
            self.faults[-1] = Fault(more, "Fix what is listed first.", span_of(event))


def _number_with_comma(name: str, data: dict[str, Any]) -> str:
    """What to write for a number whose comma YAML takes for the end of a value; else empty."""
    before = next(reversed(data.values()), None)
    meant = readings(f"{before},{name}") if type(before) is int else ()
    return f"A number has no comma: write {either(meant)}." if meant else ""


def _nothing(event: Any) -> bool:
    """Whether nothing at all was written for a value."""
    if type(event) is not ScalarEvent or event.value or not event.implicit[0]:
        return False
    start, end = event.start_mark, event.end_mark
    return bool(start and end and start.index == end.index)


class _Dumper(CSafeDumper):
    """Writes out what stands in several places: a mark would hold for one text alone."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def write_yaml(data: Any) -> bytes:
    """``data`` as UTF-8 YAML, keys in their order, nothing of it by ``*``."""
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)
    return text.encode()
