"""What an early warning is: its alarm, its reason, and what nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
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


class LookoutState(StrEnum):
    """What an outlook sees."""

    WARNS = "warns"
    QUIET = "quiet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One warning: what it is about, why it is given, and where that can be seen.

    ``about`` is for programs, ``named`` the same as people call it; empty where ``reason`` says it.
    """

    about: str
    named: str
    reason: str
    evidence: tuple[Evidence, ...]

    @property
    def told(self) -> str:
        """The warning in words."""
        return f"{self.named}: {self.reason}" if self.named else self.reason


@dataclass(frozen=True, slots=True)
class Lookout:
    """One alarm: its warnings; without any, ``blind`` says why nobody can tell, or is empty."""

    alarm: Alarm
    warnings: tuple[EarlyWarning, ...]
    blind: str = ""

    @property
    def state(self) -> LookoutState:
        """Warns, quiet, or unknown."""
        if self.warnings:
            return LookoutState.WARNS
        return LookoutState.UNKNOWN if self.blind else LookoutState.QUIET


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

    @property
    def told(self) -> str:
        """How many warnings there are, in words, or why none are looked for."""
        if self.unasked:
            return f"not watched: {self.unasked}"
        return f"{self.warnings or 'no'} warning{'' if self.warnings <= 1 else 's'}"

    @property
    def blind(self) -> list[str]:
        """The alarms of which nobody can tell, each with the reason."""
        unknown = (each for each in self.lookouts if each.state is LookoutState.UNKNOWN)
        return [f"{each.alarm} ({each.blind})" for each in unknown]


def warnings_told(found: Sequence[Watch]) -> str:
    """All warnings of some partnerships, counted in words."""
    warned, total = sum(one.warnings > 0 for one in found), sum(one.warnings for one in found)
    whole = f"{len(found)} partnership{'' if len(found) == 1 else 's'}"
    return f"{total} warning{'' if total == 1 else 's'} in {warned} of {whole}"
