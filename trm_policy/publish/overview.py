"""The overview of all partnerships, and what it keeps of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from trm_policy.judging.completeness import Presence
from trm_policy.measure.escalations import EscalationState
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Relationship, Stage, Status, Tier
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.filtering import Controls, Facet, controls
from trm_policy.publish.page import Heading, Link, Page
from trm_policy.publish.rendering import render
from trm_policy.publish.rhythm import FallingDue
from trm_policy.publish.subscriptions import CALENDAR, DATA
from trm_policy.views.scorecard_words import Lights
from trm_policy.wording.addresses import HEALTH
from trm_policy.wording.days import short_day
from trm_policy.wording.lists import counted
from trm_policy.wording.text import alphabetical, words

_TIERS = list(Tier)
_GRAVITY = (KpiStatus.RED, KpiStatus.UNKNOWN, KpiStatus.AMBER, KpiStatus.GREEN)
_COMING_DAYS = 45
_MOST_OVERDUE = 5


@dataclass(frozen=True, slots=True)
class Concern:
    """What needs somebody's attention, and the id of the section that shows it."""

    says: str
    section: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A review that lies ahead, and whose it is."""

    day: date
    name: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A partnership in a row.

    ``measured`` says whether the charter has KPIs, ``told`` of each top-level field whether the
    site's readers may read it, ``records`` whether they are told what was recorded,
    ``tells_escalations`` whether they are told of each escalation, ``tells_health`` whether they
    are told all by which its condition is judged. ``owners`` are names, the host's first. ``due``
    is what falls due; ``open_escalations`` counts those that are not settled, and
    ``late_escalations`` those of them that missed a deadline. ``next_day`` is that of the next
    review above the meetings of daily work, ``reviews`` the next day of each with its name.
    ``share`` and ``counts`` tell how complete the charter is.
    """

    id: str
    path: str
    title: str
    relationship: Relationship
    tier: Tier
    stage: Stage
    status: Status
    measured: bool
    told: frozenset[str]
    records: bool
    tells_escalations: bool
    tells_health: bool
    others: tuple[str, ...]
    owners: tuple[str, ...]
    lights: Lights
    due: FallingDue
    open_escalations: int
    late_escalations: int
    next_day: date | None
    reviews: tuple[tuple[date, str], ...]
    concerns: tuple[Concern, ...]
    share: str
    counts: Mapping[Presence, int]

    @property
    def over(self) -> bool:
        """Whether the partnership has ended."""
        return self.status is Status.ENDED

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
        title=charter.title,
        relationship=charter.relationship,
        tier=charter.tier,
        stage=charter.stage,
        status=charter.status,
        measured=bool(charter.kpis),
        told=view.projection.told,
        records=view.projection.records,
        tells_escalations=view.projection.escalations,
        tells_health=_tells_health(view),
        others=tuple(view.party(party) for party in charter.parties if party != charter.host),
        owners=tuple(dict.fromkeys(view.name(one) for one in owners_of(charter))),
        lights=view.lights,
        due=view.due,
        open_escalations=len(view.open_escalations),
        late_escalations=sum(one.state is EscalationState.OVERDUE for one in view.open_escalations),
        next_day=following.day if following else None,
        reviews=tuple((row.day, row.review.name) for row in view.reviews if row.day),
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
            _TIERS.index(row.tier) if "tier" in row.told else len(_TIERS),
            alphabetical(row.title),
            row.id,
        ),
    )


def coming(summaries: Iterable[Summary], today: date) -> list[Coming]:
    """The next time of each review, if that lies within six weeks, the first on top."""
    found = [
        Coming(day, name, row.title, row.path)
        for row in summaries
        for day, name in row.reviews
        if (day - today).days <= _COMING_DAYS
    ]
    return sorted(found, key=lambda one: (one.day, alphabetical(one.title), one.path, one.name))


def owners_of(charter: Charter) -> list[str]:
    """The relationship owners, that of the host first."""
    ordered = sorted(charter.owners.items(), key=lambda entry: entry[0] != charter.host)
    return [person for _, person in ordered]


def _tells_health(view: CharterView) -> bool:
    dated = ("status", "stage", "goals", "risks", "commitments", "reviews")
    told = view.all_judged and view.tells(*dated) and view.tells_deadlines
    return told and view.projection.escalations


def _concerns(view: CharterView) -> Iterator[Concern]:
    if view.partnership.charter.status is Status.ENDED:
        return
    for row in view.kpis:
        if row.status is KpiStatus.RED:
            yield Concern(f"Red KPI: {row.kpi.name}", f"kpi-{row.id}")
        elif row.reading.overdue:
            yield Concern(f"No recent figure: {row.kpi.name}", f"kpi-{row.id}")
    if view.open_escalations:
        missed = [case for case in view.open_escalations if case.state is EscalationState.OVERDUE]
        late = f", {len(missed)} past a deadline" if missed else ""
        told = f"{counted(len(view.open_escalations), 'open escalation')}{late}"
        yield Concern(told, "escalation")
    for item in view.due.overdue[:_MOST_OVERDUE]:
        who = ", ".join(dict.fromkeys(one.name for one in item.who))
        told = f"Overdue since {short_day(item.day)}: {item.what}"
        yield Concern(f"{told} ({who})" if who else told, "due")
    if (more := len(view.due.overdue) - _MOST_OVERDUE) > 0:
        yield Concern(f"{more} more overdue", "due")


ALPHABET = "By name"


