"""The clock of an escalation as text and Markdown: every instant in each party's local time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from trm_policy.cli.escalation_words import (
    Clock,
    heading,
    in_utc,
    now_to_do,
    rows,
    shown,
    told_note,
)
from trm_policy.measure.escalation_ladder import Rung
from trm_policy.measure.escalation_notes import notes
from trm_policy.timing import WorkCalendar
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_MOST_NOTES = 8
_WIDTH = 20
"""Of a column with instants, in characters."""


def text(clock: Clock, rungs: Sequence[Rung] | None = None) -> Iterator[str]:
    """The clock for a terminal: of all levels, or of ``rungs`` alone."""
    each = clock.calendars
    yield click.style(_printable(heading(clock)), bold=True)
    yield f"as of {in_utc(clock.ladder.now)} UTC"
    for party, calendar in each.items():
        hours, zone = calendar.hours, calendar.timezone.key
        yield f"  {party}: {zone}, {hours} on working days{_where(calendar)}"
    chosen = clock.ladder.rungs if rungs is None else rungs
    wide = max((len(row[0]) for rung in chosen for row in rows(clock, rung)), default=0)
    for rung in chosen:
        yield ""
        yield click.style(printable(_rung_heading(clock, rung)), bold=True)
        yield from _table(clock, rung, wide)
        found = notes(rung, each)
        for note in found[:_MOST_NOTES]:
            yield f"    {printable(told_note(note, each))}."
        if len(found) > _MOST_NOTES:
            yield f"    And {len(found) - _MOST_NOTES} more times of days off."
    yield ""
    yield from (printable(line) for line in now_to_do(clock))


def _printable(said: str) -> str:
    """Lines without signs that a terminal would obey."""
    return "\n".join(printable(line) for line in said.split("\n"))


def _where(calendar: WorkCalendar) -> str:
    place = calendar.subdivision or calendar.country
    return f", holidays of {place}" if place else ", no public holidays known"


def _rung_heading(clock: Clock, rung: Rung) -> str:
    level = rung.level
    name = f" – {level.name}" if level.name else ""
    how = f", by {level.channel}" if level.channel else ""
    mark = "▶ " if clock.ladder.here is rung else "  "
    if not rung.known:
        how = " (the charter no longer has this level, so it has no clock)"
    elif rung.reached_at is None:
        how += " (nobody can tell when it is reached: a level below has no end of its time)"
    return f"{mark}{level.id}{name}{how}"


def _table(clock: Clock, rung: Rung, wide: int) -> Iterator[str]:
    found = list(rows(clock, rung))
    each = clock.calendars
    if not found:
        return
    head = "".join(f"  {party:{_WIDTH}.{_WIDTH}}" for party in each)
    yield f"    {'':{wide}}  {'UTC':{_WIDTH}}{head}".rstrip()
    for what, at, said, colour in found:
        local = "".join(f"  {shown(at, one.timezone):{_WIDTH}}" for one in each.values())
        mark = click.style(said, fg=colour) if colour else said
        yield f"    {printable(what):{wide}}  {in_utc(at):{_WIDTH}}{local}  {mark}".rstrip()


def markdown(clock: Clock) -> Iterator[str]:
    """The clock as a section with one table a level."""
    each = clock.calendars
    title, _, raised = heading(clock).partition("\n")
    yield f"## {plain(title)}"
    if raised:
        yield f"\n{plain(raised)}"
    for rung in clock.ladder.rungs:
        yield ""
        yield f"### {plain(_rung_heading(clock, rung).strip())}"
        yield ""
        yield f"| | UTC | {' | '.join(each)} | |"
        yield "|---" * (len(each) + 3) + "|"
        for what, at, said, _ in rows(clock, rung):
            local = " | ".join(shown(at, one.timezone) for one in each.values())
            yield f"| {plain(what)} | {in_utc(at)} | {local} | {plain(said)} |"
        found = notes(rung, each)
        if found:
            yield ""
            yield from (f"- {plain(told_note(note, each))}." for note in found)
    yield ""
    yield from (f"{plain(line)}\n" for line in now_to_do(clock))
