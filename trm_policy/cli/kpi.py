"""``trm kpi``: figures come in, and the scorecard shows what they mean."""

from __future__ import annotations

import click

from trm_policy.cli import kpi_import, kpi_library, kpi_pull, kpi_record
from trm_policy.cli.loading import Loader
from trm_policy.cli.viewing import viewed
from trm_policy.judging.limits import figure_grace
from trm_policy.measure.trend import prepare
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import KINDS, MEASUREMENTS_FILE
from trm_policy.views.scorecard import card_view, scorecard_view
from trm_policy.views.view import View


@click.group("kpi")
def command() -> None:
    """Record or pull figures, show the scorecard, and add KPIs from the library."""


@click.command("scorecard")
@click.argument("partnership", metavar="[ID]", required=False)
@viewed()
def scorecard(loader: Loader, partnership: str | None) -> View:
    """Show the status of each KPI: all charters in a line a KPI, or the one called ID in detail.

    A KPI is green, amber or red by its plan; it is unknown, and never green, without a figure and
    where one is overdue. A trend is shown from five figures on, by the Mann-Kendall test with 95 %
    confidence; it is turning if the newest figures contradict it. The forecast follows the
    Theil-Sen line to the target's day, with the interval that its slope allows.
    """
    detailed = partnership is not None

    def card(one: Partnership) -> View:
        grace = figure_grace(one, loader.book)
        return card_view(one, loader.today, grace, detailed=detailed)

    prepare(len(loader.ids([partnership])))
    needed = KINDS if detailed else {MEASUREMENTS_FILE, "reviews"}
    cards = loader.made(card, [partnership], needed)
    return scorecard_view(cards, loader.today, detailed=detailed)


for _part in (
    kpi_record.command,
    kpi_import.command,
    kpi_pull.command,
    scorecard,
    kpi_library.list_command,
    kpi_library.add_command,
):
    command.add_command(_part)
