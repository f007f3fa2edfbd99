"""``trm escalation``: trouble is raised, answered, passed on and settled by the clock."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import click

from trm_policy.authoring.escalation import (
    EscalationError,
    EscalationWriter,
    OpenEscalation,
    Raising,
)
from trm_policy.authoring.naming import line
from trm_policy.cli.asking import asked
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import INSTANT, as_of_option, format_option, looked_at_as_of
from trm_policy.errors import TrmError
from trm_policy.measure.escalation_ladder import Rung
from trm_policy.measure.escalations import EscalationCase, escalations, most_urgent_first
from trm_policy.timing import Period
from trm_policy.views.view import shown

_at_option = click.option(
    "--at",
    type=INSTANT,
    metavar="INSTANT",
    help="When it happened, such as 2026-09-07T10:15+01:00.  [default: now]",
)
_formats = format_option("text", "json", "markdown")


class _APeriod(click.ParamType[Period]):
    """A period, as measurements name it."""

    name = "PERIOD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """The period that is meant."""
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@dataclass(frozen=True)
class _Writing:
    """Where a command writes, as of an instant; what it reads there is as it stands now."""

    ctx: click.Context
    id: str
    format: str

    @property
    def load(self) -> Loader:
        return Loader.of(self.ctx)

    @property
    def root(self) -> Path:
        return self.load.root

    def writer(self) -> EscalationWriter:
        load = self.load
        return EscalationWriter(load.one(self.id), load.now)

    def show(self, path: PurePosixPath, told: str) -> None:
        """What was written, what is to be done next, and the clock where there is one."""
        if self.format == "text":
            name = shlex.quote(path.as_posix())
            click.echo(f"Wrote {path.as_posix()}: {told}.")
            click.echo(f"  git add {name} && git commit -m {shlex.quote(told)} {name}\n")
        writer = self.writer()
        try:
            one = writer.clock(path.stem)
            _ = writer.levels
        except EscalationError as error:
            click.echo(f"trm: it is recorded; its deadlines cannot be shown: {error}", err=True)
            return
        ladder = one.ladder
        _show(self.ctx, [one], self.format, [r for r in (ladder.here, ladder.above) if r])


@click.group("escalation")
def command() -> None:
    """Raise, acknowledge, pass on and settle escalations, and show their deadlines and figures."""


@command.command("open")
@click.argument("partnership", metavar="ID")
@click.option("--title", required=True, metavar="TEXT", help="What it is about, in one line.")
@click.option("--by", required=True, metavar="PERSON", help="Who raises it.")
@click.option("--level", metavar="LEVEL", help="The level it starts at.  [default: the lowest]")
@click.option("--kpi", metavar="KPI", help="The KPI concerned.")
@click.option("--risk", metavar="RISK", help="The risk concerned.")
@click.option("--obligation", metavar="OBLIGATION", help="The obligation concerned.")
@click.option("--trigger", metavar="TRIGGER", help="The trigger, as the charter names it.")
@_at_option
@_formats
@looked_at_as_of
@click.pass_context
def open_(
    ctx: click.Context,
    partnership: str,
    title: str,
    by: str,
    level: str | None,
    kpi: str | None,
    risk: str | None,
    obligation: str | None,
    trigger: str | None,
    at: datetime | None,
    format_: str,
) -> None:
    """Raise an escalation in the charter ID, under the next free number, and show its deadlines."""
    from trm_policy.authoring.escalation import create
    from trm_policy.authoring.journal import one_at_a_time

    if sum(one is not None for one in (kpi, risk, trigger)) > 1:
        raise click.UsageError("name one reason: --kpi, --risk or --trigger")
    writing = _Writing(ctx, partnership, format_)
    wish = Raising(title, by, level, kpi, risk, trigger, at, obligation)
    writing.writer().front(wish)
    with one_at_a_time(writing.root):
        path = create(writing.root, writing.load.source, writing.writer(), wish)
    writing.show(path, f"{path.stem} is raised in {partnership}")


@command.command("step")
@click.argument("partnership", metavar="ID")
@click.argument("number", metavar="NUMBER")
@click.option("--ack", metavar="PARTY|PERSON", help="Who acknowledges on the current level.")
@click.option("--level", metavar="LEVEL", help="The higher level that takes over.")
@_at_option
@_formats
@looked_at_as_of
@click.pass_context
def step(
    ctx: click.Context,
    partnership: str,
    number: str,
    ack: str | None,
    level: str | None,
    at: datetime | None,
    format_: str,
) -> None:
    """Record that escalation NUMBER was acknowledged, or that a higher level takes over."""
    from trm_policy.authoring.escalation import change
    from trm_policy.authoring.journal import one_at_a_time

    if (ack is None) is (level is None):
        raise click.UsageError("state what happened: --ack PARTY or --level LEVEL, one of the two")
    writing = _Writing(ctx, partnership, format_)
    writing.writer().record(number)
    with one_at_a_time(writing.root):
        writer = writing.writer()
        going = OpenEscalation(writer, writer.record(number))
        if ack is not None:
            party, actor = writer.speaker(ack)
            edits = going.acknowledged(party, writer.instant(at, party))
            told = f"{party} acknowledges {number} of {partnership}"
            if actor is not None:
                _warn(going, party, actor.id)
        else:
            taking = writer.level(level or "")
            edits = going.passed_on(taking, writer.instant(at, None))
            told = f"{number} of {partnership} is passed on to {taking.id}"
        change(writing.root, going, edits)
    writing.show(going.record.path, told)


@command.command("settle")
@click.argument("partnership", metavar="ID")
@click.argument("number", metavar="NUMBER")
@click.option("--outcome", metavar="TEXT", default="", help="How it ended, in one line.")
@_at_option
@_formats
@looked_at_as_of
@click.pass_context
def settle(
    ctx: click.Context,
    partnership: str,
    number: str,
    outcome: str,
    at: datetime | None,
    format_: str,
) -> None:
    """Record that escalation NUMBER is settled, and how."""
    from trm_policy.authoring.escalation import change
    from trm_policy.authoring.journal import one_at_a_time

    writing = _Writing(ctx, partnership, format_)
    open_one = OpenEscalation(writing.writer(), writing.writer().record(number))
    open_one.require_open()
    if not outcome.strip() and not open_one.has_outcome and sys.stdin.isatty():
        outcome = asked("How did it end? (in one line)", lambda typed: line(typed, "the outcome"))
    said = line(outcome, "the outcome")
    if not said and not open_one.has_outcome:
        raise EscalationError(
            f"nothing says how {number} ended: add --outcome TEXT, such as "
            "--outcome 'The depot hires two more drivers'"
        )
    with one_at_a_time(writing.root):
        writer = writing.writer()
        going = OpenEscalation(writer, writer.record(number))
        change(writing.root, going, going.settled(writer.instant(at, None)), said)
    writing.show(going.record.path, f"{number} of {partnership} is settled")


@command.command("clock")
@click.argument("partnership", metavar="ID")
@click.argument("number", metavar="[NUMBER]", required=False)
@click.option(
    "--raised",
    type=INSTANT,
    metavar="INSTANT",
    help="For an escalation raised at this time, such as 2026-10-30T16:00+00:00.",
)
@click.option("--level", metavar="LEVEL", help="For an escalation that starts at this level.")
@_formats
@as_of_option
@click.pass_context
def clock(
    ctx: click.Context,
    partnership: str,
    number: str | None,
    raised: datetime | None,
    level: str | None,
    format_: str,
    as_of: datetime,
) -> None:
    """Show the deadlines of escalation NUMBER, of all open ones, or of a hypothetical one.

    Every time is shown in UTC and in the local time of each party.
    """
    supposing = raised is not None or level is not None
    if number is not None and supposing:
        raise click.UsageError("--raised and --level suppose an escalation; leave out the number")
    read = Loader.of(ctx).one(partnership)
    writer = EscalationWriter(read, as_of)
    if number is not None:
        found = [writer.clock(number)]
    elif supposing:
        found = [writer.supposed(raised, level)]
    else:
        _ = writer.readable
        found = [one for one in escalations(read, as_of) if one.open]
    found = found or [writer.supposed(None, None)]
    _show(ctx, found, format_)
    if writer.unread:
        click.echo(f"trm: deadlines cannot be shown: {writer.unread}", err=True)


@command.command("list")
@click.argument("partnership", metavar="[ID]", required=False)
@click.option("--open", "only_open", is_flag=True, help="Leave out settled escalations.")
@_formats
@as_of_option
@click.pass_context
def list_command(
    ctx: click.Context, partnership: str | None, only_open: bool, format_: str, as_of: datetime
) -> None:
    """List escalations of the charter ID or of all: state, level, age and next deadline."""
    from trm_policy.views.escalations import escalations_view

    load = Loader.of(ctx)
    read = [load.one(partnership)] if partnership is not None else load.all()
    found = [one for part in read for one in most_urgent_first(escalations(part, as_of))]
    chosen = [one for one in found if one.open or not only_open]
    nothing = "No escalation is open." if only_open else "Nothing has been escalated."
    click.echo(shown(escalations_view(chosen, nothing), format_), nl=False, color=ctx.color)
    load.say_unread()


@command.command("figures")
@click.argument("partnership", metavar="ID")
@click.option(
    "--period",
    type=_APeriod(),
    metavar="PERIOD",
    help="Such as 2026-Q3.  [default: the whole log; each KPI's last period]",
)
@_formats
@as_of_option
@click.pass_context
def figures(
    ctx: click.Context, partnership: str, period: Period | None, format_: str, as_of: datetime
) -> None:
    """Show how conflicts are resolved in the charter ID, and the figures for its KPIs.

    A working day counts once it has passed for every party. Escalations count by the day they
    were raised, days to settle by the day they were settled, in the host's time zone.
    """
    from trm_policy.measure.escalation_figures import log_of, recordables
    from trm_policy.views.escalation_figures import escalation_figures_view

    read = Loader.of(ctx).one(partnership)
    log = log_of(read, as_of)
    if period is not None and period.first_day > as_of.astimezone(log.zone).date():
        raise TrmError(f"{period} has not begun yet; it starts on {period.first_day}")
    kept = list(recordables(read, log, as_of, period))
    view = escalation_figures_view(read, log.resolution(period), kept)
    click.echo(shown(view, format_), nl=False, color=ctx.color)


def _show(
    ctx: click.Context,
    found: Sequence[EscalationCase],
    format_: str,
    rungs: Sequence[Rung] | None = None,
) -> None:
    """Show clocks; ``rungs`` are the levels to show, all of them by default."""
    from trm_policy.views.escalation_clock import clocks_view

    click.echo(shown(clocks_view(found, rungs), format_), nl=False, color=ctx.color)


def _warn(going: OpenEscalation, party: str, person: str) -> None:
    """Say on stderr that somebody else was asked."""
    roster, here = going.writer.roster, going.steps[-1][0]
    level = next((one for one in going.writer.levels if one.id == here), None)
    contact = roster.get(level.contacts.get(party)) if level is not None else None
    if level is not None and contact is not None and person not in (contact.id, contact.deputy):
        click.echo(
            f"trm: {contact.name} is the contact of {party} on the level '{level.id}', not "
            f"{roster.name_of(person)}; it is recorded nevertheless",
            err=True,
        )
