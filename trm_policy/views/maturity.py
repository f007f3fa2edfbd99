"""Maturity: five stages by function, claimed and shown by evidence, and the next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from trm_policy.measure.maturity import Function, MaturityAssessment, Verdict, by_stage
from trm_policy.model.vocabulary import MaturityLevel
from trm_policy.views.evidence import evidence_json, portfolio_data, proofs
from trm_policy.views.view import Block, Colour, Heading, Item, Items, Mark, Table, View

_COLOURS: Mapping[Verdict, Colour] = {
    Verdict.CONFIRMED: "green",
    Verdict.LOWER: "yellow",
    Verdict.HIGHER: "blue",
    Verdict.UNKNOWN: "cyan",
}
_MET = {True: "yes", False: "no", None: "unknown"}


def maturity_view(
    found: Sequence[MaturityAssessment], now: datetime, unread: Sequence[str], *, detailed: bool
) -> View:
    """Each function of each partnership, ``detailed`` with the evidence; then all counted."""
    stages = by_stage(found)
    blocks = [block for one in found for block in _blocks(one, detailed=detailed)]
    if stages:
        columns = ("function", *(level.value for level in MaturityLevel), "unknown")
        rows = tuple(
            (function, *(str(count or "") for count in counts.values()))
            for function, counts in stages.items()
        )
        blocks += [Heading("Functions by stage", 3), Table(columns, rows)]
    data = portfolio_data(now, unread, functions=stages, partnerships=[_json(one) for one in found])
    return View(tuple(blocks), data)


def _blocks(one: MaturityAssessment, *, detailed: bool) -> Iterator[Block]:
    assessed = f"assessed on {one.assessed_on}" if one.assessed_on else "never assessed"
    yield Heading(f"{one.id}: {f'not measured: {one.unasked}' if one.unasked else assessed}", 3)
    if one.functions:
        yield Items(tuple(_item(each, detailed=detailed) for each in one.functions))


def _item(each: Function, *, detailed: bool) -> Item:
    line = (f"{each.id}: ", Mark(each.verdict_word, _COLOURS[each.verdict]), f"; {each.told}")
    under: list[Item] = []
    for demand in each.demands if detailed else ():
        under += proofs(demand.evidence, f"{demand.level}: {_MET[demand.met]}: ")
    if each.next_level is not None:
        under.append(Item(f"next, {each.next_level}: {'; '.join(each.next_step)}"))
    return Item(line, tuple(under))


def _json(one: MaturityAssessment) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "not_measured_because": one.unasked or None,
        "assessed_on": one.assessed_on.isoformat() if one.assessed_on else None,
        "functions": {each.id: _json_function(each) for each in one.functions},
    }


def _json_function(each: Function) -> dict[str, Any]:
    return {
        "claimed": _level(each.claimed),
        "shown": _level(each.shown),
        "verdict": each.verdict.value,
        "lead": each.lead,
        "next": {"stage": _level(each.next_level), "steps": list(each.next_step)},
        "demands": [
            {
                "stage": demand.level.value,
                "wants": demand.wants,
                "met": demand.met,
                "evidence": evidence_json(demand.evidence),
            }
            for demand in each.demands
        ],
    }


def _level(level: MaturityLevel | None) -> str | None:
    return level.value if level else None
