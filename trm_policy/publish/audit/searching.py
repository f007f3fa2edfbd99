"""Looks for many values at once in every byte of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import ahocorasick

from trm_policy.publish.audit.plainness import plain, readings, unlinked
from trm_policy.publish.audit.values import Value

LEAST = 12
"""From how many characters on a value is looked for: shorter ones stand anywhere by chance."""
_PIECE = 48


class Leak(NamedTuple):
    """A hidden value that stands in a file of the site.

    A ``file`` whose own name holds something hidden is called by its folder and its ending.
    """

    file: str
    value: Value


class Search:
    """Looks for hidden values; those that stand in what may be seen are none.

    A long value is looked for piece by piece, so that a shortened one is found too.
    """

    def __init__(self, hidden: Iterable[Value], seen: Iterable[str]) -> None:
        wanted: dict[str, Value] = {}
        for value in hidden:
            texts = dict.fromkeys(map(plain, (value.text, unlinked(value.text))))
            for piece in (piece for text in texts for piece in _pieces(text)):
                wanted.setdefault(piece, value)
        for piece in list(_found(_automaton(wanted), map(plain, seen))):
            wanted.pop(piece, None)
        self.values = len(set(wanted.values()))
        self._wanted = wanted
        self._automaton = _automaton(wanted)

    def leaks(self, file: str, raw: bytes) -> list[Leak]:
        """The hidden values in a file's name or bytes, each once."""
        if not self._wanted:
            return []
        named = list(_found(self._automaton, [plain(file)]))
        inside = _found(self._automaton, readings(raw))
        found = dict.fromkeys(self._wanted[piece] for piece in (*named, *inside))
        path = PurePosixPath(file)
        called = (path.parent / f"…{path.suffix}").as_posix() if named else file
        return [Leak(called, value) for value in found]


def _pieces(text: str) -> Iterator[str]:
    """The text, or parts of a long one, between spaces: only whole words are looked for.

    What is left of a long text after its last part is told by the parts before it.
    """
    if LEAST <= len(text) <= _PIECE:
        yield f" {text} "
        return
    piece: list[str] = []
    for word in text.split():
        piece.append(word)
        if sum(map(len, piece)) + len(piece) > _PIECE:
            yield f" {' '.join(piece)} "
            piece = []


def _automaton(wanted: Iterable[str]) -> Any:
    made = ahocorasick.Automaton()
    for piece in wanted:
        made.add_word(piece, piece)
    if len(made):
        made.make_automaton()
    return made


def _found(automaton: Any, texts: Iterable[str]) -> Iterator[str]:
    """The pieces that stand in plain texts."""
    if not len(automaton):
        return
    for text in texts:
        yield from (piece for _, piece in automaton.iter(f" {text} "))
