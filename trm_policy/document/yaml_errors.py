"""libyaml's complaints in the words of somebody who never heard of a token."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.reader import ReaderError

from trm_policy.document.document import Fault
from trm_policy.document.text import character_after, lines_of
from trm_policy.finding import START, Span

with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as _file:
    _PLAIN = tuple((row["sign"], row["message"], row["help"]) for row in csv.DictReader(_file))
"""What libyaml says, what that means, and how to fix it; the first sign that is found counts."""
_PAIR = re.compile(r":(\s|\Z)")
_BRACKETS = {"[": "]", "{": "}"}
_CLOSERS = frozenset(",]}")
_OPENERS = (
    "while parsing a flow",
    "while scanning a quoted",
    "while scanning an a",
    "while scanning a simple key",
)


def syntax_fault(error: YAMLError, text: str) -> Fault:
    """The fault for what made libyaml give up; an unclosed opener is blamed at the opener."""
    if isinstance(error, ReaderError):
        return _unreadable(error, text)
    problem = str(getattr(error, "problem", None) or "")
    context = str(getattr(error, "context", None) or "")
    mark: Any = getattr(error, "problem_mark", None)
    opener: Any = getattr(error, "context_mark", None)
    if opener is not None and (mark is None or context.startswith(_OPENERS)):
        mark = opener
    if mark is None:
        return _fault(problem, START)
    if "mapping values are not allowed" in problem:
        return _stray_colon(mark, text)
    if "did not find expected <document start>" in problem:
        return _colonless(lines_of(text), range(mark.line)) or _fault(problem, _at(mark))
    if "did not find expected node content" in problem:
        return _unclosed(mark, text) or _fault(problem, _at(mark))
    return _fault(problem, _at(mark))


def _at(mark: Any, step: int = 0) -> Span:
    line, column = mark.line + 1, mark.column + 1 + step
    return Span(line, column, line, column + 1)


def _fault(problem: str, span: Span) -> Fault:
    for sign, message, help_text in _PLAIN:
        if sign in problem:
            return Fault(message, help_text, span)
    return Fault(
        f"the line cannot be understood ({problem or 'no details are known'})",
        "Compare it with its neighbours: indentation, colons, quotes.",
        span,
    )


def _stray_colon(mark: Any, text: str) -> Fault:
    """A colon where none may stand: a second one, or a line that its neighbour has swallowed."""
    lines = lines_of(text)
    if _PAIR.search(lines[mark.line][: mark.column]):
        return Fault(
            "there is a second colon in this line",
            "Put text that contains a colon and a space in quotes.",
            _at(mark),
        )
    return _colonless(lines, range(mark.line - 1, -1, -1)) or Fault(
        "this line is indented further than the line above it allows",
        "Line it up with its neighbours, or remove the value from the line above.",
        _at(mark),
    )


def _colonless(lines: list[str], numbers: Iterable[int]) -> Fault | None:
    """A complaint about the first of these lines with any content, if it has no pair in it."""
    line = next((number for number in numbers if _written(lines[number])), None)
    if line is None or _PAIR.search(lines[line]):
        return None
    start, end = _ends(lines[line])
    return Fault(
        "this name has no colon after it",
        "Write 'name: value', with a space after the colon.",
        Span(line + 1, start, line + 1, end),
    )


def _written(line: str) -> bool:
    """Whether a line holds more than space and a comment."""
    return not line.lstrip().startswith("#") and bool(line.strip())


def _ends(line: str) -> tuple[int, int]:
    """The columns of a line's first character and of the one after its last."""
    start = len(line) - len(line.lstrip()) + 1
    return start, max(len(line.rstrip()) + 1, start + 1)


def _unclosed(mark: Any, text: str) -> Fault | None:
    """A complaint about the innermost bracket or brace that is open where the text ends."""
    if text[mark.index : mark.index + 1] in _CLOSERS:
        return None
    openers: list[Any] = []
    get = CParser(text).get_event
    try:
        while (event := get()) is not None:
            if isinstance(event, CollectionStartEvent):
                openers.append(event)
            elif isinstance(event, CollectionEndEvent):
                openers.pop()
    except YAMLError:
        pass
    for opener in reversed(openers):
        start, end = opener.start_mark, opener.end_mark
        bracket = text[end.index - 1 : end.index] if end.index > start.index else ""
        if opener.flow_style and bracket in _BRACKETS:
            return _fault(f"did not find expected ',' or '{_BRACKETS[bracket]}'", _at(end, -1))
    return None


def _unreadable(error: ReaderError, text: str) -> Fault:
    before = text.encode()[: int(error.position)].decode("utf-8", "ignore")
    return Fault(
        "there is a control character here, which text must not contain",
        "Remove it; it was probably pasted from another program.",
        character_after(before),
    )
