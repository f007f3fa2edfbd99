"""Ten things that good partnerships have, each computed from what is written, or attested.

A thing is made of parts: it is met where all are, partly where some are or some cannot be told,
not met where none is, and unknown where nothing can be told. What cannot be computed may be
attested.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from trm_policy.measure.attestation import Attestation, Void
from trm_policy.measure.evidence import Evidence


class Item(StrEnum):
    """The ten, in the order in which a partnership grows."""

    SEGMENTED = "segmented-by-value"
    RHYTHM = "shared-kpis-and-rhythm"
    OWNERS = "accountable-owners"
    PLATFORM = "platform-for-both-sides"
    CHANNELS = "formal-channels"
    VALUE = "value-for-each-party"
    PILOT = "pilot-before-scaling"
    QUARTERLY = "measured-quarterly"
    INNOVATION = "joint-innovation"
    SPONSORSHIP = "executive-sponsorship"


class Stand(StrEnum):
    """How an item stands."""

    MET = "met"
    ATTESTED = "attested"
    PARTLY = "partly"
    NOT_MET = "not met"
    UNKNOWN = "unknown"
    NOT_RELEVANT = "not relevant"


class Part(NamedTuple):
    """One part of an item: whether it holds (None: nobody can tell), and what shows it."""

    holds: bool | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ticked:
    """One item of one partnership. ``reason`` is why it is not relevant, or empty.

    ``void`` is a word that was given for it and does not count.
    """

    item: Item
    demand: str
    parts: tuple[Part, ...]
    attested: Attestation | None = None
    reason: str = ""
    void: Void | None = None

    @property
    def stand(self) -> Stand:
        """How it stands, by its parts; an attestation counts where they do not suffice."""
        if self.reason:
            return Stand.NOT_RELEVANT
        known = [part.holds for part in self.parts if part.holds is not None]
        if known and all(known) and len(known) == len(self.parts):
            return Stand.MET
        if self.attested is not None:
            return Stand.ATTESTED
        if not known:
            return Stand.UNKNOWN
        return Stand.PARTLY if any(known) else Stand.NOT_MET


@dataclass(frozen=True, slots=True)
class Checklist:
    """The ten items of a partnership; none where ``unasked`` says why.

    ``astray`` are words that were given for what is no item.
    """

    id: str
    title: str
    tier: str
    unasked: str
    items: tuple[Ticked, ...]
    astray: tuple[Void, ...] = ()

    def count(self, stand: Stand) -> int:
        """How many items stand so."""
        return sum(one.stand is stand for one in self.items)
