"""``trm kpi pull``: figures out of the databases and data files that KPIs name as their source."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime

import click

from trm_policy.authoring.pulled import Pulled, pulled
from trm_policy.authoring.recording import Ledger
from trm_policy.authoring.writing import one_at_a_time
from trm_policy.cli import Session
from trm_policy.cli.charters import charter_called
from trm_policy.cli.kpi_pull_desk import Answered, PullDesk, Trouble, Wanted
from trm_policy.cli.kpi_pull_shown import Outcome, shown
from trm_policy.cli.kpi_record import write_rows
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.judging.settings import read_settings
from trm_policy.portfolio.records import MEASUREMENTS_FILE
from trm_policy.source import WorkTree


@click.command("pull")
@click.argument("partnership", metavar="[ID]", required=False)
@click.argument("kpi", metavar="[KPI]", required=False)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    kpi: str | None,
    dry_run: bool,
    format_: str,
    as_of: datetime,
) -> int:
    """Record what databases and data files say: of every KPI that has a query, of ID, or of KPI.

    Periods that are over are recorded once, and pulling again adds nothing. A figure that has
    changed at its source is corrected by a further row with a note. Where a KPI of a charter
    cannot be pulled, nothing is written for that charter.
    """
    session: Session = ctx.obj
    source = WorkTree(session.root)
    today = as_of.astimezone(UTC).date()
    desk = PullDesk(session.root, source, read_settings(source), os.environ, today)
    found = list(desk.wanted(partnership, kpi))
    said = list(desk.answered(one for one in found if isinstance(one, Wanted)))
    answered = [one for one in said if isinstance(one, Answered)]
    troubles = tuple(one for one in (*found, *said) if isinstance(one, Trouble))
    if dry_run:
        outcome = Outcome(_planned(desk, answered), troubles, today, dry_run=True)
    else:
        with one_at_a_time(session.root):
            outcome = Outcome(_planned(desk, answered), troubles, today)
            _write(desk, outcome)
    click.echo(shown(outcome, format_), nl=False)
    return outcome.exit


def _planned(desk: PullDesk, answered: Iterable[Answered]) -> tuple[Pulled, ...]:
    """What becomes of the figures, by the records as they are now, charter by charter."""
    by_charter: dict[str, list[Answered]] = {}
    for one in answered:
        by_charter.setdefault(one.wanted.partnership, []).append(one)
    plans = []
    for id_ in sorted(by_charter):
        ledger = Ledger(charter_called(desk.source, desk.settings.partnerships, id_), desk.today)
        plans += [pulled(ledger, one.wanted.kpi, one.answers) for one in by_charter[id_]]
    return tuple(plans)


def _write(desk: PullDesk, outcome: Outcome) -> None:
    """Add the rows of each charter whose KPIs could all be pulled."""
    for id_, rows in outcome.rows().items():
        path = charter_called(desk.source, desk.settings.partnerships, id_).path
        write_rows(desk.root, WorkTree(desk.root), path.parent / MEASUREMENTS_FILE, rows)
