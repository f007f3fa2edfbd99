"""What can be named in a charter, and what to say of a name that leads nowhere."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from trm_policy.errors import closest, did_you_mean
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.placeholders import placeholder_in
from trm_policy.model.references import HOMES, SHARED, Reference
from trm_policy.model.shape import names_of, part_at, unknown_part
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import NEUTRAL
from trm_policy.rule import Problem
from trm_policy.rules._written import asked_for, is_whole, lost_entries
from trm_policy.wording.lists import listed, no_or_some
from trm_policy.wording.text import folded

SECTIONS = {kind: home[0] for kind, home in HOMES.items() if len(home) == 1}
"""The section of the charter that holds what such an id stands for."""

_MENDS = {
    Kind.PERSON: "add the person under 'people' here or in directory.yaml",
    Kind.SIDE: "write 'neutral' for a mediator or an independent chair",
    Kind.ORGANISATION: "add the organisation to directory.yaml, or give its name here instead",
    Kind.OBJECTIVE: "add the objective to directory.yaml",
    Kind.LEVEL: "add the level under 'escalation.levels'",
    Kind.PARTNERSHIP: "add a folder of that name with its charter",
    Kind.PATH: "name a person, committee or party with the final say instead",
}
_DEMANDED_OF_ALL = frozenset({Kind.LEVEL, Kind.REVIEW})
_ESCALATION_PATH = frozenset({"escalation"})
_MOST_PROPOSALS = 20
_MOST_CHOICES = 12
_LONGEST_ID = 60
_MOST_PLACES = 3


class Known:
    """The ids that exist for one charter. Those of entries that the model refused count."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._proposals = 0

    def resolves(self, reference: Reference) -> bool:
        """Whether the reference leads to something, as far as can be known.

        What waits to be filled in, and what would stand in a section that could not be read or
        that another rule asks for, is somebody else's finding; so is a host that is no party.
        """
        kind, id_ = reference.kind, reference.id
        for home in self._homes[kind]:
            if id_ in home:
                return True
        if kind in _DEMANDED_OF_ALL and not any(self._homes[kind]):
            return True
        if kind is Kind.LEVEL and lost_entries(self.context, ("escalation", "levels")):
            return True
        section = SECTIONS.get(kind)
        if section is not None and self.context.partnership.unreadable(section):
            return True
        charter = self.context.partnership.charter
        if section == "parties" and id_ == charter.host:
            return True
        if self.lacking(kind) and asked_for(charter, self.context, SECTIONS[kind]):
            return True
        shared = SHARED.get(kind)
        if shared is not None and self.context.written_in_directory(shared) is None:
            return True
        return not reference.on_key and placeholder_in(id_) is not None

    def lacking(self, kind: Kind) -> str | None:
        """The section that would hold all things of this kind, where the charter lacks it."""
        section = SECTIONS.get(kind)
        if section is None or kind is Kind.PERSON or self.context.partnership.ids(section):
            return None
        return section

    def complaint(
        self,
        places: Sequence[str],
        ids: Sequence[str],
        reference: Reference,
        *,
        shared: bool = False,
    ) -> str:
        """What is wrong with a reference that does not resolve.

        ``places`` name all that lead to the same nothing, its own place first; ``ids`` are what
        they name, more than one only where the whole section is lacking. ``shared`` says that the
        reference stands in the directory, of which the same is said in each charter.
        """
        kind, id_ = reference.kind, reference.id
        subject, verb = _together(places), "name" if len(places) > 1 else "names"
        section = self.lacking(kind)
        if section is not None:
            named = _together([repr(_short(one)) for one in ids], "other")
            return f"{subject} {verb} {named}, and the charter has no section {section!r}"
        shown = _short(id_)
        if kind is Kind.PATH:
            return f"{subject} is {shown!r}, and only 'escalation' is allowed there"
        other = self._other_kind(reference)
        if other is not None:
            return f"{subject} {verb} {shown!r}, which is {_a(other)}, not {_a(_noun(kind))}"
        proposal = self._proposal(reference, shared=shared)
        if kind is Kind.PERSON and id_ == "nobody":
            return f"{subject} {verb} {shown!r}, which is not the id of a person{proposal}"
        nothing = "no one" if kind is Kind.PERSON else f"no {_noun(kind)}"
        return f"{subject} {verb} {shown!r}, and {nothing} is called that{proposal}"

    def fix(self, reference: Reference) -> str:
        """How a reference that does not resolve is put right."""
        kind = reference.kind
        section = SECTIONS.get(kind)
        if self.lacking(kind):
            return f"Write the section '{section}', or remove what refers to it."
        other = _MENDS.get(kind) or f"add the {_noun(kind)} under '{section}'"
        return f"Correct the id, or {other}."

    @cached_property
    def _homes(self) -> Mapping[Kind, tuple[Container[str], ...]]:
        partnership = self.context.partnership
        shared = {
            kind: self.context.written_in_directory(section) or frozenset()
            for kind, section in SHARED.items()
        }
        sections = {kind: (partnership.ids(name),) for kind, name in SECTIONS.items()}
        return {
            **sections,
            Kind.PERSON: (partnership.ids("people"), shared[Kind.PERSON], self._bodies),
            Kind.SIDE: (partnership.ids("parties"), {NEUTRAL}),
            Kind.ORGANISATION: (shared[Kind.ORGANISATION],),
            Kind.OBJECTIVE: (shared[Kind.OBJECTIVE],),
            Kind.LEVEL: (frozenset(_level_ids(partnership.document.data)),),
            Kind.PARTNERSHIP: (self.context.partnerships,),
            Kind.PATH: (_ESCALATION_PATH,),
        }

    @cached_property
    def _misnamed(self) -> frozenset[str | int]:
        """Ids that the format refuses: they resolve, and must not be proposed."""
        refusals = self.context.partnership.built.refusals
        return frozenset(one.place[-1] for one in refusals if one.on_key and one.place)

    @cached_property
    def _bodies(self) -> frozenset[str]:
        """Committees that can stand where a person may, or may be such for all that is known."""
        partnership = self.context.partnership
        committees = partnership.charter.committees
        return frozenset(
            id_
            for id_ in partnership.ids("committees")
            if not is_whole(self.context, ("committees", id_)) or committees[id_].party is not None
        )

    def _other_kind(self, reference: Reference) -> str | None:
        """What the id stands for, where it is only the wrong kind of thing."""
        for kind, homes in self._homes.items():
            if kind is not Kind.PATH and any(reference.id in home for home in homes):
                if kind is Kind.SIDE:
                    return "the side of mediators"
                several = kind is Kind.COMMITTEE and reference.kind is Kind.PERSON
                return "committee of several parties" if several else _noun(kind)
        return None

    def _accepted_in_directory(self, kind: Kind) -> Container[str] | None:
        """What the model took of the section that holds such things; None where it is no matter."""
        if kind is Kind.ORGANISATION:
            return self.context.directory.organisations
        return self.context.directory.objectives if kind is Kind.OBJECTIVE else None

    def _proposal(self, reference: Reference, *, shared: bool) -> str:
        """``; did you mean 'x'?`` for the first few; a file may hold thousands of wrong ids."""
        self._proposals += 1
        id_ = reference.id
        if self._proposals > _MOST_PROPOSALS or len(id_) > _LONGEST_ID:
            return ""
        if reference.kind is Kind.PERSON:
            roster = [one for one in self.context.partnership.roster if one.shared or not shared]
            named = [actor.id for actor in roster if folded(actor.name) == folded(id_)]
            if named:
                return f"; the id of {id_} is {named[0]!r}"
            choices: Collection[str] = [actor.id for actor in roster]
        else:
            homes: Iterable[Any] = self._homes[reference.kind]
            choices = [id_ for home in homes for id_ in home]
        choices = [choice for choice in choices if choice not in self._misnamed]
        accepted = self._accepted_in_directory(reference.kind)
        choices = [choice for choice in choices if accepted is None or choice in accepted]
        if reference.kind is Kind.PARTNERSHIP:
            choices = [choice for choice in choices if choice != self.context.partnership.id]
        if len(choices) > _MOST_CHOICES and closest(id_, choices) is None:
            return ""
        proposal = did_you_mean(id_, choices)
        return f"; {proposal}" if proposal else ""


