"""``trm people where``: every place that names a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import click

from trm_policy.cli import Session
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.errors import NoCharterError
from trm_policy.finding import dotted
from trm_policy.portfolio.mentions import Naming, everywhere
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Someone, all_people, called
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable


@click.command("where")
@click.argument("person", metavar="PERSON")
@format_option("text", "json", "markdown")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    person: str,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the standpoint asks for it
    at: str | None,
) -> None:
    """Tell every place in charters, records and the directory that names PERSON.

    PERSON is an id, a name, an e-mail address, or CHARTER/ID.
    """
    session: Session = ctx.obj
    stand = Standpoint(session.root, at)
    reader = PortfolioReader(stand.source, stand.settings.partnerships)
    read, unread = read_all(reader)
    directory, document, _ = reader.directory
    someone = called(person, all_people(directory, read))
    today = stand.as_of(ctx).astimezone(UTC).date()
    found = everywhere(someone, directory, document, read, today)
    if format_ == "json":
        click.echo(json_text(_json(someone, found, unread)), nl=False)
    elif format_ == "markdown":
        click.echo("\n".join(_markdown(someone, found)))
    else:
        click.echo("\n".join(_text(someone, found)), color=ctx.color)
    for name in unread:
        click.echo(f"{name!r} cannot be read; 'trm check' shows why", err=True)


def read_all(reader: PortfolioReader) -> tuple[list[Partnership], list[str]]:
    """Every charter that can be read, and the ids of the others. Raises NoCharterError."""
    if not reader.ids:
        raise NoCharterError(reader.folder)
    read = {name: reader.read(name).partnership for name in reader.ids}
    return [one for one in read.values() if one], [n for n, one in read.items() if one is None]


def _groups(found: Sequence[Naming]) -> Iterator[tuple[str, list[Naming]]]:
    for name, group in groupby(found, key=lambda one: one.partnership or "directory"):
        yield name, list(group)


def _over(one: Naming) -> str:
    """Whether it asks for anything now: a part of today is marked, the rest is history."""
    return "●" if one.lasts else "○"


def _text(someone: Someone, found: Sequence[Naming]) -> Iterator[str]:
    lasting = sum(one.lasts for one in found)
    yield printable(f"{someone.told} is named in {_places(len(found))}, ● {lasting} of them today")
    for name, group in _groups(found):
        yield ""
        yield click.style(printable(name), bold=True)
        for one in group:
            yield printable(f"  {_over(one)} {one.role}  {one.path}:{one.line}")


def _places(number: int) -> str:
    return "1 place" if number == 1 else f"{number} places"


def _markdown(someone: Someone, found: Sequence[Naming]) -> Iterator[str]:
    yield f"# {plain(someone.told)}"
    for name, group in _groups(found):
        yield from ("", f"## {plain(name)}", "", "| today | role | place |", "|---|---|---|")
        for one in group:
            now = "yes" if one.lasts else "no"
            yield f"| {now} | {plain(one.role)} | {plain(f'{one.path}:{one.line}')} |"


def _json(someone: Someone, found: Sequence[Naming], unread: Sequence[str]) -> dict[str, Any]:
    return {
        "version": 1,
        "person": {
            "name": someone.name,
            "email": someone.email,
            "entries": [{"partnership": e.charter, "id": e.id} for e in someone.entries],
        },
        "places": [
            {
                "in": one.where,
                "partnership": one.partnership,
                "path": one.path.as_posix(),
                "line": one.line,
                "place": dotted(one.place),
                "role": one.role,
                "today": one.lasts,
            }
            for one in found
        ],
        "unread": list(unread),
    }
