"""``trm rules``: which rules are on, for which tier, how grave."""

from __future__ import annotations

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import format_option, give
from trm_policy.model.vocabulary import Tier
from trm_policy.views.rules import rules_view


@click.command("rules")
@format_option()
@click.option(
    "--tier",
    type=click.Choice([tier.value for tier in Tier]),
    help="Only what applies to this tier.",
)
@click.pass_context
def command(ctx: click.Context, format_: str, tier: str | None) -> None:
    """List the rules that apply here, with their severity for each tier."""
    give(ctx, rules_view(Loader.of(ctx).rulebook(foreign=True), tier), format_)
