"""What the model refuses, in business words: the thing, what is wrong, and the fix."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin

from pydantic import AfterValidator

from trm_policy.errors import closest, did_you_mean
from trm_policy.finding import Place, dotted
from trm_policy.model.base import Part
from trm_policy.model.samples import sample
from trm_policy.model.shape import field_at, names_of, part_at, plain
from trm_policy.wording.lists import listed
from trm_policy.wording.numbers import either, readings, with_unit_behind
from trm_policy.wording.text import quoted

Details = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that the model does not accept. ``on_key`` blames the name, not its value.

    ``is_field`` says that the format gives the place a name of its own, as it does not to an
    id or a list entry. ``meant`` is the known key that an unknown one was taken for; ``given`` is a
    number or day as the message shows it, which may be written otherwise in the file. What is
    ``missing`` is not written at all.
    """

    place: Place
    message: str
    help: str
    on_key: bool = False
    is_field: bool = False
    meant: str | None = None
    given: str | None = None
    missing: bool = False


def refusal(  # noqa: PLR0913 - what is refused, where, and how it is told
    kind: type[Part], place: Place, shown: Place, on_key: bool, error: Details, *, proposes: bool
) -> Refusal:
    """The refusal for one of pydantic's errors about ``place`` in a ``kind``.

    ``shown`` is the place as people call it, with entries by their id. ``proposes`` says whether
    the known key is looked for that an unknown one was meant to be.
    """
    field = field_at(kind, place)
    unknown = error["type"] == "extra_forbidden"
    say = _unmeant if unknown and not proposes else _SENTENCES.get(error["type"], _otherwise)
    message, help_text = say(kind, shown, error)
    blames_key = on_key or unknown
    meant = _meant(kind, place) if unknown and proposes else None
    given = error["input"] if isinstance(error["input"], int | float | date) else None
    return Refusal(
        place,
        message,
        help_text,
        blames_key,
        field is not None,
        meant,
        None if given is None or blames_key else _plain(given),
        error["type"] == "missing",
    )


def nothing_in(kind: type[Part], place: Place, shown: Place) -> Refusal:
    """The refusal of a part that stands there without anything of what it needs."""
    part = part_at(kind, place)
    fields = part.model_fields.items() if part else ()
    needs = [field.alias or name for name, field in fields if field.is_required()]
    return Refusal(
        place,
        f"{dotted(shown)} is empty",
        f"Write what it needs ({listed(needs)}), or remove it.",
        is_field=field_at(kind, place) is not None,
    )


def completed(kind: type[Part], one: Refusal, data: Any, wrong: Collection[Place]) -> Refusal:
    """The refusal with what to write where that can be shown best by what the file says.

    ``wrong`` are the places of ``data`` that are not to be followed.
    """
    if one.help and one.help not in _FORMS:
        return one
    shown = "" if one.on_key else sample(kind, one.place, data, wrong)
    if one.help:
        fix = f"Write it like {shown}: {_FORMS[one.help]}." if shown else one.help
    elif one.missing:
        fix = f"Add {shown}." if shown else f"Add '{one.place[-1]}:' and write it out."
    else:
        fix = f"Write it like {shown}." if shown else _FALLBACK
    return replace(one, help=fix)


_NOT_KNOWN = "Remove it, or put your own keys under 'extensions'."


def _meant(kind: type[Part], place: Place) -> str | None:
    part = part_at(kind, place[:-1])
    return closest(str(place[-1]), names_of(part)) if part else None


