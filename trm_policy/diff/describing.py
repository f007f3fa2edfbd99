"""What people call the thing that changes, with its value; and what is given away by that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from trm_policy.diff import shape as shapes
from trm_policy.diff.change import At, Words
from trm_policy.diff.normal import UNKEYED
from trm_policy.diff.shape import key_kind, value_kind
from trm_policy.model.base import Kind, Visibility
from trm_policy.model.contract import EVERYBODY
from trm_policy.model.references import HOMES
from trm_policy.model.shape import Pattern, Shape
from trm_policy.model.weights import PHRASES
from trm_policy.wording.days import weekday
from trm_policy.wording.numbers import exact
from trm_policy.wording.text import clipped

LABELS: Mapping[str, str] = {
    "kpis": "name",
    "committees": "name",
    "reviews": "name",
    "escalation.levels": "name",
    "risks": "title",
    "agreements": "title",
    "initiatives": "title",
    "sharing": "item",
    "commitments": "what",
    "responsibilities": "decision",
    "touchpoints": "about",
    "obligations": "what",
    "third_parties": "name",
    "communication": "what",
}
"""The field by which an entry of a section is called; others are called by their id."""


def phrase_for(pattern: Pattern) -> str:
    """The phrase of a place; ``target of {0}`` for fields without one of their own."""
    found = PHRASES.get(".".join(pattern))
    if found is not None:
        return found
    name = pattern[-1].replace("_", " ")
    stars = pattern.count("*")
    return f"{name} of {{{stars - 1}}}" if stars else name


def _thing(pattern: Pattern, names: list[str]) -> str:
    """What a place is called; what has no day is not said to be 'by undated'."""
    return phrase_for(pattern).format(*names).replace(f" by {UNKEYED}", " without a day")


_IN_KPI_UNITS = {"kpis.*.target.value", "kpis.*.baseline.value", "kpis.*.tolerance",
                 "kpis.*.milestones.*.value", "kpis.*.milestones.*",
                 "kpis.*.threshold.at_least", "kpis.*.threshold.at_most",
                 "kpis.*.plausible.from", "kpis.*.plausible.to"}  # fmt: skip


_MEMBERS = {"committees.*.quorum.members", "committees.*.quorum.each_party"}
_READERS = {
    Visibility.PUBLIC.value: "the public",
    Visibility.PARTNER.value: "every party",
    Visibility.INTERNAL.value: "the host alone",
}
_NOTHING = Words()


@dataclass(frozen=True, slots=True)
class Described:
    """The words for one side of a change, and the places whose content they give away."""

    words: Words = _NOTHING
    places: tuple[At, ...] = ()


class Names(Protocol):
    """Who is called what."""

    def name_of(self, actor: str) -> str:
        """The name of a person or body."""

    def party_name(self, party: str) -> str:
        """The name of a party."""


class Spoken(Protocol):
    """What is spoken of: a side of a comparison, for one."""

    @property
    def tree(self) -> Mapping[str, Any]:
        """The normal form."""

    @property
    def roster(self) -> Names:
        """Who is who."""


class Describer:
    """Speaks of one side of a comparison, in that side's own ids."""

    def __init__(self, side: Spoken) -> None:
        self.side = side

    def told(self, at: At, value: Any) -> Described:
        """The words for what stands, or stood, at a place; a value of None is not told."""
        places: list[At] = []
        names = self._names(at, places)
        shape = shapes.at(at)
        dotted = ".".join(shape.pattern)
        if dotted == "visibility.*":
            words = Words(self._place(at[-1], places), self._readers(value, places))
            return Described(words, tuple(places))
        thing = _thing(shape.pattern, names)
        unit = note = ""
        if dotted in _IN_KPI_UNITS:
            unit = self._noted(("kpis", at[1], "unit"), places)
        if dotted in _MEMBERS:
            unit = "member" if value == 1 else "members"
        if dotted == "committees.*.members.*" and isinstance(value, dict):
            words = Words(thing, names[-1], note=f"{names[0]} as {value.get('role', 'member')}")
            return Described(words, tuple(places))
        if dotted == "reviews.*.starting" and value is not None:
            day = weekday(date.fromisoformat(value))
            return Described(Words(thing, day), tuple(places))
        if dotted == "kpis.*.target.value":
            day = self._noted(("kpis", at[1], "target", "by"), places)
            note = f", by {day}" if day else ""
        return Described(Words(thing, self._value(shape, value, places), unit, note), tuple(places))

    def named(self, at: At) -> Described:
        """The words for an entry that is known by another key on the other side."""
        places: list[At] = []
        names = self._names(at, places)
        thing = _thing(shapes.at(at).pattern, names)
        return Described(Words(thing, names[-1]), tuple(places))

    def _place(self, text: str, places: list[At]) -> str:
        """What a place is called that the charter names as text."""
        at = tuple(text.split("."))
        try:
            shape = shapes.at(at)
        except KeyError:
            return text
        names = self._names(at, places)
        is_named = shape.is_entry and ".".join(shape.pattern[:-1]) in LABELS
        return names[-1] if is_named else phrase_for(shape.pattern).format(*names)

    def _readers(self, audience: str | None, places: list[At]) -> str:
        """Who may read what is meant for an audience."""
        if audience is None:
            return ""
        word, _, party = audience.partition(":")
        if party:
            return self._reference(Kind.PARTY, party, places)
        return _READERS[word]

    def _names(self, at: At, places: list[At]) -> list[str]:
        """What the entries along the way are called."""
        found = []
        above = shapes.CHARTER
        for depth, shape in enumerate(shapes.along(at), start=1):
            if shape.is_entry:
                found.append(self._name(at[:depth], above, places))
            above = shape
        return found

    def _name(self, at: At, above: Shape, places: list[At]) -> str:
        key = at[-1]
        section = ".".join(above.pattern)
        if section in LABELS:
            return self._noted((*at, LABELS[section]), places) or key
        if section == "terms":
            return key.replace("_", " ")
        kind = key_kind(above)
        if kind is not None:
            return self._reference(kind, key.partition(" #")[0], places)
        if section in ("approvals", "waivers"):
            entry = self._at(at) or {}
            party = self._reference(Kind.PARTY, entry.get("party", ""), places)
            return f"{party} for version {entry['version']}" if "version" in entry else key
        if above.listed and above.each is not None and not above.keys:
            return f"“{clipped(key)}”"
        return f"“{clipped(key)}”" if section.endswith((".decisions", "exit.triggers")) else key

    def _reference(self, kind: Kind, id_: str, places: list[At]) -> str:
        """The name of what an id stands for; the id is as much of a secret as the thing."""
        if kind is Kind.PERSON:
            places.append(("people", id_, "name"))
            return self.side.roster.name_of(id_)
        if kind is Kind.PARTY:
            places.append(("parties", id_, "name"))
            return self.side.roster.party_name(id_)
        section, place = ".".join(HOMES[kind]), (*HOMES[kind], id_)
        places.append(place)
        return self._noted((*place, LABELS[section]), places) if section in LABELS else id_

    def _value(self, shape: Shape, value: Any, places: list[At]) -> str:
        if isinstance(value, dict) and shape.pattern == ("exit", "notice"):
            each = value.items()
            return ", ".join(f"{v} ({self._reference(Kind.PARTY, k, places)})" for k, v in each)
        if value is None or isinstance(value, dict):
            inner = value.get("value") if isinstance(value, dict) else None
            return exact(inner) if isinstance(inner, float) else ""
        parties = self.side.tree.get("parties", {})
        if shape.names is Kind.DEBTOR and value == EVERYBODY and value not in parties:
            return "all parties"
        kind = self._debtor(value) if shape.names is Kind.DEBTOR else value_kind(shape)
        if kind is not None:
            ids = value if isinstance(value, list) else [value]
            return ", ".join(self._reference(kind, one, places) or one for one in ids)
        if shape.is_entry and shape.pattern[:-1] and value == "":
            return ""
        return plainly(value)

    def _debtor(self, id_: str) -> Kind:
        """What somebody who owes something is."""
        tree = self.side.tree
        if id_ in tree.get("parties", {}):
            return Kind.PARTY
        is_body = id_ in tree.get("committees", {}) and id_ not in tree.get("people", {})
        return Kind.COMMITTEE if is_body else Kind.PERSON

    def _noted(self, place: At, places: list[At]) -> str:
        """The text at a place, which is given away thereby; an entry without a name has its id."""
        found = self._at(place)
        places.append(place)
        if found is None:
            return place[-2] if place[-1] in LABELS.values() else ""
        return clipped(str(found))

    def _at(self, place: At) -> Any:
        found: Any = self.side.tree
        for name in place:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found


def plainly(value: Any) -> str:
    """A value of the normal form as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return exact(value)
    if isinstance(value, dict | list):
        return ""
    return str(value)
