"""libyaml's complaints in the words of somebody who never heard of a token."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.reader import ReaderError

from trm_policy.document.document import Fault
from trm_policy.document.text import character_after, lines_of
from trm_policy.document.yaml_losses import in_quotes
from trm_policy.finding import START, Span
from trm_policy.wording.text import clipped, quoted

with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as _file:
    _PLAIN = tuple((row["sign"], row["message"], row["help"]) for row in csv.DictReader(_file))
"""What libyaml says, what that means, and how to fix it; the first sign that is found counts."""
_PAIR = re.compile(r":(\s|\Z)")
_TEXT = re.compile(r"""(?:- |:[ ]+)[^\s"'|>&*\[{].*\w""")
"""A line on which a text begins that the next line may continue."""
_QUOTE = re.compile(r"[ ]*(?:- )*(?:[\w-]+:[ ]+)?(?P<quote>[\"'])")
_INSIDE = {'"': re.compile(r'(?:[^"\\]|\\.)*'), "'": re.compile(r"(?:[^']|'')*")}
_FURTHEST = 60
"""So many lines above an error quotes that are never closed are looked for."""
_BRACKETS = {"[": "]", "{": "}"}
_CLOSERS = frozenset(",]}")
_ENDS = {"]": "bracket", "}": "brace", '"': "quotation mark", "'": "quotation mark"}
_BEFORE = re.compile(r"\A[ ]*(?:- +)*(?:[^\s:\"'\[{]+:[ ]+)?")
"""What stands before the value on a line."""
_ENTRY = re.compile(r"[ ]*- +")
_STRAIGHT, _CURLY = ('"', "'"), frozenset("“”„‘’«»")
_INSTEAD = re.compile(r"[：﹕]|(?<=\w) ?= ")
"""What people write for a colon."""
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
    if not context.startswith("while scanning a quoted"):
        open_ = _open_quote(lines_of(text), mark.line)
        if open_ is not None:
            return open_
    return _told(problem, mark, text)


def _told(problem: str, mark: Any, text: str) -> Fault:
    """The fault for a problem that has a place."""
    if "mapping values are not allowed" in problem:
        return _stray_colon(mark, text)
    if "did not find expected <document start>" in problem:
        return _colonless(lines_of(text), range(mark.line)) or _fault(problem, _at(mark))
    if "did not find expected node content" in problem:
        return _unclosed(mark, text) or _fault(problem, _at(mark))
    if "could not find expected ':'" in problem:
        return (
            _unindented(mark, text)
            or _colonless(lines_of(text), range(mark.line, mark.line + 1))
            or _fault(problem, _at(mark))
        )
    if "did not find expected key" in problem:
        return _behind_closer(mark, text) or _fault(problem, _at(mark))
    return _with_value(_fault(problem, _at(mark)), text)


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


def _with_value(fault: Fault, text: str) -> Fault:
    """The fault with the value in question, in quotes, where its fix asks for them."""
    line = lines_of(text)[fault.span.line - 1]
    value = _value_in(line)
    if value.startswith("* ") and line.strip() == value:
        message, fix = "an entry of a list does not begin with '*'", f"Write '- {value[2:]}'."
        return replace(fault, message=message, help=fix)
    if value[:1] in _STRAIGHT and value[-1] in _CURLY:
        fix = f"Close the quotes with the sign that opens them: {in_quotes(clipped(value[1:-1]))}."
        return replace(fault, help=fix)
    if value and '"…"' in fault.help and not value.startswith(('"', "'")):
        return replace(fault, help=fault.help.replace('"…"', in_quotes(clipped(value))))
    return fault


def _value_in(line: str) -> str:
    """What stands behind the name, or the dash, on a line."""
    return _BEFORE.sub("", line, count=1).strip()


def _behind_closer(mark: Any, text: str) -> Fault | None:
    """A complaint about text behind the bracket or quotation mark that closes a value."""
    line = lines_of(text)[mark.line]
    before, rest = line[: mark.column].rstrip(), line[mark.column :].rstrip()
    if not rest or before[-1:] not in _ENDS or not _value_in(line):
        return None
    whole = in_quotes(clipped(_value_in(line)))
    return Fault(
        f"{quoted(rest)} stands behind the {_ENDS[before[-1]]} that ends the value",
        "Remove the comma." if rest == "," else f"Put the whole value in quotes: {whole}.",
        Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + len(rest)),
    )


def _stray_colon(mark: Any, text: str) -> Fault:
    """A colon where none may stand: a second one, or a line that its neighbour has swallowed."""
    lines = lines_of(text)
    if _PAIR.search(lines[mark.line][: mark.column]):
        line = lines[mark.line]
        entry = _ENTRY.match(line)
        value = line[entry.end() :].strip() if entry else _value_in(line)
        whole = in_quotes(clipped(value))
        return Fault(
            "there is a second colon in this line",
            f"Put text that contains a colon and a space in quotes: {whole}.",
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
    sign = _INSTEAD.search(lines[line])
    if sign is not None:
        name = lines[line][: sign.start()].strip()
        return Fault(
            f"{sign[0].strip()!r} stands here instead of a colon",
            f"Write '{name}: {clipped(lines[line][sign.end() :])}'.",
            Span(line + 1, sign.start() + 1, line + 1, sign.end() + 1),
        )
    return Fault(
        "this name has no colon after it",
        "Write 'name: value', with a space after the colon.",
        Span(line + 1, start, line + 1, end),
    )


def _unindented(mark: Any, text: str) -> Fault | None:
    """A complaint about words below a text that they were meant to continue."""
    lines = lines_of(text)
    line = lines[mark.line]
    above = next((lines[n] for n in range(mark.line - 1, -1, -1) if _written(lines[n])), "")
    if (
        _PAIR.search(line)
        or _INSTEAD.search(line)
        or not re.match(r"\s*\w+\s+\S", line)
        or not _TEXT.search(above)
    ):
        return None
    start, end = _ends(line)
    return Fault(
        "this line is not indented, so it does not continue the text above it",
        "Indent it further than the line on which the text begins, or write 'name: value'.",
        Span(mark.line + 1, start, mark.line + 1, end),
    )


def _open_quote(lines: list[str], last: int) -> Fault | None:
    """A complaint about quotes that began on a line above and are closed by the next ones."""
    for number in range(last - 1, max(last - _FURTHEST, -1), -1):
        opener = _QUOTE.match(lines[number])
        if opener is None or _closing(opener["quote"], lines[number][opener.end() :]) is not None:
            continue
        closed = (
            (below, behind)
            for below in range(number + 1, last + 1)
            if (behind := _closing(opener["quote"], lines[below])) is not None
        )
        below, behind = next(closed, (last, ""))
        if not _written(behind):
            continue
        return Fault(
            "a quotation mark is opened here and never closed",
            f"Close the quotes at the end of the value; they end only in line {below + 1}.",
            Span(number + 1, opener.end(), number + 1, len(lines[number].rstrip()) + 1),
        )
    return None


def _closing(quote: str, line: str) -> str | None:
    """What follows the mark that closes quotes on a line; None where none does."""
    inside = _INSIDE[quote].match(line)
    rest = line[inside.end() :] if inside else line
    return rest[1:] if rest[:1] == quote else None


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
