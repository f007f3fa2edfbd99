"""``trm status``: how much of what its tier demands each charter has."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give
from trm_policy.judging.completeness import completeness
from trm_policy.judging.judge import Judge
from trm_policy.views.status import status_view


@click.command("status")
@click.argument("partnership", metavar="[ID]", required=False)
@format_option()
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
    """Show how complete charters are: all of them, or the one called ID in detail."""
    loader = Loader.of(ctx, at)
    read = loader.all([partnership])
    judge = Judge(loader.reader, loader.rulebook(foreign=True), loader.now)
    found = [completeness(judge, one) for one in read]
    give(ctx, status_view(found, detailed=partnership is not None), format_)
    loader.say_unread()
