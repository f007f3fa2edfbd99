"""A charter → the same fields for one audience: allowed is what is shown, and nothing besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic.fields import FieldInfo

from trm_policy.document.document import Document
from trm_policy.finding import Place
from trm_policy.model.assurance import Notice
from trm_policy.model.audience import Override, audience_of, sees, sight
from trm_policy.model.base import PARTNER, PUBLIC, Kind, Part
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.model.purpose import Term
from trm_policy.model.records import EscalationRecord, EscalationStep, Minutes
from trm_policy.model.references import HOMES, references_of
from trm_policy.model.shape import plain
from trm_policy.model.vocabulary import Relationship, Tier
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records
from trm_policy.portfolio.roster import NEUTRAL

_PEOPLE = ("people",)


def part_of(charter: Charter, audience: Override) -> str | None:
    """The party that an audience is in a charter; None where it takes no part.

    An organisation that is no party itself is the class of members that lists it by its id, where
    those who are in that class may know of one another.
    """
    if audience.party in charter.parties:
        return audience.party
    for id_, one in charter.parties.items():
        if audience.organisation is not None and audience.organisation in (one.members or ()):
            listed = audience_of(charter, ("parties", id_, "members"))
            if sees(Override(audience.visibility, id_), listed):
                return id_
    return None


@dataclass(frozen=True)
class Eyes:
    """``reader`` looks at ``charter``; ``knows`` tells whether it may know of a partnership.

    A reader who is one party sees what is for partners only where that party takes part.
    ``side_of`` tells which party somebody stands for: with a party its people are hidden.
    """

    charter: Charter
    reader: Override
    knows: Callable[[str], bool]
    side_of: Callable[[str], str | None]

    @classmethod
    def of(cls, whole: Partnership, audience: Override, knows: Callable[[str], bool]) -> Eyes:
        """The eyes of an audience; those of the public for a party that has no part in it."""
        part = part_of(whole.charter, audience)
        outside = audience.party is not None and part is None
        reader = Override(PUBLIC) if outside else Override(audience.visibility, part)
        return cls(whole.charter, reader, knows, whole.roster.party_of)

    @property
    def admitted(self) -> bool:
        """Whether the charter is for this audience at all."""
        return sees(self.reader, Override(self.charter.audience))

    @property
    def reads_records(self) -> bool:
        """Whether minutes and escalations are for these eyes; they are never public."""
        return self.admitted and sees(self.reader, Override(PARTNER))

    def see(self, place: Place) -> bool:
        """Whether the place may be read; entries of lists are named as ``visibility`` does."""
        at = tuple(map(str, place))
        seen = self._seen(at)
        return seen and not (at[:1] == _PEOPLE and len(at) > 1 and self._serves_the_hidden(at[1]))

    @cached_property
    def _seen(self) -> Callable[[tuple[str, ...]], bool]:
        return sight(self.reader, self.charter)

    def _serves_the_hidden(self, person: str) -> bool:
        side = self.side_of(person)
        return side in self.charter.parties and not self.see(("parties", side))

    @cached_property
    def dead_ends(self) -> frozenset[Place]:
        """The places of the charter that name something hidden."""
        named = references_of(self.charter)
        return frozenset(one.at for one in named if not self.know(one.kind, one.id))

    def know(self, kind: Kind, id_: str) -> bool:
        """Whether what an id stands for may be known; ids that stand for nothing hide nothing."""
        if kind is Kind.PARTNERSHIP:
            return self.knows(id_)
        if kind is Kind.PERSON:
            body = id_ in self.charter.committees and id_ not in self.charter.people
            return self.see(("committees" if body else "people", id_))
        if kind is Kind.SIDE and id_ == NEUTRAL:
            return True
        home = HOMES.get(kind)
        return home is None or self.see((*home, id_))


def visible_records(records: Records, eyes: Eyes) -> Records:
    """The records without what is hidden, as anybody may ask them; what they cannot tell stays so.

    Every record that is shown has a document and what was made of it, as it has for the host,
    though no line of it. One that is not shown is as doubtful as one that cannot be read: it may
    be the one that is looked for.
    """
    known = eyes.charter.kpis.keys()
    figures = {kpi for kpi in known if eyes.know(Kind.KPI, kpi)}
    told = eyes.reads_records
    minutes = tuple(_minutes(records.minutes, eyes)) if told else ()
    escalations = tuple(_escalations(records.escalations, eyes)) if told else ()
    fronts: dict[PurePosixPath, Part | None] = {one.path: one.front for one in minutes}
    fronts |= {one.path: one.front for one in escalations}
    written = [one.path for one in records.minutes] + [one.path for one in records.escalations]
    return Records(
        measurements=tuple(row for row in records.measurements if row.kpi in figures),
        minutes=minutes,
        escalations=escalations,
        documents=MappingProxyType({path: Document(path, {}) for path in fronts}),
        built=MappingProxyType(
            {
                path: Built(front, dropped=records.built[path].dropped)
                for path, front in fronts.items()
            }
        ),
        doubtful=records.doubtful.union(path for path in written if path not in fronts),
    )


def _minutes(minutes: tuple[Minutes, ...], eyes: Eyes) -> Iterator[Minutes]:
    for one in minutes:
        front = one.front
        if front is None or not eyes.know(Kind.REVIEW, front.review):
            continue
        present = tuple(person for person in front.attendees if eyes.know(Kind.PERSON, person))
        actions = tuple(
            action
            if action.person is None or eyes.know(Kind.PERSON, action.person)
            else action._replace(person=None)
            for action in one.actions
            if action.kpi is None or eyes.know(Kind.KPI, action.kpi)
        )
        shown = front.model_copy(update={"attendees": present})
        yield replace(one, front=shown, actions=actions, body="")


def _escalations(
    escalations: tuple[EscalationRecord, ...], eyes: Eyes
) -> Iterator[EscalationRecord]:
    for one in escalations:
        front = one.front
        if front is None or not _may_be_told(one, eyes):
            continue
        steps = tuple(_step(step, eyes) for step in front.steps)
        raised_by = front.raised_by if eyes.know(Kind.PERSON, front.raised_by) else ""
        yield replace(one, front=front.model_copy(update={"steps": steps, "raised_by": raised_by}))


def _may_be_told(record: EscalationRecord, eyes: Eyes) -> bool:
    front = record.front
    if front is None:
        return False
    about_kpi = front.kpi is None or eyes.know(Kind.KPI, front.kpi)
    about_risk = front.risk is None or eyes.know(Kind.RISK, front.risk)
    owed = front.obligation is None or eyes.know(Kind.OBLIGATION, front.obligation)
    return (
        about_kpi
        and about_risk
        and owed
        and all(eyes.know(Kind.LEVEL, s.level) for s in front.steps)
    )


def _step(step: EscalationStep, eyes: Eyes) -> EscalationStep:
    heard = {p: at for p, at in step.acknowledged.items() if eyes.know(Kind.PARTY, p)}
    return step.model_copy(update={"acknowledged": heard})


P = TypeVar("P", bound=Part)


class _Nothing(Enum):
    """Marks what is hidden, where ``None`` would be a value."""

    HIDDEN = 0


_HIDDEN = _Nothing.HIDDEN


def visible_charter(eyes: Eyes, partnership: str) -> Charter:
    """The charter with what the eyes may see of it.

    What is hidden is as if it were not written. Where the format demands something that is
    hidden, something of no meaning stands instead (the id for a title, an empty text, map or
    term, the lowest tier): ask what is told before you show it.
    """
    made, _ = _Fields(eyes).shown(eyes.charter, (), ())
    cut = _cut(eyes.charter, made)
    for name, stand_in in _demanded(partnership).items():
        if made[name] is _HIDDEN or (name == "tier" and name in cut[0]):
            made[name] = stand_in
    return Charter.model_construct(**made).hiding(*cut)


def visible_part(part: P, place: Place, eyes: Eyes) -> P | None:
    """A part that is shown as if it stood at ``place`` of the charter; None where it is hidden."""
    found: P | None = _Fields(eyes).part(part, place, place)
    return found


def _demanded(partnership: str) -> dict[str, Any]:
    return {
        "title": partnership,
        "relationship": Relationship.PARTNER,
        "tier": Tier.TRANSACTIONAL,
        "term": Term(),
        "parties": {},
        "people": {},
    }


class _Fields:
    """Walks a part. ``at`` is a place as references have it, ``named`` as ``visibility`` does."""

    def __init__(self, eyes: Eyes) -> None:
        self._eyes = eyes

    def shown(self, part: Part, at: Place, named: Place) -> tuple[dict[str, Any], bool]:
        """The fields of a part by their Python names, and whether any of them says something.

        What is hidden is absent, or marked as hidden where the part demands it.
        """
        found: dict[str, Any] = {}
        told = False
        for name, info in type(part).model_fields.items():
            written = info.alias or name
            made = self._value(getattr(part, name), (*at, written), (*named, written))
            nothing = made is _HIDDEN or made is None
            found[name] = _absent(info) if nothing else made
            told = told or not (nothing or made in ((), {}))
        return found, told

    def part(self, part: Part, at: Place, named: Place) -> Any:
        """A part, or None where nothing of it is told or it would have no meaning."""
        fields, told = self.shown(part, at, named)
        cut = _cut(part, fields)
        for name in type(part).known_by:
            lost = fields[name] is None and getattr(part, name) is not None
            told = told and not (lost and self._about_the_hidden(name, at, named))
        for name, value in fields.items():
            if value is _HIDDEN:
                info = type(part).model_fields[name]
                fields[name] = _stand_in(info, named)
                about = self._about_the_hidden(info.alias or name, at, named)
                told = told and fields[name] is not None and not about
        return type(part).model_construct(**fields).hiding(*cut) if told else None

    def _about_the_hidden(self, written: str, at: Place, named: Place) -> bool:
        """Whether the demanded field could be read, did it not name something hidden."""
        return (*at, written) in self._eyes.dead_ends and self._eyes.see((*named, written))

    def _value(self, value: Any, at: Place, named: Place) -> Any:
        if at in self._eyes.dead_ends:
            return _HIDDEN
        if isinstance(value, Part):
            return self.part(value, at, named)
        if isinstance(value, dict):
            return self._map(value, at, named)
        if type(value) in (tuple, list) and any(isinstance(one, Part | dict) for one in value):
            return self._parts(value, at, named)
        if not self._eyes.see(named):
            return _HIDDEN
        if isinstance(value, Notice):
            return value.without(
                at[-1] for at in self._eyes.dead_ends if at[:-1] == ("exit", "notice")
            )
        if type(value) in (tuple, list):
            kept = (
                one for number, one in enumerate(value) if (*at, number) not in self._eyes.dead_ends
            )
            return type(value)(kept)
        return value

    def _map(self, entries: dict[str, Any], at: Place, named: Place) -> dict[str, Any]:
        """The entries whose keys may be known; a key takes the visibility of its entry."""
        found = {}
        for key, value in entries.items():
            here, there = (*at, key), (*named, key)
            if self._eyes.see(there) and here not in self._eyes.dead_ends:
                made = self._value(value, here, there)
                if made is not _HIDDEN and made is not None:
                    found[key] = made
        return found

    def _parts(self, entries: Any, at: Place, named: Place) -> Any:
        found = []
        for number, entry in enumerate(entries):
            there = (*named, str(getattr(entry, "id", number)))
            if self._eyes.see(there):
                made = self._value(entry, (*at, number), there)
                if made is not _HIDDEN and made is not None:
                    found.append(made)
        return type(entries)(found)


def _cut(part: Part, shown: dict[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """The fields that say less than they do in the part as it is written; those with fewer entries.

    What is demanded and hidden says less whatever stands for it.
    """
    hidden = {name for name, value in shown.items() if value != getattr(part, name)}
    fewer = {name for name in hidden if _entries(shown[name]) != _entries(getattr(part, name))}
    return frozenset(hidden), frozenset(fewer)


def _entries(value: object) -> int:
    return len(value) if isinstance(value, dict | tuple | list) else 0


def _absent(info: FieldInfo) -> Any:
    """What a field holds that is not written; still hidden where it is demanded."""
    return _HIDDEN if info.is_required() else info.get_default(call_default_factory=True)


def _stand_in(info: FieldInfo, named: Place) -> str | None:
    """A text for one that is demanded and hidden: the entry's id, or nothing in a list.

    None where the field is no text, so that without it the part has no meaning.
    """
    if plain(info.annotation) is not str:
        return None
    last = str(named[-1]) if named else ""
    return "" if last.isdigit() else last
