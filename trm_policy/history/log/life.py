"""The life of one charter, told from its end to its beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from trm_policy.diff.approvals import known_by
from trm_policy.history.log.answer_cache import AnswerCache
from trm_policy.history.log.describing import Telling, TurnEvent
from trm_policy.history.log.disclosure import Disclosure
from trm_policy.history.log.event import Event, EventKind
from trm_policy.history.log.readers import Sight
from trm_policy.history.log.records import blobs_wanted
from trm_policy.history.log.states import ReadVersions
from trm_policy.history.log.turns import Turn
from trm_policy.model.audience import Override
from trm_policy.wording.text import printable

_ORDER = {kind: number for number, kind in enumerate(EventKind)}
_AHEAD = 16
"""Turns of which files are read together."""
_LATER = 16
"""So many turns after a change are looked through for approvals of it."""


class PlacedEvent(NamedTuple):
    """An event and where it stands among all: the number of its commit, newest first, its kind."""

    number: int
    order: int
    event: Event


class _Open(NamedTuple):
    """A version that waits for the one before it: the place of its turn, and its blob."""

    place: int
    blob: str


@dataclass(frozen=True)
class Life:
    """One charter's life as a ``reader`` may know it.

    ``turns`` are all its versions, newest first, each with its number. What was told of them
    before is taken from ``answers``.
    """

    folder: PurePosixPath
    turns: Sequence[tuple[int, Turn]]
    versions: ReadVersions
    answers: AnswerCache
    reader: Override

    def events(self, told: int, most: int | None) -> list[PlacedEvent]:
        """What the first ``told`` versions did, newest first; the last ``most`` alone.

        Raises NotReadError where a file must be read for it, and none is to be read.
        """
        found = list(self._told(told, most)) if self._now is not None else []
        found.sort(key=lambda one: one[:2])
        return found if most is None else found[:most]

    def _told(self, told: int, most: int | None) -> Iterator[PlacedEvent]:
        newer: _Open | None = None
        count = 0
        for place, (_, turn) in enumerate(self.turns[:told]):
            found: list[PlacedEvent] = []
            version = turn.version
            blob = version.blob if version.blob != version.was_blob else None
            readable = blob if blob and self._disclosure(place, blob) else None
            if readable is not None:
                found += self._compared(newer, readable) if newer is not None else ()
                newer = None
            if newer is None and most is not None and count + len(found) >= most:
                yield from found
                return
            newer = _Open(place, readable) if readable is not None else newer
            found += self._itself(place)
            count += len(found)
            yield from found
        if newer is not None:
            yield from self._last(newer, told)

    def _last(self, newer: _Open, told: int) -> Iterator[PlacedEvent]:
        """What the oldest version that is told did to the last readable one before it."""
        for place, (_, turn) in enumerate(self.turns[told - 1 :], told - 1):
            older = turn.version.was_blob
            if older is not None and self._disclosure(place, older):
                yield from self._compared(newer, older)
                return
        if self.turns[-1][1].begins:
            yield from self._created(newer)

    def _compared(self, newer: _Open, older: str) -> list[PlacedEvent]:
        turn = self._turn(newer.place)
        asked = ("compared", newer.blob, older, turn.directory, turn.was_directory, turn.last_day)
        events, renames = self._taken(
            newer.place, asked, lambda: self._telling.compared(turn, newer.blob, older)
        )
        self._given(newer.place, newer.blob)  # older turns ask for it when its file is put away
        unapproved = any(weakens and approved is False for *_, weakens, approved, _ in events)
        if unapproved and (day := self._agreed_later(newer, older)):
            events, _ = self._taken(
                newer.place,
                (*asked, day),
                lambda: self._telling.compared(turn, newer.blob, older, day),
            )
        self._telling.sight.passed(renames)
        return self._placed(newer.place, events)

    def _agreed_later(self, newer: _Open, older: str) -> str:
        """The day by which all who lose by it had approved the same content; empty if they had not.

        What was merged commit by commit has its approvals in later ones.
        """
        turn, known = self._turn(newer.place), self._given(newer.place, older)
        for place in range(newer.place - 1, max(newer.place - _LATER, 0) - 1, -1):
            later = self._turn(place)
            blob = later.version.blob
            if blob is None or not self._disclosure(place, blob):
                continue
            if set(self._given(place, blob)) <= set(known):
                continue
            states = (newer.blob, older, turn.directory, turn.was_directory)
            asked = ("agreed", *states, blob, later.directory, later.last_day)
            answer = partial(self._telling.agreed, turn, newer.blob, older, later)
            if day := self.answers.take(asked, partial(self._read, place, answer)):
                return str(day)
        return ""

    def _given(self, place: int, blob: str) -> Sequence[tuple[str, str, str]]:
        """The approvals in a version that can be read."""

        def answer() -> Sequence[tuple[str, str, str]]:
            charter = self.versions.charter(blob)
            given = charter.approvals if charter is not None else ()
            return tuple(map(known_by, given))

        found: Sequence[tuple[str, str, str]] = self.answers.take(
            ("given", blob), partial(self._read, place, answer)
        )
        return found

    def _created(self, newer: _Open) -> list[PlacedEvent]:
        turn = self._turn(newer.place)
        asked = ("created", newer.blob, turn.directory)
        events = self._taken(newer.place, asked, lambda: self._telling.created(turn, newer.blob))
        return self._placed(newer.place, events)

    def _itself(self, place: int) -> list[PlacedEvent]:
        turn = self._turn(place)
        blob = turn.version.blob or turn.version.was_blob
        stand_in = None if blob and self._disclosure(place, blob) else self._now_blob
        first = place == len(self.turns) - 1
        asked = ("itself", str(self.folder), turn.version[2:], first, stand_in)
        events = self._taken(
            place, asked, lambda: self._telling.itself(turn, stand_in, first=first)
        )
        return self._placed(place, events)

    def _taken(self, place: int, asked: tuple[Any, ...], answer: Callable[[], Any]) -> Any:
        """What is told of a turn: as it was told before, or else as it is worked out."""
        asked = (*asked, self._telling.sight.state)
        return self.answers.take(asked, partial(self._read, place, answer))

    def _disclosure(self, place: int, blob: str) -> Disclosure | None:
        """What a version discloses; None where it cannot be read."""

        def answer() -> tuple[Any, ...]:
            charter = self.versions.charter(blob)
            return tuple(Disclosure.of(charter)) if charter is not None else ()

        found = self.answers.take(("disclosure", blob), partial(self._read, place, answer))
        return Disclosure(*found) if found else None

    def _read(self, place: int, answer: Callable[[], Any]) -> Any:
        """The answer, with the files of the turn and of some older ones at hand."""
        blob = self._turn(place).version.blob
        if blob is None or not self.versions.has(blob):
            some = [turn.version for _, turn in self.turns[place : place + _AHEAD]]
            unknown = [some[0], *(one for one in some[1:] if not self._is_known(one.blob))]
            names = ((one.blob, *blobs_wanted(one, self.folder)) for one in unknown)
            self.versions.read_ahead(filter(None, chain.from_iterable(names)))
        return answer()

    def _is_known(self, blob: str | None) -> bool:
        return blob is not None and self.answers.knows(("disclosure", blob))

    def _turn(self, place: int) -> Turn:
        return self.turns[place][1]

    @cached_property
    def _now(self) -> tuple[str, Telling] | None:
        """The last version that can be read, and who tells its reader; None if there is none."""
        blobs = (
            (place, blob)
            for place, (_, turn) in enumerate(self.turns)
            for blob in dict.fromkeys((turn.version.blob, turn.version.was_blob))
            if blob is not None
        )
        closed = False
        for place, blob in blobs:
            now = self._disclosure(place, blob)
            if now is not None:
                gone = self._turn(0).version.blob is None
                sight = Sight(self.reader, now, closed=closed or now.unclear, gone=gone)
                return blob, Telling(self.folder, self.versions, sight)
            closed = True
        return None

    @property
    def _now_blob(self) -> str:
        assert self._now is not None
        return self._now[0]

    @property
    def _telling(self) -> Telling:
        assert self._now is not None
        return self._now[1]

    @cached_property
    def _title(self) -> str:
        return printable(self._telling.sight.title or self._turn(0).version.life)

    def _placed(self, place: int, events: Iterable[TurnEvent]) -> list[PlacedEvent]:
        number, turn = self.turns[place]
        return [self._event(number, turn, one) for one in events]

    def _event(self, number: int, turn: Turn, told: TurnEvent) -> PlacedEvent:
        word, sentence, audience, weakens, approved, known = told
        commit, kind = turn.commit, EventKind(word)
        event = Event(
            at=commit.committed,
            partnership=turn.version.life,
            called=turn.version.id,
            title=self._title,
            kind=kind,
            sentence=sentence,
            author=printable(commit.author) if known else "",
            commit=commit.sha,
            audience=audience,
            weakens=weakens,
            approved=approved,
        )
        return PlacedEvent(number, _ORDER[kind], event)
