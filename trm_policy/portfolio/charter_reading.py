"""Files → a directory, a charter with its records; whatever is wrong becomes a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.document import Document
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.finding import START, Finding, Place, Severity
from trm_policy.model.base import INTERNAL
from trm_policy.model.building import Built, build
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.placeholders import hollow
from trm_policy.model.references import HOMES, SHARED, references_of
from trm_policy.model.shape import names_of, unknown_part
from trm_policy.portfolio.layout import CHARTER_FILE, README
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import KINDS, Records, read_records
from trm_policy.portfolio.roster import Roster
from trm_policy.portfolio.strangers import misnamed, strangers
from trm_policy.portfolio.written import faults, refusals
from trm_policy.source import Source


@dataclass(frozen=True, slots=True)
class Read:
    """A charter as far as it could be read, and what was wrong with its files."""

    partnership: Partnership | None
    findings: tuple[Finding, ...]


def read_directory(
    source: Source, path: PurePosixPath, other: Document | None = None
) -> tuple[Directory, Document | None, tuple[Finding, ...]]:
    """The shared directory (an empty one where there is none), its positions, its faults.

    What of it cannot be read is as in ``other``, of the other side of a change.
    """
    document = directory_document(source, path)
    if document is None:
        return Directory(), None, ()
    if document.data is None:
        wrong = tuple(faults(path, document.faults)) or (_unreadable(path, ""),)
        return _directory(other.data if other is not None else None), document, wrong
    built = build(Directory, document.data)
    found = (*faults(path, document.faults), *refusals(document, built))
    if not built.dropped or other is None or other.data is None:
        return built.value or Directory(), document, found
    return _directory(_filled(document.data, built, other)), document, found


def directory_document(source: Source, path: PurePosixPath) -> Document | None:
    """The directory as it is written, without data if unreadable; None where there is none."""
    raw = source.read(path)
    if raw is None:
        return Document(path, None) if source.has(path) else None
    return replace(read_yaml(path, raw), order=tuple(names_of(Directory)))


def _directory(data: Any) -> Directory:
    return build(Directory, data).value or Directory()


def _filled(data: Any, built: Built[Directory], other: Document) -> Any:
    """The data with what was refused of it as it stands in the other document.

    A refused id may have been any that is there alone.
    """
    if () in built.dropped or not isinstance(data, dict):
        return other.data
    places = {*built.dropped}
    for one in built.refusals:
        if one.meant is not None:
            places.add((*one.place[:-1], one.meant))
        elif one.on_key:
            places |= {(*one.place[:-1], id_) for id_ in other.value(one.place[:-1]) or ()}
    data = deepcopy(data)
    for place in sorted(places, key=len):
        here, inner = data, other.value(place)
        for part in place[:-1]:
            here = here[part]
        if inner is not None and (place in built.dropped or place[-1] not in here):
            here[place[-1]] = inner
    return data


def read_partnership(
    source: Source,
    path: PurePosixPath,
    files: Iterable[PurePosixPath],
    directory: Directory,
    kinds: Collection[str] | None = None,
) -> Read:
    """The partnership whose charter stands at ``path``, with its records out of ``files``.

    Of the records all are read, or those of some ``kinds``.
    """
    partnership = path.parent.name
    raw = source.read(path)
    if raw is None:
        return Read(None, (_unreadable(path, partnership),))
    document, files = charter_document(path, raw), tuple(files)
    records, wrong = read_records(
        source, path.parent, partnership, files, KINDS if kinds is None else kinds
    )
    found = [*faults(path, document.faults, partnership), *wrong]
    others = tuple(_strangers(source, document, records, files)) if kinds is None else ()
    if others:
        found += others
        records = replace(records, misnamed=misnamed(path.parent, files))
    if document.data is None:
        return Read(None, tuple(found))
    built = build(Charter, document.data, _stand_ins(partnership))
    found += refusals(document, built, partnership)
    if built.value is None:
        return Read(None, tuple(found))
    charter = _closed_if_unclear(built.value, document, built)
    roster = Roster(charter, directory)
    whole = Partnership(partnership, path, document, built, charter, records, roster)
    return Read(whole, tuple(found))


def _strangers(
    source: Source, charter: Document, records: Records, files: tuple[PurePosixPath, ...]
) -> Iterator[Finding]:
    """What is to be said of files that are no part of a partnership."""
    folder = charter.path.parent
    surveys = (survey.path for survey in records.surveys)
    known = {charter.path, records.measurements_path, *records.documents, *surveys}
    if known.issuperset(files):
        return
    texts = [charter.text, *(document.text for document in records.documents.values())]
    readme = folder / README
    if readme in files:
        texts.append((source.read(readme) or b"").decode("utf-8", "replace"))
    yield from strangers(folder, folder.name, files, texts)


def charter_document(path: PurePosixPath, raw: bytes) -> Document:
    """The text of a charter as data; what is missing from it stands where it belongs."""
    return replace(read_yaml(path, raw), order=tuple(names_of(Charter)))


def read_charter(source: Source, path: PurePosixPath) -> Charter | None:
    """The charter alone, without its records; None where it cannot be read, faults untold."""
    document = read_yaml(path, source.read(path) or b"")
    if document.data is None:
        return None
    built = build(Charter, document.data, _stand_ins(path.parent.name))
    return built.value and _closed_if_unclear(built.value, document, built)


def charter_in(raw: bytes) -> Charter | None:
    """The charter that a file's content is, with nothing assumed; None where it is none."""
    return build(Charter, read_yaml(PurePosixPath(CHARTER_FILE), raw).data).value


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
        "relationship": "partner",
        "tier": "transactional",
        "term": {},
        "parties": {},
        "people": {},
    }


def without_placeholders(partnership: Partnership) -> Partnership:
    """The partnership as if what waits to be filled in were not written; the same if nothing does.

    What cannot be without it is not there either, nor is whatever names that: who is called TBD
    owns nothing. What the model refused stays refused.
    """
    document, charter = partnership.document, partnership.charter
    refused, directory = partnership.built.dropped, partnership.roster.directory
    gone = hollow(document.data)
    if not gone:
        return partnership
    while gone:
        document = document.without(gone)
        built = build(Charter, document.data, _stand_ins(partnership.id))
        if built.value is None:
            return partnership
        charter = built.value
        dropped = frozenset(place for place in built.dropped if place and place not in refused)
        document = document.without(dropped)
        gone = frozenset(filter(document.has, _naming(charter, gone | dropped, directory)))
    charter = build(Charter, document.data, _stand_ins(partnership.id)).value or charter
    return replace(
        partnership,
        document=document,
        built=Built(charter, (), refused),
        charter=charter.model_copy(update={"audience": partnership.charter.audience}),
        roster=Roster(charter, directory),
    )


def _naming(charter: Charter, lost: Collection[Place], directory: Directory) -> Iterator[Place]:
    """The places of a charter that name an entry which is lost."""
    for one in references_of(charter):
        home, shared = HOMES.get(one.kind), SHARED.get(one.kind)
        if home is None or (*home, one.id) not in lost:
            continue
        if shared is None or one.id not in getattr(directory, shared):
            yield one.at
