"""What is known of a partnership before its charter is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from trm_policy.model.vocabulary import Instrument, Relationship, Tier


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as the author named them; ``email`` and ``title`` are None where not said.

    ``id`` is set where the directory knows the person by it.
    """

    name: str
    email: str | None = None
    title: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """A party: ``name`` is None where it is not known; ``organisation`` is its id in the directory.

    People are by role: sponsor, owner, operations.
    """

    id: str
    name: str | None = None
    organisation: str | None = None
    country: str | None = None
    timezone: str | None = None
    people: Mapping[str, Contact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a template needs; the host is the first of ``parties``.

    ``today`` and ``start`` are the day of writing and the first day of the partnership. Ids in
    ``taken`` belong to somebody else. ``example`` fills every gap with an example's words.
    """

    relationship: Relationship
    tier: Tier
    parties: tuple[PartyAnswer, ...]
    today: date
    start: date
    title: str | None = None
    schema: str | None = None
    taken: frozenset[str] = frozenset()
    example: bool = False
    instrument: Instrument = Instrument.ALLIANCE
