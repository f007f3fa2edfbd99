"""Every place that names a person: in charters, in records and in the directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from trm_policy.document.document import Document
from trm_policy.finding import Place
from trm_policy.model.base import Kind, Part
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.records import Action, ActionState
from trm_policy.model.references import parts_along, references_of
from trm_policy.model.shape import Pattern, along, shape_at, shape_of
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Listing, Someone, parts
from trm_policy.wording.text import words


class Where(StrEnum):
    """What kind of file names somebody."""

    DIRECTORY = "directory"
    CHARTER = "charter"
    RECORD = "record"


class Naming(NamedTuple):
    """One place that names somebody, and as what.

    ``partnership`` is None in the directory. ``place`` is empty for an action, which is text.
    ``lasts`` says that it is a part the person has now, and no entry in a list of people and
    nothing that was done once or is over.
    """

    where: Where
    partnership: str | None
    path: PurePosixPath
    line: int
    place: Place
    role: str
    lasts: bool
    id: str


def in_charter(partnership: Partnership, someone: Someone, today: date) -> Iterator[Naming]:
    """Where a charter names somebody, in the order of the format; nothing of an ended one lasts."""
    ids = frozenset(someone.ids_in(partnership))
    if not ids:
        return
    charter, document = partnership.charter, partnership.document
    party_name = partnership.roster.party_name
    lasting = {r.at for r in parts(partnership.references, charter, today)}
    over = charter.status is Status.ENDED

    def named(place: Place, role: str, id_: str, *, lasts: bool) -> Naming:
        there = partnership.built.written(place)
        line = document.span(there).line
        return Naming(
            Where.CHARTER, partnership.id, partnership.path, line, there, role, lasts, id_
        )

    for id_ in charter.people:
        if id_ in ids:
            yield named(("people", id_), "listed among the charter's people", id_, lasts=False)
    for reference in partnership.references:
        if reference.kind is Kind.PERSON and reference.id in ids:
            lasts = reference.at in lasting and not over
            role = role_of(charter, reference.at, party_name)
            yield named(reference.at, role, reference.id, lasts=lasts)
    for seen in charter.visibility:
        section, _, rest = seen.partition(".")
        if section == "people" and rest.partition(".")[0] in ids:
            said = f"ruling on who may see {seen!r}"
            yield named(("visibility", seen), said, rest.partition(".")[0], lasts=False)


def in_records(partnership: Partnership, someone: Someone) -> Iterator[Naming]:
    """Where a partnership's minutes and escalations name somebody, file by file."""
    ids, records = frozenset(someone.ids_in(partnership)), partnership.records
    if not ids:
        return
    written: list[tuple[PurePosixPath, Part | None, tuple[Action, ...]]] = [
        *((m.path, m.front, m.actions) for m in records.minutes),
        *((e.path, e.front, ()) for e in records.escalations),
    ]
    for path, front, actions in sorted(written, key=lambda one: one[0]):
        document = records.documents[path]
        for reference in references_of(front) if front is not None else ():
            if front is not None and reference.kind is Kind.PERSON and reference.id in ids:
                place = records.built[path].written(reference.at)
                said, line = role_of(front, reference.at), document.span(place).line
                yield Naming(
                    Where.RECORD, partnership.id, path, line, place, said, False, reference.id
                )
        for action in actions:
            if action.person not in ids:
                continue
            is_open = action.state is ActionState.OPEN
            due = f" due {action.due}" if action.due and is_open else ""
            said = f"{action.state} action{due}: {action.what}"
            yield Naming(
                Where.RECORD, partnership.id, path, action.line, (), said, is_open, action.person
            )


def in_directory(
    directory: Directory, document: Document | None, someone: Someone
) -> Iterator[Naming]:
    """Where the directory lists somebody, or names them as somebody's deputy."""
    if document is None:
        return
    ids = someone.shared()

    def named(place: Place, role: str, id_: str, *, lasts: bool) -> Naming:
        line = document.span(place).line
        return Naming(Where.DIRECTORY, None, document.path, line, place, role, lasts, id_)

    for id_, person in directory.people.items():
        if id_ in ids:
            left = f", left on {person.left}" if person.left else ""
            yield named(("people", id_), f"listed among the shared people{left}", id_, lasts=False)
        elif person.deputy in ids:
            role = role_of(person, ("deputy",))
            yield named(("people", id_, "deputy"), role, person.deputy or "", lasts=True)


