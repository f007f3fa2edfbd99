"""``trm portfolio maturity``: five stages by function, claimed and shown."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give
from trm_policy.measure.maturity import maturity
from trm_policy.views.maturity import maturity_view
from trm_policy.views.view import FORMATS


@click.command("maturity")
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
    """Show the maturity of each function: what is claimed, what is shown, and the next step.

    The stages are initial, repeatable, defined, managed and optimised. A stage is shown where
    the charter and its records meet what it and all below it demand; the one called ID is shown
    with its evidence. A function of which nothing is written is unknown.
    """
    loader = Loader.of(ctx, at)
    found = [maturity(one, loader.now) for one in loader.each([partnership])]
    view = maturity_view(found, loader.now, loader.unread, detailed=partnership is not None)
    give(ctx, view, format_)
    loader.say_unread()
