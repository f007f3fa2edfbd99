"""A fix says what to write, and what it says is accepted where it is written."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
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


def parent(data: Any, at: tuple[str | int, ...]) -> Any:
    for part in at[:-1]:
        data = data[part]
    return data


def proposed(fix: str) -> Any:
    """The value that a fix says is to be written; None where it leaves that to its reader."""
    if found := LINE.search(fix):
        line: Any = yaml.safe_load(found["line"])
        return line[0] if isinstance(line, list) else next(iter(line.values()))
    for pattern in (CHOICES, QUOTED, SUCH_AS):
        if found := pattern.search(fix):
            return yaml.load(found[1], yaml.CSafeLoader)
    return None


def refused(kind: type[Part]) -> Iterator[tuple[Any, Refusal]]:
    """Every value of the complete files, made wrong in several ways, or taken away."""
    for at in places(BASES[kind]):
        for wrong in (*WRONG, ...):
            data = copy.deepcopy(BASES[kind])
            if wrong is ... and isinstance(at[-1], str):
                del parent(data, at)[at[-1]]
            elif wrong is not ...:
                parent(data, at)[at[-1]] = wrong
            found = build(kind, data).refusals
            if len(found) == 1:
                yield data, found[0]


@pytest.mark.parametrize("kind", [Charter, Directory])
def test_what_a_fix_proposes_is_accepted_where_it_is_written(kind: type[Part]) -> None:
    followed = 0
    for data, refusal in refused(kind):
        value = proposed(refusal.help)
        if value is None:
            continue
        followed += 1
        parent(data, refusal.place)[refusal.place[-1]] = value
        again = [one for one in build(kind, data).refusals if one.place == refusal.place]
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
