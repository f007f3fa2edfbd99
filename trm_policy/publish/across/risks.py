"""The open risks of all partnerships, the heaviest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date

from trm_policy.measure.dated import is_still_open
from trm_policy.model.vocabulary import Status
from trm_policy.publish.chapter import Chapter, Entry, Whole
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts.risk_map import ZONES, gravity, risk_map, weight
from trm_policy.publish.evidence import Line
from trm_policy.publish.filtering import Facet, controls
from trm_policy.publish.page import Page
from trm_policy.publish.rendering import render

PATH = "risks/index.md"
TITLE = "Risks"


@dataclass(frozen=True, slots=True)
class Danger:
    """An open risk. ``likelihood`` and ``impact`` go from 1 to 5; ``hidden`` are those not told."""

    title: str
    likelihood: int | None
    impact: int | None
    mitigation: str
    owner: str
    review_by: date | None
    line: Line | None
    hidden: frozenset[str] = frozenset()
    closed_on: date | None = None

    def hides(self, *fields: str) -> bool:
        """Whether the reader may not see what is said of one of these."""
        return not self.hidden.isdisjoint(fields)


def row(view: CharterView) -> tuple[Danger, ...] | None:
    """The open risks of a partnership that is not over; None where none is told of."""
    charter = view.partnership.charter
    if charter.status is Status.ENDED:
        return None
    found = tuple(
        Danger(
            title=risk.title,
            likelihood=risk.likelihood,
            impact=risk.impact,
            mitigation=risk.mitigation or "",
            owner=view.name(risk.owner) if risk.owner else "",
            review_by=risk.review_by,
            line=view.line("risks", id_),
            hidden=frozenset(filter(risk.hides, ("likelihood", "impact"))),
        )
        for id_, risk in charter.risks.items()
        if is_still_open(risk)
    )
    return found or None


def page(entries: Sequence[Entry[tuple[Danger, ...]]], whole: Whole) -> Page | None:
    """All risks in one table; None where none is told of."""
    if not entries:
        return None
    risks = sorted(
        ((entry, risk) for entry in entries for risk in entry.row),
        key=lambda pair: (-(weight(pair[1]) or 0), pair[0].title.casefold(), pair[1].title),
    )
    html = render(
        "across/risks.html",
        title=TITLE,
        risks=risks,
        map=risk_map([risk for _, risk in risks], "all-risks"),
        gallery=whole.gallery,
        controls=controls(risks, _FACETS, {"By next look": _next_look}),
        today=whole.now.astimezone(UTC).date(),
        link=whole.link,
    )
    return Page(TITLE, html, (), "What may go wrong, the heaviest first.")


def _next_look(pair: tuple[Entry[tuple[Danger, ...]], Danger]) -> date:
    return pair[1].review_by or date.max


_FACETS: tuple[Facet[tuple[Entry[tuple[Danger, ...]], Danger]], ...] = (
    Facet(
        "Weight",
        lambda pair: tuple(ZONES[size] for size in (gravity(weight(pair[1])),) if size),
        tuple(ZONES.values()),
    ),
    Facet("Partnership", lambda pair: (pair[0].title,)),
    Facet("Watched by", lambda pair: (pair[1].owner,) if pair[1].owner else ()),
)

RISKS = Chapter(PATH, row, page)
