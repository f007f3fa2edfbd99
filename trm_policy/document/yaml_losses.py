"""Text of which YAML reads less than its author wrote, or something else, without a complaint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    MappingStartEvent,
    ScalarEvent,
)

from trm_policy.document.document import Fault, span_of
from trm_policy.document.text import MOST_FAULTS, lines_of
from trm_policy.finding import Span
from trm_policy.wording.text import clipped, quoted

_COMMENT = re.compile(
    r"(?<!\ )(?P<gap>\ +)(?P<said>\#(?:[^\s#][^\r\n]*|[ ]*|[ ][0-9][^\r\n]*))(?=[\r\n]|\Z)"
)
"""A sign of comments that stands as in '#1', '# 1' or 'per #' rather than as in '# why'."""
_CLOSERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘’",
    "’": "’",
    "‹": "›",
    "›": "‹",
    "´": "´",
}
"""Quotation marks that YAML takes for letters, each with those that may close it."""
_ALWAYS_CLOSED = frozenset("“„‟«")
"""Those that no word begins with, as an apostrophe may begin one."""
_ESCAPE = re.compile(r"(?<!\w)[A-Za-z]:(?P<sign>\\[0abtnvfreNLP])\w")
"""A path of Windows of which a backslash and the letter behind it become one sign."""
_NAME = re.compile(r"(?P<before> *)(?:- )?[A-Za-z_][\w-]*:(?: |\Z)")
_HEADER = re.compile(r"[|>](?:[-+]?[0-9][-+]?|[-+]?[ ]+\#)[^\r\n]*")
_IN_BRACKETS = re.compile(r"[^,\]}]*")
"""As much of a text as brackets around it leave to it."""
_REMARK = re.compile(r"#[^\W\d]\S*\s")
"""A comment of several words."""
_FIGURE = re.compile(r"[-+.0-9]+|true|false")
_BLANKS = {
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u2007": "a figure space",
    "\u3000": "an ideographic space",
    "\u2009": "a thin space",
    "\u200b": "a sign of no width",
    "\u2060": "a sign of no width",
    "\ufeff": "a byte order mark",
}
_FALSE_BLANK = re.compile(rf"[ ]*(?:- ?)?(?:[A-Za-z_][\w-]*:)?[ ]*(?P<sign>[{''.join(_BLANKS)}])")
_TEMPLATE = re.compile(r"\{\{[^{}\r\n]*(?:\}\})?")
_PLAIN = (None, "")
BULLETS = frozenset("-–—•·‣*")
"""What entries of lists begin with outside of YAML."""
_ENTRY = re.compile(rf"\s*(?:- |-(?=[^\W\d])|[{''.join(BULLETS - {'-'})}] )")


def losses(
    text: str,
    events: Sequence[Any],
    repeated: Sequence[tuple[Any, Any]],
    doubtful: Sequence[Any],
) -> list[Fault]:
    """A fault for each. ``repeated`` are the aliases, each with the event that it repeats.

    ``doubtful`` are the scalars that are quoted, blocks, or may hold a line of a list.
    """
    kinds: list[Iterator[Fault]] = []
    if " #" in text:
        kinds.append(_cut_by_comments(text, events))
    if "&" in text:
        kinds.append(_marked_in_vain(events, {id(event) for _, event in repeated}))
    if "{{" in text:
        kinds.append(_templates(text, events))
    if not text.isascii():
        if any(sign in text for sign in _CLOSERS):
            kinds.append(_in_foreign_quotes(events))
        if any(sign in text for sign in _BLANKS):
            kinds.append(_by_false_blanks(text, events))
    long = [event for event in doubtful if _is_long(event)]
    if long:
        lines = lines_of(text)
        kinds.append(fault for event in long for fault in _swallowed(event, lines))
    kinds += (_blocks_in_vain(doubtful, text), _escaped_in_vain(doubtful, text))
    return [fault for kind in kinds for fault in islice(kind, MOST_FAULTS)]


def _scalars(events: Sequence[Any]) -> Iterator[Any]:
    return (event for event in events if type(event) is ScalarEvent)


def in_quotes(text: str) -> str:
    """``text`` as a YAML value in quotes."""
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def _cut_by_comments(text: str, events: Sequence[Any]) -> Iterator[Fault]:
    """What stands behind a value and was hardly meant as a comment."""
    matches = list(_COMMENT.finditer(text))
    ends = {event.end_mark.index: event for event in _scalars(events)} if matches else {}
    within: set[int] | None = None
    for match in matches:
        gap, said = match["gap"], match["said"].rstrip()
        event = ends.get(match.start())
        if event is None or _is_aside(event, gap, said):
            continue
        within = _in_brackets(events) if within is None else within
        mark, value = event.end_mark, str(event.value)
        start = mark.column + 1 + len(gap)
        own = _IN_BRACKETS.match(said) if id(event) in within else None
        end = own.end() if own is not None else len(said)
        whole, rest = f"{value}{gap}{said[:end]}".strip(), said[end:]
        yield Fault(
            f"{quoted(said[:end])} is read as a comment, so that the text lacks it",
            f"Put the whole text in quotes: {in_quotes(clipped(whole))}{clipped(rest)}; a comment "
            "has two spaces before its '#' and one behind.",
            Span(mark.line + 1, start, mark.line + 1, start + end),
        )


def _in_brackets(events: Sequence[Any]) -> set[int]:
    """The scalars, by their ids as objects, that stand in square or curly brackets."""
    found, above = set[int](), list[bool]()
    for event in events:
        if isinstance(event, CollectionStartEvent):
            above.append(bool(event.flow_style))
        elif isinstance(event, CollectionEndEvent):
            above.pop()
        elif above and above[-1]:
            found.add(id(event))
    return found


def _is_aside(event: Any, gap: str, said: str) -> bool:
    """Whether it is a comment after all: set apart as comments are, or behind a figure or word."""
    if said.startswith("# ") and len(gap) > 1:
        return True
    value = str(event.value)
    words = bool(value) and " " not in value and _REMARK.match(said) is not None
    return event.style in _PLAIN and (words or _FIGURE.fullmatch(value) is not None)


def _marked_in_vain(events: Sequence[Any], repeated: set[int]) -> Iterator[Fault]:
    for event in _scalars(events):
        if event.anchor and event.style in _PLAIN and id(event) not in repeated:
            whole = f"&{event.anchor} {event.value}".strip()
            yield Fault(
                f"'&{event.anchor}' is read as a mark, so that the text lacks it",
                f"Put the whole text in quotes: {in_quotes(clipped(whole))}.",
                span_of(event),
            )


def _templates(text: str, events: Sequence[Any]) -> Iterator[Fault]:
    """What a template leaves to be filled in, which YAML takes for a map inside a map."""
    for event in events:
        if type(event) is MappingStartEvent and event.flow_style:
            mark: Any = event.start_mark
            match = _TEMPLATE.match(text, mark.index)
            if match is not None:
                end = mark.column + 1 + len(match[0])
                yield Fault(
                    f"{quoted(match[0])} is a gap of a template that was not filled in",
                    "Write the actual text.",
                    Span(mark.line + 1, mark.column + 1, mark.line + 1, end),
                )


def _in_foreign_quotes(events: Sequence[Any]) -> Iterator[Fault]:
    """Values in quotation marks that YAML does not know."""
    for event in _scalars(events):
        if event.value[:1] not in _CLOSERS or event.style not in _PLAIN:
            continue
        value, closers = str(event.value), _CLOSERS[event.value[:1]]
        inner = [place for place, sign in enumerate(value[1:], 1) if sign in closers]
        if inner == [len(value) - 1] and len(value) > 1:
            yield Fault(
                f"the quotation marks {value[0]} and {value[-1]} are read as part of the text",
                f"Use straight ones: {in_quotes(clipped(value[1:-1]))}; to keep these, put "
                f"straight ones around them: {in_quotes(clipped(value))}.",
                span_of(event),
            )
        elif not inner and value[0] in _ALWAYS_CLOSED:
            yield Fault(
                f"the quotation mark {value[0]} is opened here and not closed in the same text",
                'Enclose the whole text in straight quotes: "…".',
                span_of(event),
            )


def _by_false_blanks(text: str, events: Sequence[Any]) -> Iterator[Fault]:
    """Signs that look like a space, or like nothing, where a space has a meaning."""
    inside = {
        line
        for event in _scalars(events)
        if _is_long(event)
        for line in range(event.start_mark.line + 1, event.end_mark.line + 1)
    }
    for number, line in enumerate(lines_of(text)):
        match = _FALSE_BLANK.match(line) if number not in inside else None
        if match is not None:
            name = _BLANKS[match["sign"]]
            yield Fault(
                f"{name} (U+{ord(match['sign']):04X}) stands here instead of a space",
                "Replace it with an ordinary space."
                if name.endswith("space")
                else "Remove it; it was probably pasted from another program.",
                Span(number + 1, match.end(), number + 1, match.end() + 1),
            )


def _is_long(event: Any) -> bool:
    """Whether a value ends on another line than it begins."""
    return bool(event.start_mark.line != event.end_mark.line)


def _swallowed(event: Any, lines: Sequence[str]) -> Iterator[Fault]:
    """Lines that look like entries or names and became part of the text above them."""
    first, last = event.start_mark, event.end_mark
    inner = range(first.line + 1, min(last.line + 1, len(lines)))
    if event.style in _PLAIN:
        for number in inner:
            line = lines[number]
            if _ENTRY.match(line):
                start = len(line) - len(line.lstrip()) + 1
                yield Fault(
                    "this line looks like an entry of a list, but is read as part of the text "
                    "above it",
                    "Begin each entry on a line of its own with '- ', all of them in one column "
                    "below the name of the list.",
                    Span(number + 1, start, number + 1, len(line.rstrip()) + 1),
                )
    elif event.style in ("'", '"'):
        depth = len(lines[first.line]) - len(lines[first.line].lstrip())
        names = (_NAME.match(lines[number]) for number in inner)
        if any(name is not None and len(name["before"]) <= depth for name in names):
            yield Fault(
                "a quotation mark is opened here and never closed",
                f"Close the quotes at the end of the value; they end only in line {last.line + 1}.",
                Span(first.line + 1, first.column + 1, last.line + 1, last.column + 1),
            )


def _blocks_in_vain(events: Sequence[Any], text: str) -> Iterator[Fault]:
    """Signs that announce a block and begin a value."""
    for event in events:
        header = event.style in ("|", ">") and _HEADER.match(text, event.start_mark.index)
        if header and not event.value.strip():
            said, start = header[0].rstrip(), event.start_mark
            yield Fault(
                f"{quoted(said)} announces text on the lines below it, and there is none",
                f"Put the value in quotes: {in_quotes(clipped(said))}.",
                Span(
                    start.line + 1, start.column + 1, start.line + 1, start.column + 1 + len(said)
                ),
            )


def _escaped_in_vain(events: Sequence[Any], text: str) -> Iterator[Fault]:
    """Backslashes that make no text."""
    for event in events:
        if event.style == '"':
            written = text[event.start_mark.index : event.end_mark.index]
            escape = _ESCAPE.search(written)
            if escape is not None:
                yield Fault(
                    f"inside double quotes {escape['sign']} is read as one sign that nobody sees",
                    "Write two backslashes, or use single quotes.",
                    span_of(event),
                )
