"""``trm portfolio watch``: early warnings, each with its reason."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give
from trm_policy.judging.limits import limits_of
from trm_policy.measure.watch import watch
from trm_policy.views.view import FORMATS
from trm_policy.views.warnings import warnings_view


@click.command("watch")
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
    """Warn early: of all partnerships, or of the one called ID.

    It looks for a declining trend, slower acknowledgement, missed reviews, an absent sponsor, a
    satisfaction gap, stale data, and many amber KPIs. Where records are missing, the answer is
    unknown, and not quiet.
    """
    loader = Loader.of(ctx, at)
    found = [
        watch(one, loader.now, limits_of(one, loader.book).health)
        for one in loader.each([partnership])
    ]
    give(ctx, warnings_view(found, loader.now, loader.unread), format_)
    loader.say_unread()
