"""``trm portfolio audit``: the relationship map, and what depends on one person."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give
from trm_policy.judging.limits import load_limits
from trm_policy.measure.relationship_map import MOST_PARTS, relationship_map
from trm_policy.views.relationship_map import relationship_map_view
from trm_policy.views.view import FORMATS


@click.command("audit")
@click.option(
    "--most-parts",
    type=click.IntRange(min=1),
    default=MOST_PARTS,
    show_default=True,
    help="More parts than this, in all charters together, overload one person.",
)
@format_option(*FORMATS)
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    most_parts: int,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the loader asks for it
    at: str | None,
) -> None:
    """Show who is tied to whom, and what depends on one person.

    It lists touchpoints by party and department, departments tied by one pair of people only,
    functions without a contact, people who carry too much, and what stops when a person leaves. The
    limits
    for owners and sponsors are the options of the rule owner-not-overloaded.
    """
    loader = Loader.of(ctx, at)
    today = loader.today
    limits = load_limits(loader.book, most_parts)
    found = relationship_map(loader.each(), loader.reader.directory[0], today, limits)
    give(ctx, relationship_map_view(found, limits, loader.now, loader.unread), format_)
    loader.say_unread()
