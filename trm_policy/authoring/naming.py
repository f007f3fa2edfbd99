"""Ids made from what people call things, and text from a command line made fit for a charter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from trm_policy.document.hidden import hidden_faults
from trm_policy.errors import TrmError
from trm_policy.wording.text import latin

_ID = re.compile(r"[a-z][a-z0-9-]*")
_LONGEST_ID = 60
_LONGEST_LINE = 200
_UNFIT = ("Cc", "Cs", "Cn", "Zl", "Zp")


class BadIdError(TrmError):
    """What was typed is no id; the message proposes one that is."""

    def __init__(self, typed: str, proposal: str) -> None:
        super().__init__(
            f"{typed!r} cannot be an id: an id starts with a lower-case letter and "
            f"has only lower-case letters, digits and hyphens, at most {_LONGEST_ID} characters; "
            f"try {proposal!r}"
        )


class BadLineError(TrmError):
    """A text that cannot stand in a charter as one line."""


def require_id(typed: str, stem: str = "partner") -> str:
    """``typed``, which is an id. Raises BadIdError with a proposal made from it otherwise."""
    if _ID.fullmatch(typed) and len(typed) <= _LONGEST_ID:
        return typed
    raise BadIdError(typed, id_from(typed, stem))


def id_from(words: str, stem: str) -> str:
    """An id that looks like ``words``; ``stem`` stands for what has no letter to begin with."""
    made = re.sub(r"[^a-z0-9]+", "-", latin(words)).strip("-")
    if not made[:1].isalpha():
        made = f"{stem}-{made}".strip("-")
    return made[:_LONGEST_ID].rstrip("-")


def free_id(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or with the first number behind it that makes it differ from all in ``taken``."""
    number, made = 2, wanted
    while made in taken:
        made = f"{wanted}-{number}"
        number += 1
    return made


def line(typed: str, what: str) -> str:
    """``typed`` without spaces around it, as one line of a charter.

    Raises BadLineError, which calls the text ``what``, for what is too long or holds line breaks
    or characters that no file should.
    """
    text = typed.strip()
    if hidden_faults(text) or any(unicodedata.category(sign) in _UNFIT for sign in text):
        raise BadLineError(f"{what} must be one line of visible characters; type it again")
    if len(text) > _LONGEST_LINE:
        raise BadLineError(
            f"{what} has {len(text)} characters; at most {_LONGEST_LINE} are allowed"
        )
    return text
