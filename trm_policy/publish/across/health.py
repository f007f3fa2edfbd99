"""The health of all partnerships, four sides of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trm_policy.measure.health import Health, Side, Standing, day_of
from trm_policy.publish.chapter import Chapter, Entry, Whole
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Line
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.rendering import render
from trm_policy.wording.addresses import HEALTH

TITLE = "Health"
_GRAVITY = (Standing.POOR, Standing.UNKNOWN, Standing.FAIR, Standing.GOOD)


@dataclass(frozen=True, slots=True)
class Sides:
    """How the sides of a partnership stand, each with its working; none where ``unasked``.

    ``line`` is that of its title.
    """

    standings: Mapping[Side, tuple[Standing, str]]
    gap: str
    unasked: str
    line: Line | None = None

    @classmethod
    def of(cls, found: Health, line: Line | None = None) -> Sides:
        """What is told of a partnership's health without the evidence."""
        sides = {} if found.unasked else {one.side: one for one in found.dimensions}
        standings = {side: (one.standing, one.working) for side, one in sides.items()}
        return cls(standings, found.gap_told, found.unasked, line)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many sides stand how, the gravest first."""
        counted = Counter(standing for standing, _ in self.standings.values())
        return tuple(counted[one] for one in _GRAVITY)


def _row(view: CharterView) -> Sides:
    return Sides.of(view.insight.health, view.line("title"))


def _page(entries: Sequence[Entry[Sides]], whole: Whole) -> Page | None:
    if not entries:
        return None
    asked = [one for one in entries if not one.row.unasked]
    asked.sort(key=lambda one: (tuple(-count for count in one.row.counts), one.title.casefold()))
    standings = [(side, found[0]) for one in asked for side, found in one.row.standings.items()]
    html = render(
        "across/health.html",
        title=TITLE,
        rows=asked,
        unasked=[one for one in entries if one.row.unasked],
        totals={side: _lights(side, standings) for side in Side},
        today=day_of(whole.now),
        link=whole.link,
    )
    headings = (Heading("sides", "Four sides of each"),)
    return Page(TITLE, html, headings, "How healthy each partnership is, and by which signs.")


def _lights(side: Side, standings: Sequence[tuple[Side, Standing]]) -> dict[Standing, int]:
    counted = {one: standings.count((side, one)) for one in _GRAVITY}
    return {one: count for one, count in counted.items() if count}


CHAPTER = Chapter(HEALTH, _row, _page, host_only=True)
