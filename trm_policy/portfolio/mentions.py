"""Every place that names a person: in charters, in records and in the directory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from trm_policy.document.document import Document
from trm_policy.finding import Place
from trm_policy.model.party import Directory
from trm_policy.model.records import ActionState, MinutesFront
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Entry, Someone, parts
from trm_policy.portfolio.references import Kind, of_front


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
        if reference.kind is Kind.ACTOR and reference.id in ids:
            lasts = reference.at in lasting and not over
            yield named(reference.at, role(partnership, reference.at), reference.id, lasts=lasts)
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
    written = [
        *((m.path, m.front, m.actions) for m in records.minutes),
        *((e.path, e.front, ()) for e in records.escalations),
    ]
    for path, front, actions in sorted(written, key=lambda one: one[0]):
        document = records.documents[path]
        for reference in of_front(front) if front is not None else ():
            if reference.kind is not Kind.ACTOR or reference.id not in ids:
                continue
            place = records.built[path].written(reference.at)
            if isinstance(front, MinutesFront):
                said = f"attended the review {front.review!r} of {front.held_on}"
            else:
                said = f"raised the escalation {path.stem}"
            line = document.span(place).line
            yield Naming(Where.RECORD, partnership.id, path, line, place, said, False, reference.id)
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
            said = f"deputy of {person.name}"
            yield named(("people", id_, "deputy"), said, person.deputy or "", lasts=True)


def role(partnership: Partnership, at: Place) -> str:
    """What the place of a charter makes of whoever stands there, in words."""
    said = _ROLES.get(_shape(at))
    assert said is not None, at
    return said.format_map(_Words(partnership, at))


_ROLES: Mapping[tuple[str, ...], str] = {
    ("people", "deputy"): "deputy of {person}",
    ("sponsors",): "executive sponsor of {party}",
    ("owners",): "relationship owner of {party}",
    ("goals", "lead"): "lead of the goal {id}",
    ("kpis", "owner"): "owner of the KPI {id}",
    ("committees", "members", "person"): "{seat} of the committee {id}",
    ("committees", "deadlock", "person"): "final say of the committee {id}",
    ("responsibilities", "accountable"): "accountable for the decision {id}",
    ("responsibilities", "responsible"): "responsible for the decision {id}",
    ("responsibilities", "consulted"): "consulted on the decision {id}",
    ("responsibilities", "informed"): "informed of the decision {id}",
    ("escalation", "levels", "contacts"): "contact of {party} on the escalation level {level}",
    ("sharing", "owner"): "owner of what is shared as {id}",
    ("risks", "owner"): "owner of the risk {id}",
    ("commitments", "owner"): "owner of the commitment {id}",
    ("initiatives", "lead"): "lead of the initiative {id}",
    ("touchpoints", "between"): "part of the touchpoint {id}",
    ("maturity", "functions", "lead"): "lead of the function {function} in the maturity claim",
    ("exit", "transition", "owners"): "owner of the handover at the exit for {party}",
    ("approvals", "person"): "approved version {approval}",
    ("waivers", "approved_by"): "approved the waiver of the rule {waiver}",
}
_ENTRIES = frozenset({"sponsors", "owners"})
_MAPS_WITHIN = frozenset({"contacts", "functions", "owners"})


def _shape(at: Place) -> tuple[str, ...]:
    """The names of fields in a place, without the ids and numbers of entries."""
    first = str(at[0])
    if first in _ENTRIES:
        return (first,)
    shape, is_entry = [first], first not in ("escalation", "maturity", "exit")
    for part in at[1:]:
        if is_entry or isinstance(part, int):
            is_entry = False
            continue
        shape.append(str(part))
        is_entry = part in _MAPS_WITHIN
    return tuple(shape)


class _Words(dict[str, str]):
    """The words that a role is filled with; only those that it asks for are looked up."""

    def __init__(self, partnership: Partnership, at: Place) -> None:
        super().__init__()
        self._one, self._at = partnership, at

    def __missing__(self, name: str) -> str:
        charter, roster, at = self._one.charter, self._one.roster, self._at
        found: Any = at[1] if len(at) > 1 else ""
        if name == "person":
            return roster.name_of(str(at[1]))
        if name == "party":
            return roster.party_name(str(at[-1]))
        if name == "seat":
            return str(charter.committees[str(at[1])].members[int(at[3])].role)
        if name == "level":
            assert charter.escalation is not None
            found = charter.escalation.levels[int(at[2])].id
        elif name == "function":
            found = at[2]
        elif name == "approval":
            approval = charter.approvals[int(at[1])]
            name_ = roster.party_name(approval.party)
            return f"{approval.version} for {name_} on {approval.date}"
        elif name == "waiver":
            found = charter.waivers[int(at[1])].rule
        return repr(str(found))


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


class Held(NamedTuple):
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
    partnership: Partnership, owners: Mapping[Entry, str], directory: Directory, today: date
) -> Iterator[Held]:
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
        entry = Entry(None if actor.shared else partnership.id, actor.id)
        deputy = roster.get(actor.deputy)
        shared = directory.people.get(deputy.id) if deputy is not None and deputy.shared else None
        gone = shared is not None and shared.left is not None and shared.left <= today
        place = partnership.built.written(reference.at)
        yield Held(
            owners[entry],
            reference.at,
            partnership.document.span(place).line,
            role(partnership, reference.at),
            None if deputy is None or gone or deputy.id == actor.id else deputy.name,
            actor.id,
        )
