"""``trm portfolio graph``: the network, and what a loss would touch."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give, put
from trm_policy.measure.network import network
from trm_policy.measure.ripple import graphml, ripple
from trm_policy.views.network import network_view, ripple_view
from trm_policy.views.view import FORMATS


@click.command("graph")
@click.option(
    "--if-lost",
    "lost",
    metavar="NAME",
    help="Show what is touched if this party, person or partnership is lost.",
)
@format_option(*FORMATS, "graphml")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    lost: str | None,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the loader asks for it
    at: str | None,
) -> None:
    """Show partnerships, organisations, people and dependencies as one network.

    With '--if-lost' it shows what a loss touches, the nearest first, and the goals and KPIs that
    depend on it. '--format graphml' opens in yEd, Gephi and other programs that draw graphs.
    """
    loader = Loader.of(ctx, at)
    if lost is not None and format_ == "graphml":
        raise click.UsageError("'--if-lost' is shown as text, json or markdown, not as graphml")
    net = network(loader.each(), loader.reader.directory[0], loader.today)
    if format_ == "graphml":
        put(ctx, graphml(net), None)
    elif lost is None:
        give(ctx, network_view(net, loader.now, loader.unread), format_)
    else:
        found = ripple(net, net.called(lost))
        give(ctx, ripple_view(net, found, loader.now, loader.unread), format_)
    loader.say_unread()