def _missing(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    name, field = place[-1], field_at(kind, place)
    wanted = plain(field.annotation) if field else None
    help_text = ""
    if words := _choices(kind, place):
        help_text = f"Add '{name}:' with one of: {', '.join(words)}."
    elif part_at(kind, place) or get_origin(wanted) is dict:
        help_text = f"Add '{name}:'. {_below(kind, place)}"
    return f"{dotted(place[:-1]) or 'the file'} lacks '{name}'", help_text


def _unknown(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    part = part_at(kind, place[:-1])
    where = f" of {dotted(place[:-1])}" if len(place) > 1 else ""
    choices = did_you_mean(str(place[-1]), names_of(part)) if part else ""
    message = f"{quoted(str(place[-1]))} is not a known key{where}"
    if choices:
        return f"{message}; {choices}", "Correct the name, or put your own keys under 'extensions'."
    return message, _NOT_KNOWN


def _unmeant(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    return f"{quoted(str(place[-1]))} is not a known key", _NOT_KNOWN


def _enumeration(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    words, given = _choices(kind, place), error["input"]
    near = closest(given, words) if isinstance(given, str) else None
    message = f"{_named(place)} cannot be {_shown(given)}"
    if near is not None:
        message += f"; did you mean {near!r}?"
    return message, "Choose one of: " + ", ".join(words) + "." if words else ""


def _choices(kind: type[Part], place: Place) -> list[str]:
    """The words of the closed list of which one belongs there; none where it is no such list."""
    field = field_at(kind, place)
    annotation = plain(field.annotation) if field else None
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [str(word) for word in annotation]
    return []


def _kind(expected: str, help_text: str = "") -> Callable[..., tuple[str, str]]:
    def say(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
        if error["input"] is None:
            return f"{_named(place)} is empty", "Fill it in, or remove the line."
        return f"{_named(place)} must be {expected}, not {_shown(error['input'])}", help_text

    return say


def _number(expected: str) -> Callable[..., tuple[str, str]]:
    """A number is wanted: show how the one that was probably meant is written."""

    def say(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
        message, help_text = _kind(expected, _NUMBER_HELP)(kind, place, error)
        given = error["input"]
        meant = (readings(given) or with_unit_behind(given)) if isinstance(given, str) else ()
        if error["type"].startswith("int"):
            meant = tuple(one for one in meant if "." not in one)
        return message, f"Write {either(meant)}, without quotes." if meant else help_text

    return say


def _text(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    given = error["input"]
    if given is None:
        return f"{_named(place)} is empty", "Fill it in, or remove the line."
    if isinstance(given, list):
        return (
            f"{_named(place)} must be one value, not a list",
            "Keep one, and remove the brackets.",
        )
    if isinstance(given, dict):
        return (
            f"{_named(place)} must be text, not {_shown(given)}",
            "Write it on one line; text with a colon or a comma in braces needs quotes.",
        )
    return (
        f"{_named(place)} must be text, but {_shown(given)} is read as {_reads_as(given)}",
        "" if _has_form(kind, place) else f'Put it in quotes: "{_plain(given)}".',
    )


def _has_form(kind: type[Part], place: Place) -> bool:
    """Whether a text there must have a form of its own, such as that of an e-mail address."""
    field = field_at(kind, place)
    marks: list[Any] = list(field.metadata) if field else []
    waiting: list[Any] = [field.annotation] if field else []
    for annotation in waiting:
        marks += getattr(annotation, "__metadata__", ())
        waiting += get_args(annotation)
    return any(isinstance(mark, AfterValidator) for mark in marks)


def _day(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    return (
        f"{_named(place)} must be a calendar date, not {_shown(error['input'])}",
        _DAY_HELP,
    )


def _limit(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    context = error.get("ctx", {})
    for name, words in _LIMITS.items():
        if name in context:
            limit = context[name]
            return f"{_named(place)} must be {words} {limit:g}, not {_shown(error['input'])}", ""
    return _otherwise(kind, place, error)


def _many(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    most, there = error["ctx"]["max_length"], len(error["input"])
    return f"{_named(place)} may have at most {most:,} entries, not {there:,}", ""


def _said(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    """Our own parsers speak in sentences already."""
    sentence = str(error.get("ctx", {}).get("error") or error["msg"])
    if not isinstance(error["input"], str):
        return f"{_named(place)} {sentence}, not {_shown(error['input'])}", ""
    return f"{_named(place)}: {sentence}", ""


def _one_of(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    allowed = error.get("ctx", {}).get("expected", "")
    return f"{_named(place)} must be {allowed}, not {_shown(error['input'])}", f"Write {allowed}."


def _parts(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    """A map is wanted: show which names belong into it."""
    if error["input"] is None:
        return f"{_named(place)} is empty", "Fill it in, or remove the line."
    message = f"{_named(place)} must be {_A_MAP}, not {_shown(error['input'])}"
    return message, _below(kind, place)


def _below(kind: type[Part], place: Place) -> str:
    """What to write below the name of a map."""
    part = part_at(kind, place)
    names = ", ".join(f"'{name}: …'" for name in list(names_of(part))[:_MOST_NAMES]) if part else ""
    return f"Write below it, indented by two spaces, {names or 'a name and a colon for each'}."


def _otherwise(kind: type[Part], place: Place, error: Details) -> tuple[str, str]:
    return f"{_named(place)} cannot be {_shown(error['input'])}", "See the field reference."


_LONGEST = 40
_MOST_NAMES = 4
_FALLBACK = "Rename it here and everywhere else, or see the field reference."
_LIMITS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_A_MAP = "a set of 'name: value' lines"
_A_LIST = "a list"
_LIST_HELP = "Put each entry on its own line after '- ', or all in brackets: [one, two]."
_NUMBER_HELP = "Write the digits alone, without quotes, unit or thousands separator."
_DAY_HELP = "Write year, month and day without quotes, such as 2026-11-22."
_FORMS = {
    _NUMBER_HELP: "the digits alone, without quotes, unit or thousands separator",
    _DAY_HELP: "year, month and day, without quotes",
}
"""What is to be said of the form where a value of the file can be shown."""
_SENTENCES: dict[str, Callable[..., tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _enumeration,
    "literal_error": _one_of,
    "string_type": _text,
    "float_type": _number("a number"),
    "int_type": _number("a whole number"),
    "int_from_float": _kind("a whole number", _NUMBER_HELP),
    "finite_number": _kind("an ordinary number", _NUMBER_HELP),
    "bool_type": _kind("true or false", "Write true or false, without quotes."),
    "date_type": _day,
    "dict_type": _parts,
    "model_type": _parts,
    "model_attributes_type": _parts,
    "tuple_type": _kind(_A_LIST, _LIST_HELP),
    "list_type": _kind(_A_LIST, _LIST_HELP),
    "greater_than_equal": _limit,
    "greater_than": _limit,
    "less_than_equal": _limit,
    "less_than": _limit,
    "too_long": _many,
    "value_error": _said,
    "incomplete": lambda _, place, error: (f"{_named(place)} {error['ctx']['fault']}", ""),
}


def _named(place: Place) -> str:
    return dotted(place) or "the file"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return _A_MAP
    if isinstance(value, list):
        return _A_LIST
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…")
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reads_as(value: Any) -> str:
    if isinstance(value, bool):
        return "yes or no"
    return "a day" if isinstance(value, date) else "a number"
