"""``trm escalation``: trouble is raised, answered, passed on and settled by the clock."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath

import click

from trm_policy.authoring.escalation import Case, Desk, Raising
from trm_policy.authoring.naming import line
from trm_policy.cli import Session
from trm_policy.cli.charters import charter_called
from trm_policy.cli.escalation_clock import clock_command, clock_of, show
from trm_policy.cli.escalation_figures import figures_command
from trm_policy.cli.escalation_list import list_command
from trm_policy.cli.instants import AnInstant
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.judging.settings import read_settings
from trm_policy.portfolio.partnership import Partnership
from trm_policy.source import WorkTree

_at_option = click.option(
    "--at",
    type=AnInstant(),
    metavar="INSTANT",
    help="When it happened, such as 2026-09-07T10:15+01:00.  [default: now]",
)
_formats = format_option("text", "json", "markdown")


@dataclass(frozen=True)
class _Place:
    """Where a command writes, as of an instant."""

    session: Session
    id: str
    now: datetime

    @cached_property
    def source(self) -> WorkTree:
        return WorkTree(self.session.root)

    def read(self) -> Partnership:
        """The partnership as it stands now."""
        return charter_called(self.source, read_settings(self.source).partnerships, self.id)

    def desk(self) -> Desk:
        return Desk(self.read(), self.now)


@click.group("escalation")
def command() -> None:
    """Raise, acknowledge, pass on and settle escalations, and see their clocks and figures."""


@command.command("open")
@click.argument("partnership", metavar="ID")
@click.option("--title", required=True, metavar="TEXT", help="What it is about, in one line.")
@click.option("--by", required=True, metavar="PERSON", help="Who raises it.")
@click.option("--level", metavar="LEVEL", help="The level it starts at.  [default: the lowest]")
@click.option("--kpi", metavar="KPI", help="The KPI behind it.")
@click.option("--risk", metavar="RISK", help="The risk behind it.")
@click.option("--trigger", metavar="TRIGGER", help="What the charter calls its reason.")
@_at_option
@_formats
@as_of_option
@click.pass_context
def open_(
    ctx: click.Context,
    partnership: str,
    title: str,
    by: str,
    level: str | None,
    kpi: str | None,
    risk: str | None,
    trigger: str | None,
    at: datetime | None,
    format_: str,
    as_of: datetime,
) -> None:
    """Raise an escalation in the charter ID, under the next free number, and show its clock."""
    from trm_policy.authoring.escalation import create
    from trm_policy.authoring.writing import one_at_a_time

    if sum(one is not None for one in (kpi, risk, trigger)) > 1:
        raise click.UsageError("name one reason: --kpi, --risk or --trigger")
    place = _Place(ctx.obj, partnership, as_of)
    wish = Raising(title, by, level, kpi, risk, trigger, at)
    place.desk().front(wish)
    with one_at_a_time(place.session.root):
        path = create(place.session.root, place.source, place.desk(), wish)
    _show_written(ctx, place, path, f"{path.stem} is raised in {partnership}", format_)


@command.command("step")
@click.argument("partnership", metavar="ID")
@click.argument("number", metavar="NUMBER")
@click.option("--ack", metavar="PARTY|PERSON", help="Who acknowledges on the level it stands on.")
@click.option("--level", metavar="LEVEL", help="The level above that takes over.")
@_at_option
@_formats
@as_of_option
@click.pass_context
def step(
    ctx: click.Context,
    partnership: str,
    number: str,
    ack: str | None,
    level: str | None,
    at: datetime | None,
    format_: str,
    as_of: datetime,
) -> None:
    """Write down that escalation NUMBER was acknowledged, or that a higher level takes over."""
    from trm_policy.authoring.escalation import change
    from trm_policy.authoring.writing import one_at_a_time

    if (ack is None) is (level is None):
        raise click.UsageError("say what happened: --ack PARTY or --level LEVEL, one of the two")
    place = _Place(ctx.obj, partnership, as_of)
    place.desk().record(number)
    with one_at_a_time(place.session.root):
        desk = place.desk()
        case = Case(desk, desk.record(number))
        if ack is not None:
            party, actor = desk.speaker(ack)
            when = desk.instant(at, party)
            edits = case.acknowledged(party, when)
            told = f"{party} acknowledges {number} of {partnership}"
            if actor is not None:
                _warn(case, party, actor.id)
        else:
            taking = desk.level(level or "")
            edits = case.passed_on(taking, desk.instant(at, None))
            told = f"{number} of {partnership} is passed on to {taking.id}"
        change(place.session.root, case, edits)
    _show_written(ctx, place, case.record.path, told, format_)


@command.command("settle")
@click.argument("partnership", metavar="ID")
@click.argument("number", metavar="NUMBER")
@click.option("--outcome", metavar="TEXT", default="", help="How it ended, in one line.")
@_at_option
@_formats
@as_of_option
@click.pass_context
def settle(
    ctx: click.Context,
    partnership: str,
    number: str,
    outcome: str,
    at: datetime | None,
    format_: str,
    as_of: datetime,
) -> None:
    """Write down that escalation NUMBER is settled, and how."""
    from trm_policy.authoring.escalation import change
    from trm_policy.authoring.writing import one_at_a_time

    said = line(outcome, "the outcome")
    place = _Place(ctx.obj, partnership, as_of)
    place.desk().record(number)
    with one_at_a_time(place.session.root):
        desk = place.desk()
        case = Case(desk, desk.record(number))
        change(place.session.root, case, case.settled(desk.instant(at, None)), said)
    told = f"{number} of {partnership} is settled"
    _show_written(ctx, place, case.record.path, told, format_)


def _warn(case: Case, party: str, person: str) -> None:
    """Say on stderr that somebody else was asked."""
    roster = case.desk.roster
    level = next((one for one in case.desk.levels if one.id == case.steps[-1][0]), None)
    contact = roster.get(level.contacts.get(party)) if level is not None else None
    if level is not None and contact is not None and person not in (contact.id, contact.deputy):
        click.echo(
            f"trm: {contact.name} is the contact of {party} on the level '{level.id}', not "
            f"{roster.name_of(person)}; it is written down all the same",
            err=True,
        )


def _show_written(
    ctx: click.Context, place: _Place, path: PurePosixPath, told: str, format_: str
) -> None:
    """What was written, what is to be done next, and the clock."""
    clock = clock_of(place.read(), path.stem, place.now)
    if format_ == "text":
        click.echo("\n".join(_said(path, told)))
    here = clock.ladder.here
    shown = [one for one in (here, clock.ladder.above) if one is not None]
    show(ctx, [clock], format_, shown)


def _said(path: PurePosixPath, told: str) -> Iterator[str]:
    name = shlex.quote(path.as_posix())
    yield f"Wrote {path.as_posix()}: {told}."
    yield f"  git add {name} && git commit -m {shlex.quote(told)} {name}"
    yield ""


command.add_command(list_command)
command.add_command(clock_command)
command.add_command(figures_command)
