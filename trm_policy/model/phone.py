"""Telephone numbers, which the library ``phonenumbers`` reads; without a country by themselves."""

from __future__ import annotations

import re

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
