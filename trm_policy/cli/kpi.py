"""``trm kpi``: figures come in, and the scorecard shows what they mean."""

from __future__ import annotations

import click

from trm_policy.cli import kpi_import, kpi_library, kpi_pull, kpi_record, kpi_scorecard


@click.group("kpi")
def command() -> None:
    """Record or pull figures, show the scorecard, and add KPIs from the library."""


for _part in (
    kpi_record.command,
    kpi_import.command,
    kpi_pull.command,
    kpi_scorecard.command,
    kpi_library.list_command,
    kpi_library.add_command,
):
    command.add_command(_part)
