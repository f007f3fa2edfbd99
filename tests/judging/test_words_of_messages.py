"""What people read holds nothing that only Python writes, whatever a charter holds."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.diff.editing import charter_data, side
from tests.support import CHARTER, report, yaml_of
from trm_policy.diff import diff
from trm_policy.diff.describing import phrase_for
from trm_policy.diff.shape import at as shape_at
from trm_policy.model.shape import Pattern, Shape
from trm_policy.starter import complete

PYTHON = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|\['|\{'|\[\]|\{\}|\(\)|<class|datetime\.")
KEPT = {"title", "host", "relationship", "tier", "term", "parties", "people", "owners"}
"""Without these there is no charter to be compared."""
AT_A_TIME = 16
"""So many values of a charter are spoilt at once; each is told by itself."""


def leaves(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all values that hold no others."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in pairs:
        if isinstance(value, dict | list) and value:
            yield from leaves(value, (*at, key))
        else:
            yield (*at, key)


def spoilt(value: object, turn: int) -> dict[str, Any]:
    """The complete charter with another value at every so many of its places."""
    data = charter_data()
    for place in list(leaves(data))[turn::AT_A_TIME]:
        here: Any = data
        for key in place[:-1]:
            here = here[key]
        if len(place) > 1 or place[0] not in KEPT:
            here[place[-1]] = copy.deepcopy(value)
    return data


@pytest.mark.parametrize("value", [None, [], {}, True, [None], {"a": None}, ["x", False]])
@pytest.mark.parametrize("turn", [0, 5, 11])
def test_no_finding_holds_what_python_writes(value: object, turn: int) -> None:
    found = report({**complete(), CHARTER: yaml_of(spoilt(value, turn))}).findings
    said = [text for one in found for text in (one.message, one.help)]
    assert len(said) > 1
    assert [text for text in said if PYTHON.search(text)] == []


@pytest.mark.parametrize("value", [True, 7, "Nothing", 2.5])
@pytest.mark.parametrize("turn", [0, 5, 11])
def test_no_change_holds_what_python_writes(value: object, turn: int) -> None:
    base, head = side(charter_data()), side(spoilt(value, turn))
    said = [one.sentence for one in (*diff(base, head), *diff(head, base))]
    assert said != []
    assert [text for text in said if PYTHON.search(text)] == []


def patterns(shape: Shape) -> Iterator[Pattern]:
    yield shape.pattern
    inner = [shape.each] if shape.each is not None else []
    for one in (*inner, *shape.fields.values()):
        yield from patterns(one)


def test_every_field_is_called_by_something_that_can_be_of_something() -> None:
    """``about of Nothing`` and ``any of of site`` are no English."""
    phrases = {phrase_for(one) for one in patterns(shape_at(())) if one}
    odd = re.compile(
        r"(\*|about|at|at least|at most|because|between|by|from|gets|gives|in|less than|more than"
        r"|to|what|when|where|who|with|\w+ (by|of)|consulted|informed|responsible|supports) of "
    )
    assert sorted(one for one in phrases if odd.match(one)) == []
    assert phrase_for(("touchpoints", "*", "about")) == "subject of touchpoint {0}"
