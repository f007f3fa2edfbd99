"""Where somebody or something is reached: telephone numbers, e-mail addresses and links."""

from __future__ import annotations

import re
from contextlib import suppress
from unicodedata import category
from urllib.parse import urlsplit

_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])\Z"
)
_LINK = re.compile(r"(https?://|mailto:)[^\s<>\"]+\Z")
_SIGNS = re.compile(r"\+?[0-9(][0-9 ()/.-]*\Z")


def parse_phone(text: str) -> str:
    """The number as it is written; raises ValueError for what can be none in any country.

    A national number is judged once the country of its party is known.
    """
    fault = phone_fault(text, None) if text.startswith("+") else None
    if fault is None and not _SIGNS.match(text):
        fault = "is not a telephone number such as +46 8 123 456 78"
    if fault is not None:
        raise ValueError(f"{text!r} {fault}")
    return text


def dialled(text: str) -> str | None:
    """A number with its country code as any telephone dials it: ``+46812345678``.

    None of a national one: where the reader is, it may be somebody else's.
    """
    import phonenumbers

    if not text.startswith("+") or phone_fault(text, None) is not None:
        return None
    number = phonenumbers.parse(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_fault(text: str, country: str | None) -> str | None:
    """What is wrong with a number that is dialled in ``country``; None where nothing is.

    A number with its country code needs no country; of a national one without a country nobody
    can tell who would answer.
    """
    import phonenumbers

    if country is None and not text.startswith("+"):
        return "has no country code, and its party has no country"
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return "is not a telephone number such as +46 8 123 456 78"
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        where = country if not text.startswith("+") else f"+{number.country_code}"
        return f"is too long or too short for a telephone number of {where}"
    return None


def parse_link(text: str) -> str:
    """A link of which programs can tell the website, which brackets without an end hide."""
    with suppress(ValueError):
        if _LINK.match(text) and (text.startswith("mailto:") or urlsplit(text).hostname):
            return text
    raise ValueError(f"{text!r} is not a link; begin it with https:// and a website")


_ADDRESS = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,60}@[\w-]{1,60}(?:\.[\w-]{2,60}){1,5}")
"""An address inside of something else, such as ``mailto:a@b.example``."""


def parse_email(text: str) -> str:
    """An e-mail address; letters of other scripts are letters, and a domain must be possible."""
    shown = "".join("x" if _is_letter(sign) else sign for sign in text)
    possible = _EMAIL.match(shown) is not None
    if possible and shown != text:
        try:
            text.rpartition("@")[2].encode("idna")
        except UnicodeError:
            possible = False
    if not possible:
        inside = _ADDRESS.search(text)
        such_as = f"; write {inside[0]!r}" if inside else " such as a@b.example"
        raise ValueError(f"{text!r} is not an e-mail address{such_as}")
    return text


def _is_letter(sign: str) -> bool:
    return not sign.isascii() and category(sign)[0] in "LMN"
