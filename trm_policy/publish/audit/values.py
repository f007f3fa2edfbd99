"""What people wrote, as single values: those that an audience may see, and those it may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from trm_policy.finding import dotted
from trm_policy.model.audience import Override
from trm_policy.model.base import Part
from trm_policy.model.party import Directory
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records
from trm_policy.projection import project

_PLACES = "visibility"
"""Names places, whose ids are looked for where they stand."""


class Value(NamedTuple):
    """A text and where it was written: a file, and a place or a line in it."""

    text: str
    path: str
    at: str


def hidden_values(
    partnership: Partnership, audience: Override, knows: Callable[[str], bool]
) -> Iterator[Value]:
    """What stands in a charter and its records and is not for the audience.

    A value that the audience may see elsewhere in the same charter counts as seen.
    """
    seen = set(shown_texts(partnership, audience, knows))
    yield from (value for value in _values(partnership) if value.text not in seen)


def shown_texts(
    partnership: Partnership, audience: Override, knows: Callable[[str], bool]
) -> Iterator[str]:
    """The texts of a charter and its records that the audience may see."""
    projection = project(partnership, audience, knows)
    if projection is None:
        return
    yield partnership.id
    yield from (value.text for value in _values(projection.partnership))
    yield from (value.text for value in directory_values(projection.partnership.roster.directory))


def directory_values(directory: Directory, path: str = "") -> Iterator[Value]:
    """What stands in a directory."""
    yield from _texts(directory, path, ())


def _values(partnership: Partnership) -> Iterator[Value]:
    yield Value(partnership.id, partnership.path.as_posix(), "")
    yield from _texts(partnership.charter, partnership.path.as_posix(), ())
    yield from _recorded(partnership.records)


def _texts(value: Any, path: str, at: tuple[str, ...]) -> Iterator[Value]:
    """Every text below a value, the keys of maps included."""
    if isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            if at or name != _PLACES:
                yield from _texts(getattr(value, name), path, (*at, info.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield Value(str(key), path, dotted((*at, str(key))))
            yield from _texts(inner, path, (*at, str(key)))
    elif type(value) in (tuple, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, path, (*at, str(number)))
    elif isinstance(value, str):
        yield Value(str(value), path, dotted(at))


def _recorded(records: Records) -> Iterator[Value]:
    figures = records.measurements_path
    for row in records.measurements:
        yield Value(row.note, figures.as_posix() if figures else "", f"line {row.line}")
    for minutes in records.minutes:
        path = minutes.path.as_posix()
        said: Iterable[tuple[str | None, int]] = [
            *((one.text, one.line) for one in (*minutes.decisions, *minutes.lessons)),
            *((one.what, one.line) for one in minutes.actions),
            *((one.cause, one.line) for one in minutes.actions),
        ]
        yield from (Value(text, path, f"line {line}") for text, line in said if text)
        yield from (Value(line, path, "the notes") for line in minutes.body.splitlines())
    for case in records.escalations:
        path = case.path.as_posix()
        if case.front is not None:
            yield from _texts(case.front, path, ())
        yield from (Value(line, path, "the story") for line in case.story.splitlines())
    for survey in records.surveys:
        for answer in survey.answers:
            yield Value(answer.question, survey.path.as_posix(), f"line {answer.line}")
