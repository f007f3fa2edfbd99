"""What an early warning is: its alarm, its reason, and what nobody can tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trm_policy.measure.evidence import Evidence


class Alarm(StrEnum):
    """What is looked out for."""

    DECLINE = "declining trend"
    ACKNOWLEDGING = "slower acknowledgement"
    REVIEWS = "missed reviews"
    SPONSOR = "sponsor absent"
    SATISFACTION = "satisfaction gap"
    STALE = "stale data"
    AMBER = "many amber"


class State(StrEnum):
    """What an outlook sees."""

    WARNS = "warns"
    QUIET = "quiet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One warning: what it is about, why it is given, and where that can be seen."""

    about: str
    reason: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Lookout:
    """One alarm: its warnings; without any, ``blind`` says why nobody can tell, or is empty."""

    alarm: Alarm
    warnings: tuple[EarlyWarning, ...]
    blind: str = ""

    @property
    def state(self) -> State:
        """Warns, quiet, or unknown."""
        if self.warnings:
            return State.WARNS
        return State.UNKNOWN if self.blind else State.QUIET


@dataclass(frozen=True, slots=True)
class Watch:
    """All lookouts over a partnership; none where ``unasked`` says why."""

    id: str
    title: str
    tier: str
    unasked: str
    lookouts: tuple[Lookout, ...]

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return sum(len(one.warnings) for one in self.lookouts)
