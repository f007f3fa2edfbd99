"""Health: four sides of each partnership, for all or of one with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from trm_policy.measure.health import Dimension, Health, HealthSide, Standing
from trm_policy.measure.survey import LEAST_ANSWERS, SurveyGap
from trm_policy.views.evidence import evidence_json, portfolio_data, proofs
from trm_policy.views.view import (
    Block,
    Heading,
    Item,
    Items,
    Line,
    Mark,
    Paragraph,
    Table,
    View,
    bulleted,
    status_mark,
)
from trm_policy.wording.lists import counted

STATUS: Mapping[Standing, str] = {
    Standing.GOOD: "green",
    Standing.FAIR: "amber",
    Standing.POOR: "red",
    Standing.UNKNOWN: "unknown",
}
"""The RAG status of a side or a sign."""


class HealthShown(NamedTuple):
    """What is shown of one partnership: a line, the evidence, and both for machines."""

    line: tuple[Line, ...]
    blocks: tuple[Block, ...]
    data: Mapping[str, Any]


def health_shown(one: Health, *, detailed: bool) -> HealthShown:
    """One partnership in a line, and ``detailed`` with the signs and their evidence."""
    sides = [_mark(each.standing) for each in one.dimensions]
    last = f"not measured: {one.unasked}" if one.unasked else one.gap_told
    blocks = tuple(_detail(one)) if detailed else ()
    return HealthShown((one.id, *sides, last), blocks, _json(one))


def health_view(
    found: Sequence[HealthShown], now: datetime, unread: Sequence[str], *, detailed: bool
) -> View:
    """All partnerships in a line each, or ``detailed`` one after the other."""
    blocks = tuple(block for one in found for block in one.blocks)
    if not detailed:
        columns = ("partnership", *HealthSide, "survey gap")
        hint = Paragraph(("'trm portfolio health ID' shows the evidence.",))
        blocks = (Table(columns, tuple(one.line for one in found)), hint)
    return View(blocks, portfolio_data(now, unread, partnerships=[one.data for one in found]))


def _mark(standing: Standing) -> Mark:
    return status_mark(STATUS[standing], standing.value)


def _detail(one: Health) -> Iterator[Block]:
    yield Heading(one.title)
    if one.unasked:
        yield Paragraph((f"not measured: {one.unasked}",))
    for each in one.dimensions:
        yield Heading((_mark(each.standing), f"  {each.side}: {each.working}"), 3)
        if each.signs:
            yield Items(tuple(_signs(each)))
    if one.gap is not None:
        yield Heading(f"survey of {one.gap.survey.year}", 3)
        yield bulleted(_questions(one.gap))


def _signs(each: Dimension) -> Iterator[Item]:
    for sign in each.signs:
        yield Item((_mark(sign.standing), f"  {sign.told}"), proofs(sign.evidence))


def _questions(gap: SurveyGap) -> Iterator[str]:
    for question in gap.questions:
        scores = ", ".join(f"{party} {float(value):g}" for party, value in question.scores.items())
        apart = "" if question.gap is None else f": {float(question.gap):.2f} apart"
        yield f"{question.name}: {scores}{apart}"
    if gap.hidden:
        yield f"{counted(gap.hidden, 'row')} hidden: fewer than {LEAST_ANSWERS} answers"


def _json(one: Health) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "tier": one.tier,
        "not_measured_because": one.unasked or None,
        "sides": {each.side.value: _json_side(each) for each in one.dimensions},
        "survey": _json_gap(one.gap) if one.gap else None,
    }


def _json_side(each: Dimension) -> dict[str, Any]:
    return {
        "standing": each.standing.value,
        "counts": {standing.value: each.counts[standing] for standing in Standing},
        "signs": [
            {
                "name": sign.name,
                "standing": sign.standing.value,
                "says": sign.says,
                "evidence": evidence_json(sign.evidence),
            }
            for sign in each.signs
        ],
    }


def _json_gap(gap: SurveyGap) -> dict[str, Any]:
    return {
        "year": gap.survey.year,
        "path": gap.survey.path.as_posix(),
        "gap": _number(gap.gap),
        "means": {party: float(mean) for party, mean in gap.means.items()},
        "hidden_rows": gap.hidden,
        "questions": [
            {
                "question": question.name,
                "scores": {party: float(score) for party, score in question.scores.items()},
                "gap": _number(question.gap),
            }
            for question in gap.questions
        ],
    }


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 9)
