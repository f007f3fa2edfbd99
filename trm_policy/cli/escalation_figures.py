"""``trm escalation figures``: how conflicts are resolved, and what KPIs would record of it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from trm_policy.cli import Session
from trm_policy.cli.charters import charter_called
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.errors import TrmError
from trm_policy.judging.settings import read_settings
from trm_policy.measure.escalation_figures import (
    EscalationFigure,
    EscalationLog,
    Resolution,
    figure_of,
    from_log,
    log_of,
)
from trm_policy.model.records import Measurement
from trm_policy.portfolio.partnership import Partnership
from trm_policy.source import WorkTree
from trm_policy.timing import Period
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable


class _APeriod(click.ParamType[Period]):
    """A period, as measurements name it."""

    name = "PERIOD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """The period that is meant."""
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@dataclass(frozen=True)
class _Recordable:
    """The figure of a KPI whose source is the log, and what is recorded of the period so far.

    ``figure`` is None where it is not clear which one the KPI means; ``value`` where the period
    gives none.
    """

    kpi: str
    name: str
    unit: str
    period: Period
    over: bool
    figure: EscalationFigure | None
    value: float | None
    there: Measurement | None


@click.command("figures")
@click.argument("partnership", metavar="ID")
@click.option(
    "--period",
    type=_APeriod(),
    metavar="PERIOD",
    help="Such as 2026-Q3.  [default: the whole log; of each KPI its last period]",
)
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def figures_command(
    ctx: click.Context, partnership: str, period: Period | None, format_: str, as_of: datetime
) -> None:
    """Show how conflicts are resolved in the charter ID, and what its KPIs would record of it.

    A working day has passed when it has for every party. What was raised counts by the day it was
    raised, days to settle by the day it was settled, in the host's time zone.
    """
    session: Session = ctx.obj
    source = WorkTree(session.root)
    read = charter_called(source, read_settings(source).partnerships, partnership)
    log = log_of(read, as_of)
    today = as_of.astimezone(log.zone).date()
    if period is not None and period.first_day > today:
        raise TrmError(f"{period} has not begun yet; it starts on {period.first_day}")
    found = log.resolution(period)
    kept = list(_recordables(read, log, period, as_of))
    if format_ == "json":
        click.echo(json_text(_figures_json(read, found, kept)), nl=False)
    elif format_ == "markdown":
        click.echo("\n".join(_figures_markdown(read, found, kept)))
    else:
        lines = _figures_text(read, found, kept)
        click.echo("\n".join(map(printable, lines)), color=ctx.color)


def _recordables(
    read: Partnership, log: EscalationLog, wanted: Period | None, now: datetime
) -> Iterator[_Recordable]:
    today = now.astimezone(log.zone).date()
    rows = {(row.kpi, row.period): row for row in read.records.measurements}
    for id_, kpi in read.charter.kpis.items():
        if not from_log(kpi) or kpi.frequency is None:
            continue
        if wanted is not None and wanted.frequency is not kpi.frequency:
            continue
        period = wanted or Period.containing(today, kpi.frequency).previous()
        figure = figure_of(kpi)
        value = None if figure is None else log.resolution(period).value(figure)
        value = None if value is None else round(value, 1)
        over = period.last_day < today
        there = rows.get((id_, period))
        yield _Recordable(id_, kpi.name, kpi.unit or "", period, over, figure, value, there)


def _command(read: Partnership, one: _Recordable) -> str | None:
    """How the figure is recorded; None where there is nothing to record."""
    if one.value is None or (one.there is not None and one.there.value == one.value):
        return None
    words = ["trm", "kpi", "record", read.id, one.kpi, str(one.period), f"{one.value:g}"]
    if one.there is not None:
        words += ["--correct", "--note", "As the escalation log has it"]
    return shlex.join(words)


def _said(one: _Recordable) -> str:
    """What there is to say of a KPI's figure, as a sentence."""
    if one.figure is None:
        return "its unit and formula do not tell which of these figures it means"
    if one.value is None:
        return f"nothing was settled or raised in {one.period} that it could be reckoned from"
    said = f"{one.value:g} {one.unit}".strip()
    if not one.over:
        said += f" so far; {one.period} is not over"
    if one.there is not None:
        same = one.there.value == one.value
        said += "; recorded already" if same else f"; {one.there.value_text} is recorded"
    return said


def _lines(found: Resolution) -> Iterator[tuple[str, str]]:
    def figure(name: EscalationFigure, unit: str) -> str:
        value = found.value(name)
        return "–" if value is None else f"{value:.1f} {unit}"

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
        said = f"{level.settled}, in {level.mean_days:.1f} working days on average"
        yield f"settled on '{level.level}'", said


def _title(read: Partnership, found: Resolution) -> str:
    return f"Escalations of {read.charter.title}, {found.period or 'the whole log'}"


def _figures_text(
    read: Partnership, found: Resolution, kept: Sequence[_Recordable]
) -> Iterator[str]:
    yield _title(read, found)
    rows = list(_lines(found))
    wide = max(len(name) for name, _ in rows)
    for name, value in rows:
        yield f"  {name:{wide}}  {value}"
    yield ""
    if not kept:
        yield "No KPI measured in this way names the escalation log as its source."
        return
    yield "KPIs whose source is the escalation log:"
    for one in kept:
        yield f"  {one.kpi} ({one.name}), {one.period}: {_said(one)}"
        command = _command(read, one)
        if command is not None:
            yield f"    {command}"


def _figures_markdown(
    read: Partnership, found: Resolution, kept: Sequence[_Recordable]
) -> Iterator[str]:
    yield f"## {plain(_title(read, found))}"
    yield ""
    yield "| | |\n|---|---|"
    yield from (f"| {plain(name)} | {plain(value)} |" for name, value in _lines(found))
    for one in kept:
        yield ""
        yield f"**{plain(one.name)}**, {one.period}: {plain(_said(one))}."
        command = _command(read, one)
        if command is not None:
            yield f"\n    {command}"


def _figures_json(
    read: Partnership, found: Resolution, kept: Sequence[_Recordable]
) -> dict[str, Any]:
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
                "kpi": one.kpi,
                "period": str(one.period),
                "over": one.over,
                "figure": one.figure.value if one.figure else None,
                "value": one.value,
                "recorded": one.there.value if one.there else None,
                "command": _command(read, one),
            }
            for one in kept
        ],
    }
