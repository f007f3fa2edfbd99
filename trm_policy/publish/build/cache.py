"""What an earlier build made is taken again where it would be made from the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, TypeVar

from trm_policy.source import Source

T = TypeVar("T")
EXACTLY = timedelta(0)


class PageCache:
    """Things by their names, each with all that it was made from; no answer depends on it.

    Whoever asks says what that is; two sources that are equal must give the same thing. What was
    made as of an instant stands for later ones of the same day in UTC for as long as ``lasting``
    says. One that never ``keeps`` anything is for a single build.
    """

    def __init__(self, *, keeps: bool = True) -> None:
        self.keeps = keeps
        self.lasting = EXACTLY
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
        if self.keeps:
            self._kept[name] = source, thing

    def stands(self, then: datetime, now: datetime) -> bool:
        """Whether what was made as of an instant stands for another one."""
        same_day = then.astimezone(UTC).date() == now.astimezone(UTC).date()
        return same_day and EXACTLY <= now - then <= self.lasting

    def instant(self, now: datetime) -> datetime:
        """As of when pages about all charters are made: an earlier instant, while that stands."""
        then: datetime | None = self.find("instant", ())
        if then is None or not self.stands(then, now):
            then = now
        self.put("instant", (), then)
        return then

    def tidy(self) -> None:
        """Forget whatever nobody asked for since the last time."""
        for name in self._kept.keys() - self._asked:
            del self._kept[name]
        self._asked.clear()


def digest_of_files(source: Source, paths: Iterable[PurePosixPath], *names: str) -> str:
    """One digest of names and of files with their contents, also of those that cannot be read."""
    found = sha256()
    for text in (*names, *_texts(source, paths)):
        raw = text.encode("utf-8", "surrogateescape")
        found.update(b"%d " % len(raw) + raw)
    return found.hexdigest()


def _texts(source: Source, paths: Iterable[PurePosixPath]) -> Iterable[str]:
    for path in paths:
        raw = source.read(path)
        yield path.as_posix()
        yield ("there" if source.has(path) else "") if raw is None else sha256(raw).hexdigest()
