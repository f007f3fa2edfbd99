"""Blobs of the past → charters and directories, each read as seldom as can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any

from trm_policy.diff import Side, normal
from trm_policy.document.document import Document
from trm_policy.document.yaml_reader import MAX_BYTES, read_yaml
from trm_policy.history import Repository
from trm_policy.model.building import Built, build
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records
from trm_policy.portfolio.roster import Roster

_PATH = PurePosixPath("partnership.yaml")
_SECTION = re.compile(rb"^(?=[A-Za-z_]+:)", re.MULTILINE)
_NOTHING = re.compile(rb"(?:[ ]*(?:#[^\n]*)?\n)*")
_READ_AS_A_WHOLE = object()


class SectionReader:
    """Reads one version after another; remembers the sections of the last."""

    def __init__(self) -> None:
        self._sections: dict[bytes, tuple[str, Any]] = {}

    def read(self, raw: bytes) -> Any:
        """The data of a charter, as reading it as a whole gives them.

        None where it has none, or a fault: what a key says that is repeated is lost.

        A text that begins a section in each line that looks like it, and whose every section
        stands by itself, says what its sections say. Any other is read as a whole.
        """
        data = self._joined(raw) if len(raw) <= MAX_BYTES else _READ_AS_A_WHOLE
        if data is not _READ_AS_A_WHOLE:
            return data
        document = read_yaml(_PATH, raw)
        return None if document.faults else document.data

    def _joined(self, raw: bytes) -> Any:
        before, *texts = _SECTION.split(raw)
        if not texts or not _NOTHING.fullmatch(before):
            return _READ_AS_A_WHOLE
        kept: dict[bytes, tuple[str, Any]] = {}
        data: dict[str, Any] = {}
        for text in texts:
            found = self._sections.get(text) or _section(text)
            if found is None or found[0] in data:
                return _READ_AS_A_WHOLE
            kept[text] = found
            data[found[0]] = found[1]
        self._sections = kept
        return data


def _section(text: bytes) -> tuple[str, Any] | None:
    """Key and value of the one section in a text; None where it is anything else, or at fault."""
    document = read_yaml(_PATH, text)
    if document.faults or not isinstance(document.data, dict) or len(document.data) != 1:
        return None
    found: tuple[str, Any] = next(iter(document.data.items()))
    return found


_AT_HAND = 4
"""So many charters are kept: a life is read from version to version, and versions come back."""


class ReadVersions:
    """Reads what a repository holds; keeps a handful of what it has read."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._charters: dict[str, Charter | None] = {}
        self._sections = SectionReader()
        self._last: tuple[Any, Charter | None] = (None, None)
        self.directory: Callable[[str | None], Directory] = lru_cache(_AT_HAND)(self._directory)
        self._sides: dict[tuple[str, str | None], Side] = {}

    def charter(self, blob: str, raw: bytes | None = None) -> Charter | None:
        """The charter of that blob, of which ``raw`` is the content if it is already recorded.

        None unless the model accepts all of it: what a slip has hidden for a while would be
        told as taken away.
        """
        if blob not in self._charters:
            held = raw if raw is not None else next(self._repository.read_blobs([blob]))
            _make_room(self._charters)
            self._charters[blob] = self._read(held)
        return self._charters[blob]

    def side(
        self, blob: str, charter: Charter, directory: str | None, like: Side | None = None
    ) -> Side:
        """A charter with the directory of then, for a comparison; much of it may be ``like``."""
        key = blob, directory
        if key not in self._sides:
            _make_room(self._sides)
            roster = Roster(charter, self.directory(directory))
            known = normal_like(charter, like) if like is not None else None
            made = Side(charter, roster) if known is None else _KnownSide(charter, roster, known)
            self._sides[key] = made
        return self._sides[key]

    def _read(self, raw: bytes) -> Charter | None:
        """The charter in ``raw``: the one that was read last where nothing but layout differs."""
        data = self._sections.read(raw)
        if data is None:
            return None
        if self._last[1] is None or data != self._last[0]:
            built = build(Charter, data)
            self._last = (data, built.value if not built.refusals else None)
        return self._last[1]

    def _directory(self, blob: str | None) -> Directory:
        if blob is None:
            return Directory()
        raw = next(self._repository.read_blobs([blob]))
        data = read_yaml(_PATH, raw).data
        return (build(Directory, data).value if data is not None else None) or Directory()


@dataclass(frozen=True)
class _KnownSide(Side):
    """A side of which the normal form is already recorded."""

    known: dict[str, Any] = field(repr=False)

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The normal form."""
        return self.known


def normal_like(charter: Charter, like: Side) -> dict[str, Any]:
    """The normal form of a charter, of which only that is made anew in which it differs."""
    names = {name: info.alias or name for name, info in Charter.model_fields.items()}
    anew: dict[str, Any] = dict.fromkeys(names)
    same = dict(like.tree)
    for name, written in names.items():
        here, there = getattr(charter, name), getattr(like.charter, name)
        if here == there:
            continue
        kept = same.pop(written, {})
        if isinstance(here, dict) and isinstance(there, dict):
            differing = {key for key in here if key not in there or here[key] != there[key]}
            anew[name] = {key: here[key] for key in differing}
            rest = {key: kept[key] for key in here if key not in differing}
            same |= {written: rest} if rest else {}
        else:
            anew[name] = here
    for written, value in normal(Charter.model_construct(**anew)).items():
        same[written] = {**same[written], **value} if written in same else value
    return same


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """A version that can be read. ``blob`` is what git calls it."""

    blob: str
    charter: Charter


def partnership(side: Side) -> Partnership:
    """A charter of then as whoever judges approvals wants it: with its people, without records."""
    document, built = Document(_PATH, None), Built(side.charter)
    return Partnership("", _PATH, document, built, side.charter, Records(), side.roster)


def _make_room(kept: dict) -> None:  # type: ignore[type-arg]
    if len(kept) >= _AT_HAND:
        del kept[next(iter(kept))]
