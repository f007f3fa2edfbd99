"""libyaml's complaints in the words of somebody who never heard of a token."""

from __future__ import annotations

from typing import Any

from yaml import YAMLError
from yaml.reader import ReaderError

from trm_policy.document.document import Fault
from trm_policy.finding import START, Span

_PLAIN: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a second colon stands in this line, or the line is indented too far",
        "Put text that holds a colon and a space in quotes, and line it up with its neighbours.",
    ),
    (
        "cannot start any token",
        "a value may not begin with this character",
        'Put the whole value in quotes: "…".',
    ),
    (
        "could not find expected ':'",
        "a name without its colon stands here",
        "Write 'name: value', with a space after the colon.",
    ),
    (
        "did not find expected key",
        "this line does not fit where it stands",
        "Check that it is indented like its neighbours, and that quotes enclose the whole value.",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit into the list above it",
        "Begin it with '- ' like the entries above, or indent it less.",
    ),
    (
        "did not find expected ',' or ']'",
        "this bracket '[' is never closed, or a comma is missing inside it",
        "Close it with ']' and put commas between the entries.",
    ),
    (
        "did not find expected ',' or '}'",
        "this brace '{' is never closed, or a comma is missing inside it",
        "Close it with '}' and put commas between the entries.",
    ),
    (
        "did not find expected node content",
        "a comma or bracket stands where a value should be",
        "Fill in the value, or remove the comma.",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened here and never closed",
        "Close the quotes at the end of the value.",
    ),
    (
        "found unknown escape character",
        "a backslash inside double quotes is followed by a character that means nothing",
        "Write two backslashes, or use single quotes.",
    ),
    (
        "found undefined",
        "a name with '*' or '!' in front of it is not known",
        "Put the value in quotes.",
    ),
    (
        "found duplicate %YAML directive",
        "the first lines say twice which YAML this is",
        "Remove the lines that begin with '%'.",
    ),
    (
        "exceeded maximum",
        "brackets are nested too deeply here",
        "Write it flatter.",
    ),
)
_OPENERS = ("while parsing a flow", "while scanning a quoted")


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
    span = START
    if mark is not None:
        span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    for sign, message, help_text in _PLAIN:
        if sign in problem:
            return Fault(message, help_text, span)
    return Fault(
        f"the line cannot be understood ({problem or 'no more is known'})",
        "Compare it with its neighbours: indentation, colons, quotes.",
        span,
    )


def _unreadable(error: ReaderError, text: str) -> Fault:
    before = text[: int(error.position)]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Fault(
        "a control character stands here that no text should hold",
        "Remove it; it was probably pasted from another program.",
        Span(line, column, line, column + 1),
    )
