"""The open risks of all partnerships, the heaviest first; their initiatives, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trm_policy.measure.dated import is_still_open
from trm_policy.model.assurance import Risk
from trm_policy.model.purpose import Initiative
from trm_policy.model.vocabulary import InitiativeStage, Status
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts.risk_map import ZONES, risk_map
from trm_policy.publish.evidence import Line
from trm_policy.publish.filtering import Facet, controls
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.portfolio_page import PartnershipRow, PortfolioPage, Whole
from trm_policy.wording.text import alphabetical, words

_INITIATIVES_PATH = "initiatives/index.md"
_INITIATIVES_TITLE = "Initiatives"
_CLOSED = (InitiativeStage.DONE, InitiativeStage.DROPPED)


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative, as ``line`` says it, and the name of who leads it."""

    told: Initiative
    lead: str
    line: Line | None


def _initiatives_row(view: CharterView) -> tuple[InitiativeRow, ...] | None:
    """The initiatives of a partnership that is not over; None where none is told of."""
    charter = view.partnership.charter
    if charter.status is Status.ENDED:
        return None
    found = tuple(
        InitiativeRow(one, view.name(one.lead) if one.lead else "", view.line("initiatives", id_))
        for id_, one in charter.initiatives.items()
    )
    return found or None


def _initiatives_page(
    entries: Sequence[PartnershipRow[tuple[InitiativeRow, ...]]], whole: Whole
) -> Page:
    """The pipeline; None where no initiative is told of."""
    every = sorted(
        ((step, entry) for entry in entries for step in entry.row),
        key=lambda pair: (
            pair[0].told.since or date.max,
            alphabetical(pair[1].title),
            pair[0].told.title,
        ),
    )
    filters = controls(every, _OF_INITIATIVES)
    marked = [(*pair, mark) for pair, mark in zip(every, filters.marks, strict=True)]
    stages: list[InitiativeStage | None] = [*InitiativeStage, None]
    by_stage = [(stage, [one for one in marked if one[0].told.stage is stage]) for stage in stages]
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
    Facet("Kind", lambda pair: tuple(filter(None, (words(pair[0].told.kind),)))),
    Facet("Lead", lambda pair: (pair[0].lead,) if pair[0].lead else ()),
)

INITIATIVES_PAGE = PortfolioPage(_INITIATIVES_PATH, _initiatives_row, _initiatives_page)


_RISKS_PATH = "risks/index.md"
_RISKS_TITLE = "Risks"


@dataclass(frozen=True, slots=True)
class RiskRow:
    """An open risk, as ``line`` says it, and the name of its owner."""

    told: Risk
    owner: str
    line: Line | None


def _risks_row(view: CharterView) -> tuple[RiskRow, ...] | None:
    """The open risks of a partnership that is not over; None where none is told of."""
    charter = view.partnership.charter
    if charter.status is Status.ENDED:
        return None
    found = tuple(
        RiskRow(one, view.name(one.owner) if one.owner else "", view.line("risks", id_))
        for id_, one in charter.risks.items()
        if is_still_open(one)
    )
    return found or None


def _risks_page(entries: Sequence[PartnershipRow[tuple[RiskRow, ...]]], whole: Whole) -> Page:
    """All risks in one table; None where none is told of."""
    risks = sorted(
        ((entry, risk) for entry in entries for risk in entry.row),
        key=lambda pair: (
            -(pair[1].told.weight or 0),
            alphabetical(pair[0].title),
            pair[1].told.title,
        ),
    )
    return whole.page(
        "risks",
        _RISKS_TITLE,
        "Risks of all partnerships, the most severe first.",
        (),
        risks=risks,
        map=risk_map([row.told for _, row in risks], "all-risks"),
        controls=controls(risks, _OF_RISKS, {"By next assessment": _next_look}),
    )


def _heaviest_first(
    pair: tuple[PartnershipRow[tuple[RiskRow, ...]], RiskRow],
) -> tuple[int, str, str]:
    entry, risk = pair[0], pair[1].told
    return -(risk.weight or 0), alphabetical(entry.title), risk.title


def _next_look(pair: tuple[PartnershipRow[tuple[RiskRow, ...]], RiskRow]) -> date:
    return pair[1].told.review_by or date.max


_OF_RISKS: tuple[Facet[tuple[PartnershipRow[tuple[RiskRow, ...]], RiskRow]], ...] = (
    Facet(
        "Weight",
        lambda pair: tuple(ZONES[size] for size in (pair[1].told.gravity,) if size),
        tuple(ZONES.values()),
    ),
    Facet("Partnership", lambda pair: (pair[0].title,)),
    Facet("Owner", lambda pair: (pair[1].owner,) if pair[1].owner else ()),
)

RISKS_PAGE = PortfolioPage(_RISKS_PATH, _risks_row, _risks_page)
