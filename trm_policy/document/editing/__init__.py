"""Changes of a YAML file that leave every comment and every untouched byte as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from trm_policy.document.document import Document
from trm_policy.document.editing.edits import (
    Add,
    Append,
    Edit,
    EditError,
    Remove,
    RenameKey,
    Set,
    meant,
    same,
    settled,
)
from trm_policy.document.editing.layout import Layout
from trm_policy.document.editing.splices import splices
from trm_policy.document.hidden import IN_YAML, hidden_faults
from trm_policy.document.markdown_reader import read_markdown
from trm_policy.document.yaml_reader import read_yaml

__all__ = [
    "Add",
    "Append",
    "Edit",
    "EditError",
    "Remove",
    "RenameKey",
    "Set",
    "edited",
    "edited_front",
]

_MARK = "\ufeff".encode()


def edited(path: PurePosixPath, raw: bytes, *edits: Edit, order: Sequence[str] = ()) -> bytes:
    """``raw`` with the edits made one after the other, and nothing else changed.

    Places call list entries by number from 0 or by their ``id``; each edit sees what the ones
    before it made. ``order`` names the top-level keys of such a file in their usual order, for
    those that are added. Line ends, indentation, quotes and comments stay as they are.

    The result has been read again and holds exactly the data that were meant. Raises EditError,
    with the file named, where that cannot be done.
    """
    for edit in edits:
        try:
            raw = _edited(path, raw, edit, order)
        except EditError as error:
            raise EditError(f"{path}: {error}") from error
    return raw


def _edited(path: PurePosixPath, raw: bytes, edit: Edit, order: Sequence[str]) -> bytes:
    document = _read(path, raw)
    edit = settled(document.data, replace(edit, place=document.numbered(edit.place)))
    text = document.text
    try:
        for start, end, new in sorted(splices(Layout(text), edit, order), reverse=True):
            text = text[:start] + new + text[end:]
        made = _bom(raw) + text.encode()
    except (TypeError, UnicodeEncodeError) as error:
        raise EditError(f"the new value cannot be written to a file: {error}") from error
    for fault in hidden_faults(text, spelled=IN_YAML):
        raise EditError(f"the new value cannot be written: {fault.message}")
    again = read_yaml(path, made)
    if again.faults or not same(again.data, meant(document.data, edit)):
        raise EditError("the change would affect other parts of the file; make it in an editor")
    return made


def _read(path: PurePosixPath, raw: bytes) -> Document:
    document = read_yaml(path, raw)
    for fault in document.faults:
        raise EditError(f"line {fault.span.line}: {fault.message}. {fault.help} Then try again.")
    return document


def _bom(raw: bytes) -> bytes:
    """The byte order marks that the text begins with."""
    rest = raw
    while rest.startswith(_MARK):
        rest = rest[len(_MARK) :]
    return raw[: len(raw) - len(rest)]


_LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|\Z)")
_FENCE = "---"


def edited_front(path: PurePosixPath, raw: bytes, *edits: Edit, order: Sequence[str] = ()) -> bytes:
    """``raw`` with the edits made in its front matter, as :func:`edited` makes them in a file.

    Raises EditError, with the file named, where the front matter is missing or cannot be read, or
    the edits cannot be made.
    """
    file = read_markdown(path, raw)
    for fault in file.front.faults:
        raise EditError(
            f"{path}: line {fault.span.line}: {fault.message}. {fault.help} Then try again."
        )
    text = raw.decode()
    start, end = _between_fences(text)
    made = edited(path, text[start:end].encode(), *edits, order=order).decode()
    result = (text[:start] + made + text[end:]).encode()
    again = read_markdown(path, result)
    if again.front.faults or again.body != file.body:
        raise EditError(
            f"{path}: the change would affect other parts of the file; make it in an editor"
        )
    return result


def _between_fences(text: str) -> tuple[int, int]:
    """Where the front matter of a record without faults begins and ends."""
    start: int | None = None
    for found in _LINE.finditer(text):
        if start is None and found[1].strip("\ufeff").rstrip() == _FENCE:
            start = found.end()
        elif start is not None and found[1].rstrip() == _FENCE:
            return start, found.start()
    raise AssertionError("a record without faults has two fences")
