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
from trm_policy.publish.escalations import CaseState
from trm_policy.publish.falling_due import FallingDue
from trm_policy.publish.scorecard import Lights
from trm_policy.publish.wording import several

_TIERS = list(Tier)
_GRAVITY = (KpiStatus.RED, KpiStatus.UNKNOWN, KpiStatus.AMBER, KpiStatus.GREEN)
_COMING_DAYS = 45


@dataclass(frozen=True, slots=True)
class Summary:
    """A partnership in a row.

    ``told`` says of each top-level field whether the site's readers may read it, ``records``
    whether they are told what was recorded. ``owners`` are names, the host's first. ``due`` is
    what falls due; ``open_escalations`` counts those that are not settled, and
    ``late_escalations`` those of them that missed a deadline. ``concerns`` are sentences about
    what needs somebody's attention; ``share`` and
    ``counts`` tell how complete the charter is.
    """

    id: str
    path: str
    charter: Charter
    told: frozenset[str]
    records: bool
    others: tuple[str, ...]
    owners: tuple[str, ...]
    lights: Lights
    due: FallingDue
    open_escalations: int
    late_escalations: int
    next_day: date | None
    next_name: str
    concerns: tuple[str, ...]
    share: str
    counts: Mapping[State, int]

    @property
    def over(self) -> bool:
        """Whether the partnership has ended."""
        return self.charter.status is Status.ENDED

    @property
    def red(self) -> int:
        """How many KPIs are red."""
        return self.lights.get(KpiStatus.RED, 0)

    @property
    def worst_first(self) -> Lights:
        """The lights, red ones first; then those nobody knows."""
        return {light: self.lights[light] for light in _GRAVITY if light in self.lights}

    @property
    def trouble(self) -> tuple[int, int, int]:
        """What is overdue, red and escalated, counted; nothing of a partnership that is over."""
        if self.over:
            return 0, 0, 0
        return len(self.due.overdue), self.red, self.open_escalations


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
        told=view.projection.told,
        records=view.projection.records,
        others=tuple(view.party(party) for party in charter.parties if party != charter.host),
        owners=tuple(dict.fromkeys(view.name(one) for one in owners_of(charter))),
        lights=view.lights,
        due=view.due,
        open_escalations=len(view.open_escalations),
        late_escalations=sum(one.state is CaseState.OVERDUE for one in view.open_escalations),
        next_day=following.next if following else None,
        next_name=following.review.name if following else "",
        concerns=tuple(_concerns(view)),
        share=view.share,
        counts=view.standing.count(),
    )


def ordered(summaries: Iterable[Summary]) -> list[Summary]:
    """The one with most trouble first: by what is overdue, then red KPIs, then open escalations.

    Where there is as much of it, strategic ones come first, then it goes by title. Partnerships
    that are over come last.
    """
    return sorted(
        summaries,
        key=lambda row: (
            row.over,
            *(-amount for amount in row.trouble),
            _TIERS.index(row.charter.tier) if "tier" in row.told else len(_TIERS),
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


def owners_of(charter: Charter) -> list[str]:
    """The relationship owners, that of the host first."""
    ordered = sorted(charter.owners.items(), key=lambda entry: entry[0] != charter.host)
    ordered = sorted(charter.owners.items(), key=lambda entry: entry[0] != charter.host)
    return [person for _, person in ordered]


def _concerns(view: CharterView) -> Iterable[str]:
    if view.partnership.charter.status is Status.ENDED:
        return
    red = [row.kpi.name for row in view.kpis if row.status is KpiStatus.RED]
    stale = [row.kpi.name for row in view.kpis if row.reading.overdue]
    if red:
        yield f"Red: {', '.join(red)}"
    if stale:
        yield f"No recent figure: {', '.join(stale)}"
    if view.open_escalations:
        missed = [case for case in view.open_escalations if case.state is CaseState.OVERDUE]
        late = f", {len(missed)} past a deadline" if missed else ""
        yield f"{several(len(view.open_escalations), 'open escalation')}{late}"
    if view.due.overdue:
        yield f"Overdue: {view.due.overdue_counted}"
