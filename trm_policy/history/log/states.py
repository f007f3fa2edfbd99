"""Blobs of the past → charters and directories, each read as seldom as can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from trm_policy.diff import NormalForm, Side
from trm_policy.document.document import Document
from trm_policy.document.text import USUAL
from trm_policy.document.yaml_reader import faultless, read_yaml
from trm_policy.history import Repository
from trm_policy.model.base import Part
from trm_policy.model.building import Built, build
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records
from trm_policy.portfolio.roster import Roster

_PATH = PurePosixPath("partnership.yaml")
_SECTION = re.compile(rb"^(?=[A-Za-z_]+:)", re.MULTILINE)
_ENTRY = re.compile(rb"^(?=  [a-z][a-z0-9-]*:[ \n])", re.MULTILINE)
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
        data = self._joined(raw) if len(raw) <= USUAL.bytes else _READ_AS_A_WHOLE
        if data is not _READ_AS_A_WHOLE:
            return data
        return faultless(raw)

    def _joined(self, raw: bytes) -> Any:
        before, *texts = _SECTION.split(raw)
        if not texts or not _NOTHING.fullmatch(before):
            return _READ_AS_A_WHOLE
        kept: dict[bytes, tuple[str, Any]] = {}
        data: dict[str, Any] = {}
        is_next = sum(text in self._sections for text in texts) * 2 > len(texts)
        for text in texts:
            found = self._sections.get(text) or (self._edited(text) if is_next else None)
            found = found or _section(text)
            if found is None or found[0] in data:
                return _READ_AS_A_WHOLE
            kept[text] = found
            data[found[0]] = found[1]
        self._sections = kept
        return data

    def _edited(self, text: bytes) -> tuple[str, Any] | None:
        """Key and value of a section of which entries are the same as in the last text.

        None where that is not plain to see: each line that looks like an entry's first must be
        one, and no entry may name what stands in another.
        """
        name = text.partition(b":")[0].decode()
        same = ((was, value) for was, (key, value) in self._sections.items() if key == name)
        old, value = next(same, (b"", None))
        before, *entries = _ENTRY.split(text)
        was = _ENTRY.split(old)[1:]
        names = [entry.partition(b":")[0].decode().strip() for entry in was]
        plain = _NOTHING.fullmatch(before.partition(b":")[2]) and b"&" not in text + old
        if not plain or not isinstance(value, dict) or names != list(value):
            return None
        known = dict(zip(was, value.items(), strict=True))
        if sum(entry in known for entry in entries) * 2 < len(entries):
            return None
        made: dict[str, Any] = {}
        for entry in entries:
            key, inner = known.get(entry) or _entry(entry) or ("", None)
            if not key or key in made:
                return None
            made[key] = inner
        return (name, made) if made else None


def _section(text: bytes) -> tuple[str, Any] | None:
    """Key and value of the one section in a text; None where it is anything else, or at fault."""
    data = faultless(text)
    if not isinstance(data, dict) or len(data) != 1:
        return None
    found: tuple[str, Any] = next(iter(data.items()))
    return found


def _entry(text: bytes) -> tuple[str, Any] | None:
    """Id and value of the one entry in a text, as deep as it stands in a section."""
    found = _section(b"x:\n" + text)
    if found is None or not isinstance(found[1], dict) or len(found[1]) != 1:
        return None
    entry: tuple[str, Any] = next(iter(found[1].items()))
    return entry


_AT_HAND = 4
"""So many charters are kept: a life is read from version to version, and versions come back."""


class NotReadError(Exception):
    """An answer needs a file of the past, and none is to be read."""


class ReadVersions:
    """Reads what a repository holds, if there is one; keeps a handful of what it has read."""

    def __init__(self, repository: Repository | None) -> None:
        self._repository = repository
        self._ahead: dict[str, bytes] = {}
        self._charters: dict[str, Charter | None] = {}
        self._sections = SectionReader()
        self._last: tuple[Any, Charter | None] = (None, None)
        self.directory: Callable[[str | None], Directory] = lru_cache(_AT_HAND)(self._directory)
        self._sides: dict[tuple[str, str | None], Side] = {}
        self._form: NormalForm | None = None

    def read_ahead(self, blobs: Iterable[str]) -> None:
        """Have these at hand, all at once, and forget others."""
        wanted = tuple(dict.fromkeys(blobs))
        self._ahead = dict(zip(wanted, self._open.read_blobs(wanted), strict=True))

    def has(self, blob: str) -> bool:
        """Whether a blob is at hand."""
        return blob in self._ahead

    def raw(self, blob: str) -> bytes:
        """What a blob holds. Raises NotReadError where nothing is to be read."""
        held = self._ahead.get(blob)
        return held if held is not None else next(self._open.read_blobs([blob]))

    def charter(self, blob: str) -> Charter | None:
        """The charter of that blob. Raises NotReadError where nothing is to be read.

        None unless the model accepts all of it: what a slip has hidden for a while would be
        told as taken away.
        """
        if blob not in self._charters:
            raw = self.raw(blob)
            _make_room(self._charters)
            self._charters[blob] = self._read(raw)
        return self._charters[blob]

    def side(self, blob: str, directory: str | None) -> Side:
        """A charter that can be read, with the directory of then, for a comparison."""
        key = blob, directory
        if key not in self._sides:
            charter = self.charter(blob)
            assert charter is not None
            _make_room(self._sides)
            self._form = NormalForm(charter, self._form)
            self._sides[key] = Side(charter, Roster(charter, self.directory(directory)), self._form)
        return self._sides[key]

    @property
    def _open(self) -> Repository:
        if self._repository is None:
            raise NotReadError
        return self._repository

    def _read(self, raw: bytes) -> Charter | None:
        """The charter in ``raw``: the one that was read last where nothing but layout differs."""
        data = self._sections.read(raw)
        if data is None:
            return None
        if self._last[1] is None or not _alike(data, self._last[0]):
            self._last = (data, _built(data, *self._last))
        return self._last[1]

    def _directory(self, blob: str | None) -> Directory:
        if blob is None:
            return Directory()
        data = read_yaml(PurePosixPath(DIRECTORY_FILE), self.raw(blob)).data
        return (build(Directory, data).value if data is not None else None) or Directory()


def _built(data: Any, was: Any, like: Charter | None) -> Charter | None:
    """The charter that the model makes of all of the data; its parts that ``like`` has are those.

    ``was`` is what ``like`` was made of; None where anything is refused.
    """
    if like is not None and isinstance(data, dict):
        with suppress(ValidationError):
            return Charter.model_validate({**data, **_parts_of(like, data, was)})
    built = build(Charter, data)
    return built.value if not built.refusals else None


def _parts_of(like: Charter, data: dict[str, Any], was: dict[str, Any]) -> dict[str, Any]:
    """The parts of a charter, by section, and by id in it, that are made of the same data."""
    found: dict[str, Any] = {}
    for name, info in Charter.model_fields.items():
        written = info.alias or name
        if written not in data or written not in was:
            continue
        made, new, old = getattr(like, name), data[written], was[written]
        if isinstance(made, Part):
            if new is old:
                found[written] = made
        elif isinstance(made, dict) and isinstance(new, dict) and isinstance(old, dict):
            found[written] = {
                key: made[key]
                if key in old and isinstance(made.get(key), Part) and _alike(value, old[key])
                else value
                for key, value in new.items()
            }
    return found


def _alike(one: Any, other: Any) -> bool:
    """Whether data are the same to the last type: 1 is neither 1.0 nor true."""
    return one is other or (one == other and repr(one) == repr(other))


def partnership(side: Side) -> Partnership:
    """A charter of then as whoever judges approvals wants it: with its people, without records."""
    document, built = Document(_PATH, None), Built(side.charter)
    return Partnership("", _PATH, document, built, side.charter, Records(), side.roster)


def _make_room(kept: dict) -> None:  # type: ignore[type-arg]
    if len(kept) >= _AT_HAND:
        del kept[next(iter(kept))]
