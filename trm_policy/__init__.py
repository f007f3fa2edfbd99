"""Governance as code for partnerships: charters are files, git keeps the truth, ``trm`` checks.

Beside the version stands here how the package makes its classes of plain values.
"""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
    from typing import Any, TypeAlias

    _Lines: TypeAlias = tuple[list[str], list[str], dict[str, Any]]
    """Parameters and lines of a function, and what its lines know by name."""
else:

    def dataclass(*, frozen: bool, slots: bool = False) -> Callable[[type], type]:
        """The decorator of the standard library for frozen classes, without its cost at the start.

        That one compiles six methods for each class; a command imports more than a hundred, and
        spends a sixth of its time on them. Here what is compiled is so at its first call.
        """
        assert frozen
        import dataclasses

        def make(kind: type) -> type:
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(kind)
            methods = {name: _at_first(made, name) for name in _LINES}
            methods |= _SHARED | (_OF_SLOTS if slots else {})
            for name, method in methods.items():
                if kind.__dict__.get(name) is None:
                    setattr(made, name, method)
            return made

        return make


def _at_first(kind: Any, method: str) -> Callable[..., Any]:
    """A method of a class of values that is compiled when it is called for the first time."""

    def first(*given: Any, **named: Any) -> Any:
        parameters, lines, names = _LINES[method](kind)
        text = "\n ".join([f"def {method}({', '.join(parameters)}):", *lines])
        exec(text, names)  # noqa: S102 - of names of fields alone
        setattr(kind, method, names[method])
        return names[method](*given, **named)

    return first


def _initialising(kind: Any) -> _Lines:
    from dataclasses import MISSING, fields

    names: dict[str, Any] = {"_set": object.__setattr__, "_absent": object()}
    parameters, lines = ["self"], []
    for field in fields(kind):
        name, value, default = field.name, field.name, ""
        if field.default_factory is not MISSING:
            names[f"_{name}"] = field.default_factory
            value = f"_{name}() if {name} is _absent else {name}" if field.init else f"_{name}()"
            default = "=_absent"
        elif field.default is not MISSING:
            names[f"_{name}"] = field.default
            default = f"=_{name}"
        if field.init:
            parameters.append(name + default)
        elif not default:
            continue  # __post_init__ sets it
        lines.append(f"_set(self, {name!r}, {value})")
    after = ["self.__post_init__()"] if hasattr(kind, "__post_init__") else []
    return parameters, [*lines, *after] or ["pass"], names


def _compared(kind: Any, of: str) -> str:
    from dataclasses import fields

    return "".join(f"{of}.{field.name}, " for field in fields(kind) if field.compare)


def _comparing(kind: Any) -> _Lines:
    same = f"({_compared(kind, 'self')}) == ({_compared(kind, 'other')})"
    line = f"return {same} if other.__class__ is self.__class__ else NotImplemented"
    return ["self", "other"], [line], {}


def _hashing(kind: Any) -> _Lines:
    return ["self"], [f"return hash(({_compared(kind, 'self')}))"], {}


_LINES = {"__init__": _initialising, "__eq__": _comparing, "__hash__": _hashing}


def _shown(self: Any) -> str:
    from dataclasses import fields

    parts = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(parts)})"


def _refuse(_self: Any, name: str, *value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")


def _state(self: Any) -> list[Any]:
    from dataclasses import fields

    return [getattr(self, field.name) for field in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    from dataclasses import fields

    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_SHARED = {"__repr__": _shown, "__setattr__": _refuse, "__delattr__": _refuse}
_OF_SLOTS = {"__getstate__": _state, "__setstate__": _restore}
