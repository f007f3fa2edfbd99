"""The overview of all partnerships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from trm_policy.judging.completeness import State
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.model.vocabulary import Relationship, Stage, Tier
from trm_policy.publish.filtering import Controls, Facet, controls
from trm_policy.publish.page import Heading, Link, Page
from trm_policy.publish.rendering import render
from trm_policy.publish.subscriptions import CALENDAR, DATA
from trm_policy.publish.summary import Summary, Unreadable, coming, ordered
from trm_policy.wording.addresses import HEALTH
from trm_policy.wording.text import words

ALPHABET = "By name"


class Condition(StrEnum):
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
    Condition.ATTENTION: KpiStatus.RED,
    Condition.WATCH: KpiStatus.AMBER,
    Condition.UNKNOWN: KpiStatus.UNKNOWN,
    Condition.ON_COURSE: KpiStatus.GREEN,
}
_GRAVITY = list(Condition)


def condition(row: Summary) -> Condition | None:
    """The worst of what is known of a partnership.

    None of one that is over, and where the readers are not told enough to say.
    """
    if row.over or not row.tells_health:
        return None
    if any(row.trouble) or row.late_escalations:
        return Condition.ATTENTION
    if row.lights.get(KpiStatus.AMBER):
        return Condition.WATCH
    known = row.lights.get(KpiStatus.GREEN) and not row.lights.get(KpiStatus.UNKNOWN)
    return Condition.ON_COURSE if known else Condition.UNKNOWN


def board_controls(rows: Sequence[Summary]) -> Controls:
    """What the rows, which stand in their usual order, can be filtered and sorted by."""
    facets: tuple[Facet[Summary], ...] = (
        Facet("Tier", lambda row: _told(row, "tier"), _in_words(Tier)),
        Facet("Relationship", lambda row: _told(row, "relationship"), _in_words(Relationship)),
        Facet("Stage", lambda row: _told(row, "stage"), _in_words(Stage)),
        Facet("Health", _condition_in_words, _in_words(Condition)),
        Facet("Owner", lambda row: row.owners),
    )
    return controls(rows, facets, dict(_orders(rows)))


def usual_order(rows: Iterable[Summary]) -> str:
    """What the order is called in which the rows stand."""
    return "Most trouble first" if any(row.records for row in rows) else "By importance"


def _orders(rows: Sequence[Summary]) -> Iterator[tuple[str, Callable[[Summary], Any]]]:
    """The other orders, of what at least one row tells."""
    yield ALPHABET, lambda row: row.charter.title.casefold()
    if any("tier" in row.told for row in rows):
        yield "By tier", lambda row: _place(row, "tier", list(Tier))
    if any("stage" in row.told for row in rows):
        yield "By stage", lambda row: _place(row, "stage", list(Stage))
    if any(map(condition, rows)):
        yield "By health", lambda row: _GRAVITY.index(condition(row) or Condition.ON_COURSE)
    if any(_next_day(row) != date.max for row in rows):
        yield "By next day", _next_day


def _told(row: Summary, name: str) -> tuple[str, ...]:
    return (words(getattr(row.charter, name)),) if name in row.told else ()


def _condition_in_words(row: Summary) -> tuple[str, ...]:
    found = condition(row)
    return (words(found),) if found else ()


def _in_words(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    return tuple(map(words, vocabulary))


def _place(row: Summary, name: str, order: Sequence[StrEnum]) -> int:
    return order.index(getattr(row.charter, name)) if name in row.told else len(order)


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
    tiers = Counter(row.charter.tier for row in rows if "tier" in row.told)
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
        conditions=[condition(row) for row in rows],
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
        State=State,
    )
    about = "All partnerships and how they are doing."
    return Page(TITLE, html, tuple(headings), about, link(feed) if feed else "")
