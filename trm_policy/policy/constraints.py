"""What the plain rules of a policy's schema may be given: numbers, words, patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from trm_policy.errors import did_you_mean
from trm_policy.finding import Place


@dataclass(frozen=True, slots=True)
class Mistake:
    """A thing that keeps a policy from being used; ``place`` is in the policy's file."""

    place: Place
    message: str
    help: str = ""
    on_key: bool = False


def expected(place: Place, what: str, help_text: str = "") -> Mistake:
    """That something else stands where ``what`` belongs."""
    return Mistake(place, f"{place[-1] if place else 'the file'} must be {what}", help_text)


def is_text(value: Any) -> bool:
    """Whether the value is text with something in it."""
    return isinstance(value, str) and bool(value.strip())


TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "float": "a number",
    "boolean": "true or false",
    "date": "a day",
    "list": "a list",
    "dict": "a set of 'name: value' lines",
    "container": "a list or a set of 'name: value' lines",
}
"""Cerberus' types that data of a charter can have, in plain words."""

Complaints = Iterator[Mistake]


def entries(value: Any, here: Place) -> list[tuple[Any, Place]]:
    """A list's entries with their places, or the one value that stands for a list."""
    if isinstance(value, list):
        return [(one, (*here, number)) for number, one in enumerate(value)]
    return [(value, here)]


def _yes_no(value: Any, here: Place) -> Complaints:
    if not isinstance(value, bool):
        yield expected(here, "true or false")


def _count(value: Any, here: Place) -> Complaints:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        yield expected(here, "a whole number from 0")


def _limit(value: Any, here: Place) -> Complaints:
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        yield expected(here, "a number or a day")


def values(value: Any, here: Place) -> Complaints:
    """That a list of words, numbers or days stands there."""
    if not isinstance(value, list) or not value or any(map(_no_value, value)):
        yield expected(here, "a list of values", "Put them in brackets: [one, two].")


def _no_value(value: Any) -> bool:
    return value is None or value == "" or isinstance(value, list | dict)


def _members(value: Any, here: Place) -> Complaints:
    yield from values(value if isinstance(value, list) else [value], here)


def _types(value: Any, here: Place) -> Complaints:
    if value == []:
        yield expected(here, "a type, or a list of types")
    for name, place in entries(value, here):
        if not isinstance(name, str) or name not in TYPES:
            yield Mistake(
                place,
                f"{name!r} is no type that a charter's data has; {did_you_mean(str(name), TYPES)}",
                "Choose from: " + ", ".join(TYPES) + ".",
            )


def _pattern(value: Any, here: Place) -> Complaints:
    if not isinstance(value, str):
        yield expected(here, "a pattern in quotes")
        return
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        yield Mistake(
            here,
            f"{value!r} is a pattern that cannot be used: {error}",
            "Single quotes take a backslash as it is; between double quotes write it twice.",
        )


PLAIN: dict[str, Callable[[Any, Place], Complaints]] = {
    **dict.fromkeys(("required", "empty", "nullable", "readonly", "require_all"), _yes_no),
    **dict.fromkeys(("minlength", "maxlength"), _count),
    **dict.fromkeys(("min", "max"), _limit),
    **dict.fromkeys(("allowed", "forbidden"), values),
    "contains": _members,
    "type": _types,
    "regex": _pattern,
}
"""What is wrong with the argument of each rule that holds no rules itself."""
