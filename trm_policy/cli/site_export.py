"""``trm site export``: the portfolio as plain Markdown, for another generator of sites."""

from __future__ import annotations

from pathlib import Path

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import Audience, at_option, looked_at_as_of
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--audience",
    type=Audience(),
    default=Override(INTERNAL),
    show_default="internal",
    help="The audience: public, partner, partner:PARTY or internal.",
)
@looked_at_as_of
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    audience: Override,
    at: str | None,
) -> None:
    """Write the portfolio to DIR as plain Markdown that another generator builds.

    A page for each charter, a first page, and beside them calendars, data and their schemas. An
    existing export is replaced as a whole; any other folder with content is left alone.
    """
    from trm_policy.publish.build.site import judge_of
    from trm_policy.publish.markdown_tree import markdown_tree, require_replaceable, write_tree

    load, target = Loader.of(ctx, at), folder.resolve()
    require_replaceable(target, load.root)
    load.require_charters()
    tree, notes = markdown_tree(judge_of(load.source, load.folder, load.now), audience)
    for note in notes:
        click.echo(f"warning: {note}", err=True)
    write_tree(target, tree)
    click.echo(f"The Markdown is in {target}.", err=True)
