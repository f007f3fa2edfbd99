"""Bytes → text, with the place of whatever cannot be read."""

from __future__ import annotations

import re
from typing import NamedTuple

from trm_policy.document.document import Fault
from trm_policy.finding import START, Span

_MOST_OF_A_KIND = 20
MOST_FAULTS = 200
"""Faults that are listed of one file; beyond these it is only said that there are more."""
_BREAK = re.compile(r"\r\n?|\n")
_SEPARATORS = {"\x85": "U+0085", "\u2028": "U+2028", "\u2029": "U+2029"}
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_OPENS, _CLOSES = re.compile(r"<{7}(?: |\Z)"), re.compile(r">{7}(?: |\Z)")


class Limits(NamedTuple):
    """The most that is read of a file: bytes, values, and entries of one list or set of names."""

    bytes: int
    values: int
    entries: int


USUAL = Limits(1 << 20, 30_000, 1_000)
LIMITS = {"directory.yaml": Limits(6 << 20, 250_000, 20_000)}
"""Of files of that name; the directory grows with the number of charters, and no other file."""


def decoded(raw: bytes, most: int, rule: str = "yaml") -> tuple[str | None, tuple[Fault, ...]]:
    """``raw`` as text without a byte order mark, or None and the fault that prevents it.

    ``most`` is the largest size, in bytes, that is read at all.
    """
    if len(raw) > most:
        message = f"the file has more than {most:,} bytes, the largest size that is read"
        return None, (
            Fault(message, "Split it, or remove what does not belong here.", START, rule),
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        message = "the file is not UTF-8 text from here on"
        help_text = "Save it again with the encoding UTF-8."
        return None, (Fault(message, help_text, character_after(before), rule),)
    return text.lstrip("\ufeff"), ()


def lines_of(text: str) -> list[str]:
    """The lines of ``text`` without their ends, as editors count them: LF, CRLF or CR."""
    return _BREAK.split(text)


def character_after(before: str) -> Span:
    """The span of the one character that follows ``before`` in a file."""
    lines = lines_of(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(line, column, line, column + 1)


def without_separators(text: str) -> tuple[str, list[Fault]]:
    """``text`` with a space for each invisible line separator, and a fault for each.

    YAML would end the line there and editors would not, so that every later line were wrong.
    """
    if not any(separator in text for separator in _SEPARATORS):
        return text, []
    found = []
    for match in _SEPARATOR.finditer(text):
        message = f"an invisible line separator ({_SEPARATORS[match[0]]}) stands here"
        help_text = "Remove it; it was probably pasted from another program."
        found.append(Fault(message, help_text, character_after(text[: match.start()])))
        if len(found) == _MOST_OF_A_KIND:
            break
    return _SEPARATOR.sub(" ", text), found


def tab_faults(text: str) -> list[Fault]:
    """A fault for each line with a tab, which looks like spaces and is none."""
    if "\t" not in text:
        return []
    found = []
    for number, line in enumerate(lines_of(text), start=1):
        column = line.find("\t") + 1
        if column:
            span = Span(number, column, number, column + 1)
            found.append(Fault("this line has a tab", "Use spaces instead of the tab.", span))
    return found[:_MOST_OF_A_KIND]


def merge_faults(text: str, rule: str = "yaml") -> list[Fault]:
    """A fault for each conflict that a merge has left in a text."""
    if "<<<<<<<" not in text:
        return []
    found, opened = [], 0
    for number, line in enumerate(lines_of(text), start=1):
        if _OPENS.match(line):
            opened = number
        elif opened and _CLOSES.match(line):
            span = Span(opened, 1, number, len(line) + 1)
            message = "a merge left a conflict here: both versions stand below each other"
            help_text = (
                "Keep what is right, and remove the lines with '<<<<<<<', '=======', '>>>>>>>'."
            )
            found.append(Fault(message, help_text, span, rule))
            opened = 0
    return found[:_MOST_OF_A_KIND]
