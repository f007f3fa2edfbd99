"""``trm diff``: what changes between two states of the partnerships, in business words."""

from __future__ import annotations

import click

from trm_policy.cli import Session
from trm_policy.cli.options import Audience, format_option
from trm_policy.cli.revisions import Standpoint
from trm_policy.diff import diff_portfolios, for_reader
from trm_policy.history.changeset import Changeset
from trm_policy.judging.settings import read_settings
from trm_policy.model.audience import Override
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.views.changes import REPORTS, Difference

_WORK_TREE = "the work tree"


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@format_option(*REPORTS)
@click.option(
    "--audience",
    type=Audience(),
    default="internal",
    show_default=True,
    help="Tell only what this audience may know: public, partner, partner:PARTY or internal.",
)
@click.pass_context
def command(
    ctx: click.Context, base: str, head: str | None, format_: str, audience: Override
) -> None:
    """Tell what changes in the partnerships from BASE to HEAD.

    Without HEAD it is what the work tree has changed since it parted from BASE. ▼ marks what
    gets weaker, ▲ what gets stronger, ● the rest.
    """
    session: Session = ctx.obj
    stand = Standpoint(session.root, at=head)
    there = stand.repository.revision(base) if head else stand.repository.parted(base)
    reader = PortfolioReader(stand.source, read_settings(stand.source).partnerships)
    changeset = Changeset(stand.repository, there, stand.head, reader)
    found = diff_portfolios(PortfolioReader(there, reader.folder), reader, changeset.was)
    difference = Difference(base, head or _WORK_TREE, for_reader(found, audience))
    click.echo(REPORTS[format_](difference), nl=False, color=ctx.color)
