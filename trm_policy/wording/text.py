"""Text that a person wrote, fit for where it is shown: quoted, on one line, as a sentence."""

from __future__ import annotations

from enum import StrEnum

_LONGEST = 60
_HYPHENED = {"co-chair", "half-yearly"}


def quoted(text: str) -> str:
    """``text`` in quotes on one line, shortened, with what cannot be printed escaped."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return repr(short)


def printable(text: str) -> str:
    """``text`` on one line, without characters that steer a terminal or a log."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def clipped(text: str, longest: int = _LONGEST) -> str:
    """``text`` on one line of at most ``longest`` characters, closed by an ellipsis if cut."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def words(value: StrEnum | str | None) -> str:
    """A word of the format as a reader would write it: ``value-creation`` → ``Value creation``."""
    text = str(value or "")
    text = text if text in _HYPHENED else text.replace("-", " ")
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """``text`` with a full stop, unless it ends in a sign of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def sentence(text: str) -> str:
    """A finding's words as a sentence of their own; a key of the format keeps its small letter."""
    begins_with_key = "." in text.partition(" ")[0][:-1]
    return closed(text) if begins_with_key else closed(text[:1].upper() + text[1:])
