"""How soon each party acknowledged what was escalated to it, and how soon levels were done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.measure.attendance import in_force_since
from trm_policy.measure.escalation_ladder import AckState, recorded_ladder
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import escalations_known
from trm_policy.portfolio.roster import calendars

OWED = (
    AckState.HEARD,
    AckState.LATE,
    AckState.NEVER,
    AckState.OVERDUE,
)


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
    others. An acknowledgement by whoever raised it at that very instant tells nothing, and is
    left out too.
    """
    found = [ack for ack, _ in _recorded(partnership, now) if ack is not None]
    return sorted(found, key=lambda one: (one.reached_at, one.party))


def stays(partnership: Partnership, now: datetime) -> list[Stay]:
    """Every level that an escalation reached and whose time is over or that was left."""
    return [stay for _, stay in _recorded(partnership, now) if stay is not None]


def _recorded(
    partnership: Partnership, now: datetime
) -> Iterator[tuple[Acknowledgement | None, Stay | None]]:
    charter, records = partnership.charter, partnership.records
    levels = charter.escalation.levels if charter.escalation else ()
    each, since = calendars(partnership.roster), in_force_since(charter)
    for record in escalations_known(records, now):
        front = record.front
        if front is None or records.built[record.path].dropped:
            continue
        if front.settled_at is not None and front.raised_at.date() < since:
            continue
        ladder = recorded_ladder(front, levels, each, now)
        document = records.documents[record.path]
        for number, rung in enumerate(rung for rung in ladder.rungs if rung.recorded):
            line = document.span(("steps", number)).line
            reached = rung.reached_at
            if reached is None:
                continue
            due, left = rung.passes_on, rung.left_at
            if due is not None and (left is not None or now > due):
                stay = Stay(
                    front.id, rung.level.id, due, left, (left or now) <= due, record.path, line
                )
                yield None, stay
            for side in rung.sides:
                heard, by = side.acknowledged_at, side.acknowledge_by
                if by is None or side.answer not in OWED or heard == front.raised_at:
                    continue
                yield (
                    Acknowledgement(
                        front.id, rung.level.id, side.party, reached, by, heard, record.path, line
                    ),
                    None,
                )
