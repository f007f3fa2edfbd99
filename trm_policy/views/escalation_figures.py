"""How conflicts are resolved, in figures, and what KPIs would record of it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from trm_policy.measure.escalation_figures import EscalationFigure, Recordable, Resolution
from trm_policy.portfolio.partnership import Partnership
from trm_policy.views.view import Heading, Item, Items, Paragraph, Table, View
from trm_policy.wording.numbers import exact, with_unit

_NO_KPI = "No KPI measured in this way names the escalation log as its source."


def escalation_figures_view(
    read: Partnership, found: Resolution, kept: Sequence[Recordable]
) -> View:
    """The figures of a period or of the whole log, and the commands that record them."""
    title = f"Escalations of {read.charter.title}, {found.period or 'the whole log'}"
    table = Table(("", ""), tuple(_rows(found)))
    items = tuple(
        Item(
            f"{one.id} ({one.kpi.name}), {one.period}: {_said(one)}",
            tuple(map(Item, filter(None, [_command(read, one)]))),
        )
        for one in kept
    )
    kpis = (Heading("KPIs whose source is the escalation log", 3), Items(items))
    last = kpis if kept else (Paragraph((_NO_KPI,)),)
    return View((Heading(title), table, *last), _json(read, found, kept))


def _rows(found: Resolution) -> Iterator[tuple[str, str]]:
    def figure(name: EscalationFigure, unit: str) -> str:
        value = found.value(name)
        return "–" if value is None else with_unit(round(value, 1), unit)

    settled = len(found.days)
    yield "raised", str(found.raised)
    yield "of these settled since", f"{found.raised - found.open} of {found.raised}"
    yield "share settled", figure(EscalationFigure.SETTLED_SHARE, "%")
    yield "acknowledged in time", f"{found.in_time} of {found.asked}"
    yield "share acknowledged in time", figure(EscalationFigure.IN_TIME_SHARE, "%")
    yield "settled", str(settled)
    yield "mean time to settle", figure(EscalationFigure.MEAN_DAYS, "working days")
    yield "median time to settle", figure(EscalationFigure.MEDIAN_DAYS, "working days")
    yield "settled on the level where they began", f"{found.first_level} of {settled}"
    yield "share settled on that level", figure(EscalationFigure.FIRST_LEVEL_SHARE, "%")
    for level in found.levels:
        days = with_unit(round(level.mean_days, 1), "working days")
        yield f"settled on '{level.level}'", f"{level.settled}, in {days} on average"


def _said(one: Recordable) -> str:
    """What there is to say of a KPI's figure, as a sentence."""
    if one.figure is None:
        return "its unit and formula do not show which of these figures it means"
    if one.value is None:
        return f"nothing was settled or raised in {one.period} to calculate it from"
    said = with_unit(one.value, one.kpi.unit)
    if not one.over:
        said += f" so far; {one.period} is not over"
    if one.recorded is not None:
        same = one.recorded.value == one.value
        said += "; recorded already" if same else f"; {one.recorded.value_text} is recorded"
    return said


def _command(read: Partnership, one: Recordable) -> str | None:
    """How the figure is recorded; None where there is nothing to record."""
    if one.value is None or (one.recorded is not None and one.recorded.value == one.value):
        return None
    words = ["trm", "kpi", "record", read.id, one.id, str(one.period), exact(one.value)]
    if one.recorded is not None:
        words += ["--correct", "--note", "According to the escalation log"]
    return shlex.join(words)


def _json(read: Partnership, found: Resolution, kept: Sequence[Recordable]) -> dict[str, Any]:
    return {
        "version": 1,
        "partnership": read.id,
        "period": str(found.period) if found.period else None,
        "figures": {figure.value: found.value(figure) for figure in EscalationFigure},
        "levels": [
            {"level": one.level, "settled": one.settled, "mean_working_days": one.mean_days}
            for one in found.levels
        ],
        "kpis": [
            {
                "kpi": one.id,
                "period": str(one.period),
                "over": one.over,
                "figure": one.figure.value if one.figure else None,
                "value": one.value,
                "recorded": one.recorded.value if one.recorded else None,
                "command": _command(read, one),
            }
            for one in kept
        ],
    }
