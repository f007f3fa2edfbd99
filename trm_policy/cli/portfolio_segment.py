"""``trm portfolio segment``: how scores lead to tiers, and where the tier is another."""

from __future__ import annotations

from datetime import datetime

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option, at_option, format_option, give
from trm_policy.judging.limits import limits_of
from trm_policy.measure.segmentation import segment
from trm_policy.views.segmentation import segmentation_view
from trm_policy.views.view import FORMATS


@click.command("segment")
@format_option(*FORMATS)
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the loader asks for it
    at: str | None,
) -> None:
    """Show how the scores lead to each tier, and where the declared tier is another one.

    The limits are the options of the rule tier-matches-scores, the criteria those of
    tier-evidence. Without enough scores it is unknown whether a tier is the right one.
    """
    loader = Loader.of(ctx, at)
    limits = ((one, limits_of(one, loader.book)) for one in loader.each())
    found = [segment(one, own.tier, own.criteria) for one, own in limits]
    give(ctx, segmentation_view(found, loader.now, loader.unread), format_)
    loader.say_unread()
