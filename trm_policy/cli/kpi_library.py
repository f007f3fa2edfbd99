"""``trm kpi list`` and ``trm kpi add``: the library of KPIs, and how one comes into a charter."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import click

from trm_policy.authoring.kpi_library import Adding, Card, Wish, card_called, library
from trm_policy.authoring.recording import decimal
from trm_policy.authoring.writing import one_at_a_time, write_atomically
from trm_policy.cli import Session
from trm_policy.cli.charters import charter_called
from trm_policy.cli.instants import ADay
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.judging.settings import read_settings
from trm_policy.model.vocabulary import Relationship, Status
from trm_policy.source import WorkTree
from trm_policy.views.view import json_text

F = TypeVar("F", bound=Callable[..., Any])


@click.command("list")
@click.argument("name", metavar="[NAME]", required=False)
@click.option(
    "--for",
    "relationship",
    type=click.Choice([word.value for word in Relationship]),
    help="Only those that suit this relationship.",
)
@format_option("text", "json", "markdown")
def list_command(name: str | None, relationship: str | None, format_: str) -> None:
    """Show the library of KPIs, or the whole card of the one called NAME."""
    if name is not None:
        cards = [card_called(name)]
    else:
        suits = Relationship(relationship) if relationship else None
        cards = [c for c in library().values() if suits is None or suits in c.relationships]
    if format_ == "json":
        data = {"version": 1, "kpis": list(map(_json, cards))}
        click.echo(json_text(data), nl=False)
    elif format_ == "markdown":
        click.echo("\n".join(_markdown(cards)))
    elif name is not None:
        click.echo("\n".join(_whole(cards[0])))
    else:
        click.echo("\n".join(_table(cards)))


def _table(cards: list[Card]) -> Iterator[str]:
    width = max(len(card.id) for card in cards)
    group = ""
    for card in cards:
        if card.group != group:
            yield f"{'' if not group else chr(10)}{card.group}"
            group = card.group
        yield f"  {card.id:{width}}  {card.name}, in {card.unit}, {card.frequency}"
    yield ""
    yield "'trm kpi list NAME' shows a whole card, 'trm kpi add ID NAME' writes it into a charter."


def _whole(card: Card) -> Iterator[str]:
    yield f"{card.name} ({card.id})"
    for label, words in _facts(card):
        yield f"  {label:11} {words}"


def _facts(card: Card) -> Iterator[tuple[str, str]]:
    yield "definition", card.definition
    yield "formula", card.formula
    yield "unit", card.unit
    yield "direction", card.direction.value
    yield "source", f"such as {card.source}"
    yield "frequency", card.frequency.value
    yield "tolerance", f"{card.tolerance:g} {card.unit}, as a proposal"
    yield "for", ", ".join(sorted(word.value for word in card.relationships))
    if card.literature:
        yield "literature", card.literature


def _markdown(cards: list[Card]) -> Iterator[str]:
    yield "| id | name | definition | unit | direction | frequency | for |"
    yield "|---" * 7 + "|"
    for card in cards:
        suits = ", ".join(sorted(word.value for word in card.relationships))
        cells = (card.id, card.name, card.definition, card.unit, card.direction, card.frequency)
        yield f"| {' | '.join(map(str, cells))} | {suits} |"


def _json(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "group": card.group,
        "name": card.name,
        "definition": card.definition,
        "formula": card.formula,
        "unit": card.unit,
        "direction": card.direction.value,
        "source": card.source,
        "frequency": card.frequency.value,
        "tolerance": card.tolerance,
        "survey": {"instrument": card.instrument, "scale": card.scale} if card.scale else None,
        "for": sorted(word.value for word in card.relationships),
        "literature": card.literature,
    }


def _day_option(name: str, help_text: str) -> Callable[[F], F]:
    return click.option(name, type=ADay(), metavar="DATE", help=help_text)


@click.command("add")
@click.argument("partnership", metavar="ID")
@click.argument("name", metavar="NAME")
@click.option("--owner", metavar="PERSON", help="Who answers for the figure.")
@click.option("--baseline", metavar="VALUE", help="Where it stands today.")
@_day_option("--baseline-date", "The day of the baseline.  [default: today]")
@click.option("--target", metavar="VALUE", help="Where it should be.")
@_day_option("--by", "The day of the target.  [default: in a year, or at the end of the term]")
@click.option("--goal", metavar="GOAL", help="The goal that it shows.")
@as_of_option
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
    as_of: datetime,
) -> None:
    """Write the KPI called NAME in the library into the charter ID, as a complete card.

    What only you can know stays in the card as TBD, or is left out of it, and 'trm check' lists
    it.
    """
    session: Session = ctx.obj
    source = WorkTree(session.root)
    folder = read_settings(source).partnerships
    wish = Wish(
        owner=owner,
        baseline=float(decimal(baseline)) if baseline is not None else None,
        baseline_date=baseline_date,
        target=float(decimal(target)) if target is not None else None,
        by=by,
        goal=goal,
    )
    today = as_of.astimezone(UTC).date()
    adding = Adding(charter_called(source, folder, partnership), card_called(name), wish, today)
    if goal is None and len(adding.open_goals()) > 1 and sys.stdin.isatty():
        asked = click.Choice(adding.open_goals())
        adding = replace(
            adding,
            wish=replace(wish, goal=click.prompt("Which goal does it show?", type=asked, err=True)),
        )
    with one_at_a_time(session.root):
        adding = replace(adding, partnership=charter_called(source, folder, partnership))
        path = adding.partnership.path
        made = adding.written(source.read(path) or b"")
        write_atomically((session.root / path).resolve(), made)
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
    yield f"'trm check {path.parent}' tells what is still open."
