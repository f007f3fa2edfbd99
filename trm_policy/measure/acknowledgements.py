"""How soon each party acknowledged what was escalated to it, and how soon levels were done."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.measure.attendance import in_force_since
from trm_policy.measure.escalation_ladder import Rung
from trm_policy.measure.escalations import escalations
from trm_policy.portfolio.partnership import Partnership, once


class Acknowledgement(NamedTuple):
    """What became of one acknowledgement that was owed, and where it is recorded.

    ``heard`` is None where nobody acknowledged.
    """

    escalation: str
    level: str
    party: str
    reached_at: datetime
    due: datetime
    heard: datetime | None
    path: PurePosixPath
    line: int

    @property
    def in_time(self) -> bool:
        """Whether it came by its deadline."""
        return self.heard is not None and self.heard <= self.due

    @property
    def used(self) -> float | None:
        """The part of the time until the deadline that was used; None without an answer.

        0 is at once, 1 at the last moment. It is by the clock on the wall, nights included, of
        both the time used and the time allowed.
        """
        allowed = (self.due - self.reached_at).total_seconds()
        if self.heard is None or allowed <= 0:
            return None
        return (self.heard - self.reached_at).total_seconds() / allowed


class Stay(NamedTuple):
    """How long an escalation stayed on a level: until ``left``, or still there (None)."""

    escalation: str
    level: str
    due: datetime
    left: datetime | None
    in_time: bool
    path: PurePosixPath
    line: int


def acknowledgements(partnership: Partnership, now: datetime) -> list[Acknowledgement]:
    """Every acknowledgement that was owed by ``now``, in the order in which levels were reached.

    What was settled under an older version of the charter is left out: its windows may have been
    others. An acknowledgement by whoever raised it at that very instant shows nothing, and is
    left out too.
    """
    found = [
        Acknowledgement(
            number, rung.level.id, side.party, reached, by, side.acknowledged_at, path, line
        )
        for number, raised, rung, reached, path, line in _levels_reached(partnership, now)
        for side in rung.sides
        if (by := side.acknowledge_by) is not None
        if side.owed and side.acknowledged_at != raised
    ]
    return sorted(found, key=lambda one: (one.reached_at, one.party))


def stays(partnership: Partnership, now: datetime) -> list[Stay]:
    """Every level that an escalation reached and whose time is over or that was left."""
    return [
        Stay(number, rung.level.id, due, left, (left or now) <= due, path, line)
        for number, _, rung, _, path, line in _levels_reached(partnership, now)
        if (due := rung.passes_on) is not None
        if (left := rung.left_at) is not None or now > due
    ]


@once
def _levels_reached(
    partnership: Partnership, now: datetime
) -> tuple[tuple[str, datetime, Rung, datetime, PurePosixPath, int], ...]:
    """Each level that an escalation reached, since when, and the line that records it.

    Before it, the number of the escalation and when it was raised.
    """
    found = []
    records, since = partnership.records, in_force_since(partnership.charter)
    for one in escalations(partnership, now):
        if one.path is None or records.built[one.path].dropped:
            continue
        if one.settled is not None and one.raised < since:
            continue
        document = records.documents[one.path]
        recorded = (rung for rung in one.ladder.rungs if rung.recorded)
        for number, rung in enumerate(recorded):
            if rung.reached_at is not None:
                line = document.span(("steps", number)).line
                raised = one.ladder.raised_at
                found.append((one.number, raised, rung, rung.reached_at, one.path, line))
    return tuple(found)
