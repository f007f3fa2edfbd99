"""``trm portfolio checklist``: ten things that good partnerships have."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give
from trm_policy.judging.limits import limits_of
from trm_policy.measure.checklist import checklist
from trm_policy.views.checklist import checklist_view
from trm_policy.views.view import FORMATS


@click.command("checklist")
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
    """Go through ten things that good partnerships have: for all, or for the one called ID.

    Each is computed from the charter and its records, and names them. What cannot be computed is
    unknown. Two may be attested in the charter, for a year, by somebody whom it knows:
    platform-for-both-sides and pilot-before-scaling. Write under extensions, checklist:
    'pilot-before-scaling: {by: ada, on: 2026-05-01, because: Ran for a year at Hull}'.
    """
    loader = Loader.of(ctx, at)
    limits = ((one, limits_of(one, loader.book)) for one in loader.each([partnership]))
    found = [checklist(one, loader.now, own.health, own.tier) for one, own in limits]
    view = checklist_view(found, loader.now, loader.unread, detailed=partnership is not None)
    give(ctx, view, format_)
    loader.say_unread()
