"""``trm kpi list`` and ``trm kpi add``: the library of KPIs, and how one comes into a charter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import click

from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.authoring.kpi_library import Adding, Wish
from trm_policy.authoring.recording import decimal
from trm_policy.cli.asking import chosen
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import DAY, format_option, give, looked_at_as_of
from trm_policy.model.kpi_library import card_called, library
from trm_policy.model.vocabulary import Relationship, Status
from trm_policy.views import FORMATS
from trm_policy.views.kpi_library import kpi_library_view


@click.command("list")
@click.argument("name", metavar="[NAME]", required=False)
@click.option(
    "--for",
    "relationship",
    type=click.Choice([word.value for word in Relationship]),
    help="Only KPIs for this relationship.",
)
@format_option(*FORMATS)
@click.pass_context
def list_command(
    ctx: click.Context, name: str | None, relationship: str | None, format_: str
) -> None:
    """Show the library of KPIs, or the full definition of the one called NAME."""
    if name is not None:
        cards = [card_called(name)]
    else:
        suits = Relationship(relationship) if relationship else None
        cards = [c for c in library().values() if suits is None or suits in c.relationships]
    give(ctx, kpi_library_view(cards, detailed=name is not None), format_)


@click.command("add")
@click.argument("partnership", metavar="ID")
@click.argument("name", metavar="NAME")
@click.option("--owner", metavar="PERSON", help="The owner of the figure.")
@click.option("--baseline", metavar="VALUE", help="The value today.")
@click.option(
    "--baseline-date",
    type=DAY,
    metavar="DATE",
    help="The day of the baseline.  [default: today]",
)
@click.option("--target", metavar="VALUE", help="The target value.")
@click.option(
    "--by",
    type=DAY,
    metavar="DATE",
    help="The day of the target.  [default: in a year, or at the end of the term]",
)
@click.option("--goal", metavar="GOAL", help="The goal that it measures.")
@looked_at_as_of
@click.pass_context
def add_command(
    ctx: click.Context,
    partnership: str,
    name: str,
    owner: str | None,
    baseline: str | None,
    baseline_date: date | None,
    target: str | None,
    by: date | None,
    goal: str | None,
) -> None:
    """Add the KPI called NAME from the library to the charter ID, with its full definition.

    What only you can know is TBD in the card, or left out of it, and 'trm check' lists it.
    """
    loader = Loader.of(ctx)
    wish = Wish(
        owner=owner,
        baseline=float(decimal(baseline)) if baseline is not None else None,
        baseline_date=baseline_date,
        target=float(decimal(target)) if target is not None else None,
        by=by,
        goal=goal,
    )
    adding = Adding(loader.one(partnership), card_called(name), wish, loader.today)
    if goal is None and len(adding.open_goals()) > 1 and sys.stdin.isatty():
        goal = chosen("Which goal does it measure?", adding.open_goals())
        adding = replace(adding, wish=replace(wish, goal=goal))
    with one_at_a_time(loader.root):
        adding = replace(adding, partnership=loader.one(partnership))
        path = adding.partnership.path
        made = adding.written(loader.source.read(path) or b"")
        write_together(loader.root, {path: made})
    click.echo("\n".join(_added(adding)))


def _added(adding: Adding) -> Iterator[str]:
    path = adding.partnership.path
    serves = adding.goal()
    shows = f", for the goal {serves!r}" if serves else ""
    yield f"Wrote into {path}: {adding.card.name} (kpis.{adding.card.id}){shows}."
    yield ""
    yield "Next, in its card:"
    yield from (f"  - {words}" for words in adding.open())
    charter = adding.partnership.charter
    if charter.approvals and charter.status in (Status.ACTIVE, Status.PILOT):
        version = charter.version
        yield "And in the charter, since it was agreed without this KPI:"
        yield f"  - version: raise {version} to {version.major}.{version.minor + 1}.0"
        yield f"  - approvals: 'trm approve {adding.partnership.id} --party PARTY', each of them"
    yield f"'trm check {path.parent}' lists what is still open."