class OverallStatus(StrEnum):
    """How a partnership is doing, the gravest first."""

    ATTENTION = "needs attention"
    WATCH = "watch"
    UNKNOWN = "unknown"
    ON_COURSE = "on course"

    @property
    def light(self) -> KpiStatus:
        """The light whose shape and colour it has."""
        return _LIGHTS[self]


_LIGHTS = {
    OverallStatus.ATTENTION: KpiStatus.RED,
    OverallStatus.WATCH: KpiStatus.AMBER,
    OverallStatus.UNKNOWN: KpiStatus.UNKNOWN,
    OverallStatus.ON_COURSE: KpiStatus.GREEN,
}
_GRAVEST_FIRST = list(OverallStatus)


def overall_status(row: Summary) -> OverallStatus | None:
    """The worst of what is known of a partnership.

    None of one that is over, and where the readers are not told enough to say.
    """
    if row.over or not row.tells_health:
        return None
    if any(row.trouble) or row.late_escalations:
        return OverallStatus.ATTENTION
    if row.lights.get(KpiStatus.AMBER):
        return OverallStatus.WATCH
    known = row.lights.get(KpiStatus.GREEN) and not row.lights.get(KpiStatus.UNKNOWN)
    return OverallStatus.ON_COURSE if known else OverallStatus.UNKNOWN


def board_controls(rows: Sequence[Summary]) -> Controls:
    """What the rows, which stand in their usual order, can be filtered and sorted by."""
    facets: tuple[Facet[Summary], ...] = (
        Facet("Tier", lambda row: _told(row, "tier"), _in_words(Tier)),
        Facet("Relationship", lambda row: _told(row, "relationship"), _in_words(Relationship)),
        Facet("Stage", lambda row: _told(row, "stage"), _in_words(Stage)),
        Facet("Health", _condition_in_words, _in_words(OverallStatus)),
        Facet("Owner", lambda row: row.owners),
    )
    return controls(rows, facets, dict(_orders(rows)))


def usual_order(rows: Iterable[Summary]) -> str:
    """What the order is called in which the rows stand."""
    return "Most trouble first" if any(row.records for row in rows) else "By importance"


def _orders(rows: Sequence[Summary]) -> Iterator[tuple[str, Callable[[Summary], Any]]]:
    """The other orders, of what at least one row tells."""
    yield ALPHABET, lambda row: alphabetical(row.title)
    if any("tier" in row.told for row in rows):
        yield "By tier", lambda row: _place(row, "tier", list(Tier))
    if any("stage" in row.told for row in rows):
        yield "By stage", lambda row: _place(row, "stage", list(Stage))
    if any(map(overall_status, rows)):
        yield (
            "By health",
            lambda row: _GRAVEST_FIRST.index(overall_status(row) or OverallStatus.ON_COURSE),
        )
    if any(_next_day(row) != date.max for row in rows):
        yield "By next day", _next_day


def _told(row: Summary, name: str) -> tuple[str, ...]:
    return (words(getattr(row, name)),) if name in row.told else ()


def _condition_in_words(row: Summary) -> tuple[str, ...]:
    found = overall_status(row)
    return (words(found),) if found else ()


def _in_words(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    return tuple(map(words, vocabulary))


def _place(row: Summary, name: str, order: Sequence[StrEnum]) -> int:
    return order.index(getattr(row, name)) if name in row.told else len(order)


def _next_day(row: Summary) -> date:
    following = row.due.next.day if row.due.next else row.next_day
    return following or date.max


TITLE = "Partnerships"


def overview_page(  # noqa: PLR0913 - what a first page has to tell
    summaries: Iterable[Summary],
    unreadable: Sequence[Unreadable],
    today: date,
    link: Link,
    *,
    below: bool = False,
    changes: str = "",
    feed: str = "",
    host: bool = True,
) -> Page:
    """All partnerships at a glance. ``below`` leaves the title to the page that it is added to.

    ``changes`` and ``feed`` are the paths of the page and the feed of what changed, if there are
    such; ``host`` says that the readers see all there is.
    """
    rows = ordered(summaries)
    tiers = Counter(row.tier for row in rows if "tier" in row.told)
    overdue, red, escalated = (sum(row.trouble[sort] for row in rows) for sort in range(3))
    worried = [row for row in rows if row.concerns]
    ahead = coming(rows, today)
    headings = [Heading("all-partnerships", "All partnerships")]
    headings += [Heading("needs-attention", "Needs attention")] if worried else []
    headings += [Heading("coming-up", "Coming up")] if ahead else []
    html = render(
        "overview.html",
        title="" if below else TITLE,
        rows=rows,
        conditions=[overall_status(row) for row in rows],
        controls=board_controls(rows),
        usual_order=usual_order(rows),
        tiers=[(tier, tiers[tier]) for tier in Tier if tiers[tier]],
        records=any(row.records for row in rows),
        escalations=all(row.tells_escalations for row in rows if row.records),
        kpis=any("kpis" in row.told or row.lights for row in rows),
        complete=any(row.share for row in rows),
        totals={"overdue": overdue, "red": red, "escalated": escalated},
        worried=worried,
        ahead=ahead,
        unreadable=unreadable,
        host=host,
        today=today,
        link=link,
        changes=changes,
        calendar=CALENDAR,
        health_page=HEALTH,
        data=DATA,
        State=Presence,
    )
    about = "All partnerships and how they are doing."
    return Page(TITLE, html, tuple(headings), about, link(feed) if feed else "")
