"""``trm kpi scorecard``: how the KPIs of a charter, or of all, stand as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import click

from trm_policy.cli import Session
from trm_policy.cli.charters import asked
from trm_policy.cli.kpi_text import (
    ARROWS,
    expectation,
    figure,
    gap,
    light,
    pace,
    step,
    with_unit,
)
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.limits import limits_of
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.scorecard import ScorecardRow, scorecard
from trm_policy.measure.series import graces
from trm_policy.measure.trend import METHOD
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.publish.scorecard_json import scorecard_row
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

"""Its option says for how long a figure may be late."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The rows of one charter, and nothing else of it: a thousand are held at a time.

    ``owners`` are the names of those who answer for a KPI, by their ids.
    """

    id: str
    title: str
    owners: Mapping[str, str]
    rows: tuple[ScorecardRow, ...]

    @property
    def lights(self) -> dict[str, int]:
        """How many KPIs have each light."""
        counted = Counter(row.reading.status for row in self.rows)
        return {status.value: counted[status] for status in KpiStatus}


@click.command("scorecard")
@click.argument("partnership", metavar="[ID]", required=False)
@format_option("text", "json", "markdown")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the standpoint asks for it
    at: str | None,
) -> None:
    """Show how each KPI stands: all charters in a line each, or the one called ID in detail.

    A KPI is green, amber or red by its plan; it is unknown, and never green, without a figure and
    where one is overdue. A trend is told from five figures on, by the Mann-Kendall test with 95 %
    confidence; the forecast follows the Theil-Sen line to the target's day, with the interval
    that its slope allows.
    """
    session: Session = ctx.obj
    stand = Standpoint(session.root, at)
    reader = PortfolioReader(stand.source, stand.settings.partnerships)
    ids = asked(reader, [] if partnership is None else [partnership], session.root)
    book = stand.rulebook(foreign=False)
    today = stand.as_of(ctx).astimezone(UTC).date()
    unread = []
    cards = []
    for name in ids:
        read = reader.read(name).partnership
        if read is None:
            unread.append(name)
        else:
            cards.append(_card(read, book, today))
    if format_ == "json":
        rows = [_json(card) for card in cards]
        data = {"version": 1, "as_of": today.isoformat(), "method": METHOD, "partnerships": rows}
        click.echo(json_text(data), nl=False)
    elif format_ == "markdown":
        click.echo("\n".join(_markdown(cards)))
    else:
        lines = _overview(cards) if partnership is None else _detail(cards, today)
        click.echo("\n".join(lines), color=ctx.color)
    for name in unread:
        click.echo(f"{name} cannot be read; 'trm check' shows why", err=True)


def _card(partnership: Partnership, book: Rulebook, today: date) -> Scorecard:
    days = limits_of(partnership, book).asked.grace
    rows = scorecard(
        partnership.charter,
        partnership.records.measurements,
        today,
        graces(partnership.roster, days),
    )
    owners = {
        row.kpi.owner: partnership.roster.name_of(row.kpi.owner) for row in rows if row.kpi.owner
    }
    return Scorecard(partnership.id, partnership.charter.title, owners, rows)


def _overview(cards: list[Scorecard]) -> Iterator[str]:
    width = max((len(row.id) for card in cards for row in card.rows), default=0)
    for card in cards:
        yield click.style(f"{card.id}: {printable(card.title)}", bold=True)
        if not card.rows:
            yield "  no KPI"
        for row in card.rows:
            yield _line(row, width)
        yield ""
    yield "'trm kpi scorecard ID' tells more of one."


def _line(row: ScorecardRow, width: int) -> str:
    """A KPI in one line."""
    latest, target = row.reading.latest, row.kpi.target
    when = f"{with_unit(latest.value, row.kpi)} ({latest.period})" if latest else "no figure yet"
    aim = f"target {figure(target.value)}" if target and target.value is not None else "no target"
    mark = light(row.reading.status)
    pad = " " * (9 - len(row.reading.status.value))
    moves = f"{ARROWS[row.trend.course]} {row.trend.course.value}" if row.trend else ""
    late = f"overdue since {row.overdue_since}" if row.overdue_since else ""
    said = ", ".join(filter(None, [printable(when), aim, moves, late]))
    return f"  {mark}{pad}{row.id:{width}}  {said}"


def _detail(cards: list[Scorecard], today: date) -> Iterator[str]:
    for card in cards:
        counts = ", ".join(f"{count} {name}" for name, count in card.lights.items() if count)
        yield click.style(f"{printable(card.title)}: {counts or 'no KPI'} as of {today}", bold=True)
        for row in card.rows:
            yield ""
            name = click.style(printable(row.kpi.name), bold=True)
            yield f"{light(row.reading.status)}  {name} ({row.id})"
            yield from (f"    {printable(line)}" for line in _told(row, card.owners))


def _told(row: ScorecardRow, owners: Mapping[str, str]) -> Iterator[str]:
    """All that is known of a KPI, a line each."""
    kpi, latest, plan = row.kpi, row.reading.latest, row.reading.plan
    if latest is None:
        yield "actual    no figure yet"
    else:
        lies = "no plan to compare it with"
        if row.variance is not None and plan is not None:
            lies = gap(row.variance, kpi, plan)
        yield f"actual    {with_unit(latest.value, kpi)} in {latest.period}: {lies}"
    if row.overdue_since:
        yield f"overdue   since {row.overdue_since}"
    for point in row.milestones:
        yield f"{'target   ' if point.is_target else 'milestone'} {step(point, kpi)}"
    if row.trend is not None:
        yield f"trend     {pace(row.trend, kpi)}"
    if row.forecast is not None:
        yield f"forecast  {expectation(row.forecast, kpi, _values(row))}"
    if not row.followed:
        yield "goals     all goals that it serves are closed"
    owner = owners[kpi.owner] if kpi.owner else "nobody answers for it"
    yield f"source    {kpi.source_text or 'not said'}; {owner}"


def _values(row: ScorecardRow) -> list[float]:
    """Values that the KPI has had or should have."""
    points = [row.kpi.baseline, row.kpi.target, *row.kpi.milestones]
    planned = [point.value for point in points if point is not None and point.value is not None]
    latest = row.reading.latest
    return [*planned, *([latest.value] if latest else [])]


def _markdown(cards: list[Scorecard]) -> Iterator[str]:
    for card in cards:
        yield f"### {plain(card.title)}"
        yield ""
        yield "| KPI | status | actual | plan | target | trend | forecast |"
        yield "|---" * 7 + "|"
        for row in card.rows:
            cells = [plain(row.kpi.name), row.reading.status.value, *map(plain, _cells(row))]
            yield f"| {' | '.join(cells)} |"
        yield ""


def _cells(row: ScorecardRow) -> Iterator[str]:
    latest, plan, target = row.reading.latest, row.reading.plan, row.kpi.target
    late = f", overdue since {row.overdue_since}" if row.overdue_since else ""
    yield (f"{with_unit(latest.value, row.kpi)} ({latest.period})" if latest else "–") + late
    yield with_unit(plan, row.kpi) if plan is not None else "–"
    aim = target.value if target else None
    by = f" by {target.by}" if target and target.by else ""
    yield with_unit(aim, row.kpi) + by if aim is not None else "–"
    yield row.trend.course.value if row.trend else "–"
    yield expectation(row.forecast, row.kpi, _values(row)) if row.forecast else "–"


def _json(card: Scorecard) -> dict[str, Any]:
    return {
        "partnership": card.id,
        "title": card.title,
        "lights": card.lights,
        "kpis": [scorecard_row(row) for row in card.rows],
    }
