"""Made-up years of one KPI with a known turn, and how a warning about them is judged.

The plan is 90 on every day: green from 90, amber as far below as is tolerated, then red. Years
that somebody made up say how warnings behave on what was made up, and nothing of how often they
are right elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import NamedTuple

MONTHS, JUDGED_FROM = 36, 12
"""Months of a series, and how many are known when it is judged for the first time."""
PLAN = 90.0
_LEVEL, _NOISE = 93.0, 0.8
_EARLIEST, _LATEST = 15, 22
"""Between which months, counted from 0, a turn comes."""


class Years(NamedTuple):
    """A series of monthly values; ``turn`` is the month from which it goes wrong, if any does.

    ``tolerance`` is how far below the plan is amber still.
    """

    values: tuple[float, ...]
    turn: int | None
    tolerance: float

    @property
    def red(self) -> int | None:
        """The first month at or after the turn that is red; None if none is."""
        after = range(self.turn if self.turn is not None else MONTHS, MONTHS)
        return next((at for at in after if self.values[at] < PLAN - self.tolerance), None)


def _slow(at: int, turn: int) -> float:
    return _LEVEL - 0.4 * max(0, at - turn)


def _quick(at: int, turn: int) -> float:
    return _LEVEL - 1.2 * max(0, at - turn)


def _sudden(at: int, turn: int) -> float:
    return 85.0 if at >= turn else _LEVEL


def _calm(at: int, turn: int) -> float:  # noqa: ARG001 - it has no turn
    return _LEVEL


def _seasonal(at: int, turn: int) -> float:
    return _LEVEL + 2 * math.cos(math.tau * (at + turn) / 12)


def _recovering(at: int, turn: int) -> float:
    return min(_LEVEL, 88.5 + 4.5 * at / turn)


SHAPES: dict[str, tuple[Callable[[int, int], float], bool]] = {
    "slow decline": (_slow, True),
    "quick decline": (_quick, True),
    "sudden drop": (_sudden, True),
    "calm, with noise": (_calm, False),
    "seasonal": (_seasonal, False),
    "recovering": (_recovering, False),
}
"""Each shape: its course without noise, and whether it turns for the worse."""


def years(shape: str, seed: int, tolerance: float) -> Years:
    """The series of a shape; the same for the same seed."""
    course, worse = SHAPES[shape]
    chance = Random(f"{shape} {seed}")
    turn = chance.randint(_EARLIEST, _LATEST)
    values = (course(at, turn) + chance.gauss(0, _NOISE) for at in range(MONTHS))
    return Years(tuple(round(value, 1) for value in values), turn if worse else None, tolerance)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one series under one rule.

    ``ahead`` is by how many months the first warning since the turn came before the first red
    figure: 0 or less is late. It is None where nothing was red, or nothing was warned of since
    the turn. ``false`` counts months that were warned of without a turn, of ``calm`` ones.
    """

    red: bool
    ahead: int | None
    false: int
    calm: int


def judged(series: Years, warned: Sequence[bool]) -> Verdict:
    """How warnings did; ``warned`` has one for each month from :data:`JUDGED_FROM` - 1 on."""
    months = list(zip(range(JUDGED_FROM - 1, MONTHS), warned, strict=True))
    turn = MONTHS if series.turn is None else series.turn
    calm = [spoke for at, spoke in months if at < turn]
    first = next((at for at, spoke in months if at >= turn and spoke), None)
    ahead = None if series.red is None or first is None else series.red - first
    return Verdict(series.red is not None, ahead, sum(calm), len(calm))


class Tally(NamedTuple):
    """Verdicts of one shape, counted; ``ahead`` is the median of the early ones, in months."""

    red: int
    early: int
    ahead: float | None
    late: int
    missed: int
    alarmed: int
    false: float


def tally(verdicts: Sequence[Verdict]) -> Tally:
    """How many were warned of early, late, never; how many falsely, in what part of the calm."""
    reds = [one for one in verdicts if one.red]
    early = [one.ahead for one in reds if one.ahead is not None and one.ahead > 0]
    missed = sum(one.ahead is None for one in reds)
    return Tally(
        red=len(reds),
        early=len(early),
        ahead=median(early) if early else None,
        late=len(reds) - len(early) - missed,
        missed=missed,
        alarmed=sum(one.false > 0 for one in verdicts),
        false=sum(one.false for one in verdicts) / max(1, sum(one.calm for one in verdicts)),
    )
