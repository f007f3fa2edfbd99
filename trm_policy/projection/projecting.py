"""One partnership as one audience may see it."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from trm_policy.document.document import Document
from trm_policy.model.audience import Override, width
from trm_policy.model.base import INTERNAL, PUBLIC, Kind
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory, SharedPerson
from trm_policy.model.references import references_of
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records, references_in
from trm_policy.portfolio.roster import Roster
from trm_policy.projection.parts import Eyes, visible_charter, visible_part, visible_records


@dataclass(frozen=True, slots=True)
class Projection:
    """A partnership for one audience: whatever is made from it may be shown to that audience.

    ``told`` are the top-level fields that the audience may read with all of their entries,
    whether they say something or not. A field that is not told holds some of its entries,
    nothing, or something of no meaning where the format demands it. ``host`` says that the
    audience is the host's own, which sees everything; ``records`` that minutes and escalations
    are told; ``escalations`` that nothing is hidden for which an escalation would be hidden too;
    ``public`` that the audience is everybody.
    """

    partnership: Partnership
    told: frozenset[str]
    host: bool = False
    records: bool = True
    escalations: bool = True
    public: bool = False

    def tells(self, *fields: str) -> bool:
        """Whether all these top-level fields may be read, with every entry."""
        return self.host or self.told.issuperset(fields)

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of the charter, for a reader to compare with another copy.

        For the host it is that of the charter's file, as ``sha256sum`` prints it. For others it
        is that of what they are shown, as JSON with sorted keys and without spaces, so that it
        tells nothing of what they are not; what they are shown of the directory is part of it.
        """
        if self.host:
            return self.partnership.document.digest
        parts = {
            "charter": self.partnership.charter,
            "directory": self.partnership.roster.directory,
        }
        shown = {
            name: part.model_dump(mode="json", exclude_defaults=True)
            for name, part in parts.items()
        }
        text = json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return sha256(text.encode()).hexdigest()


def admits(partnership: Partnership, audience: Override) -> bool:
    """Whether the charter is for the audience at all; if not, nobody of it may learn of it."""
    return Eyes.of(partnership, audience, lambda _: False).admitted


def party_named(charter: Charter, audience: Override) -> str | None:
    """The organisation behind the party that the audience names; None where it takes no part."""
    party = charter.parties.get(audience.party or "")
    return None if party is None else party.organisation or party.name or audience.party


def as_organisation(audience: Override, charters: Iterable[Charter]) -> Override:
    """The audience with the organisation that it is in all of the charters.

    That is the one of the directory behind its party wherever it is one, or, where it is none
    anywhere, itself if a class of members lists it. Without it, it has no part in any class.
    """
    if audience.party is None:
        return audience
    parties = [charter.parties for charter in charters]
    named = {one[audience.party].organisation for one in parties if audience.party in one}
    listed = {id_ for one in parties for party in one.values() for id_ in party.members or ()}
    known = next(iter(named)) if len(named) == 1 else None
    own = audience.party if not named and audience.party in listed else known
    return audience._replace(organisation=own)


def title_for(partnership: Partnership, audience: Override) -> str:
    """The title under which the audience may know a partnership that admits it; else its id."""
    eyes = Eyes.of(partnership, audience, lambda _: False)
    return partnership.charter.title if eyes.see(("title",)) else partnership.id


def project(
    partnership: Partnership, audience: Override, knows: Callable[[str], bool]
) -> Projection | None:
    """The partnership for ``audience``; None where it is not for it at all.

    ``knows`` tells whether the audience may know of another partnership, by its id.
    """
    charter = partnership.charter
    if width(audience) == width(Override(INTERNAL)):
        return Projection(partnership, frozenset(Charter.model_fields), host=True)
    eyes = Eyes.of(partnership, audience, knows)
    if not eyes.admitted:
        return None
    shown = visible_charter(eyes, partnership.id)
    records = visible_records(partnership.records, eyes)
    people = _people_named(shown, records)
    view = Partnership(
        id=partnership.id,
        path=partnership.path,
        document=Document(partnership.path, {}),
        built=Built(shown, dropped=frozenset(filter(eyes.see, partnership.built.dropped))),
        charter=shown,
        records=records,
        roster=Roster(shown, _directory(partnership.roster.directory, shown, people, eyes)),
    )
    told = frozenset(
        name
        for name in Charter.model_fields
        if eyes.see((name,)) and _amount(getattr(shown, name)) == _amount(getattr(charter, name))
    )
    path = shown.escalation
    every_level = "escalation" in told and not (path is not None and path.lacks("levels"))
    every_case = (
        eyes.reads_records and every_level and told.issuperset(("kpis", "risks", "obligations"))
    )
    return Projection(
        view,
        told,
        records=eyes.reads_records,
        escalations=every_case,
        public=audience == Override(PUBLIC),
    )


def _amount(value: object) -> int:
    """How many entries a field has, or whether it says anything."""
    return len(value) if isinstance(value, dict | tuple) else value is not None


def _people_named(charter: Charter, records: Records) -> set[str]:
    """Everybody whom what is shown names."""
    named = (*references_of(charter), *references_in(records))
    return {one.id for one in named if one.kind is Kind.PERSON}


def _directory(shared: Directory, charter: Charter, people: set[str], eyes: Eyes) -> Directory:
    """Of the directory what the shown charter needs: its organisations, and whom it names."""
    parties = {party.organisation for party in charter.parties.values()}
    parties |= {one for party in charter.parties.values() for one in party.members or ()}
    objectives = {goal.supports for goal in charter.goals.values()}
    wanted = people | set(_deputies(shared, people))
    shown = {
        id_: _visible_person(id_, person, parties, eyes)
        for id_, person in shared.people.items()
        if id_ in wanted and eyes.know(Kind.PERSON, id_)
    }
    return Directory.model_construct(
        organisations={id_: one for id_, one in shared.organisations.items() if id_ in parties},
        people={id_: one for id_, one in shown.items() if one is not None},
        objectives={id_: one for id_, one in shared.objectives.items() if id_ in objectives},
    )


def _visible_person(
    id_: str, person: SharedPerson, organisations: Container[str | None], eyes: Eyes
) -> SharedPerson | None:
    """Somebody of the directory, of whom this charter's ``visibility`` may hide more."""
    deputy = person.deputy if person.deputy and eyes.know(Kind.PERSON, person.deputy) else None
    employer = person.organisation if person.organisation in organisations else ""
    known = {"left": None, "deputy": deputy, "organisation": employer}
    return visible_part(person.model_copy(update=known), ("people", id_), eyes)


def _deputies(shared: Directory, people: set[str]) -> Iterator[str]:
    for id_ in people:
        person = shared.people.get(id_)
        if person is not None and person.deputy:
            yield person.deputy
