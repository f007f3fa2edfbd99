"""The one value that a command shows, and its three forms: text, Markdown and JSON.

A view is made of blocks: headings, paragraphs, lists and tables. What machines read is built key
by key beside them. Text is as people wrote it; the forms see to it that it stays text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

from click import style

from trm_policy.wording.markup import plain
from trm_policy.wording.signs import STATUS
from trm_policy.wording.text import columns as width_of
from trm_policy.wording.text import printable

Colour: TypeAlias = Literal["", "red", "yellow", "green", "cyan", "blue"]


class Mark(NamedTuple):
    """A piece of a line that stands out: on a terminal by colour, elsewhere by its words alone."""

    text: str
    colour: Colour = ""
    bold: bool = False
    dim: bool = False


_STATUS_COLOURS: Mapping[str, Colour] = {
    "green": "green",
    "amber": "yellow",
    "red": "red",
    "unknown": "cyan",
}


def status_mark(status: str, word: str = "") -> Mark:
    """A RAG status with its sign and its colour; ``word`` is what it is called here."""
    return Mark(f"{STATUS[status]} {word or status}", _STATUS_COLOURS[status])


Line: TypeAlias = "str | Mark | tuple[str | Mark, ...]"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the blocks after it are about; level 1 is the whole view's."""

    line: Line
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand by themselves, one after the other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with what belongs to it."""

    line: Line
    under: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns. Columns in which nothing stands are left out on a terminal."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


Block: TypeAlias = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class View:
    """What is shown, and the same as data for machines."""

    blocks: tuple[Block, ...]
    data: Mapping[str, Any]


def shown(view: View, format_: str) -> str:
    """The view in one of :data:`trm_policy.views.FORMATS`, closed by a line end."""
    if format_ == "json":
        return json_text(view.data)
    return (markdown if format_ == "markdown" else text)(view.blocks)


_STEERING = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def json_text(data: Any) -> str:
    """``data`` as every command prints JSON: UTF-8, whatever file names are in it.

    What would steer a terminal, or turn the order of what it shows, is written as its number.
    """
    made = _encodable(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", made)


def iso(value: date | None) -> str | None:
    """A day as machines read it; None for none."""
    return value.isoformat() if value else None


def text(blocks: Iterable[Block]) -> str:
    """Blocks for a terminal. Colours are ANSI and can be stripped."""
    lines: list[str] = []
    was_heading = False
    for block in blocks:
        if lines and not (isinstance(block, Table | Items) and was_heading):
            lines.append("")
        lines += _text_of(block)
        was_heading = isinstance(block, Heading)
    return _encodable("\n".join(lines) + "\n")


def markdown(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown of GitHub and GitLab."""
    parts = ["\n".join(_markdown_of(block)) for block in blocks]
    return _encodable("\n\n".join(parts) + "\n")


def bulleted(lines: Iterable[Line]) -> Items:
    """A flat list."""
    return Items(tuple(Item(line) for line in lines))


def _text_of(block: Block) -> Iterator[str]:
    match block:
        case Heading(line):
            yield _styled(line, bold=True)
        case Paragraph(lines):
            yield from map(_styled, lines)
        case Items(items):
            yield from _indented(items, "  ")
        case Table(columns, rows):
            yield from _table(columns, rows)


def _indented(items: Sequence[Item], indent: str) -> Iterator[str]:
    for item in items:
        yield indent + _styled(item.line)
        yield from _indented(item.under, indent + "    ")


def _table(columns: Sequence[str], rows: Sequence[tuple[Line, ...]]) -> Iterator[str]:
    kept = [n for n in range(len(columns)) if any(_words(row[n]) for row in rows)]
    wide = [max(width_of(columns[n]), *(width_of(_words(row[n])) for row in rows)) for n in kept]
    if any(columns[n] for n in kept):
        names = "  ".join(_padded(columns[n], w) for n, w in zip(kept, wide, strict=True))
        yield "  " + style(names.rstrip(), dim=True)
    for row in rows:
        cells = []
        for n, w in zip(kept, wide, strict=True):
            cells.append(_styled(row[n]) + " " * (w - width_of(_words(row[n]))))
        yield ("  " + "  ".join(cells)).rstrip()


def _markdown_of(block: Block) -> Iterator[str]:
    match block:
        case Heading(line, level):
            yield f"{'#' * level} {plain(_words(line))}"
        case Paragraph(lines):
            yield "  \n".join(plain(_words(line)) for line in lines)
        case Items(items):
            yield from _bullets(items, "")
        case Table(columns, rows):
            yield f"| {' | '.join(map(plain, columns))} |"
            yield "|---" * len(columns) + "|"
            for row in rows:
                yield f"| {' | '.join(plain(_words(cell)) for cell in row)} |"


def _bullets(items: Sequence[Item], indent: str) -> Iterator[str]:
    for item in items:
        yield f"{indent}- {plain(_words(item.line))}"
        yield from _bullets(item.under, indent + "  ")


def _pieces(line: Line) -> tuple[str | Mark, ...]:
    return (line,) if isinstance(line, str | Mark) else line


def _words(line: Line) -> str:
    found = (piece if isinstance(piece, str) else piece.text for piece in _pieces(line))
    return printable("".join(found))


def _styled(line: Line, *, bold: bool = False) -> str:
    return "".join(_piece(piece, bold=bold) for piece in _pieces(line))


def _piece(piece: str | Mark, *, bold: bool) -> str:
    if isinstance(piece, str):
        return style(printable(piece), bold=True) if bold else printable(piece)
    return style(
        printable(piece.text), fg=piece.colour or None, bold=bold or piece.bold or None,
        dim=piece.dim or None,
    )  # fmt: skip


def _padded(words: str, width: int) -> str:
    return words + " " * (width - width_of(words))


def _encodable(written: str) -> str:
    return written.encode("utf-8", "replace").decode()
