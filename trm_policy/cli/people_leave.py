"""``trm people leave``: somebody leaves, and every charter learns of it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

import click

from trm_policy.authoring.leaving import Change, Leaving, Plan
from trm_policy.authoring.leaving_decisions import Decision
from trm_policy.authoring.writing import one_at_a_time, write_together
from trm_policy.cli import Session
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.people_where import read_all
from trm_policy.judging.settings import read_settings
from trm_policy.portfolio.people import Someone, all_people, called
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import WorkTree
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable


@click.command("leave")
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
    "--successor", metavar="PERSON", help="Who takes over, in every charter; of the same party."
)
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    person: str,
    on: datetime,
    successor: str | None,
    dry_run: bool,
    format_: str,
    as_of: datetime,
) -> None:
    """Let PERSON leave: a successor takes over in every charter, and what is open is listed.

    All files change or none. Comments stay; records are never touched. Without a successor every
    place that needs one is listed. A person is an id, a name, an e-mail address, or CHARTER/ID.
    """
    session: Session = ctx.obj
    source = WorkTree(session.root)
    folder = read_settings(source).partnerships
    today = max(as_of.astimezone(UTC).date(), on.date())
    with nullcontext() if dry_run else one_at_a_time(session.root):
        reader = PortfolioReader(source, folder)
        read, unread = read_all(reader)
        people = all_people(reader.directory[0], read)
        leaver = called(person, people)
        heir = called(successor, people) if successor is not None else None
        plan = Leaving(leaver, on.date(), heir, today).plan(reader, read)
        if not dry_run:
            write_together(session.root, plan.files)
    if format_ == "json":
        click.echo(json_text(_json(leaver, heir, on.date(), plan, unread, dry_run)), nl=False)
    elif format_ == "markdown":
        click.echo("\n".join(_markdown(leaver, on.date(), plan, dry_run)))
    else:
        click.echo("\n".join(_text(leaver, on.date(), plan, dry_run)), color=ctx.color)
    for name in unread:
        click.echo(
            f"{name!r} cannot be read, so nothing was looked for in it; mend it as 'trm check' "
            "tells, and run this command again",
            err=True,
        )


def _groups(rows: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    ordered = sorted(rows, key=lambda row: row.partnership or "")
    for name, group in groupby(ordered, key=lambda row: row.partnership or "directory"):
        yield name, list(group)


def _headings(plan: Plan, dry: bool) -> Iterator[tuple[str, list[tuple[str, list[Any]]]]]:
    number, files = len(plan.changes), len(plan.files)
    would = "Would change" if dry else "Changed"
    yield f"{would} {_some(number, 'place')} in {_some(files, 'file')}", list(_groups(plan.changes))
    if plan.decisions:
        open_ = _some(len(plan.decisions), "decision")
        yield f"To be decided by people: {open_}", list(_groups(plan.decisions))


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _text(leaver: Someone, on: date, plan: Plan, dry: bool) -> Iterator[str]:
    yield printable(f"{leaver.told} leaves on {on}.")
    for heading, groups in _headings(plan, dry):
        yield from ("", click.style(heading, bold=True))
        for name, rows in groups:
            yield printable(f"  {name}")
            for row in rows:
                yield printable(f"    {row.what}  {row.path}:{row.line}")
    if not dry and plan.files:
        yield from ("", "Next: trm check")


def _markdown(leaver: Someone, on: date, plan: Plan, dry: bool) -> Iterator[str]:
    yield f"# {plain(f'{leaver.told} leaves on {on}')}"
    for heading, groups in _headings(plan, dry):
        yield from ("", f"## {heading}")
        for name, rows in groups:
            yield from ("", f"### {plain(name)}", "")
            yield from (f"- {plain(row.what)} ({plain(f'{row.path}:{row.line}')})" for row in rows)


def _json(
    leaver: Someone, heir: Someone | None, on: date, plan: Plan, unread: list[str], dry: bool
) -> dict[str, Any]:
    def told(rows: Sequence[Change] | Sequence[Decision]) -> list[dict[str, Any]]:
        return [
            {
                "partnership": row.partnership,
                "path": row.path.as_posix(),
                "line": row.line,
                "what": row.what,
            }
            for row in rows
        ]

    return {
        "version": 1,
        "person": {"name": leaver.name, "email": leaver.email},
        "on": on.isoformat(),
        "successor": {"name": heir.name, "email": heir.email} if heir else None,
        "written": not dry,
        "files": [path.as_posix() for path in plan.files],
        "changes": told(plan.changes),
        "decisions": told(plan.decisions),
        "unread": unread,
    }
