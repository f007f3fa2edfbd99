"""``trm rules``: which rules are on, for which tier, how grave."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import format_option
from trm_policy.judging.rule_page import family_title
from trm_policy.model.vocabulary import Tier
from trm_policy.views.rules import rule_row
from trm_policy.views.view import json_text

_SIGNS = {"error": "E", "warning": "W", "info": "I", "off": "off", "-": "·"}


@click.command("rules")
@format_option("text", "json", "markdown")
@click.option(
    "--tier",
    type=click.Choice([tier.value for tier in Tier]),
    help="Only what holds for this tier.",
)
@click.pass_context
def command(ctx: click.Context, format_: str, tier: str | None) -> None:
    """List the rules that hold here, with their severity for each tier."""
    book = Loader.of(ctx).rulebook(foreign=True)
    rows = [rule_row(rule, book.settings) for rule in book.catalog.rules]
    if tier is not None:
        rows = [row for row in rows if row["severity"][tier] != "-"]
    policies = [{"rule": policy.rule, "demands": policy.title} for policy in book.policies]
    if format_ == "json":
        click.echo(json_text({"version": 1, "rules": rows, "policies": policies}), nl=False)
    elif format_ == "markdown":
        click.echo(_markdown(rows), nl=False)
    else:
        click.echo(_text(rows, policies), nl=False, color=ctx.color)


def _text(rows: list[dict[str, Any]], policies: list[dict[str, Any]]) -> str:
    width = max((len(row["rule"]) for row in [*rows, *policies]), default=0)
    lines = [f"{'':{width}}  strategic  preferred  transactional"]
    for family, members in groupby(rows, key=lambda row: row["family"]):
        lines += ["", click.style(family_title(family), bold=True)]
        for row in members:
            signs = [_SIGNS[row["severity"][tier.value]] for tier in Tier]
            lines.append(f"{row['rule']:{width}}  {signs[0]:^9}  {signs[1]:^9}  {signs[2]:^13}")
            when = " Judged with --base." if row["needs_base"] else ""
            lines.append(click.style(f"    {row['demands']}{when}{_why(row)}", dim=True))
    if policies:
        lines += ["", click.style("Policies", bold=True)]
        lines += [f"{row['rule']:{width}}  {row['demands']}" for row in policies]
    lines += ["", "E error, W warning, I info, · not demanded.  'trm explain RULE' tells more."]
    return "\n".join(lines) + "\n"


def _markdown(rows: list[dict[str, Any]]) -> str:
    lines = ["| rule | demands | strategic | preferred | transactional |", "|---|---|---|---|---|"]
    for row in rows:
        levels = " | ".join(row["severity"][tier.value] for tier in Tier)
        lines.append(f"| {row['rule']} | {row['demands']} | {levels} |")
    return "\n".join(lines) + "\n"


def _why(row: dict[str, Any]) -> str:
    """Who says so, where it is not the rule book itself."""
    others = [why for why in dict.fromkeys(row["because"].values()) if why != "rule book"]
    return f" ({'; '.join(others)})" if others else ""
