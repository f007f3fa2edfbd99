"""Cerberus, and nothing else of the program: a schema and data → breaches.

Importing this module costs about 60 ms; import it when a policy is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, ClassVar

from cerberus import SchemaError, TypeDefinition, Validator
from cerberus.errors import (
    ALLOF,
    FORBIDDEN_VALUE,
    FORBIDDEN_VALUES,
    ITEMS_LENGTH,
    KEYSRULES,
    MISSING_MEMBERS,
    REGEX_MISMATCH,
    REQUIRED_FIELD,
    BaseErrorHandler,
    ErrorList,
    ValidationError,
)

from trm_policy.policy.messages import Breach
from trm_policy.policy.patterns import matches


class UnusableSchemaError(ValueError):
    """Cerberus does not accept the schema."""


class Engine:
    """A compiled schema, to be used for any number of charters, one after the other."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        """Compile ``schema``; raises UnusableSchemaError."""
        try:
            self._validator = _Validator(
                deepcopy(schema),  # Cerberus rewrites what it is given
                allow_unknown=True,
                ignore_none_values=True,
                error_handler=_AsBreaches(schema),
            )
        except SchemaError as error:
            raise UnusableSchemaError(str(error)) from error

    def breaches(self, data: Mapping[str, Any]) -> tuple[Breach, ...]:
        """Every demand that ``data`` does not meet, in the order of their places."""
        if self._validator.validate(data, normalize=False):
            return ()
        found: tuple[Breach, ...] = self._validator.errors
        return found


class _AsBreaches(BaseErrorHandler):  # type: ignore[misc]
    """Makes ``Validator.errors`` give breaches."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        super().__init__()
        self._schema = schema

    def __call__(self, errors: Iterable[ValidationError]) -> tuple[Breach, ...]:
        return tuple(breach for error in sorted(errors) for breach in self._breaches(error))

    def _breaches(self, error: ValidationError, on_key: bool = False) -> Iterator[Breach]:
        on_key = on_key or error.code == KEYSRULES.code
        alternatives = error.is_logic_error and error.code != ALLOF.code
        if error.is_group_error and not alternatives:
            for inner in sorted(error.child_errors):
                yield from self._breaches(inner, on_key)
            return
        choices = sorted(error.definitions_errors.items()) if alternatives else ()
        yield Breach(
            place=error.document_path,
            rule=error.rule or "unknown",
            constraint=error.constraint,
            value=error.value,
            details=self._details(error, alternatives),
            on_key=on_key,
            choices=tuple(
                tuple(breach for inner in errors for breach in self._breaches(inner, on_key))
                for _, errors in choices
            ),
        )

    def _details(self, error: ValidationError, alternatives: bool) -> tuple[Any, ...]:
        if error.code == REQUIRED_FIELD.code:
            return _demanded_inside(self._schema, error.schema_path[:-1])
        details: tuple[Any, ...] = error.info[1:] if alternatives else error.info
        return details


def _demanded_inside(schema: Any, path: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys that a field, itself demanded, must have by the rules at ``path``."""
    for step in (*path, "schema"):
        if not isinstance(schema, Mapping) or step not in schema:
            return ()
        schema = schema[step]
    return tuple(
        name
        for name, rules in schema.items()
        if isinstance(rules, Mapping) and rules.get("required") is True
    )


_NUMBERS = {
    "integer": TypeDefinition("integer", (int,), (bool,)),
    "float": TypeDefinition("float", (float, int), (bool,)),
}


class _Errors(ErrorList):  # type: ignore[misc]
    """Errors in the order in which they were found.

    Cerberus sorts all of them after each one, which takes the square of their number.
    """

    def sort(self, **_: Any) -> None:
        """Leave them as they are; whoever tells of them sorts them once."""


class _NoTree:
    """Stands for Cerberus' trees of errors, which nothing here looks into."""

    def add(self, _: ValidationError) -> None:
        """Keep nothing."""

    def fetch_node_from(self, _: tuple[Any, ...]) -> None:
        """Nothing is there."""

    def fetch_errors_from(self, _: tuple[Any, ...]) -> ErrorList:
        """Nothing is there."""
        return ErrorList()


class _Validator(Validator):  # type: ignore[misc]
    """Cerberus' validator, sure-footed on data of any shape.

    The original fails by itself on entries that cannot be hashed and on paths that lead through
    text, takes true and false for numbers, and lets numbers and lists pass any ``regex``.
    The docstrings of the rules tell Cerberus what their arguments are.
    """

    document_error_tree = property(lambda _: _NoTree(), lambda _self, _tree: None)
    schema_error_tree = document_error_tree

    @property
    def _errors(self) -> _Errors:
        return self._found

    @_errors.setter
    def _errors(self, errors: Iterable[ValidationError]) -> None:
        self._found = _Errors(errors)

    types_mapping: ClassVar = {**Validator.types_mapping, **_NUMBERS}

    def _lookup_field(self, path: str) -> tuple[str | None, Any]:
        """The last name of ``path`` and its value, or twice None where it leads nowhere."""
        context = self.root_document if path.startswith("^") else self.document
        parts = path.removeprefix("^").split(".")
        for part in parts:
            if not isinstance(context, Mapping) or context.get(part) is None:
                return None, None
            context = context[part]
        return parts[-1], context

    def _validate_contains(self, wanted: Any, field: Any, value: Any) -> None:
        """Every one of the wanted values is among the entries.

        The rule's arguments are validated against this schema:
        {'empty': False}
        """
        members = wanted if isinstance(wanted, list) else [wanted]
        present = value if isinstance(value, list | dict) else [value]
        missing = tuple(member for member in members if member not in present)
        if missing:
            self._error(field, MISSING_MEMBERS, missing)

    def _validate_forbidden(self, forbidden: list[Any], field: Any, value: Any) -> None:
        """No entry, or not the value itself, is one of these.

        The rule's arguments are validated against this schema:
        {'type': 'list'}
        """
        if isinstance(value, list | dict):
            found = tuple(member for member in value if member in forbidden)
            if found:
                self._error(field, FORBIDDEN_VALUES, found)
        elif value in forbidden:
            self._error(field, FORBIDDEN_VALUE, (value,))

    def _validate_items(self, items: list[Any], field: Any, values: Any) -> None:
        """The list has exactly these entries, each by its own rules.

        The rule's arguments are validated against this schema:
        {'type': 'list', 'check_with': 'items'}
        """
        if isinstance(values, list):
            super()._validate_items(items, field, values)
        else:
            self._error(field, ITEMS_LENGTH, len(items), None)

    def _validate_regex(self, pattern: str, field: Any, value: Any) -> None:
        """The whole text, or the number or day as text, has the form.

        The rule's arguments are validated against this schema:
        {'type': 'string'}
        """
        text = value if isinstance(value, str) else _as_text(value)
        if text is None or not matches(pattern, text):
            self._error(field, REGEX_MISMATCH)


def _as_text(value: Any) -> str | None:
    """A number, day or truth value as it is written; None for lists and maps."""
    if isinstance(value, list | dict):
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
