"""Bytes → text, with the place of whatever cannot be read."""

from __future__ import annotations

from trm_policy.document.document import Fault
from trm_policy.finding import START, Span

_MOST_TABS = 20


def decoded(raw: bytes, most: int, rule: str = "yaml") -> tuple[str | None, tuple[Fault, ...]]:
    """``raw`` as text without a byte order mark, or None and the fault that prevents it.

    ``most`` is the largest size, in bytes, that is read at all.
    """
    if len(raw) > most:
        message = f"the file has {len(raw):,} bytes; {most:,} are the most that is read"
        return None, (Fault(message, "Split it, or remove what does not belong here.", START, rule),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_undecodable(raw, error.start, rule),)
    return text, ()


def tab_faults(text: str) -> list[Fault]:
    """A fault for each line with a tab, which looks like spaces and is none."""
    if "\t" not in text:
        return []
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        column = line.find("\t") + 1
        if column:
            span = Span(number, column, number, column + 1)
            found.append(Fault("this line has a tab", "Use spaces instead of the tab.", span))
    return found[:_MOST_TABS]


def _undecodable(raw: bytes, start: int, rule: str) -> Fault:
    before = raw[:start]
    line = before.count(b"\n") + 1
    column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
    return Fault(
        "the file is not UTF-8 text from here on",
        "Save it again with the encoding UTF-8.",
        Span(line, column, line, column + 1),
        rule,
    )
