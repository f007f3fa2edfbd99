"""A policy's schema, read with care: Cerberus' rules on fields that the format knows.

Cerberus says of a wrong schema neither where nor what was meant; this does, and leaves to
Cerberus nothing that it would stumble over later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_origin

from trm_policy.errors import did_you_mean
from trm_policy.finding import Place, dotted
from trm_policy.model.charter import Charter
from trm_policy.model.shape import field_at, names_of, part_at, plain
from trm_policy.policy.patterns import fault_of
from trm_policy.wording.text import quoted


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
                f"{name!r} is not a type of charter data; {did_you_mean(str(name), TYPES)}",
                "Choose from: " + ", ".join(TYPES) + ".",
            )


_PATTERN = (
    "Single quotes take a backslash as it is; between double quotes write it twice. What must not "
    "be there goes under noneof: [{regex: …}]; a pattern cannot look ahead or back."
)


def _pattern(value: Any, here: Place) -> Complaints:
    if not isinstance(value, str):
        yield expected(here, "a pattern in quotes")
        return
    if fault := fault_of(value):
        yield Mistake(here, f"{quoted(value)} is a pattern that cannot be used: {fault}", _PATTERN)


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


_ALTERNATIVES = ("allof", "anyof", "noneof", "oneof")
_RENAMED = {"keyschema": "keysrules", "valueschema": "valuesrules"}
_CHANGES = ("coerce", "default", "default_setter", "purge_unknown", "rename", "rename_handler")
_CODE = ("check_with", "validator")
_RULES_EXAMPLE = "Such as {required: true, minlength: 3}."


def read_schema(data: Any) -> tuple[dict[str, Any], list[Mistake]]:
    """The schema as Cerberus is to have it, sharing nothing with ``data``, and what is wrong."""
    reader = _SchemaReader()
    return reader.fields(data, ("schema",), ()), reader.mistakes


class _SchemaReader:
    """Walks a schema.

    ``here`` is a place in the policy's file; ``field`` the place in a charter (``*`` for an id),
    or None where the format leaves free what may stand.
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._nested: dict[str, Callable[[Any, Place, Place | None], Any]] = {
            **dict.fromkeys(_ALTERNATIVES, self._alternatives),
            "valuesrules": lambda data, here, field: self.rules(data, here, _below(field, "*")),
            "keysrules": lambda data, here, _field: self.rules(data, here, None),
            "allow_unknown": self._allow_unknown,
            "items": self._items,
            "dependencies": self._dependencies,
            "excludes": self._names,
        }

    def fields(self, data: Any, here: Place, field: Place | None) -> dict[str, Any]:
        """A set of fields, each with its rules."""
        if not isinstance(data, dict) or not data:
            self._say(expected(here, "a set of 'field: rules' lines", _RULES_EXAMPLE))
            return {}
        found = {}
        for name, rules in data.items():
            self._known(name, (*here, name), field)
            found[name] = self.rules(rules, (*here, name), _below(field, name))
        return found

    def rules(self, data: Any, here: Place, field: Place | None) -> dict[str, Any]:
        """The rules for one field; with a type where they have a schema."""
        if not isinstance(data, dict):
            self._say(expected(here, "a set of rules", _RULES_EXAMPLE))
            return {}
        found: dict[str, Any] = {}
        for rule, given in data.items():
            if rule in ("schema", "meta"):  # meta is the officer's own note
                continue
            name, value = self._rule(rule, given, (*here, rule), field)
            if name in found:
                message = f"{name!r} is given twice, in two spellings"
                self._say(Mistake((*here, rule), message, "Keep one of the two.", on_key=True))
            found[name] = value
        self._fits(found.get("type"), (*here, "type"), field)
        if "schema" in data:
            self._schema(found, data["schema"], (*here, "schema"), field)
        return found

    def _rule(self, rule: str, given: Any, here: Place, field: Place | None) -> tuple[str, Any]:
        """The rule's name and argument; ``anyof_regex`` and its like are written out."""
        if rule in PLAIN:
            self.mistakes += PLAIN[rule](given, here)
            return rule, list(given) if isinstance(given, list) else given
        if rule in self._nested:
            return rule, self._nested[rule](given, here, field)
        operator, _, short = rule.partition("_")
        if operator in _ALTERNATIVES and short in (*PLAIN, *self._nested, "schema"):
            several = [{short: one} for one in given] if isinstance(given, list) else given
            return operator, self._alternatives(several, here, field)
        self._say(_unknown_rule(rule, here, {*PLAIN, *self._nested, "schema", "meta"}))
        return rule, None

    def _schema(self, rules: dict[str, Any], data: Any, here: Place, field: Place | None) -> None:
        """What each entry of a list, or the named keys of a map, must be like."""
        types = [name for name, _ in entries(rules.get("type", []), here)]
        shapes = [shape for shape in ("list", "dict") if shape in types]
        if types and len(shapes) != 1:
            place = (*here[:-1], "type")
            self._say(Mistake(place, "with 'schema', the type must be either list or dict"))
            return
        shape = shapes[0] if shapes else _shape(field) or _guess(data)
        if shape == "list":
            rules["schema"] = self.rules(data, here, _below(field, "*"))
        else:
            rules["schema"] = self.fields(data, here, field)
        rules.setdefault("type", shape)

    def _fits(self, given: Any, here: Place, field: Place | None) -> None:
        """Whether a type is one that the format allows there."""
        known = _shape(field)
        types = [name for name, _ in entries(given, here)]
        if given and known and known not in types and "container" not in types:
            message = f"{dotted(field or ())} is {TYPES[known]} in every charter"
            self._say(Mistake(here, message, f"Write type: {known}, or leave the type out."))

    def _known(self, name: str, here: Place, field: Place | None) -> None:
        """Whether the format has a key of that name there."""
        part = _part(field)
        entry = _part(_below(field, "*")) if part is None else None
        if part is not None and name not in names_of(part):
            of = f" of {dotted(field)}" if field else ""
            near = did_you_mean(name, names_of(part))
            message = f"{quoted(name)} is not a known key{of}; {near}"
            fix = "Correct the name; an organisation's own keys belong under 'extensions'."
            self._say(Mistake(here, message, fix, on_key=True))
        elif entry is not None and name in names_of(entry):
            message = f"{name!r} is a key of each entry of {dotted(field or ())}, not an entry"
            fix = f"Instead of schema write valuesrules: {{type: dict, schema: {{{name}: …}}}}."
            self._say(Mistake(here, message, fix, on_key=True))

    def _alternatives(self, data: Any, here: Place, field: Place | None) -> list[Any]:
        return [self.rules(one, place, field) for one, place in self._each(data, here)]

    def _items(self, data: Any, here: Place, field: Place | None) -> list[Any]:
        entry = _below(field, "*")
        return [self.rules(one, place, entry) for one, place in self._each(data, here)]

    def _each(self, data: Any, here: Place) -> list[tuple[Any, Place]]:
        if not isinstance(data, list) or not data:
            self._say(expected(here, "a list of sets of rules", _RULES_EXAMPLE))
            return []
        return entries(data, here)

    def _allow_unknown(self, data: Any, here: Place, _field: Place | None) -> Any:
        return data if isinstance(data, bool) else self.rules(data, here, None)

    def _dependencies(self, data: Any, here: Place, field: Place | None) -> Any:
        if not isinstance(data, dict) or not data:
            return self._names(data, here, field)
        for name, wanted in data.items():
            self.mistakes += values(wanted if isinstance(wanted, list) else [wanted], (*here, name))
            self._leads(name, (*here, name), field, on_key=True)
        return {name: list(w) if isinstance(w, list) else [w] for name, w in data.items()}

    def _names(self, data: Any, here: Place, field: Place | None) -> Any:
        if data == [] or not all(is_text(name) for name, _ in entries(data, here)):
            self._say(expected(here, "the name of a field, or a list of names"))
            return []
        for name, place in entries(data, here):
            self._leads(name, place, field)
        return [name for name, _ in entries(data, here)]

    def _leads(self, path: str, here: Place, field: Place | None, on_key: bool = False) -> None:
        """Whether a path of names leads somewhere in a charter.

        It starts beside the field or, with ``^``, at the top.
        """
        at: Place | None = () if path.startswith("^") else field[:-1] if field else None
        for name in path.removeprefix("^").split("."):
            part = _part(at)
            if part is not None and name not in names_of(part):
                near = did_you_mean(name, names_of(part))
                message = f"{path!r} does not exist in a charter; {near}"
                self._say(Mistake(here, message, "Correct the name.", on_key))
                return
            at = _below(at, name)

    def _say(self, mistake: Mistake) -> None:
        self.mistakes.append(mistake)


