"""Classes of values behave as those that the standard decorator makes."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
import pkgutil
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, field, fields, replace
from importlib import import_module
from typing import Any

import pytest

import trm_policy
from trm_policy import _initialising, dataclass


@dataclass(frozen=True, slots=True)
class Slotted:
    """A class with every kind of field."""

    first: int
    second: str = "two"
    third: list[int] = field(default_factory=list)
    hidden: str = field(default="", repr=False, compare=False)
    made: int = field(init=False)

    def __post_init__(self) -> None:
        if self.first < 0:
            raise ValueError("no number below 0")
        object.__setattr__(self, "made", self.first + 1)


@dataclass(frozen=True)
class Open:
    """A class without slots, and with an order of its own."""

    first: int
    second: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return "own"


def test_values_are_made_compared_and_shown_as_ever() -> None:
    one = Slotted(1, third=[4], hidden="a")
    assert (one.first, one.second, one.third, one.hidden, one.made) == (1, "two", [4], "a", 2)
    assert one == Slotted(1, "two", [4], "b")
    assert one != Slotted(2, "two", [4], "a")
    assert one != (1, "two", [4], 2)
    assert repr(one) == "Slotted(first=1, second='two', third=[4], made=2)"
    assert Slotted(1).third is not Slotted(1).third
    assert replace(one, first=5).made == 6
    match one:
        case Slotted(first, second):
            assert (first, second) == (1, "two")


def test_equal_values_are_one_member_of_a_set() -> None:
    assert len({Open(1, (2,)), Open(1, (2,)), Open(1, (3,))}) == 2
    assert repr(Open(1)) == "own"


def test_values_cannot_be_changed_and_may_be_sent() -> None:
    for one in (Slotted(1, third=[2], hidden="x"), Open(1, (2,))):
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'first'"):
            one.first = 2  # type: ignore[misc]
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'first'"):
            del one.first
        again = pickle.loads(pickle.dumps(one))
        assert again == one
        assert [getattr(again, f.name) for f in fields(one)] == [
            getattr(one, f.name) for f in fields(one)
        ]


def test_what_is_wrong_is_refused_as_ever() -> None:
    with pytest.raises(ValueError, match="no number below 0"):
        Slotted(-1)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'first'"):
        Slotted()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'fourth'"):
        Slotted(1, fourth=2)  # type: ignore[call-arg]


def test_every_class_of_the_package_takes_what_the_standard_one_takes() -> None:
    kinds = list(own_classes())
    assert len(kinds) > 200
    for kind in kinds:
        twin = dataclasses.make_dataclass(
            kind.__name__, [(one.name, Any, copied(one)) for one in fields(kind)], frozen=True
        )
        assert _initialising(kind)[0] == list(map(written, parameters(twin))), kind


def test_no_class_of_the_package_compiles_its_methods_at_the_start() -> None:
    standard = [kind for kind in own_classes() if kind.__dataclass_params__.frozen]
    assert standard == []


def parameters(kind: Any) -> list[inspect.Parameter]:
    return list(inspect.signature(kind.__init__).parameters.values())


def written(one: inspect.Parameter) -> str:
    if one.default is one.empty:
        return one.name
    factory = repr(one.default) == "<factory>"
    return f"{one.name}=_absent" if factory else f"{one.name}=_{one.name}"


def own_classes() -> Iterator[Any]:
    for module in pkgutil.walk_packages(trm_policy.__path__, "trm_policy."):
        if module.name.startswith("trm_policy.starter.") or module.name.endswith("__main__"):
            continue
        for value in vars(import_module(module.name)).values():
            own = getattr(value, "__module__", "") == module.name
            if own and isinstance(value, type) and dataclasses.is_dataclass(value):
                yield value


def copied(one: dataclasses.Field[Any]) -> Any:
    return field(
        default=one.default,
        default_factory=one.default_factory,
        init=one.init,
        repr=one.repr,
        compare=one.compare,
    )
