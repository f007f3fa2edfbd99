"""What the overview keeps of each partnership."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trm_policy.completeness import State
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.scorecard import Lights
from trm_policy.publish.wording import several

_TIERS = list(Tier)
_COMING_DAYS = 45


@dataclass(frozen=True, slots=True)
class Summary:
    """A partnership in a row.

    ``concerns`` are sentences about what needs somebody's attention; ``share`` and ``counts``
    tell how complete the charter is.
    """

    id: str
    path: str
    charter: Charter
    others: tuple[str, ...]
    lights: Lights
    next_day: date | None
    next_name: str
    concerns: tuple[str, ...]
    share: str
    counts: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A charter of which nothing could be made, and why. ``file`` is the charter's path."""

    id: str
    file: str
    reason: str


def summary(view: CharterView, path: str) -> Summary:
    """The row of a partnership whose page stands at ``path``."""
    charter = view.partnership.charter
    following = view.next_review
    return Summary(
        id=view.partnership.id,
        path=path,
        charter=charter,
        others=tuple(view.party(party) for party in charter.parties if party != charter.host),
        lights=view.lights,
        next_day=following.next if following else None,
        next_name=following.review.name if following else "",
        concerns=tuple(_concerns(view)),
        share=view.share,
        counts=view.standing.count(),
    )


def ordered(summaries: Iterable[Summary]) -> list[Summary]:
    """Those that are over last; the others by tier, strategic first, then by title."""
    return sorted(
        summaries,
        key=lambda row: (
            row.charter.status is Status.ENDED,
            _TIERS.index(row.charter.tier),
            row.charter.title.casefold(),
            row.id,
        ),
    )


def coming(summaries: Sequence[Summary], today: date) -> list[Summary]:
    """Those whose next review lies within six weeks, the next on top."""
    near = [
        (row.next_day, row.id, row)
        for row in summaries
        if row.next_day is not None and (row.next_day - today).days <= _COMING_DAYS
    ]
    return [row for _, _, row in sorted(near, key=lambda entry: entry[:2])]


def _concerns(view: CharterView) -> Iterable[str]:
    if view.partnership.charter.status is Status.ENDED:
        return
    red = [row.kpi.name for row in view.kpis if row.reading.status is KpiStatus.RED]
    late = [row.kpi.name for row in view.kpis if row.reading.overdue]
    if red:
        yield f"Red: {', '.join(red)}"
    if late:
        yield f"No recent figure: {', '.join(late)}"
    if view.open_escalations:
        yield f"{several(len(view.open_escalations), 'open escalation')}"
    if view.late_actions:
        yield f"{several(len(view.late_actions), 'action')} past the day agreed"
