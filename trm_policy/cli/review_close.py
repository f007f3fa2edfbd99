"""``trm review close``: whether the minutes of a review bind, and what they ask of whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

import click

from trm_policy.authoring.writing import one_at_a_time, write_atomically
from trm_policy.cli.exit import Exit
from trm_policy.cli.instants import ADay
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.review_desk import ReviewDesk, named
from trm_policy.cli.review_json import iso
from trm_policy.document.editing import Add, Set, edited_front
from trm_policy.errors import TrmError
from trm_policy.finding import Finding, Severity
from trm_policy.judging.catalogue import read_rulebook
from trm_policy.measure.review_closing import still_open
from trm_policy.model.records import ActionState, Minutes, MinutesFront
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.reporters import REPORTERS
from trm_policy.reporters.outcome import Outcome
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_ORDER = ("review", "for", "held_on", "attendees")


@click.command("close")
@click.argument("partnership", metavar="ID")
@click.argument("review", metavar="REVIEW")
@click.argument("date", metavar="[DAY]", type=ADay(), required=False)
@click.option("--held-on", "held_on", type=ADay(), help="Write this day into the minutes first.")
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str,
    review: str,
    date: date | None,
    held_on: date | None,
    format_: str,
    as_of: datetime,
) -> int:
    """Say whether the minutes of REVIEW bind, or what they still lack.

    Nothing is changed but the day of the review, where --held-on gives it. DAY is the day for
    which the review was planned or on which it was held, by default that of the newest minutes.
    Exit code 0: they bind; 1: they do not yet.
    """
    desk = ReviewDesk(ctx.obj, partnership, review, as_of)
    minutes = _chosen(desk, date)
    if held_on is not None:
        _write_day(desk, minutes.path, held_on)
        desk = replace(desk)
        minutes = next(one for one in desk.minutes if one.path == minutes.path)
    findings, outcome = _judged(desk, minutes)
    ready = all(one.severity is not Severity.ERROR for one in findings)
    if format_ == "json":
        click.echo(json_text(_row(desk, minutes, findings, ready=ready)), nl=False)
        return Exit.CLEAN if ready else Exit.FINDINGS
    if findings:
        click.echo(REPORTERS[format_](outcome), nl=False, color=ctx.color)
    lines = _markdown(desk, minutes) if format_ == "markdown" else _text(desk, minutes)
    if not ready:
        lines = iter(["", f"The minutes of {desk.review!r} do not bind yet."])
    click.echo("\n".join(lines), color=ctx.color)
    return Exit.CLEAN if ready else Exit.FINDINGS


def _chosen(desk: ReviewDesk, day: date | None) -> Minutes:
    """The minutes that are meant. Raises TrmError where there are none."""
    found = desk.minutes
    if not found:
        raise TrmError(
            f"there are no minutes of {desk.review!r} in {desk.folder}; 'trm review new "
            f"{desk.partnership} {desk.review}' writes them"
        )
    if day is None:
        return found[-1]
    for days in (_called, _planned, _held):
        for one in found:
            if days(one) == day:
                return one
    known = [front.for_ for one in found if (front := one.front)]
    raise TrmError(f"no minutes of {desk.review!r} stand for {day}; {named(str(day), known)}")


def _called(minutes: Minutes) -> date | None:
    try:
        return date.fromisoformat(minutes.path.stem[:10])
    except ValueError:
        return None


def _planned(minutes: Minutes) -> date | None:
    return minutes.front.for_ if minutes.front else None


def _held(minutes: Minutes) -> date | None:
    return minutes.front.held_on if minutes.front else None


def _write_day(desk: ReviewDesk, path: PurePosixPath, day: date) -> None:
    """Write into the minutes when the review was held. Raises TrmError."""
    if day > desk.today:
        raise TrmError(f"{day} is still to come; close the review once it was held")
    with one_at_a_time(desk.session.root):
        raw = desk.source.read(path) or b""
        place = desk.part.records.documents[path].has(("held_on",))
        edit = Set(("held_on",), day) if place else Add((), "held_on", day)
        made = edited_front(path, raw, edit, order=_ORDER)
        if made != raw:
            write_atomically((desk.session.root / path).resolve(), made)


def _judged(desk: ReviewDesk, minutes: Minutes) -> tuple[list[Finding], Outcome]:
    """What is wrong with the minutes: what they lack to bind, and what the rule book says."""
    from trm_policy.judging.checker import Report, check

    book = read_rulebook(desk.source, desk.settings)
    reader = PortfolioReader(desk.source, desk.settings.partnerships)
    own = list(still_open(desk.part, minutes, desk.today))
    told = {(one.rule, one.span.line) for one in own}
    report = check(reader, book, desk.now, {desk.partnership})
    for one in report.findings:
        seen = (one.rule, one.span.line) in told
        if one.path == minutes.path and one.waived is None and not seen:
            own.append(one)
    found = sorted(own, key=lambda one: one.order)
    raw = (desk.source.read(minutes.path) or b"").decode("utf-8-sig", "replace").splitlines()

    def line(path: PurePosixPath, number: int) -> str | None:
        inside = path == minutes.path and 0 < number <= len(raw)
        return raw[number - 1] if inside else None

    whole = Report(tuple(found), 1, report.owners)
    return found, Outcome(whole, desk.today, line, book, (desk.partnership,))


def _row(
    desk: ReviewDesk, minutes: Minutes, findings: list[Finding], *, ready: bool
) -> dict[str, Any]:
    front = minutes.front
    roster = desk.part.roster
    return {
        "version": 1,
        "partnership": desk.partnership,
        "review": desk.review,
        "path": minutes.path.as_posix(),
        "for": iso(front.for_ if front else None),
        "held_on": iso(front.held_on if front else None),
        "binds": ready,
        "decisions": [one.text for one in minutes.decisions],
        "actions": [
            {
                "state": action.state.value,
                "person": action.person,
                "name": roster.name_of(action.person) if action.person else None,
                "what": action.what,
                "due": iso(action.due),
                "kpi": action.kpi,
            }
            for action in minutes.actions
        ],
        "findings": [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "message": one.message,
                "help": one.help,
                "path": one.path.as_posix(),
                "line": one.span.line,
                "column": one.span.column,
                "at": one.at,
            }
            for one in findings
        ],
    }


def _text(desk: ReviewDesk, minutes: Minutes) -> Iterator[str]:
    yield click.style(f"✓ {_summary(desk, minutes)}", fg="green")
    for who, what, due in _owed(desk, minutes):
        yield f"  {due}  {who}: {what}"


def _markdown(desk: ReviewDesk, minutes: Minutes) -> Iterator[str]:
    yield f"**{plain(_summary(desk, minutes))}**"
    rows = list(_owed(desk, minutes))
    if rows:
        yield from ("", "| due | who | what |", "|---|---|---|")
        yield from (f"| {due} | {plain(who)} | {plain(what)} |" for who, what, due in rows)


def _summary(desk: ReviewDesk, minutes: Minutes) -> str:
    front = minutes.front
    assert isinstance(front, MinutesFront)
    decisions, actions = len(minutes.decisions), len(minutes.actions)
    return (
        f"the review {desk.review!r} of {front.held_on} binds: "
        f"{decisions} decision{'' if decisions == 1 else 's'}, "
        f"{actions or 'no'} action{'' if actions == 1 else 's'}"
    )


def _owed(desk: ReviewDesk, minutes: Minutes) -> Iterator[tuple[str, str, str]]:
    """Who owes what by when, the first day first; what was done or dropped is owed no more."""
    waiting = [one for one in minutes.actions if one.state is ActionState.OPEN]
    for action in sorted(waiting, key=lambda one: one.due or date.max):
        who = desk.part.roster.name_of(action.person or "")
        what = " ".join(action.what.split())
        yield printable(who), printable(what), str(action.due or "no day")
