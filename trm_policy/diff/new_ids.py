"""Ids that a change calls otherwise, put where a record names them, and nowhere in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from trm_policy.diff.change import Change, ChangeKind
from trm_policy.document.document import Document
from trm_policy.document.text import lines_of
from trm_policy.finding import Place
from trm_policy.model.base import Kind, Part
from trm_policy.model.records import Action
from trm_policy.model.references import references_of
from trm_policy.portfolio.records import Records

Called = Mapping[Kind, Mapping[str, str]]
"""For each kind the new id of each that has another name now."""

_SECTIONS: Mapping[Kind, tuple[str, ...]] = {
    Kind.KPI: ("kpis",),
    Kind.RISK: ("risks",),
    Kind.PERSON: ("people", "committees"),
    Kind.PARTY: ("parties",),
    Kind.REVIEW: ("reviews",),
    Kind.LEVEL: ("escalation.levels",),
}
"""The sections of which records name ids, each as what they are in a record."""

NewIds = Mapping[tuple[Place, bool], str]
"""New ids by where the old ones stand in front matter; True where it is a key itself."""

_PERSON = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX-]\]\s+)?@(\S+?)(?=[:,]?(?:\s|$))")
_KPI = re.compile(r"(?<![\w-])kpi:?\s+([\w-]+)(?=\s*[;)])", re.IGNORECASE)
_ENTRY = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def now_called(changes: Iterable[Change]) -> Called:
    """The ids to which the changes give another name."""
    found: dict[Kind, dict[str, str]] = {kind: {} for kind in _SECTIONS}
    kinds = {section: kind for kind, sections in _SECTIONS.items() for section in sections}
    for change in changes:
        kind = kinds.get(".".join(map(str, change.at[:-1])))
        if kind is not None and change.kind is ChangeKind.RENAMED:
            found[kind][str(change.before)] = str(change.after)
    return found


def new_ids(records: Records, path: PurePosixPath, front: Part | None, called: Called) -> NewIds:
    """What is called otherwise in the front matter of a record."""
    if front is None:
        return {}
    built = records.built[path]
    return {
        (built.written(one.at), one.on_key): called[one.kind][one.id]
        for one in references_of(front)
        if one.id in called.get(one.kind, {})
    }


def with_new_ids(data: Any, names: NewIds, at: Place = ()) -> Any:
    """The data of front matter, in which the new ids stand for the old ones."""
    if isinstance(data, dict):
        return {
            names.get(((*at, key), True), key): with_new_ids(value, names, (*at, key))
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [with_new_ids(value, names, (*at, n)) for n, value in enumerate(data)]
    return names.get((at, False), data)


def lines_with_new_ids(
    document: Document, names: NewIds, actions: tuple[Action, ...], called: Called
) -> list[str]:
    """The lines of a record, with the new ids in its front matter and in its actions."""
    lines = lines_of(document.text)
    found: list[tuple[int, int, str, str]] = []
    for (place, on_key), new in names.items():
        old = str(place[-1]) if on_key else document.written(place)
        if old is not None and document.has(place):
            span = document.key_span(place) if on_key else document.span(place)
            found.append((span.line, span.column - 1, old, new))
    for line, column, old, new in sorted(found, reverse=True):
        text = lines[line - 1]
        start = column + (text[column : column + 1] in ("'", '"'))
        if text.startswith(old, start):
            lines[line - 1] = text[:start] + new + text[start + len(old) :]
    for action in actions:
        _rename(lines, action, called)
    return lines


def _rename(lines: list[str], action: Action, called: Called) -> None:
    """Give new ids to whoever is to do it, named behind the box, and to the KPI in brackets.

    Both stand in the first paragraph of the action, whichever of its lines they are on.
    """
    start, end = action.line - 1, action.line
    while end < len(lines) and lines[end].strip() and not _ENTRY.match(lines[end]):
        end += 1
    text = "\n".join(lines[start:end])
    kpis, person = [*_KPI.finditer(text)], _PERSON.match(text)
    for found, old, kind in (
        (kpis[-1] if kpis else None, action.kpi, Kind.KPI),
        (person, action.person, Kind.PERSON),
    ):
        new = called.get(kind, {}).get(old or "")
        if found is not None and found[1] == old and new is not None:
            text = text[: found.start(1)] + new + text[found.end(1) :]
    lines[start:end] = text.split("\n")