def _level_ids(data: Any) -> Iterable[str]:
    escalation = data.get("escalation")
    levels = escalation.get("levels") if isinstance(escalation, dict) else None
    for level in levels if isinstance(levels, list) else ():
        if isinstance(level, dict) and isinstance(level.get("id"), str):
            yield level["id"]


def _short(id_: str) -> str:
    return id_ if len(id_) <= _LONGEST_ID else id_[: _LONGEST_ID - 1] + "…"


def _together(words: Sequence[str], rest: str = "other place") -> str:
    """All of a few words; of many the first ones and how many more there are."""
    if len(words) <= _MOST_PLACES + 1:
        return listed(words)
    return listed([*words[:_MOST_PLACES], no_or_some(len(words) - _MOST_PLACES, rest)])


def _noun(kind: Kind) -> str:
    return Kind.PARTY.value if kind is Kind.SIDE else kind.value


def _a(noun: str) -> str:
    return noun if noun.startswith("the ") else f"{'an' if noun[0] in 'aeo' else 'a'} {noun}"


def unknown_places(charter: Charter, context: Context) -> Iterator[tuple[tuple[str, ...], Problem]]:
    """The keys of ``visibility`` that are no places: the part that is not there, and a problem."""
    document = context.partnership.document
    for key in charter.visibility:
        place = unknown_part(key, document.has)
        if place is None or context.partnership.unreadable(place[0]):
            continue
        near = closest(place[-1], _beside(document.data, place[:-1]))
        yield (
            place,
            Problem(
                f"visibility names {key!r}, and nothing is called {place[-1]!r} there"
                + (f"; did you mean {near!r}?" if near else ""),
                at=("visibility", key),
                help="Correct the place; until then no site but the host's own shows the charter.",
                on_key=True,
            ),
        )


def _beside(data: Any, place: tuple[str, ...]) -> Collection[str]:
    """The names that could follow ``place``."""
    part = part_at(Charter, place)
    if part is not None:
        return names_of(part)
    for name in place:
        data = _entries(data).get(name)
    return _entries(data)


def _entries(data: Any) -> dict[str, Any]:
    if isinstance(data, list):
        return {entry["id"]: entry for entry in data if isinstance(entry, dict) and "id" in entry}
    return data if isinstance(data, dict) else {}
