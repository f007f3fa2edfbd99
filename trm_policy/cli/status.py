"""``trm status``: how much of what its tier demands each charter has."""

from __future__ import annotations

from functools import partial

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.viewing import viewed
from trm_policy.judging.completeness import completeness
from trm_policy.judging.judge import Judge
from trm_policy.views.status import status_view
from trm_policy.views.view import View


@click.command("status")
@click.argument("partnership", metavar="[ID]", required=False)
@viewed()
def command(loader: Loader, partnership: str | None) -> View:
    """Show how complete charters are: all of them, or the one called ID in detail."""
    judge = Judge(loader.reader, loader.rulebook(foreign=True), loader.now)
    found = loader.made(partial(completeness, judge), [partnership], as_written=True)
    return status_view(found, detailed=partnership is not None)
