"""Where a label stands clear of the lines of its chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Spot = tuple[float, float]
"""A place, in pixels from the upper left corner."""
_SAMPLES = 12
_AIR = 3.0
_HALF = 8.0
"""Half the height of a label, with a little air."""


def clear_way(
    middle: float,
    across: tuple[float, float],
    lines: Sequence[Sequence[Spot]],
    ways: Iterable[float],
    height: float,
) -> float:
    """Of several ways down from ``middle`` (up, if below 0) the one that fewest lines strike.

    ``across`` is where the label begins and ends from left to right, ``height`` that of the
    drawing, which its middle may hardly leave. Of equal ways the first one is taken.
    """

    def struck(way: float) -> tuple[bool, int]:
        at = middle + way
        outside = not -_AIR <= at <= height + _AIR
        return outside, sum(_strikes(line, across, at) for line in lines)

    return min(ways, key=struck)


def _strikes(line: Sequence[Spot], across: tuple[float, float], at: float) -> bool:
    left, right = across
    for number in range(_SAMPLES + 1):
        x = left + (right - left) * number / _SAMPLES
        for one, other in pairwise(line):
            if one[0] <= x <= other[0] and abs(_height(one, other, x) - at) < _HALF:
                return True
    return False


def _height(one: Spot, other: Spot, x: float) -> float:
    """How high the line from one place to the other is at ``x``."""
    long = other[0] - one[0]
    return one[1] if not long else one[1] + (other[1] - one[1]) * (x - one[0]) / long
