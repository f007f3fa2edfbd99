"""Ids that a change calls otherwise, put where a record names them, and nowhere in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.document import Document
from trm_policy.finding import Place
from trm_policy.model.base import Kind, Part
from trm_policy.model.records import Action
from trm_policy.model.references import references_of
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.records import Records
from trm_policy.rules.change_control._changes import renamed

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


def now_called(context: Context) -> Called:
    """The ids that the change gives another name."""
    return {
        kind: {old: new for section in sections for old, new in renamed(context, section).items()}
        for kind, sections in _SECTIONS.items()
    }


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
    lines = document.text.splitlines()
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
        _rename_person(lines, action, called.get(Kind.PERSON, {}))
        _rename_kpi(lines, action, called.get(Kind.KPI, {}))
    return lines


def _rename_person(lines: list[str], action: Action, called: Mapping[str, str]) -> None:
    """Give whoever is to do it the new id, where that stands behind the box."""
    found, new = _PERSON.match(lines[action.line - 1]), called.get(action.person or "")
    if found is not None and found[1] == action.person and new is not None:
        _replace(lines, action.line - 1, found, new)


def _rename_kpi(lines: list[str], action: Action, called: Mapping[str, str]) -> None:
    """Give the KPI the new id in the last brackets of the action's first paragraph."""
    new = called.get(action.kpi or "")
    if new is None:
        return
    last: tuple[int, re.Match[str]] | None = None
    for number in range(action.line - 1, len(lines)):
        line = lines[number]
        if number >= action.line and (not line.strip() or _ENTRY.match(line)):
            break
        last = next(((number, one) for one in reversed([*_KPI.finditer(line)])), last)
    if last is not None and last[1][1] == action.kpi:
        _replace(lines, *last, new)


def _replace(lines: list[str], number: int, found: re.Match[str], new: str) -> None:
    line = lines[number]
    lines[number] = line[: found.start(1)] + new + line[found.end(1) :]
