"""The overview of all partnerships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from trm_policy.addresses import HEALTH
from trm_policy.completeness import State
from trm_policy.model.vocabulary import Tier
from trm_policy.publish.board import board_controls, condition, usual_order
from trm_policy.publish.page import Heading, Link, Page
from trm_policy.publish.rendering import render
from trm_policy.publish.subscriptions import CALENDAR, DATA
from trm_policy.publish.summary import Summary, Unreadable, coming, ordered

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
