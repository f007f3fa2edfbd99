"""``trm kpi record``: one figure more at the end of a charter's measurements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import click

from trm_policy.authoring.recording import Ledger, Row, extended
from trm_policy.authoring.writing import one_at_a_time, remove_leftovers, write_atomically
from trm_policy.cli import Session
from trm_policy.cli.charters import charter_called
from trm_policy.cli.kpi_text import gap, light
from trm_policy.cli.options import as_of_option
from trm_policy.errors import TrmError
from trm_policy.judging.settings import read_settings
from trm_policy.measure.kpi_status import read_kpi
from trm_policy.measure.scorecard import variance
from trm_policy.model.kpi import Kpi
from trm_policy.model.records import Measurement
from trm_policy.source import WorkTree


@click.command("record", context_settings={"ignore_unknown_options": True})
@click.argument("partnership", metavar="ID")
@click.argument("kpi", metavar="KPI")
@click.argument("period", metavar="PERIOD")
@click.argument("value", metavar="VALUE")
@click.option("--note", metavar="TEXT", default="", help="What should be known about the figure.")
@click.option(
    "--correct", is_flag=True, help="Replace a figure that is recorded already; --note says why."
)
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str,
    kpi: str,
    period: str,
    value: str,
    note: str,
    correct: bool,
    as_of: datetime,
) -> None:
    """Record that KPI of the charter ID was VALUE in PERIOD.

    PERIOD is written as the KPI's frequency demands: 2026-11-22, 2026-W47, 2026-11, 2026-Q4,
    2026-H2 or 2026. VALUE is a plain number. A figure is never overwritten: a correction is a
    further row, with its reason.
    """
    session: Session = ctx.obj
    source = WorkTree(session.root)
    folder = read_settings(source).partnerships
    charter_called(source, folder, partnership)
    with one_at_a_time(session.root):
        read = charter_called(source, folder, partnership)
        ledger = Ledger(read, as_of.astimezone(UTC).date())
        row, when = ledger.row(kpi, period, value, note)
        ledger.require_new(row, when, correct=correct)
        write_rows(session.root, source, ledger.path, [row])
    click.echo(told(read.charter.kpis[kpi], row), color=ctx.color)


def write_rows(root: Path, source: WorkTree, path: PurePosixPath, rows: Sequence[Row]) -> None:
    """Add rows to a file of measurements; the lock of the repository must be held.

    The new file is written beside the old one and takes its place as a whole. Lines put to the
    end of the old one would be torn where a writer is killed in the middle of them.
    """
    raw = source.read(path)
    if raw is None and source.has(path):
        raise TrmError(f"{path} cannot be opened, or leads out of the repository")
    made = extended(path, raw, rows)
    target = (root / path).resolve()
    remove_leftovers(target)
    write_atomically(target, made)


def told(kpi: Kpi, row: Row) -> str:
    """What a figure means, in one line."""
    measured = Measurement.of_row(row, 0)
    assert measured.period is not None
    assert measured.value is not None
    reading = read_kpi(row.kpi, kpi, [measured], measured.period.last_day)
    said = f"{row.kpi} {row.period}: {row.value}{f' {kpi.unit}' if kpi.unit else ''}"
    if reading.plan is None:
        return f"{said}, {light(reading.status)}: there is no plan to compare it with"
    found = variance(kpi, measured.value, reading.plan)
    return f"{said}, {light(reading.status)}: {gap(found, kpi, reading.plan)}"
