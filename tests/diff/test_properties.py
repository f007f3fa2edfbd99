"""What holds of every difference, whatever was done to a charter."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diff.editing import Data, charter_data, side
from trm_policy.diff import Effect, applied, diff, normal, reversed_
from trm_policy.model.building import build
from trm_policy.model.charter import Charter
from trm_policy.model.references import GIVEN

_IDS = ("otif", "ada", "ravi", "tom", "helix", "meridian", "steering", "directors", "new-one", "b")
_VALUES = st.one_of(
    st.sampled_from(_IDS),
    st.sampled_from(["yearly", "weekly", "2 working hours", "30 days", "9 months", "09:00-17:00"]),
    st.sampled_from(["internal", "public", "partner:helix", "draft", "never-share", "majority"]),
    st.sampled_from(["FREQ=DAILY;COUNT=2", "FREQ=MONTHLY;INTERVAL=3", "quarterly", "2 years"]),
    st.sampled_from(["one-party", "must-share", "30 working days", "unanimous", "SOME, text"]),
    st.sampled_from(["increase", "decrease", "maintain", "Some text", "Some text #2", ""]),
    st.dates(date(2024, 1, 1), date(2029, 1, 1)),
    st.booleans(),
    st.integers(0, 5),
    st.floats(-10, 100, allow_nan=False),
)


def _places(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [at] if at else []
    if isinstance(data, dict | list):
        for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
            found += _places(inner, (*at, key))
    return found


class _Edited:
    """A charter's data, shown as what was done to it: the data themselves fill a screen."""

    def __init__(self, data: Data, done: list[str]) -> None:
        self.data = data
        self.done = done

    def __repr__(self) -> str:
        return f"<{self.done}>"


def _do(draw: st.DrawFn, data: Data) -> str:
    """One edit somewhere: of a value, an entry, a key or an order. Tells what was done."""
    place = draw(st.sampled_from(_places(data)))
    here: Any = data
    for part in place[:-1]:
        here = here[part]
    last = place[-1]
    way, told = draw(st.sampled_from(["put", "drop", "copy", "key", "order", "swap"])), ""
    match way:
        case "put":
            here[last] = draw(_VALUES)
            told = repr(here[last])
        case "drop":
            del here[last]
        case "copy" if isinstance(here, list):
            here.insert(draw(st.integers(0, len(here))), copy.deepcopy(here[last]))
        case "copy":
            here[draw(st.sampled_from(_IDS))] = copy.deepcopy(here[last])
        case "key" if isinstance(here, dict):
            here[draw(st.sampled_from(_IDS))] = here.pop(last)
        case "order" if isinstance(here, list):
            here.reverse()
        case _:
            keys = sorted(here) if isinstance(here, dict) else range(len(here))
            other = draw(st.sampled_from(keys))
            here[last], here[other] = here[other], here[last]
            told = str(other)
    return f"{way} {'/'.join(map(str, place))} {told}"


def _renamed(data: Any, old: str, new: str) -> Any:
    """The data with an id under another name wherever it stands."""
    if isinstance(data, dict):
        return {_renamed(key, old, new): _renamed(value, old, new) for key, value in data.items()}
    if isinstance(data, list):
        return [_renamed(value, old, new) for value in data]
    return new if data == old else data


@st.composite
def _edited(draw: st.DrawFn) -> _Edited:
    made = _Edited(charter_data(), [])
    if draw(st.booleans()):
        section = draw(st.sampled_from([name for name in GIVEN if name in made.data]))
        old = draw(st.sampled_from(sorted(made.data[section])))
        new = draw(st.sampled_from(["renamed", "b"]))
        made = _Edited(_renamed(made.data, old, new), [f"{section}.{old} is called {new}"])
    for _ in range(draw(st.integers(0, 4))):
        data = copy.deepcopy(made.data)
        told = _do(draw, data)
        if build(Charter, data).value is not None:
            made = _Edited(data, [*made.done, told])
    return made


@given(_edited())
def test_nothing_differs_from_itself_however_it_is_laid_out(made: _Edited) -> None:
    turned = dict(reversed(made.data.items()))

    assert diff(side(made.data), side(turned)) == ()


@given(_edited(), _edited())
@settings(max_examples=150)
def test_the_changes_give_the_head_and_are_the_same_the_other_way_round(
    base: _Edited, head: _Edited
) -> None:
    one, other = side(base.data), side(head.data)
    there, back = diff(one, other), diff(other, one)

    assert applied(normal(one.charter), there) == normal(other.charter)
    assert reversed_(there) == back
    assert reversed_(back) == there
    ways = {change.at: change.direction for change in reversed_(there)}
    assert ways == {change.at: change.direction for change in back}
    for change in there:
        assert change.sentence
        assert not change.whichever or change.direction is Effect.LOOSENS
