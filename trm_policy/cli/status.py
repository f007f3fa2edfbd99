"""``trm status``: how much of what its tier demands each charter has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from trm_policy.cli import Session
from trm_policy.cli.charters import asked
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.judging.completeness import Completeness, Ingredient, State, completeness
from trm_policy.judging.judge import Judge
from trm_policy.judging.rule_page import family_title
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.views.view import json_text

_SIGNS = {
    State.IN_PLACE: ("●", "green"),
    State.PARTLY: ("◐", "yellow"),
    State.MISSING: ("○", "red"),
    State.NOT_RELEVANT: ("–", "cyan"),
}


@click.command("status")
@click.argument("partnership", metavar="[ID]", required=False)
@format_option("text", "json", "markdown")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the standpoint asks for it
    at: str | None,
) -> None:
    """Show how complete charters are: all of them, or the one called ID in detail."""
    session: Session = ctx.obj
    stand = Standpoint(session.root, at)
    reader = PortfolioReader(stand.source, stand.settings.partnerships)
    ids = asked(reader, [] if partnership is None else [partnership], session.root)
    judge = Judge(reader, stand.rulebook(foreign=True), stand.as_of(ctx))
    read = [reader.read(name).partnership for name in ids]
    found = [completeness(judge, one) for one in read if one is not None]
    unread = [name for name, one in zip(ids, read, strict=True) if one is None]
    if format_ == "json":
        click.echo(json_text({"version": 1, "partnerships": list(map(_row, found))}), nl=False)
    elif format_ == "markdown":
        click.echo("\n".join(_markdown(found)))
    elif partnership is None:
        click.echo("\n".join(_overview(found)), color=ctx.color)
    else:
        click.echo("\n".join(line for one in found for line in _detail(one)), color=ctx.color)
    for name in unread:
        click.echo(f"{name} cannot be read; 'trm check' shows why", err=True)


def percent(one: Completeness) -> str:
    """The share in place as people write it; a dash where nothing is demanded."""
    return "–" if one.share is None else f"{100 * one.share:.0f} %"


def _row(one: Completeness) -> dict[str, Any]:
    return {
        "partnership": one.partnership,
        "title": one.title,
        "tier": one.tier,
        "share": one.share,
        "counts": {state.value: one.count()[state] for state in State},
        "families": {
            family: {state.value: one.count(family)[state] for state in State}
            for family in dict.fromkeys(item.family for item in one.ingredients)
        },
        "ingredients": [
            {
                "rule": item.rule,
                "family": item.family,
                "state": item.state.value,
                "said": list(item.said),
            }
            for item in one.ingredients
        ],
    }


def _overview(found: list[Completeness]) -> Iterator[str]:
    width = max(len(one.partnership) for one in found) if found else 0
    yield f"{'':{width}}  {'complete':>8}" + "".join(f"  {state.value:>12}" for state in State)
    for one in found:
        counts = "".join(f"  {one.count()[state]:>12}" for state in State)
        yield f"{one.partnership:{width}}  {percent(one):>8}{counts}"
    yield ""
    yield "'trm status ID' tells what is partly in place or missing."


def _detail(one: Completeness) -> Iterator[str]:
    yield click.style(
        f"{one.title}: {percent(one)} of what a {one.tier} partnership owes", bold=True
    )
    for family in dict.fromkeys(item.family for item in one.ingredients):
        counts = one.count(family)
        yield ""
        yield (
            click.style(family_title(family), bold=True)
            + "  "
            + "  ".join(
                f"{_SIGNS[state][0]} {counts[state]} {state.value}"
                for state in State
                if counts[state]
            )
        )
        for item in one.ingredients:
            if item.family == family and item.state is not State.IN_PLACE:
                yield from _lacking(item)


def _lacking(item: Ingredient) -> Iterator[str]:
    sign, colour = _SIGNS[item.state]
    yield f"  {click.style(sign, fg=colour)} {item.rule}: {item.demand}"
    yield from (f"      {sentence}" for sentence in item.said)


def _markdown(found: list[Completeness]) -> Iterator[str]:
    yield "| partnership | complete | " + " | ".join(state.value for state in State) + " |"
    yield "|---" * (len(State) + 2) + "|"
    for one in found:
        counts = " | ".join(str(one.count()[state]) for state in State)
        yield f"| {one.partnership} | {percent(one)} | {counts} |"
