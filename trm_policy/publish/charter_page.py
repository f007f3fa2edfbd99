"""The page of one charter, and how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from trm_policy.judging.completeness import Presence
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts import Chart
from trm_policy.publish.charts.maturity_map import maturity_over_years
from trm_policy.publish.evidence import Trail
from trm_policy.publish.page import Heading, Page, PageLinks
from trm_policy.publish.rendering import render
from trm_policy.publish.sections import Shown
from trm_policy.wording.addresses import HEALTH, MATURITY, NETWORK, WARNINGS

ACROSS = {"health": HEALTH, "warnings": WARNINGS, "maturity": MATURITY, "network": NETWORK}
"""The pages about all partnerships that a charter's page leads to, for the host alone."""


def charter_page(view: CharterView, links: PageLinks) -> Page:
    """All that the charter and its records say, as of the view's instant."""
    charter = view.partnership.charter
    sections, silent = view.sections
    feed = links.subscriptions.feed if links.subscriptions else None
    return Page(
        title=charter.title,
        html=charter_html(view, links, sections, silent),
        headings=tuple(Heading(section.id, section.title) for section in sections),
        description=charter.scope.purpose or "" if charter.scope else "",
        feed=links.to(feed) if feed else "",
    )


def charter_html(
    view: CharterView, links: PageLinks, sections: Sequence[Shown], silent: Sequence[str]
) -> str:
    """These sections of the charter, and the titles of those of which it says nothing."""
    return render(
        "charter.html",
        v=view,
        c=view.partnership.charter,
        links=links,
        sections=sections,
        silent=silent,
        State=Presence,
        proof=Trail({view.partnership.id: view.leaf}, view.lines if view.host else None),
        across=ACROSS,
        years=_years(view),
    )


def _years(view: CharterView) -> Chart | None:
    """The maturity of its functions over time, for the host, where a function is told of."""
    if not view.host or view.partnership.charter.maturity is None:
        return None
    years = view.insight.maturity_years
    return maturity_over_years(years) if years else None
