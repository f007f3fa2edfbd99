"""A fix says what to write, and what it says is accepted where it is written."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.support import CHARTER, DIRECTORY, data_of
from trm_policy.model.base import Part
from trm_policy.model.building import build
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.refusals import Refusal
from trm_policy.model.shape import field_at
from trm_policy.starter import complete

BASES: dict[type[Part], Any] = {
    Charter: data_of(complete()[CHARTER]),
    Directory: data_of(complete()[DIRECTORY]),
}
WRONG = ("12 moons", 12, [["x"]], {"x": ["y"]}, "")
LINE = re.compile(r"(?:Write it like|Add) '(?P<line>(?:- )?[^']*(?:'[^',.][^']*)*)'(?=[.,: (])")
CHOICES = re.compile(r"(?:Choose one of|with one of): (?P<first>[\w.-]+)")
QUOTED = re.compile(r"Put it in quotes: (?P<value>\".*\")\.\Z")
SUCH_AS = re.compile(r"such as (?P<value>[0-9-]+)\.\Z")


def places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*at, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*at, key))


def proposed(fix: str) -> Any:
    """The value that a fix says is to be written; None where it leaves that to its reader."""
    if found := LINE.search(fix):
        line: Any = yaml.safe_load(found["line"])
        return line[0] if isinstance(line, list) else next(iter(line.values()))
    for pattern in (CHOICES, QUOTED, SUCH_AS):
        if found := pattern.search(fix):
            return yaml.load(found[1], yaml.CSafeLoader)
    return None


def with_value(data: Any, at: tuple[str | int, ...], value: Any) -> Any:
    """The data with a value at a place, or nothing there for ``...``; they are not changed."""
    copied = copy.copy(data)
    if len(at) > 1:
        copied[at[0]] = with_value(data[at[0]], at[1:], value)
    elif value is ...:
        del copied[at[0]]
    else:
        copied[at[0]] = value
    return copied


@cache
def refused(kind: type[Part]) -> list[tuple[Any, Refusal]]:
    """Every value of the complete files, made wrong in several ways, or taken away."""
    made = [
        with_value(BASES[kind], at, wrong)
        for at in places(BASES[kind])
        for wrong in (*WRONG, ...)
        if wrong is not ... or isinstance(at[-1], str)
    ]
    judged = [(data, build(kind, data).refusals) for data in made]
    return [(data, found[0]) for data, found in judged if len(found) == 1]


@pytest.mark.parametrize("kind", [Charter, Directory])
def test_what_a_fix_proposes_is_accepted_where_it_is_written(kind: type[Part]) -> None:
    followed = 0
    for data, refusal in refused(kind):
        value = proposed(refusal.help)
        if value is None:
            continue
        followed += 1
        mended = with_value(data, refusal.place, value)
        again = [one for one in build(kind, mended).refusals if one.place == refusal.place]
        assert again == [], (refusal, value)
    assert followed > (400 if kind is Charter else 10)


@pytest.mark.parametrize("kind", [Charter, Directory])
def test_a_fix_never_says_what_the_field_means_in_place_of_what_to_write(kind: type[Part]) -> None:
    for _, refusal in refused(kind):
        field = field_at(kind, refusal.place)
        meaning = field.description if field else None
        assert meaning is None or meaning.rstrip(".").lower() not in refusal.help.lower()
        assert refusal.help.split()[0] in {
            *("Add", "Choose", "Correct", "Fill", "Keep", "Put", "Remove", "Rename", "Write"),
        }, refusal
