"""``trm escalation clock``: who must have answered by when, and when the next level takes over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from trm_policy.authoring.escalation import Desk
from trm_policy.cli import Session
from trm_policy.cli.charters import charter_called
from trm_policy.cli.escalation_json import json_of
from trm_policy.cli.escalation_shown import markdown, text
from trm_policy.cli.escalation_words import Clock
from trm_policy.cli.instants import AnInstant
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.errors import TrmError
from trm_policy.judging.settings import read_settings
from trm_policy.measure.escalation_ladder import Rung, recorded_ladder, supposed_ladder
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import escalations_known
from trm_policy.portfolio.roster import calendars
from trm_policy.source import WorkTree
from trm_policy.timing import format_instant
from trm_policy.views.view import json_text


@click.command("clock")
@click.argument("partnership", metavar="ID")
@click.argument("number", metavar="[NUMBER]", required=False)
@click.option(
    "--raised",
    type=AnInstant(),
    metavar="INSTANT",
    help="Suppose that something is raised then, such as 2026-10-30T16:00+00:00.",
)
@click.option("--level", metavar="LEVEL", help="Suppose that it starts at this level.")
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def clock_command(
    ctx: click.Context,
    partnership: str,
    number: str | None,
    raised: datetime | None,
    level: str | None,
    format_: str,
    as_of: datetime,
) -> None:
    """Show the clock of escalation NUMBER, of all that are open, or of one that is supposed.

    Every instant stands in UTC and in the local time of each party.
    """
    if number is not None and (raised is not None or level is not None):
        raise click.UsageError("--raised and --level suppose an escalation; leave out the number")
    session: Session = ctx.obj
    source = WorkTree(session.root)
    read = charter_called(source, read_settings(source).partnerships, partnership)
    if number is not None:
        show(ctx, [clock_of(read, number, as_of)], format_)
        return
    standing = [] if raised is not None or level is not None else _open(read, as_of)
    show(ctx, standing or [supposed(read, raised or as_of, level, as_of)], format_)


def clock_of(read: Partnership, number: str, now: datetime) -> Clock:
    """The clock of a recorded escalation. Raises TrmError where nobody can tell it."""
    desk = Desk(read, now)
    record = desk.record(number)
    if record.front is None:
        raise TrmError(
            f"{record.path} does not say who raised it and when; "
            f"'trm check {read.path.parent}' tells how to mend it"
        )
    known = next(
        (one for one in escalations_known(read.records, now) if one.path == record.path), None
    )
    if known is None or known.front is None:
        raise TrmError(
            f"{number} was raised at {format_instant(record.front.raised_at)}, which is after "
            f"{format_instant(now)}"
        )
    ladder = recorded_ladder(known.front, desk.levels, calendars(read.roster), now)
    return Clock(read, ladder, known.front)


def supposed(read: Partnership, raised: datetime, level: str | None, now: datetime) -> Clock:
    """The clock of what would be raised at an instant. Raises TrmError for an unknown level."""
    desk = Desk(read, now)
    start = desk.level(level).id if level is not None else None
    each = calendars(read.roster)
    return Clock(read, supposed_ladder(raised, desk.levels, each, now, start))


def show(
    ctx: click.Context, clocks: Sequence[Clock], format_: str, rungs: Sequence[Rung] | None = None
) -> None:
    """Show clocks; ``rungs`` are the levels to show as text, all of them by default."""
    if format_ == "json":
        click.echo(json_text({"version": 1, "clocks": [json_of(one) for one in clocks]}), nl=False)
    elif format_ == "markdown":
        click.echo("\n\n".join("\n".join(markdown(one)) for one in clocks))
    else:
        click.echo("\n\n".join("\n".join(text(one, rungs)) for one in clocks), color=ctx.color)


def _open(read: Partnership, now: datetime) -> list[Clock]:
    known = escalations_known(read.records, now)
    return [
        clock_of(read, record.path.stem, now)
        for record in known
        if record.front is not None and record.front.settled_at is None
    ]
