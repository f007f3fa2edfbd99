"""``trm portfolio health``: four sides of each partnership, with the evidence of each."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give
from trm_policy.judging.limits import limits_of
from trm_policy.measure.health_signs import health
from trm_policy.views.health import health_view
from trm_policy.views.view import FORMATS


@click.command("health")
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
    """Show how healthy partnerships are: all in a line each, or the one called ID with evidence.

    Signs show outcome, relationship, governance and responsiveness. A side is good where all
    known signs are good and at least half are known, poor where half or more of the known ones
    are poor, fair between, and unknown, never good, where nothing is recorded.
    """
    loader = Loader.of(ctx, at)
    found = [
        health(one, loader.now, limits_of(one, loader.book).health)
        for one in loader.each([partnership])
    ]
    view = health_view(found, loader.now, loader.unread, detailed=partnership is not None)
    give(ctx, view, format_)
    loader.say_unread()
