"""``trm diff``: what changes between two states of the partnerships, in business words."""

from __future__ import annotations

from dataclasses import replace

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import AUDIENCE, format_option, give
from trm_policy.diff import diff_portfolios, for_reader
from trm_policy.history.changeset import portfolio_change
from trm_policy.model.audience import Override
from trm_policy.views.changes import changes_view

_WORK_TREE = "the work tree"


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@format_option()
@click.option(
    "--audience",
    type=AUDIENCE,
    default="internal",
    show_default=True,
    help="Show only what this audience may know: public, partner, partner:PARTY or internal.",
)
@click.pass_context
def command(
    ctx: click.Context, base: str, head: str | None, format_: str, audience: Override
) -> None:
    """Show what changes in the partnerships from BASE to HEAD.

    Without HEAD it is what the work tree has changed since it parted from BASE. − marks what
    gets weaker, + what gets stronger, ± the rest.
    """
    loader = Loader.of(ctx, head)
    repository, reader = loader.repository, loader.reader
    there = repository.revision(base) if head else repository.parted(base)
    change = portfolio_change(repository, there, loader.head, reader)
    reader = replace(reader, beside=change.then)
    found = diff_portfolios(change.then, reader, change.was)
    give(ctx, changes_view(base, head or _WORK_TREE, for_reader(found, audience)), format_)