NameOf = Callable[[str], str]


def role_of(part: Part, at: Place, party_name: NameOf = str) -> str:
    """What a place of a charter, a record or the directory makes of whoever stands there."""
    role = shape_at(at, shape_of(type(part))).role
    assert role is not None, at
    return role.text.format_map(_Words(part, at, party_name, lambda _, __, value: str(value)))


def title_of(charter: Charter, at: Place) -> str:
    """The same in the words of a list of people; empty where it is worth no line there."""
    role = shape_at(at, shape_of(Charter)).role
    words_ = _Words(charter, at, str, _titled)
    return role.title.format_map(words_).strip(", ") if role and role.title else ""


def _titled(part: Part, name: str, value: Any) -> str:
    """Nothing for what is hidden, and the id where there is no name."""
    if part.hides(name):
        return ""
    return words(value) if isinstance(value, StrEnum) else value or words(getattr(part, "id", ""))


class _Words(dict[str, str]):
    """The words that a role may name, each looked up when it asks for it."""

    def __init__(
        self, part: Part, at: Place, party_name: NameOf, told: Callable[[Part, str, Any], str]
    ) -> None:
        super().__init__()
        self._part, self._at = part, at
        self._party_name, self._told = party_name, told

    def __missing__(self, name: str) -> str:
        kind = type(self._part)
        number = _keys(kind, shape_at(self._at, shape_of(kind)).pattern).get(name)
        if number is not None:
            said = str(self._at[number])
            return self._party_name(said) if name == "party" else said
        around = tuple(parts_along(self._part, self._at))[::-1]
        part = next(one for one in around if name in type(one).model_fields)
        value = getattr(part, name)
        if shape_of(type(part)).fields[name].names is Kind.PARTY:
            return self._party_name(value)
        return self._told(part, name, value)


@cache
def _keys(kind: type[Part], pattern: Pattern) -> Mapping[str, int]:
    """Where in such a place the ``party`` stands that it is about, and the ``id`` of an entry."""
    found: dict[str, int] = {}
    above = shape_of(kind)
    for number, shape in enumerate(along(pattern, above)):
        if above.key_names is Kind.PARTY:
            found["party"] = number
        elif above.gives and not above.listed:
            found["id"] = number
        above = shape
    return found


def everywhere(
    someone: Someone,
    directory: Directory,
    document: Document | None,
    partnerships: Iterable[Partnership],
    today: date,
) -> list[Naming]:
    """Every place that names somebody: the directory first, then charter by charter."""
    found = list(in_directory(directory, document, someone))
    for one in partnerships:
        found += in_charter(one, someone, today)
        found += in_records(one, someone)
    return found


class RoleHeld(NamedTuple):
    """A part that somebody holds in a charter today.

    ``person`` is the key in :func:`everybody`, ``deputy`` the name of who stands in: None where
    nobody does, or the one named has left.
    """

    person: str
    place: Place
    line: int
    role: str
    deputy: str | None
    id: str


def held(
    partnership: Partnership, owners: Mapping[Listing, str], directory: Directory, today: date
) -> Iterator[RoleHeld]:
    """Every part that lasts today, in the order of the format; none in an ended charter.

    ``owners`` are the keys of people by entry. The part of a deputy is told with whom they
    stand in for, and is no part of its own.
    """
    if partnership.charter.status is Status.ENDED:
        return
    roster = partnership.roster
    for reference in parts(partnership.references, partnership.charter, today):
        actor = roster.get(reference.id)
        if actor is None or actor.human is None or reference.at[0] == "people":
            continue
        entry = Listing(None if actor.shared else partnership.id, actor.id)
        deputy = roster.get(actor.deputy)
        shared = directory.people.get(deputy.id) if deputy is not None and deputy.shared else None
        gone = shared is not None and shared.left is not None and shared.left <= today
        place = partnership.built.written(reference.at)
        yield RoleHeld(
            owners[entry],
            reference.at,
            partnership.document.span(place).line,
            role_of(partnership.charter, reference.at, roster.party_name),
            None if deputy is None or gone or deputy.id == actor.id else deputy.name,
            actor.id,
        )
