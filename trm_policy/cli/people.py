"""``trm people``: where a person is named, and what changes when they leave."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime

import click

from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.authoring.leaving import Leaving
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import format_option, give, looked_at_as_of
from trm_policy.cli.viewing import viewed
from trm_policy.portfolio.mentions import everywhere
from trm_policy.views.people import leaving_view, named_view
from trm_policy.views.view import View


@click.group("people")
def command() -> None:
    """Show where a person is named, and let a successor take over."""


@command.command("where")
@click.argument("person", metavar="PERSON")
@viewed()
def where(loader: Loader, person: str) -> View:
    """List every place in charters, records and the directory that names PERSON.

    PERSON is an id, a name, an e-mail address, or CHARTER/ID.
    """
    read = loader.all()
    someone = loader.person(person, read)
    directory, document, _ = loader.reader.directory
    found = everywhere(someone, directory, document, read, loader.today)
    return named_view(someone, found, loader.unread)


@command.command("leave")
@click.argument("person", metavar="PERSON")
@click.option(
    "--on",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    required=True,
    help="The day from which the person no longer acts.",
)
@click.option(
    "--successor",
    metavar="PERSON",
    help="Who takes over in every charter; a person of the same party.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@format_option()
@looked_at_as_of
@click.pass_context
def leave(
    ctx: click.Context,
    person: str,
    on: datetime,
    successor: str | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Hand over the roles of PERSON to a successor in every charter, and list what is open.

    Either all files change or none. Comments are kept; records are never changed. Without a
    successor, every role that needs one is listed. A person is an id, a name, an e-mail
    address, or CHARTER/ID.
    """
    loader, day = Loader.of(ctx), on.date()
    with nullcontext() if dry_run else one_at_a_time(loader.root):
        read = list(loader.as_written())
        leaver = loader.person(person, read)
        heir = loader.person(successor, read) if successor is not None else None
        plan = Leaving(leaver, day, heir, max(loader.today, day)).plan(loader.reader, read)
        if not dry_run:
            write_together(loader.root, plan.files)
    view = leaving_view(
        *(leaver, heir, day),
        files=tuple(plan.files),
        changes=plan.changes,
        decisions=plan.decisions,
        unread=loader.unread,
        dry=dry_run,
    )
    give(ctx, view, format_)
    for name in loader.unread:
        click.echo(
            f"{name!r} cannot be read, so nothing was looked for in it; fix it as 'trm check' "
            "shows, and run this command again",
            err=True,
        )
