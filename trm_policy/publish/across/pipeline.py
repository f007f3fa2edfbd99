"""The pipeline of innovation and improvement of all partnerships, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date

from trm_policy.model.vocabulary import InitiativeStage, Status
from trm_policy.publish.chapter import Chapter, Entry, Whole
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Line
from trm_policy.publish.filtering import Facet, controls
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.rendering import render
from trm_policy.wording.text import words

PATH = "initiatives/index.md"
TITLE = "Initiatives"
_CLOSED = (InitiativeStage.DONE, InitiativeStage.DROPPED)


@dataclass(frozen=True, slots=True)
class Step:
    """An initiative in words. ``stage`` is None where it is not said, or not told."""

    title: str
    kind: str
    stage: InitiativeStage | None
    lead: str
    since: date | None
    line: Line | None


@dataclass(frozen=True, slots=True)
class Placed:
    """An initiative of one partnership, with the data that it is filtered by."""

    step: Step
    entry: Entry[tuple[Step, ...]]
    mark: str = ""


def row(view: CharterView) -> tuple[Step, ...] | None:
    """The initiatives of a partnership that is not over; None where none is told of."""
    charter = view.partnership.charter
    if charter.status is Status.ENDED:
        return None
    found = tuple(
        Step(
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


def page(entries: Sequence[Entry[tuple[Step, ...]]], whole: Whole) -> Page | None:
    """The pipeline; None where no initiative is told of."""
    if not entries:
        return None
    all_ = sorted(
        ((step, entry) for entry in entries for step in entry.row),
        key=lambda pair: (pair[0].since or date.max, pair[1].title.casefold(), pair[0].title),
    )
    filters = controls(all_, _FACETS)
    placed = [Placed(*pair, mark) for pair, mark in zip(all_, filters.marks, strict=True)]
    stages: list[InitiativeStage | None] = [*InitiativeStage, None]
    by_stage = [(stage, [one for one in placed if one.step.stage is stage]) for stage in stages]
    shown = [(s, some) for s, some in by_stage if some or (s is not None and s not in _CLOSED)]
    html = render(
        "across/pipeline.html",
        title=TITLE,
        stages=shown,
        controls=filters,
        today=whole.now.astimezone(UTC).date(),
        link=whole.link,
    )
    headings = tuple(Heading(f"stage-{stage or 'unsaid'}", _heading(stage)) for stage, _ in shown)
    return Page(TITLE, html, headings, "Innovation and improvement, stage by stage.")


def _heading(stage: InitiativeStage | None) -> str:
    return words(stage) or "Elsewhere"


_FACETS: tuple[Facet[tuple[Step, Entry[tuple[Step, ...]]]], ...] = (
    Facet("Partnership", lambda pair: (pair[1].title,)),
    Facet("Kind", lambda pair: (pair[0].kind,) if pair[0].kind else ()),
    Facet("Led by", lambda pair: (pair[0].lead,) if pair[0].lead else ()),
)

PIPELINE = Chapter(PATH, row, page)
