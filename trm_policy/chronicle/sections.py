"""Charter text → data, section by section: what a version has in common with the last is kept."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.yaml_reader import MAX_BYTES, read_yaml

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
