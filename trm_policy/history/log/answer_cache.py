"""What was told of the past before is not worked out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from trm_policy.history import Commit, Revision
from trm_policy.history.commits import moment, person
from trm_policy.history.log.event import Event, EventKind
from trm_policy.portfolio.result_cache import ResultCache

_LOST = "\ufffd"
"""Stands for what is no text in a name, so that nobody can ask .mailmap for it."""


@dataclass(frozen=True)
class AnswerCache:
    """Answers, each by all that it depends on. ``new`` are those that were not ``kept`` yet.

    What is asked, and answered, is plain data. An answer is never None.
    """

    kept: ResultCache
    new: dict[bytes, Any] = field(default_factory=dict)

    def take(self, asked: tuple[Any, ...], answer: Callable[[], Any]) -> Any:
        """The answer that was given to the same question before; else what it is now."""
        key = _key(asked)
        found = self._find(key)
        if found is None:
            found = self.new[key] = answer()
        return found

    def knows(self, asked: tuple[Any, ...]) -> bool:
        """Whether the same was asked before."""
        return self._find(_key(asked)) is not None

    def _find(self, key: bytes) -> Any:
        found = self.new.get(key)
        return self.kept.get(key) if found is None else found

    def keep(self, new: dict[bytes, Any]) -> None:
        """Take over what another process has answered anew."""
        self.new.update(new)

    def events(self, question: tuple[Any, ...], tip: Revision) -> list[Event] | None:
        """The events that were the answer, while the history up to ``tip`` is what it was."""
        kept = self.kept.get(question)
        if kept is None or kept[0] != _version(tip) or tip.repository.shallow:
            return None
        _, people, called, rows = kept
        same = tip.repository.called(people) == called
        return [_event(row) for row in rows] if same else None

    def keep_events(
        self,
        question: tuple[Any, ...],
        tip: Revision,
        events: Iterable[Event],
        commits: Iterable[Commit],
    ) -> None:
        """Keep the events that are the answer, told of ``commits``, in place of older ones.

        What a shallow clone tells changes when it is deepened, and is not kept; nor is what
        .mailmap makes of people, should it have changed meanwhile.
        """
        names = {person(one.name, one.address): person(one.author, one.email) for one in commits}
        people, called = sorted(names), [names[one] for one in sorted(names)]
        lasting = not tip.repository.shallow and not any(_LOST in one for one in people)
        if lasting and tip.repository.called(people) == called:
            rows = [_row(event) for event in events]
            self.kept.put(question, (_version(tip), people, called, rows))

    def save(self) -> None:
        """Keep for later runs what is new."""
        for key, value in self.new.items():
            self.kept.put(key, value)
        self.kept.save()


def _key(asked: tuple[Any, ...]) -> bytes:
    return blake2b(repr(asked).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _version(tip: Revision) -> tuple[str, tuple[int, ...]]:
    """What a history is known by, and who reads it: git may learn to know more renames."""
    return tip.commit, tip.repository.program.version


def _row(event: Event) -> tuple[Any, ...]:
    """An event as plain data."""
    made = f"{event.at.timestamp():.0f} {event.at:%z}"
    words = (event.partnership, event.called, event.title, event.kind.value, event.sentence)
    return (
        *(made, *words, event.author, event.commit, event.audience),
        *(event.weakens, event.approved),
    )


def _event(row: tuple[Any, ...]) -> Event:
    made, partnership, called, title, kind, *rest = row
    return Event(moment(made), partnership, called, title, EventKind(kind), *rest)
