"""The life of one charter, told from its end to its beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from trm_policy.diff import Side
from trm_policy.history.log.describing import Open, PlacedEvent, Telling
from trm_policy.history.log.readers import Sight
from trm_policy.history.log.records import Raws, blobs_wanted
from trm_policy.history.log.states import ReadVersion, ReadVersions
from trm_policy.history.log.turns import Turn
from trm_policy.model.audience import Override
from trm_policy.model.shape import unknown_part


class Life:
    """One charter's life. ``turns`` are all its versions, newest first, each with its number."""

    def __init__(
        self, folder: PurePosixPath, turns: Sequence[tuple[int, Turn]], versions: ReadVersions
    ) -> None:
        self._folder = folder
        self._turns = turns
        self._versions = versions

    def blobs_wanted(self, told: int) -> Iterator[tuple[str, ...]]:
        """For each of the first ``told`` versions the blobs to be handed in."""
        for _, turn in self._turns[:told]:
            version = turn.version
            own = [version.blob] if version.blob and version.blob != version.was_blob else []
            yield (*own, *blobs_wanted(version, self._folder))

    def events(
        self, raws: Iterable[Raws], reader: Override, told: int, most: int | None
    ) -> list[PlacedEvent]:
        """What the first ``told`` versions did, newest first, as far as a reader may know.

        ``raws`` are what the wanted blobs hold. With ``most`` older events are left out.
        """
        sides = self._sides
        newest = next(sides, None)
        now = newest or next(filter(None, sides), None)
        if now is None:
            return []
        gone = self._turns[0][1].version.blob is None
        closed = newest is None or _hides_what_is_not_there(now)
        sight = Sight(reader, now, closed=closed, gone=gone)
        telling = Telling(self._folder, self._versions, sight)
        found = list(self._told(telling, raws, told, most))
        found.sort(key=lambda one: one[:2])
        return found if most is None else found[:most]

    def _told(
        self, telling: Telling, raws: Iterable[Raws], told: int, most: int | None
    ) -> Iterator[PlacedEvent]:
        newer: Open | None = None
        count = 0
        for (number, turn), held in zip(self._turns[:told], raws, strict=True):
            version = turn.version
            found: list[PlacedEvent] = []
            state = self._state(version.blob, held) if version.blob != version.was_blob else None
            if state is not None:
                found += telling.compared(newer, state) if newer is not None else ()
                newer = None
            if newer is None and most is not None and count + len(found) >= most:
                yield from found
                return
            newer = Open(number, turn, state) if state is not None else newer
            found += telling.itself(number, turn, held, first=number == self._turns[-1][0])
            count += len(found)
            yield from found
        if newer is not None:
            yield from self._last(telling, newer, told)

    def _last(self, telling: Telling, newer: Open, told: int) -> Iterator[PlacedEvent]:
        """What the oldest version that is told did to the last readable one before it."""
        for _, turn in self._turns[told - 1 :]:
            older = self._state(turn.version.was_blob, {})
            if older is not None:
                yield from telling.compared(newer, older)
                return
        if self._turns[-1][1].begins:
            yield from telling.created(newer)

    def _state(self, blob: str | None, held: Raws) -> ReadVersion | None:
        charter = self._versions.charter(blob, held.get(blob)) if blob is not None else None
        return ReadVersion(blob, charter) if blob is not None and charter is not None else None

    @property
    def _sides(self) -> Iterator[Side | None]:
        """The versions that there were, newest first; None for one that cannot be read."""
        for _, turn in self._turns:
            for blob in dict.fromkeys((turn.version.blob, turn.version.was_blob)):
                if blob is not None:
                    charter = self._versions.charter(blob)
                    yield self._versions.side(blob, charter, turn.directory) if charter else None


def _hides_what_is_not_there(side: Side) -> bool:
    """Whether a place that a charter means to hide is none: nobody knows what it would hide."""

    def has(place: tuple[str, ...]) -> bool:
        inside: Any = side.tree
        for name in place:
            if not isinstance(inside, Mapping) or name not in inside:
                return False
            inside = inside[name]
        return True

    return any(unknown_part(key, has) for key in side.charter.visibility)
