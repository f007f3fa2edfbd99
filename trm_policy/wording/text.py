"""Text that a person wrote: fit for where it is shown, and compared with what another wrote."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

_LONGEST = 60
_HYPHENED = {"co-chair", "half-yearly"}
_SPELT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
    | {"ŋ": "n", "ŧ": "t", "ĸ": "k", "’": "'", "‘": "'", "ʼ": "'"}
)
"""Letters that are no other letter with a mark, and what printers set for an apostrophe."""


def quoted(text: str) -> str:
    """``text`` in quotes on one line, shortened, with what cannot be printed escaped."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return repr(short)


def printable(text: str) -> str:
    """``text`` on one line, without characters that steer a terminal or a log."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def latin(text: str) -> str:
    """``text`` in small letters without marks, as it is typed without the keys: lodz for Łódź."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def alphabetical(name: str) -> str:
    """The key by which names are sorted as a reader looks for them: ä beside a."""
    return f"{latin(name)}\0{name}"


def columns(text: str) -> int:
    """The columns that one line takes on a terminal, where letters of some scripts take two.

    A mark on a letter takes none.
    """
    if text.isascii():
        return len(text)
    letters = (
        c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Mn", "Me")
    )
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in letters)


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


def folded(text: str) -> str:
    """A name as names are compared: without what a reader does not see or mind.

    That is case, how many blanks there are, and how accents are coded.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join(
        unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split()
    )


def mailbox(address: str) -> str:
    """An e-mail address as addresses are compared: a domain has one form, whatever the script."""
    if address.isascii():
        return address.casefold()
    person, at, domain = address.rpartition("@")
    try:
        return f"{folded(person)}{at}{domain.encode('idna').decode('ascii').casefold()}"
    except UnicodeError:  # no such domain can exist
        return folded(address)
