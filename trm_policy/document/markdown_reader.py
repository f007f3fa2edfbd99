"""A Markdown record → front matter with positions, and its body's sections with their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from trm_policy.document.document import Document, Fault
from trm_policy.document.hidden import IN_MARKDOWN, hidden_faults
from trm_policy.document.text import USUAL, decoded, lines_of, merge_faults
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.finding import START, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

RULE = "schema"
MAX_LINES = 20_000
_FENCE = "---"
_SHAPE = "Begin the file with a line '---', then 'name: value' lines, then '---' again."


@dataclass(frozen=True, slots=True)
class ListItem:
    """An entry of a list: its own paragraphs as written, the line it begins on, its depth.

    An entry of a list inside it, at depth 2 and below, is an item of its own.
    """

    text: str
    line: int
    depth: int = 1


@dataclass(frozen=True, slots=True)
class MarkdownSection:
    """What stands below a heading, up to the next heading of whatever level.

    ``title`` and ``text`` are as written, inline marks included. The text before the first
    heading has level 0 and no title.
    """

    title: str
    level: int
    line: int
    text: str
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True)
class MarkdownFile:
    """A record in Markdown. The faults of the whole file are those of ``front``.

    ``body`` is everything below the front matter, its lines ended by LF alone; ``body_line`` is
    the line of the file on which it begins.
    """

    front: Document
    body: str
    body_line: int

    @cached_property
    def sections(self) -> tuple[MarkdownSection, ...]:
        """What the headings of the body divide it into; found where somebody asks."""
        return tuple(_sections(self.body, self.body_line))


def read_markdown(path: PurePosixPath, raw: bytes) -> MarkdownFile:
    """The record that ``raw`` holds; missing front matter hides no body and the other way round."""
    text, faults = decoded(raw, USUAL.bytes, RULE)
    if text is None:
        text = raw.decode("utf-8", "surrogateescape")
        return MarkdownFile(Document(path, None, faults, text=text), "", 1)
    lines = lines_of(text)
    if len(lines) > MAX_LINES:
        message = f"the file has more than {MAX_LINES:,} lines, the most that are read of a record"
        fault = Fault(message, "Split it, or remove what does not belong here.", START, RULE)
        return MarkdownFile(Document(path, None, (fault,)), "", 1)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() != _FENCE:
        message = "the front matter, which contains the facts of this record, is missing"
        front = Document(path, None, (Fault(message, _SHAPE, _line(lines, first), RULE),))
        return _file(front, lines, first)
    close = _closing(lines, first + 1)
    if close is None:
        front, rest = _unclosed(path, lines, first)
        return _file(front, lines, rest)
    return _file(_front(path, lines, first + 1, close), lines, close + 1)


def _file(front: Document, lines: list[str], start: int) -> MarkdownFile:
    body, text = "\n".join(lines[start:]), "\n".join(lines)
    found = (*merge_faults(text, RULE), *hidden_faults(text, RULE, IN_MARKDOWN))
    below = (one for one in found if one.span.end_line > start)
    front = replace(front, text=text, faults=(*front.faults, *below))
    return MarkdownFile(front, body, start + 1)


def _front(path: PurePosixPath, lines: list[str], start: int, end: int) -> Document:
    """The YAML between two lines; empty lines before it make its positions those of the file."""
    if not any(line.strip() for line in lines[start:end]):
        fault = Fault("the front matter is empty", _SHAPE, _line(lines, start - 1), RULE)
        return Document(path, None, (fault,))
    return read_yaml(path, ("\n" * start + "\n".join(lines[start:end])).encode())


def _closing(lines: list[str], start: int) -> int | None:
    return next((n for n in range(start, len(lines)) if lines[n].rstrip() == _FENCE), None)


def _unclosed(path: PurePosixPath, lines: list[str], first: int) -> tuple[Document, int]:
    """What can be saved where the closing line was forgotten: facts up to a gap or heading."""
    end = first + 1
    while end < len(lines) and lines[end].strip() and not lines[end].startswith("#"):
        end += 1
    message = "the front matter begins here and has no end"
    fault = Fault(message, "Put a line '---' below its last fact.", _line(lines, first), RULE)
    front = _front(path, lines, first + 1, end)
    if front.faults:
        return Document(path, None, (fault,)), end
    return Document(path, front.data, (fault,), front.locate), end


def _line(lines: list[str], number: int) -> Span:
    return Span(number + 1, 1, number + 1, max(len(lines[number]) + 1, 2))


def _sections(body: str, first_line: int) -> Iterator[MarkdownSection]:
    """The sections of a body that begins on ``first_line`` of its file."""
    lines = body.split("\n")
    tokens = _parser(plain=_UNUSUAL.search(body) is None).parse(body)
    title, level, start, after = "", 0, 0, 0
    since = 0
    for number, token in enumerate(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        text = "\n".join(lines[after : token.map[0]]).strip("\n")
        if level or text.strip():
            yield MarkdownSection(
                title, level, first_line + start, text, _items(tokens[since:number], first_line)
            )
        title, level = tokens[number + 1].content, int(token.tag[1:])
        start, after, since = token.map[0], token.map[1], number
    text = "\n".join(lines[after:]).strip("\n")
    if level or text.strip():
        yield MarkdownSection(
            title, level, first_line + start, text, _items(tokens[since:], first_line)
        )


def _items(tokens: list[Token], first_line: int) -> tuple[ListItem, ...]:
    """The entries of all lists among the tokens, in the order of the file."""
    found: list[tuple[list[str], int, int]] = []
    above: list[tuple[list[str], int, int]] = []
    for token in tokens:
        if token.type == "list_item_open" and token.map is not None:
            above.append(([], first_line + token.map[0], len(above) + 1))
            found.append(above[-1])
        elif token.type == "list_item_close":
            above.pop()
        elif token.type == "inline" and above:
            above[-1][0].append(token.content)
    return tuple(ListItem("\n\n".join(texts), line, depth) for texts, line, depth in found)


_UNUSUAL = re.compile(r"[<>`~\t]|    ")
"""Without any of these a text has no code, quotation or HTML, for which no line is then tried."""


@cache
def _parser(*, plain: bool) -> MarkdownIt:
    """CommonMark's blocks alone: what stands inside a paragraph stays as written."""
    from markdown_it import MarkdownIt  # slow to import, and not every run reads minutes

    unused = ["code", "fence", "blockquote", "html_block"] if plain else []
    return MarkdownIt("commonmark").disable(["reference", "inline", "text_join", *unused])
