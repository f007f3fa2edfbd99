"""``trm escalation list``: what was raised, what is open and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from trm_policy.cli import Session
from trm_policy.cli.charters import charter_called
from trm_policy.cli.escalation_json import instant_json
from trm_policy.cli.escalation_words import in_utc
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.errors import NoCharterError
from trm_policy.judging.settings import read_settings
from trm_policy.measure.escalation_ladder import Ladder, recorded_ladder
from trm_policy.model.records import EscalationFront
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.records import escalations_known
from trm_policy.portfolio.roster import calendars
from trm_policy.source import WorkTree
from trm_policy.timing import format_instant
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_HEAD = ("", "partnership", "number", "state", "level", "age", "next deadline (UTC)", "title")
_DAY_SECONDS = 86400
_HOUR_SECONDS = 3600


@dataclass(frozen=True)
class _Entry:
    """One escalation of a list."""

    partnership: Partnership
    front: EscalationFront
    ladder: Ladder

    @property
    def state(self) -> str:
        if self.ladder.settled_at is not None:
            return "settled"
        return "overdue" if self.ladder.overdue else "open"

    @property
    def level(self) -> str:
        recorded = [rung for rung in self.ladder.rungs if rung.recorded]
        return recorded[-1].level.id if recorded else ""

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        end = self.ladder.settled_at or self.ladder.now
        return (end - self.ladder.raised_at).total_seconds()

    @property
    def due(self) -> datetime | None:
        """The next instant that matters; the first that was missed where all have passed."""
        following, missed = self.ladder.next_deadline, self.ladder.overdue
        if following is not None:
            return following.at
        return missed[0].at if missed else None


@click.command("list")
@click.argument("partnership", metavar="[ID]", required=False)
@click.option("--open", "only_open", is_flag=True, help="Leave out what is settled.")
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def list_command(
    ctx: click.Context, partnership: str | None, only_open: bool, format_: str, as_of: datetime
) -> None:
    """List escalations of the charter ID or of all: state, level, age and next deadline."""
    session: Session = ctx.obj
    source = WorkTree(session.root)
    folder = read_settings(source).partnerships
    if partnership is not None:
        read = [charter_called(source, folder, partnership)]
    else:
        reader = PortfolioReader(source, folder)
        if not reader.ids:
            raise NoCharterError(session.root / folder)
        all_ = [reader.read(name).partnership for name in reader.ids]
        read = [one for one in all_ if one is not None]
        for name, one in zip(reader.ids, all_, strict=True):
            if one is None:
                click.echo(f"{name} cannot be read; 'trm check' shows why", err=True)
    found = [entry for one in read for entry in _entries(one, as_of)]
    chosen = [entry for entry in found if not only_open or entry.state != "settled"]
    if format_ == "json":
        data = {"version": 1, "escalations": [_entry_json(entry) for entry in chosen]}
        click.echo(json_text(data), nl=False)
    elif format_ == "markdown":
        click.echo("\n".join(_entries_markdown(chosen)))
    elif chosen:
        click.echo("\n".join(_entries_text(chosen)), color=ctx.color)
    else:
        click.echo("No escalation is open." if only_open else "Nothing has been escalated.")


def _entries(read: Partnership, now: datetime) -> list[_Entry]:
    """What is open first, what is overdue before that; then the newest first."""
    path = read.charter.escalation
    levels = path.levels if path else ()
    each = calendars(read.roster)
    found = [
        _Entry(read, record.front, recorded_ladder(record.front, levels, each, now))
        for record in escalations_known(read.records, now)
        if record.front is not None
    ]
    rank = {"overdue": 0, "open": 1, "settled": 2}
    newest = sorted(found, key=lambda one: one.front.raised_at, reverse=True)
    return sorted(newest, key=lambda one: rank[one.state])


def _age(seconds: float) -> str:
    days, rest = divmod(int(seconds), _DAY_SECONDS)
    return f"{days} d {rest // _HOUR_SECONDS} h" if days else f"{rest // _HOUR_SECONDS} h"


def _cells(entry: _Entry) -> tuple[str, ...]:
    sign = {"settled": "●", "open": "○", "overdue": "!"}[entry.state]
    due = in_utc(entry.due) if entry.due and entry.state != "settled" else ""
    return (
        sign,
        entry.partnership.id,
        entry.front.id,
        entry.state,
        entry.level,
        _age(entry.seconds),
        due,
        entry.front.title,
    )


def _entries_text(entries: Sequence[_Entry]) -> Iterator[str]:
    table = [_HEAD, *(tuple(map(printable, _cells(entry))) for entry in entries)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    colours = {"overdue": "red", "settled": "green"}
    for number, row in enumerate(table):
        line = "  ".join(f"{cell:{wide}}" for cell, wide in zip(row, widths, strict=True)).rstrip()
        colour = None if not number else colours.get(entries[number - 1].state)
        yield click.style(line, fg=colour) if colour else line


def _entries_markdown(entries: Sequence[_Entry]) -> Iterator[str]:
    yield f"| {' | '.join(_HEAD[1:])} |"
    yield "|---" * (len(_HEAD) - 1) + "|"
    for entry in entries:
        yield f"| {' | '.join(map(plain, _cells(entry)[1:]))} |"


def _entry_json(entry: _Entry) -> dict[str, Any]:
    each, ladder = calendars(entry.partnership.roster), entry.ladder
    following = ladder.next_deadline
    return {
        "partnership": entry.partnership.id,
        "escalation": entry.front.id,
        "title": entry.front.title,
        "state": "settled" if entry.state == "settled" else "open",
        "level": entry.level,
        "raised_by": entry.front.raised_by,
        "raised_at": format_instant(entry.front.raised_at),
        "settled_at": format_instant(ladder.settled_at) if ladder.settled_at else None,
        "age_seconds": int(entry.seconds),
        "next_deadline": instant_json(following.at, each) if following else None,
        "overdue": [
            {"level": one.level, "party": one.party, "since": instant_json(one.at, each)}
            for one in ladder.overdue
        ],
    }
