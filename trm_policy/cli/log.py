"""``trm log``: how charters came to be what they are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import AUDIENCE, cache_option, format_option, give
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.model.values import Override
from trm_policy.portfolio.parallel import leave_garbage, processes

if TYPE_CHECKING:
    from trm_policy.history.log import PortfolioLog


@click.command("log")
@click.argument("partnership", metavar="[ID]", required=False)
@click.option("--portfolio", is_flag=True, help="Show all charters.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Show this day and after."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show the last N events.")
@click.option(
    "--audience",
    type=AUDIENCE,
    default="internal",
    show_default=True,
    help="Show what these may know: public, partner, partner:PARTY or internal.",
)
@format_option()
@cache_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    portfolio: bool,
    since: datetime | None,
    limit: int | None,
    audience: Override,
    format_: str,
) -> None:
    """Show the history of the charter called ID, or of all: what was agreed, moved and weakened.

    The newest comes first. Charters that were removed or renamed can be named as they were.
    """
    if (partnership is None) is not portfolio:
        raise click.UsageError("name one charter, or show all with --portfolio")
    from trm_policy.history.log import PortfolioLog
    from trm_policy.views.log import log_view

    loader, first = Loader.of(ctx), since.date() if since else None
    leave_garbage()
    log = PortfolioLog.of(
        *(loader.repository, loader.folder),
        since=first,
        processes=processes(),
        kept=loader.results("log"),
    )
    lives = None if partnership is None else {_life(log, partnership)}
    published = loader.settings.table.publish_authors
    told = log.events(audience, lives=lives, limit=limit)
    events = [event.shown_to(audience, published=published) for event in told]
    give(ctx, log_view(events, portfolio=portfolio, since=first), format_)


def _life(log: PortfolioLog, partnership: str) -> str:
    """The life that is meant. Raises TrmError where nothing was ever called so."""
    names = log.names
    if partnership not in names:
        raise TrmError(
            f"no partnership is or was called {partnership!r}; {did_you_mean(partnership, names)}"
        )
    return names[partnership]
