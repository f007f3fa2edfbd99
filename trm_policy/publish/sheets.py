"""Pages of one partnership beside its charter, each for one purpose and to be printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trm_policy.measure.review_pack import Occasion
from trm_policy.measure.review_packing import review_pack
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.page import Heading, Page, PageLinks
from trm_policy.publish.rendering import render


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page beside a charter's; ``page`` gives None where there is nothing to tell."""

    name: str
    page: Callable[[CharterView, PageLinks], Page | None]

    def path(self, charter_page: str) -> str:
        """Where it stands for the charter whose page has that path."""
        return f"{charter_page.removesuffix('.md')}/{self.name}.md"


def matrix_page(view: CharterView, links: PageLinks) -> Page | None:
    """Whom each party tells, level by level, on one page to print."""
    charter = view.partnership.charter
    path = charter.escalation
    if path is None or not path.levels:
        return None
    headings = [Heading("what-starts-it", "Triggers")] if path.triggers else []
    headings.append(Heading("whom-to-tell", "Contacts by level"))
    headings += [Heading("after-the-last-level", "After the last level")] if path.endgame else []
    return Page(
        title=f"Escalation matrix: {charter.title}",
        html=render("matrix.html", v=view, c=charter, links=links),
        headings=tuple(headings),
        description="Contacts of each side, deadlines, and what follows.",
    )


def next_review_page(view: CharterView, links: PageLinks) -> Page | None:
    """What the next review looks at; nothing where the records are not told of."""
    coming, charter = view.next_review, view.partnership.charter
    if not view.projection.records or coming is None or not (coming.next and coming.day):
        return None
    occasion = Occasion(coming.id, coming.next, coming.day)
    pack = review_pack(
        view.partnership,
        occasion,
        view.now,
        view.limits.asked,
    )
    if view.host:
        pack = pack.warned(view.insight.watch)
    return Page(
        title=f"{pack.name}: {charter.title}",
        html=render(
            "next_review.html", v=view, c=charter, links=links, pack=pack, stated=view.stated
        ),
        description="What the next review covers.",
    )


SHEETS = (Sheet("escalation", matrix_page), Sheet("next-review", next_review_page))
