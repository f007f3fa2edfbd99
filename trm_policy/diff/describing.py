"""What people call the thing that changes, with its value; and what is given away by that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.diff.change import At, Words
from trm_policy.diff.normal import Tree
from trm_policy.diff.shape import key_kind, value_kind
from trm_policy.diff.sides import Side
from trm_policy.model.base import Kind, Visibility
from trm_policy.model.references import HOMES
from trm_policy.model.shape import Pattern, Shape
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
}
"""The field by which an entry of a section is called; others are called by their id."""

PHRASES: Mapping[str, str] = {
    "depends_on.*": "dependency on {0}",
    "term.start": "first day of the partnership",
    "term.end": "last day of the partnership",
    "term.review_by": "day by which renewal is decided",
    "scope.purpose": "purpose of the partnership",
    "scope.includes.*": "scope: {0}",
    "scope.excludes.*": "out of scope: {0}",
    "tags.*": "tag {0}",
    "parties.*": "party {0}",
    "parties.*.gives.*": "what {0} gives: {1}",
    "parties.*.gets.*": "what {0} gets: {1}",
    "people.*": "person {0}",
    "people.*.email": "e-mail address of {0}",
    "organisations.*.timezone": "time zone of {0}",
    "parties.*.timezone": "time zone of {0}",
    "sponsors.*": "sponsor of {0}",
    "owners.*": "relationship owner of {0}",
    "segmentation.scores.*": "score for {0}",
    "segmentation.rationale": "reason for the tier",
    "goals.*": "goal {0}",
    "goals.*.due": "day on which goal {0} is due",
    "goals.*.closed_on": "closing of goal {0}",
    "goals.*.kpis.*": "KPI {1} of goal {0}",
    "goals.*.benefits.*": "benefit of {1} from goal {0}",
    "kpis.*": "KPI {0}",
    "kpis.*.audited": "audit of {0}",
    "kpis.*.target.value": "target of {0}",
    "kpis.*.target.by": "target day of {0}",
    "kpis.*.baseline.value": "baseline of {0}",
    "kpis.*.baseline.date": "baseline day of {0}",
    "kpis.*.milestones.*": "milestone of {0} by {1}",
    "kpis.*.milestones.*.value": "milestone of {0} by {1}",
    "kpis.*.lag": "days until {0} is known",
    "kpis.*.survey.instrument": "questionnaire of {0}",
    "kpis.*.survey.scale": "scale of answers of {0}",
    "kpis.*.survey.respondents.*": "respondents of {1} for {0}",
    "committees.*": "committee {0}",
    "committees.*.members.*": "seat of {1} in {0}",
    "committees.*.members.*.person": "seat of {1} in {0}",
    "committees.*.members.*.side": "party of {1} in {0}",
    "committees.*.members.*.role": "role of {1} in {0}",
    "committees.*.members.*.vote": "vote of {1} in {0}",
    "committees.*.members.*.until": "appointment of {1} in {0}",
    "committees.*.quorum.members": "quorum of {0}",
    "committees.*.quorum.each_party": "quorum of each party in {0}",
    "committees.*.decisions.*": "decision of {0} on {1}",
    "committees.*.decisions.*.rule": "decision rule of {0} on {1}",
    "committees.*.decisions.*.by": "party that decides in {0} on {1}",
    "committees.*.deadlock": "way out of a deadlock of {0}",
    "committees.*.deadlock.to": "way out of a deadlock of {0}",
    "committees.*.deadlock.person": "person with the final say in {0}",
    "committees.*.deadlock.committee": "committee with the final say over {0}",
    "committees.*.deadlock.party": "party with the final say in {0}",
    "responsibilities.*": "responsibility: {0}",
    "responsibilities.*.accountable": "accountable for: {0}",
    "responsibilities.*.responsible.*": "{1} responsible for: {0}",
    "responsibilities.*.consulted.*": "{1} consulted on: {0}",
    "responsibilities.*.informed.*": "{1} informed of: {0}",
    "escalation": "escalation path",
    "escalation.working_hours": "working hours",
    "escalation.triggers.*": "escalation trigger {0}",
    "escalation.triggers.*.when": "what starts escalation trigger {0}",
    "escalation.triggers.*.start_at": "first level of escalation trigger {0}",
    "escalation.triggers.*.kpi": "KPI of escalation trigger {0}",
    "escalation.triggers.*.risk": "risk of escalation trigger {0}",
    "escalation.levels.*": "escalation level {0}",
    "escalation.levels.*.contacts.*": "contact of {1} at level {0}",
    "escalation.levels.*.channel": "channel of level {0}",
    "escalation.levels.*.acknowledge_within": "time to acknowledge at level {0}",
    "escalation.levels.*.escalate_after": "time until level {0} passes on",
    "escalation.levels.*.authority": "authority of level {0}",
    "escalation.levels.*.output": "output of level {0}",
    "escalation.ladder": "order of the escalation levels",
    "escalation.endgame": "endgame of the escalation",
    "reviews.*": "review {0}",
    "reviews.*.every": "cadence of {0}",
    "reviews.*.starting": "first day of {0}",
    "reviews.*.agenda.*": "agenda of {0}: {1}",
    "sharing.*": "shared information: {0}",
    "sharing.*.every": "cadence of {0}",
    "sharing.*.from": "giver of {0}",
    "sharing.*.to.*": "{1} as receiver of {0}",
    "sharing.*.rule": "sharing rule of {0}",
    "sharing.*.personal": "personal data in {0}",
    "personal_data": "ground for personal data",
    "personal_data.lawful_basis": "lawful basis for personal data",
    "personal_data.controllers.*": "{0} as controller of personal data",
    "personal_data.breach_notice": "time to tell of a data breach",
    "risks.*": "risk: {0}",
    "risks.*.review_by": "next look at risk {0}",
    "risks.*.closed_on": "closing of risk {0}",
    "commitments.*": "commitment: {0}",
    "commitments.*.due": "due day of {0}",
    "commitments.*.closed_on": "closing of {0}",
    "initiatives.*": "initiative: {0}",
    "initiatives.*.since": "day since which {0} is in its stage",
    "touchpoints.*": "touchpoint: {0}",
    "touchpoints.*.between.*": "{1} in touchpoint {0}",
    "behaviours.*": "behaviour: {0}",
    "maturity.assessed_on": "day of the maturity assessment",
    "maturity.functions.*": "maturity of {0}",
    "maturity.functions.*.level": "maturity of {0}",
    "agreements.*": "agreement: {0}",
    "agreements.*.binding": "binding force of {0}",
    "exit": "exit plan",
    "exit.triggers.*": "exit trigger: {0}",
    "exit.notice": "exit notice",
    "exit.transition": "transition at the exit",
    "exit.transition.duration": "length of the transition",
    "exit.transition.owners.*": "transition owner of {0}",
    "exit.transition.data_return": "return of data at the exit",
    "exit.transition.intellectual_property": "intellectual property at the exit",
    "exit.transition.knowledge": "handover of knowledge at the exit",
    "exit.transition.continuity": "continuity at the exit",
    "exit.notice_given": "notice given",
    "exit.notice_given.by": "party that gave notice",
    "exit.notice_given.date": "day of the notice",
    "exit.withdrawal": "withdrawal of one party",
    "approvals.*": "approval: {0}",
    "approvals.*.person": "person of approval {0}",
    "approvals.*.date": "day of approval {0}",
    "approvals.*.evidence": "evidence of approval {0}",
    "waivers.*": "waiver of {0}",
    "waivers.*.expires": "end of the waiver of {0}",
    "not_applicable.*": "{0}",
    "visibility.*": "who may read {0}",
    "extensions.*": "own key {0}",
    "organisations.*": "organisation {0}",
    "objectives.*": "objective {0}",
    "people.*.left": "{0} has left",
}
"""The thing that changes, where it is not simply the field's name and whose it is."""


