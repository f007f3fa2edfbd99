"""What was made last is taken again where it would be made from the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Shelf:
    """Things by their names, each with all that it was made from.

    Whoever asks says what that is; two sources that are equal must give the same thing.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, Any]] = {}
        self._asked: set[Hashable] = set()

    def take(self, name: Hashable, source: object, make: Callable[[], T]) -> T:
        """What ``make`` made of an equal source last time; else what it makes now."""
        found: T | None = self.find(name, source)
        if found is None:
            found = make()
            self.put(name, source, found)
        return found

    def find(self, name: Hashable, source: object) -> Any | None:
        """What was put there with an equal source; None where nothing or something else was."""
        self._asked.add(name)
        kept = self._kept.get(name)
        return kept[1] if kept is not None and kept[0] == source else None

    def put(self, name: Hashable, source: object, thing: object) -> None:
        """Keep a thing instead of what had its name."""
        self._asked.add(name)
        self._kept[name] = source, thing

    def tidy(self) -> None:
        """Forget whatever nobody asked for since the last time."""
        for name in self._kept.keys() - self._asked:
            del self._kept[name]
        self._asked.clear()
