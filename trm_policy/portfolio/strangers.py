"""Files among the charters that nothing reads, and what each was probably meant to be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote

from trm_policy.errors import closest
from trm_policy.finding import Finding, Severity
from trm_policy.portfolio.layout import (
    BESIDE,
    CHARTER_FILE,
    DIRECTORY_FILE,
    IMPORTS_FILE,
    README,
    RECORD_NAMES,
)
from trm_policy.portfolio.records import MEASUREMENTS_FILE
from trm_policy.portfolio.written import schema_finding

_COPY = re.compile(
    r"""(?xi)
      [ ]? \( [^()]* \)
    | [ _-]+ (?: copy | copie | copia | kopie | backup | old | new | final | v?[0-9]+ )
    | [ ]+ [0-9]+
    """
)
"""What programs and people put behind a name to have a second file of it."""
_ASIDE = re.compile(r"(?i)(?:\.(?:bak|orig|old|save|tmp|swp)|~|#)+\Z")
_OF_CHARTERS = frozenset({".yaml", ".yml", ".json", ""})
_SPREADSHEETS = frozenset({".xlsx", ".xls", ".ods"})
_OF_TABLES = frozenset({".csv", ".tsv", ".txt", *_SPREADSHEETS})
_OF_TEXTS = frozenset({".md", ".markdown", ".txt"})
_READ = frozenset({".yaml", ".yml", ".csv"})
"""The endings of files of which people expect that they are read."""
_FILES = (
    ({"partnership", "partnerships", "charter"}, _OF_CHARTERS, CHARTER_FILE),
    ({"measurements", "measurement", "figures", "kpis"}, _OF_TABLES, MEASUREMENTS_FILE),
    ({"directory", "people", "organisations"}, _OF_CHARTERS, f"../{DIRECTORY_FILE}"),
    ({"imports"}, _OF_CHARTERS, f"../{IMPORTS_FILE}"),
)
_FOLDERS = {
    "review": "reviews",
    "reviews": "reviews",
    "minutes": "reviews",
    "meetings": "reviews",
    "escalation": "escalations",
    "escalations": "escalations",
    "issues": "escalations",
    "survey": "surveys",
    "surveys": "surveys",
}
_ALIKE = 0.8
_ESCALATION = re.compile(r"[0-9]{4}-[0-9]+\.md")
_SURVEY = re.compile(r"(?i)(?:survey[s _-]*)?(?P<year>20[0-9]{2})(?:[ _-]*survey)?\.(?:csv|xlsx)")


def strangers(
    folder: PurePosixPath,
    partnership: str,
    files: Collection[PurePosixPath],
    texts: Collection[str],
) -> Iterator[Finding]:
    """A finding for each file of a charter's folder that is none of its parts.

    A file that one of ``texts`` names is an attachment, and left alone unless it is called almost
    as a part is.
    """
    there = {path.relative_to(folder).as_posix() for path in files}
    for name in sorted(there):
        if not _is_part(PurePosixPath(name)):
            found = _stranger(folder, name, _meant(PurePosixPath(name)), there, texts)
            yield from (replace(one, partnership=partnership) for one in found)


def misnamed(folder: PurePosixPath, files: Collection[PurePosixPath]) -> frozenset[PurePosixPath]:
    """The records of a charter that are not there, and were meant by files of other names."""
    inner = (path.relative_to(folder) for path in files)
    meant = {_meant(one) for one in inner if not _is_part(one)}
    records = {folder / name for name in meant if name and not name.startswith("../")}
    return frozenset(records.difference(files))


def loose(folder: PurePosixPath, names: Iterable[str], texts: Collection[str]) -> Iterator[Finding]:
    """A finding for each file beside the charters' folders that does not belong there."""
    there = set(names)
    for name in sorted(there - BESIDE):
        yield from _stranger(folder, name, _meant_beside(name), there, texts)


def is_called_like_charter(name: str) -> bool:
    """Whether a file was probably meant to be a charter."""
    return _meant_file(name) == CHARTER_FILE


def _is_part(inner: PurePosixPath) -> bool:
    if inner.name == README:
        return True
    if len(inner.parts) > 1:
        return inner.parts[0] in RECORD_NAMES
    return inner.name in (CHARTER_FILE, MEASUREMENTS_FILE)


def _stranger(
    folder: PurePosixPath, name: str, meant: str, there: Collection[str], texts: Collection[str]
) -> Iterator[Finding]:
    path = folder / name
    above = meant.startswith("../")
    shown = (folder.parent / meant[3:]).as_posix() if above else meant
    if meant in there:
        message = f"nothing reads {name!r}, which looks like a copy of {meant!r}"
        yield schema_finding(
            path, message, f"Put into {meant!r} what that lacks, and remove this file."
        )
    elif meant:
        message = f"nothing reads {name!r}; it was probably meant to be {shown!r}"
        way = f"Move it to {shown!r}, or"
        if path.suffix.lower() in _SPREADSHEETS:
            way = f"Save it as CSV as {shown!r}, or move it"
        yield schema_finding(path, message, f"{way} out of the folder with the charters.")
    elif not any(one in text for text in texts for one in (path.name, quote(path.name))):
        found = schema_finding(
            path,
            f"nothing reads {name!r}",
            f"If it belongs here, link it in {README}, the charter or a record; else move it "
            "elsewhere.",
        )
        data = path.suffix.lower() in _READ
        yield replace(found, severity=Severity.WARNING if data else Severity.INFO)


def _meant(inner: PurePosixPath) -> str:
    """The part of a partnership that a file was probably meant to be; empty for none."""
    name = inner.name
    if len(inner.parts) > 1:
        near = closest(inner.parts[0], _FOLDERS, _ALIKE)
        kind = _FOLDERS[near] if near else ""
        if kind and RECORD_NAMES[kind][0].fullmatch(name):
            return f"{kind}/{name}"
        return f"../{inner.parent.name}/{CHARTER_FILE}" if name == CHARTER_FILE else ""
    for kind in ("reviews", "surveys"):
        if RECORD_NAMES[kind][0].fullmatch(name):
            return f"{kind}/{name}"
    survey = _SURVEY.fullmatch(name)
    if survey is not None:
        return f"surveys/{survey['year']}.csv"
    return f"escalations/{name}" if _ESCALATION.fullmatch(name) else _meant_file(name)


def _meant_file(name: str) -> str:
    path = PurePosixPath(_ASIDE.sub("", name.lstrip("#")))
    stem = _COPY.sub("", path.stem).strip().lower()
    for names, endings, meant in _FILES:
        if path.suffix.lower() in endings and _is_near(stem, names):
            return meant
    return ""


def _is_near(stem: str, names: Collection[str]) -> bool:
    """Whether a name is one of some, almost one, or begins with one as a word."""
    begins = re.match(r"[a-z]+(?=[^a-z]|\Z)", stem)
    return (begins is not None and begins[0] in names) or closest(stem, names, _ALIKE) is not None


def _meant_beside(name: str) -> str:
    """What a file beside the folders was probably meant to be; empty for none."""
    meant = _meant_file(name)
    if meant.startswith("../"):
        return meant.removeprefix("../")
    path = PurePosixPath(name)
    if meant == MEASUREMENTS_FILE:
        return f"ID/{MEASUREMENTS_FILE}"
    if path.suffix.lower() not in (".yaml", ".yml"):
        return ""
    id_ = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return f"{'ID' if meant else id_}/{CHARTER_FILE}"
