"""``trm kpi scorecard``: how the KPIs of a charter, or of all, compare with their plans."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give
from trm_policy.judging.limits import limits_of
from trm_policy.views.scorecard import Scorecard, scorecard_view
from trm_policy.views.view import FORMATS


@click.command("scorecard")
@click.argument("partnership", metavar="[ID]", required=False)
@format_option(*FORMATS)
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the loader asks for it
    at: str | None,
) -> None:
    """Show the status of each KPI: all charters in a line a KPI, or the one called ID in detail.

    A KPI is green, amber or red by its plan; it is unknown, and never green, without a figure and
    where one is overdue. A trend is shown from five figures on, by the Mann-Kendall test with 95 %
    confidence; the forecast follows the Theil-Sen line to the target's day, with the interval
    that its slope allows.
    """
    loader = Loader.of(ctx, at)
    today = loader.today
    cards = [
        Scorecard.of(one, today, limits_of(one, loader.book).asked.grace)
        for one in loader.each([partnership])
    ]
    give(ctx, scorecard_view(cards, today, detailed=partnership is not None), format_)
    loader.say_unread()
