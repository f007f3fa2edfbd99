"""``trm due``: what falls due, and who owes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from trm_policy.cli import Session
from trm_policy.cli.charters import each_asked
from trm_policy.cli.due_text import json_of, markdown, nothing, text
from trm_policy.cli.options import as_of_option, format_option, put
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.cli.somebody import Somebody, called
from trm_policy.judging.limits import limits_of
from trm_policy.measure.due import DueItem, DueKind, due_items
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.timing import CalendarSpan

_SHORT = re.compile(r"([0-9]+) ?([dwmy])", re.IGNORECASE)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


class _Ahead(click.ParamType[CalendarSpan]):
    """How far ahead: ``30d``, ``6w``, ``3m``, ``1y``, or in words as a charter says it."""

    name = "SPAN"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> CalendarSpan:
        """The span that is meant."""
        if isinstance(value, CalendarSpan):
            return value
        short = _SHORT.fullmatch(value.strip())
        try:
            return CalendarSpan.parse(f"{short[1]} {_UNITS[short[2].lower()]}" if short else value)
        except ValueError as error:
            self.fail(f"{error}, or '30d' for short", param, ctx)


@click.command("due")
@click.argument("partnerships", metavar="[ID…]", nargs=-1)
@click.option(
    "--within",
    type=_Ahead(),
    default="30 days",
    show_default=True,
    help="Look so far ahead: 30d, 6w, 3m, 1y, or '6 weeks'. What is late always shows.",
)
@click.option(
    "--for", "person", metavar="PERSON", help="Only what this person owes: an id, name or e-mail."
)
@click.option("--overdue", is_flag=True, help="Only what is late.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in DueKind]),
    multiple=True,
    help="Only things of this kind; may be given several times.",
)
@click.option("--emails", is_flag=True, help="Name e-mail addresses too (in json and ics).")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to FILE.",
)
@format_option("text", "json", "markdown", "ics")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnerships: tuple[str, ...],
    within: CalendarSpan,
    person: str | None,
    overdue: bool,
    kinds: tuple[str, ...],
    emails: bool,
    output: Path | None,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the standpoint asks for it
    at: str | None,
) -> None:
    """Tell what falls due, and who owes it: in all charters, or in those called ID.

    Reviews, actions, commitments, goals, figures of KPIs, risks, appointments, the survey,
    renewals, notice, and waivers; with '--format ics' for your calendar.
    """
    session: Session = ctx.obj
    stand = Standpoint(session.root, at)
    now = stand.as_of(ctx)
    reader = PortfolioReader(stand.source, stand.settings.partnerships)
    read, unread = each_asked(reader, partnerships, session.root)
    people = called(person, read) if person is not None else None
    rules = stand.rulebook(foreign=False)
    found = [item for one in read for item in due_items(one, now, limits_of(one, rules).asked)]
    today = now.astimezone(UTC).date()
    chosen = list(_chosen(found, within.after(today), kinds, people, overdue=overdue))
    chosen.sort(key=lambda item: item.order)
    if format_ == "ics":
        from trm_policy.publish.calendars import Stamp, calendar
        from trm_policy.publish.calendars.agenda import due_entry

        entries = (due_entry(item, Stamp(now), emails=emails) for item in chosen)
        made: str | bytes = calendar(entries, _name(partnerships, person))
    elif format_ == "json":
        made = json_of(chosen, now, within, unread, emails=emails)
    elif not chosen:
        until = None if overdue else within.after(today)
        made = nothing(until, chosen=bool(kinds) or person is not None)
    elif format_ == "markdown":
        made = markdown(chosen, today)
    else:
        made = text(chosen, today)
    put(ctx, made, output)
    for name in unread:
        click.echo(f"{name!r} cannot be read; 'trm check' shows why", err=True)


def _chosen(
    items: Iterable[DueItem],
    until: date,
    kinds: tuple[str, ...],
    people: frozenset[Somebody] | None,
    *,
    overdue: bool,
) -> Iterator[DueItem]:
    for item in items:
        owed = people is None or any(Somebody.of(one) in people for one in item.who)
        in_time = item.overdue > 0 if overdue else item.day <= until
        if owed and in_time and (not kinds or item.kind in kinds):
            yield item


def _name(partnerships: tuple[str, ...], person: str | None) -> str:
    """What the calendar is called."""
    about = ", ".join(partnerships) or "partnerships"
    return f"Due in {about}" + (f" for {person}" if person else "")
