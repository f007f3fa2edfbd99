"""A folder of a source → partnerships, one by one, and the directory they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.document import Document
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.finding import START, Finding, Severity
from trm_policy.model.base import INTERNAL
from trm_policy.model.building import Built, build
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.shape import unknown_part
from trm_policy.portfolio.partnership import CHARTER_FILE, DIRECTORY_FILE, Partnership, Portfolio
from trm_policy.portfolio.records import read_records
from trm_policy.portfolio.roster import Roster
from trm_policy.portfolio.written import faults, refusals, schema_finding
from trm_policy.source import Source


@dataclass(frozen=True, slots=True)
class Read:
    """A charter as far as it could be read, and what was wrong with its files."""

    partnership: Partnership | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class PortfolioReader:
    """Reads charters of ``folder`` when asked; holds none of them.

    Raises nothing for what people wrote: whatever is wrong becomes a finding.
    """

    source: Source
    folder: PurePosixPath

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The names of the folders that hold a charter, in order."""
        return tuple(
            name for name, paths in self._folders.items() if self.charter_path(name) in paths
        )

    @cached_property
    def strays(self) -> tuple[Finding, ...]:
        """A finding for each folder that has files but no charter, or cannot be looked into."""
        known = set(self.ids)
        depth = len(self.folder.parts)
        missing = [
            schema_finding(
                paths[0],
                f"the folder {name!r} has no {CHARTER_FILE}",
                f"Add {CHARTER_FILE} to it, correct the file's name, or remove the folder.",
                partnership=name,
            )
            for name, paths in self._folders.items()
            if name not in known
        ]
        closed = [
            schema_finding(
                path,
                f"the folder {path.as_posix()!r} cannot be read, or is a link",
                "Replace it with an ordinary folder that everyone may read.",
                partnership=path.parts[depth] if len(path.parts) > depth else "",
            )
            for path in self.source.closed(self.folder)
        ]
        loose = self.folder / CHARTER_FILE
        if self.source.has(loose):
            help_text = "Move it into a folder with the name of the partnership."
            missing.append(schema_finding(loose, "a charter needs a folder of its own", help_text))
        return (*missing, *closed)

    @cached_property
    def directory(self) -> tuple[Directory, Document | None, tuple[Finding, ...]]:
        """The shared directory (an empty one where there is none), its positions, its faults."""
        path = self.folder / DIRECTORY_FILE
        raw = self.source.read(path)
        if raw is None and self.source.has(path):
            return Directory(), Document(path, None), (_unreadable(path, ""),)
        if raw is None:
            return Directory(), None, ()
        document = read_yaml(path, raw)
        if document.data is None:
            return Directory(), document, tuple(faults(path, document.faults))
        built = build(Directory, document.data)
        found = (*faults(path, document.faults), *refusals(document, built))
        return built.value or Directory(), document, found

    def read(self, partnership: str) -> Read:
        """The partnership of that id with its records."""
        path = self.charter_path(partnership)
        raw = self.source.read(path)
        if raw is None:
            return Read(None, (_unreadable(path, partnership),))
        document = read_yaml(path, raw)
        records, wrong = read_records(
            self.source, path.parent, partnership, self._folders[partnership]
        )
        found = [*faults(path, document.faults, partnership), *wrong]
        if document.data is None:
            return Read(None, tuple(found))
        built = build(Charter, document.data, _stand_ins(partnership))
        found += refusals(document, built, partnership)
        if built.value is None:
            return Read(None, tuple(found))
        charter = _closed_if_unclear(built.value, document, built)
        roster = Roster(charter, self.directory[0])
        whole = Partnership(partnership, path, document, built, charter, records, roster)
        return Read(whole, tuple(found))

    def accepted(self, partnerships: Iterable[str]) -> dict[str, Any]:
        """What the model accepts of these charters, as data; without records, and faults untold."""
        found = {}
        for name in partnerships:
            path = self.charter_path(name)
            data = read_yaml(path, self.source.read(path) or b"").data
            if data is not None:
                found[name] = build(Charter, data, _stand_ins(name)).accepted
        return {name: data for name, data in found.items() if data is not None}

    def charter_path(self, partnership: str) -> PurePosixPath:
        """Where the charter of that id stands."""
        return self.folder / partnership / CHARTER_FILE

    def files_of(self, partnership: str) -> Sequence[PurePosixPath]:
        """Every file of the charter's folder, in the order of their paths."""
        return self._folders.get(partnership, ())

    def portfolio(self, charters: Mapping[str, Charter]) -> Portfolio:
        """The portfolio that consists of these charters."""
        directory, document, _ = self.directory
        return Portfolio(self.folder, self.ids, directory, document, charters)

    @cached_property
    def _folders(self) -> dict[str, list[PurePosixPath]]:
        """Files by the name of the charter folder they lie in."""
        found: dict[str, list[PurePosixPath]] = {}
        depth = len(self.folder.parts)
        for path in self.source.files(self.folder):
            if len(path.parts) > depth + 1:
                found.setdefault(path.parts[depth], []).append(path)
        return dict(sorted(found.items()))


def _closed_if_unclear(charter: Charter, document: Document, built: Built[Charter]) -> Charter:
    """The charter, for the host alone while nobody can tell what of it is hidden from others.

    That is so where what is written of its visibility is refused or names no place, and where
    the text has a fault: of a key that is repeated one reading is lost.
    """
    refused = any("visibility" in (one.meant, *one.place[:1]) for one in built.refusals)
    nowhere = any(unknown_part(key, document.has) for key in charter.visibility)
    if not (refused or nowhere or document.faults):
        return charter
    return charter.model_copy(update={"audience": INTERNAL})


def _unreadable(path: PurePosixPath, partnership: str) -> Finding:
    return Finding(
        path=path,
        span=START,
        rule="yaml",
        severity=Severity.ERROR,
        message="the file cannot be opened, or is a link",
        help="Replace it with an ordinary file.",
        partnership=partnership,
    )


def _stand_ins(partnership: str) -> dict[str, Any]:
    """What is assumed of a charter that lacks what every charter has, to judge the rest."""
    return {
        "title": partnership,
        "host": "",
        "relationship": "partner",
        "tier": "transactional",
        "term": {},
        "parties": {},
        "people": {},
        "owners": {},
    }
