"""``trm kpi record``: one figure more at the end of a charter's measurements."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import PurePosixPath

import click

from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.authoring.recording import Ledger, RecordError, extended
from trm_policy.cli.asking import asked, say
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import give, looked_at_as_of
from trm_policy.errors import TrmError
from trm_policy.measure.survey import card_as_told, days_taken
from trm_policy.model.new_figure import FigureRow
from trm_policy.views.figures_recorded import recorded_view


@click.command("record", context_settings={"ignore_unknown_options": True})
@click.argument("partnership", metavar="ID")
@click.argument("kpi", metavar="KPI")
@click.argument("period", metavar="PERIOD")
@click.argument("value", metavar="VALUE")
@click.option("--note", metavar="TEXT", default="", help="A note about the figure.")
@click.option("--correct", is_flag=True, help="Replace a recorded figure; --note gives the reason.")
@click.option(
    "--confirm",
    is_flag=True,
    help="Record a figure that is not plausible; --note gives the reason.",
)
@looked_at_as_of
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str,
    kpi: str,
    period: str,
    value: str,
    note: str,
    correct: bool,
    confirm: bool,
) -> None:
    """Record that KPI of the charter ID was VALUE in PERIOD.

    PERIOD depends on the frequency of the KPI: 2026-11-22, 2026-W47, 2026-11, 2026-Q4, 2026-H2
    or 2026. VALUE is a plain number. A figure is never overwritten: a correction is a further
    row, with its reason. One that is not plausible is recorded only if it is confirmed.
    """
    loader = Loader.of(ctx)
    ledger = Ledger(loader.one(partnership), loader.today)
    row, when = ledger.row(kpi, period, value, note)
    ledger.require_new(row, when, correct=correct)
    if doubt := ledger.doubt(row):
        note = _reason(doubt, note, confirm=confirm)
    with one_at_a_time(loader.root):
        read = loader.one(partnership)
        ledger = Ledger(read, loader.today)
        row, when = ledger.row(kpi, period, value, note)
        ledger.require_new(row, when, correct=correct)
        row = ledger.dated(row, when)
        write_together(loader.root, {ledger.path: with_rows(loader, ledger.path, [row])})
    card, days = card_as_told(read.charter, kpi), days_taken(read, kpi, [when], loader.today)
    give(ctx, recorded_view(card, row, days), "text")


def _reason(doubt: str, note: str, *, confirm: bool) -> str:
    """Why a doubtful figure is right, as it was said or is said on the terminal.

    Raises RecordError where nobody says so.
    """
    reason = note.strip() if confirm else ""
    if not reason and sys.stdin.isatty():
        say(f"{doubt}.")
        reason = asked("Why is it right all the same? (Enter: it is not)", str.strip, "")
    if not reason:
        raise RecordError(
            f"{doubt}; correct the value, or add --confirm and --note with the reason why it is "
            "right"
        )
    return f"{note.strip()}; {reason}" if note.strip() not in ("", reason) else reason


def with_rows(loader: Loader, path: PurePosixPath, rows: Sequence[FigureRow]) -> bytes:
    """A file of measurements with rows added; hold the lock. Raises TrmError."""
    raw = loader.source.read(path)
    if raw is None and loader.source.has(path):
        raise TrmError(f"{path} cannot be opened, or leads out of the repository")
    return extended(path, raw, rows)