def _unknown_rule(rule: str, here: Place, known: set[str]) -> Mistake:
    if rule in _RENAMED:
        message, fix = f"{rule!r} is an old name", f"Write {_RENAMED[rule]}."
    elif rule in _CHANGES:
        message = f"{rule!r} changes data, which a policy must not do"
        fix = "Remove it; require what should be written instead."
    elif rule in _CODE:
        message = f"{rule!r} calls code, which a policy must not contain"
        fix = "Write a rule of your own in the folder checks."
    else:
        message = f"{rule!r} is not a rule of a schema; {did_you_mean(rule, known)}"
        fix = "Correct the name; the fields inside a set belong under 'schema'."
    return Mistake(here, message, fix, on_key=True)


def _below(field: Place | None, name: str) -> Place | None:
    return None if field is None else (*field, name)


def _part(field: Place | None) -> Any:
    return None if field is None else part_at(Charter, field)


def _shape(field: Place | None) -> str | None:
    """``dict`` or ``list`` where the format says so of the field."""
    if _part(field) is not None:
        return "dict"
    known = field_at(Charter, field) if field else None
    origin = get_origin(plain(known.annotation)) if known else None
    return {dict: "dict", tuple: "list"}.get(origin) if origin else None


def _guess(schema: Any) -> str:
    """Named keys each have a set of rules; the rules for entries have other arguments too."""
    named = isinstance(schema, dict) and all(isinstance(rules, dict) for rules in schema.values())
    return "dict" if named else "list"
