"""The open risks of all partnerships, the heaviest first; their initiatives, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trm_policy.measure.dated import is_still_open
from trm_policy.model.vocabulary import InitiativeStage, Status
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts.risk_map import ZONES, gravity, risk_map, weight
from trm_policy.publish.evidence import Line
from trm_policy.publish.filtering import Facet, controls
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.portfolio_page import PartnershipRow, PortfolioPage, Whole
from trm_policy.wording.text import words

_INITIATIVES_PATH = "initiatives/index.md"
_INITIATIVES_TITLE = "Initiatives"
_CLOSED = (InitiativeStage.DONE, InitiativeStage.DROPPED)


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative in words. ``stage`` is None where it is not said, or not told."""

    title: str
    kind: str
    stage: InitiativeStage | None
    lead: str
    since: date | None
    line: Line | None


@dataclass(frozen=True, slots=True)
class PlacedInitiative:
    """An initiative of one partnership, with the data that it is filtered by."""

    step: InitiativeRow
    entry: PartnershipRow[tuple[InitiativeRow, ...]]
    mark: str = ""


def _initiatives_row(view: CharterView) -> tuple[InitiativeRow, ...] | None:
    """The initiatives of a partnership that is not over; None where none is told of."""
    charter = view.partnership.charter
    if charter.status is Status.ENDED:
        return None
    found = tuple(
        InitiativeRow(
            title=one.title,
            kind=words(one.kind),
            stage=one.stage,
            lead=view.name(one.lead) if one.lead else "",
            since=one.since,
            line=view.line("initiatives", id_),
        )
        for id_, one in charter.initiatives.items()
    )
    return found or None


def _initiatives_page(
    entries: Sequence[PartnershipRow[tuple[InitiativeRow, ...]]], whole: Whole
) -> Page:
    """The pipeline; None where no initiative is told of."""
    all_ = sorted(
        ((step, entry) for entry in entries for step in entry.row),
        key=lambda pair: (pair[0].since or date.max, pair[1].title.casefold(), pair[0].title),
    )
    filters = controls(all_, _OF_INITIATIVES)
    placed = [PlacedInitiative(*pair, mark) for pair, mark in zip(all_, filters.marks, strict=True)]
    stages: list[InitiativeStage | None] = [*InitiativeStage, None]
    by_stage = [(stage, [one for one in placed if one.step.stage is stage]) for stage in stages]
    shown = [(s, some) for s, some in by_stage if some or (s is not None and s not in _CLOSED)]
    headings = tuple(Heading(f"stage-{stage or 'unsaid'}", _heading(stage)) for stage, _ in shown)
    return whole.page(
        "pipeline",
        _INITIATIVES_TITLE,
        "Innovation and improvement, stage by stage.",
        headings,
        stages=shown,
        controls=filters,
    )


def _heading(stage: InitiativeStage | None) -> str:
    return words(stage) or "Elsewhere"


_OF_INITIATIVES: tuple[
    Facet[tuple[InitiativeRow, PartnershipRow[tuple[InitiativeRow, ...]]]], ...
] = (
    Facet("Partnership", lambda pair: (pair[1].title,)),
    Facet("Kind", lambda pair: (pair[0].kind,) if pair[0].kind else ()),
    Facet("Lead", lambda pair: (pair[0].lead,) if pair[0].lead else ()),
)

INITIATIVES_PAGE = PortfolioPage(_INITIATIVES_PATH, _initiatives_row, _initiatives_page)


_RISKS_PATH = "risks/index.md"
_RISKS_TITLE = "Risks"


@dataclass(frozen=True, slots=True)
class RiskRow:
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


def _risks_row(view: CharterView) -> tuple[RiskRow, ...] | None:
    """The open risks of a partnership that is not over; None where none is told of."""
    charter = view.partnership.charter
    if charter.status is Status.ENDED:
        return None
    found = tuple(
        RiskRow(
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


def _risks_page(entries: Sequence[PartnershipRow[tuple[RiskRow, ...]]], whole: Whole) -> Page:
    """All risks in one table; None where none is told of."""
    risks = sorted(
        ((entry, risk) for entry in entries for risk in entry.row),
        key=lambda pair: (-(weight(pair[1]) or 0), pair[0].title.casefold(), pair[1].title),
    )
    return whole.page(
        "risks",
        _RISKS_TITLE,
        "What may go wrong, the heaviest first.",
        (),
        risks=risks,
        map=risk_map([risk for _, risk in risks], "all-risks"),
        controls=controls(risks, _OF_RISKS, {"By next look": _next_look}),
    )


def _next_look(pair: tuple[PartnershipRow[tuple[RiskRow, ...]], RiskRow]) -> date:
    return pair[1].review_by or date.max


_OF_RISKS: tuple[Facet[tuple[PartnershipRow[tuple[RiskRow, ...]], RiskRow]], ...] = (
    Facet(
        "Weight",
        lambda pair: tuple(ZONES[size] for size in (gravity(weight(pair[1])),) if size),
        tuple(ZONES.values()),
    ),
    Facet("Partnership", lambda pair: (pair[0].title,)),
    Facet("Owner", lambda pair: (pair[1].owner,) if pair[1].owner else ()),
)

RISKS_PAGE = PortfolioPage(_RISKS_PATH, _risks_row, _risks_page)