def phrase_for(pattern: Pattern) -> str:
    """The phrase of a place; ``target of {0}`` for fields without one of their own."""
    found = PHRASES.get(".".join(pattern))
    if found is not None:
        return found
    name = pattern[-1].replace("_", " ")
    stars = pattern.count("*")
    return f"{name} of {{{stars - 1}}}" if stars else name


_IN_KPI_UNITS = {"kpis.*.target.value", "kpis.*.baseline.value", "kpis.*.tolerance",
                 "kpis.*.milestones.*.value", "kpis.*.milestones.*"}  # fmt: skip


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


class Describer:
    """Speaks of one side of a comparison, in that side's own ids."""

    def __init__(self, side: Side) -> None:
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
        thing = phrase_for(shape.pattern).format(*names)
        unit = note = ""
        if dotted in _IN_KPI_UNITS:
            unit = self._noted(("kpis", at[1], "unit"), places)
        if dotted in _MEMBERS:
            unit = "member" if value == 1 else "members"
        if dotted == "kpis.*.target.value":
            day = self._noted(("kpis", at[1], "target", "by"), places)
            note = f", by {day}" if day else ""
        return Described(Words(thing, self._value(shape, value, places), unit, note), tuple(places))

    def named(self, at: At) -> Described:
        """The words for an entry that is known by another key on the other side."""
        places: list[At] = []
        names = self._names(at, places)
        thing = phrase_for(shapes.at(at).pattern).format(*names)
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
        kind = key_kind(above)
        if kind is not None:
            return self._reference(kind, key.partition(" #")[0], places)
        if section in ("approvals", "waivers"):
            entry = self._at(at) or {}
            party = self._reference(Kind.PARTY, entry.get("party", ""), places)
            return f"{party} for version {entry['version']}" if "version" in entry else key
        if above.listed and above.each is not None and not above.keys:
            return f"“{clipped(key)}”"
        return f"“{clipped(key)}”" if section.endswith(".decisions") else key

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
        if value is None or isinstance(value, dict):
            inner = value.get("value") if isinstance(value, dict) else None
            return exact(inner) if isinstance(inner, float) else ""
        kind = value_kind(shape)
        if kind is not None:
            ids = value if isinstance(value, list) else [value]
            return ", ".join(self._reference(kind, one, places) or one for one in ids)
        if shape.is_entry and shape.pattern[:-1] and value == "":
            return ""
        return plainly(value)

    def _noted(self, place: At, places: list[At]) -> str:
        """The text at a place, which is given away thereby; an entry without a name has its id."""
        found = self._at(place)
        places.append(place)
        if found is None:
            return place[-2] if place[-1] in LABELS.values() else ""
        return clipped(str(found))

    def _at(self, place: At) -> Any:
        tree: Tree | Any = self.side.tree
        for name in place:
            tree = tree.get(name) if isinstance(tree, dict) else None
        return tree


def plainly(value: Any) -> str:
    """A value of the normal form as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return exact(value)
    if isinstance(value, dict | list):
        return ""
    return str(value)
