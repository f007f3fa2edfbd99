"""``trm review``: reviews are prepared, held to what minutes need, and never forgotten."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from trm_policy.authoring.journal import TakenError, one_at_a_time, write_together
from trm_policy.authoring.minutes import minutes_text, pack_text
from trm_policy.authoring.writing import encoded, write_atomically
from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.cli.one_review import OneReview
from trm_policy.cli.options import (
    AUDIENCE,
    DAY,
    as_of_option,
    format_option,
    looked_at_as_of,
    rendered,
)
from trm_policy.document.editing import Add, Set, edited_front
from trm_policy.errors import TrmError, closest, did_you_mean
from trm_policy.judging.checker import Report
from trm_policy.measure.meetings import meets_on, missed, review_states, reviews_held
from trm_policy.measure.review_pack import Pack
from trm_policy.model.base import PUBLIC
from trm_policy.model.records import Minutes
from trm_policy.model.values import Override
from trm_policy.portfolio.written import read_minutes
from trm_policy.views.review_pack import pack_row
from trm_policy.views.reviews import closing_view, reviews_view
from trm_policy.views.view import json_text, shown
from trm_policy.wording.lists import no_or_some

if TYPE_CHECKING:
    from trm_policy.judging.catalogue import Rulebook

_HELD_HELP = "The day you meet.  [default: the planned one, or the next on which all work]"
_HTML_HELP = "Write it as one page to print; - prints the page.  [FILE: ID-DAY-REVIEW.html]"
_HTML = (".html", ".htm")
_ORDER = ("review", "for", "held_on", "attendees")


@click.group("review")
def command() -> None:
    """Prepare reviews, and check whether their minutes are binding."""


@command.command("new")
@click.argument("partnership", metavar="ID")
@click.argument("review", metavar="REVIEW")
@click.option("--for", "planned", type=DAY, help="The planned day.  [default: the next one]")
@click.option("--held-on", "day", type=DAY, help=_HELD_HELP)
@click.option("--html", is_flag=False, flag_value="", metavar="[FILE]", help=_HTML_HELP)
@looked_at_as_of
@click.pass_context
def new_command(
    ctx: click.Context,
    partnership: str,
    review: str,
    planned: date | None,
    day: date | None,
    html: str | None,
) -> None:
    """Create the minutes of the next REVIEW of the charter ID, with everything already recorded.

    It contains what partners may see. What was decided, and who does what by when, is for you to
    write; 'trm review close' then shows whether it is binding.
    """
    load = Loader.of(ctx)
    with one_at_a_time(load.root):
        one = OneReview(load, partnership, review)
        of = one.planned(planned) if planned else one.awaited()
        on = day or max(meets_on(of, one.part) or of, one.today)
        page = _html_target(html, f"{partnership}-{on}-{review}.html")
        pack, path = _write_minutes(one, of, on)
    click.echo("\n".join(_told(one, pack, path.as_posix())))
    click.echo("\n".join(_write_page(page, pack)), nl=page is not None)
    _tell_missed(one, of)


def _write_minutes(one: OneReview, of: date, on: date) -> tuple[Pack, PurePosixPath]:
    """Write the minutes of the review that is planned for ``of`` and held ``on`` a day.

    Hold the lock. Raises TrmError where there are some.
    """
    there = one.ready(of)
    if there is not None:
        raise TrmError(
            f"{there.path} already has the minutes of the {one.id!r} of {of}; edit it, "
            "or name another planned day with --for"
        )
    pack = one.pack(of, on, None)
    path = one.folder / f"{on}-{one.id}.md"
    raw = encoded(one.load.root / path, minutes_text(pack))
    faults = read_minutes(path, raw, one.partnership).findings
    if faults:
        raise TrmError(f"the minutes cannot be written to {path}: {faults[0].message}")
    try:
        write_together(one.load.root, {path: raw}, new=True)
    except TakenError:
        raise TrmError(
            f"there is a file {path} already, which is not changed; name another day with "
            "--held-on, or remove it"
        ) from None
    return pack, path


@command.command("pack")
@click.argument("partnership", metavar="ID")
@click.argument("review", metavar="REVIEW")
@click.option("--for", "planned", type=DAY, help="The planned day.  [default: the next one]")
@click.option("--held-on", "day", type=DAY, help=_HELD_HELP)
@click.option("--html", is_flag=False, flag_value="", metavar="[FILE]", help=_HTML_HELP)
@click.option(
    "--audience",
    type=AUDIENCE,
    help="Show what this audience may see: partner, partner:PARTY or internal.  "
    "[default: partners, if the charter allows it]",
)
@format_option("text", "json", "markdown")
@looked_at_as_of
@click.pass_context
def pack_command(
    ctx: click.Context,
    partnership: str,
    review: str,
    planned: date | None,
    day: date | None,
    html: str | None,
    audience: Override | None,
    format_: str,
) -> None:
    """Show what the next REVIEW of the charter ID should cover, without creating minutes."""
    one = OneReview(Loader.of(ctx), partnership, review)
    if audience is not None:
        _require_reader(one, audience)
    of = one.planned(planned) if planned else one.awaited()
    there = one.ready(of)
    held = there.front.held_on if there and there.front else None
    on = day or held or max(meets_on(of, one.part) or of, one.today)
    page = _html_target(html, f"{partnership}-{on}-{review}.html")
    pack = one.pack(of, on, audience)
    if page is not None:
        click.echo("\n".join(_write_page(page, pack)))
    elif format_ == "json":
        click.echo(json_text({"version": 1, **pack_row(pack)}), nl=False)
    elif format_ == "markdown":
        click.echo(pack_text(pack), nl=False)
    else:
        click.echo(rendered(pack_text(pack), ctx.color), nl=False, color=ctx.color)


def _require_reader(one: OneReview, audience: Override) -> None:
    """Raise unless a pack can be made for these."""
    if audience.visibility is PUBLIC:
        raise click.UsageError(
            "a pack is for those who meet: --audience partner, partner:PARTY or internal"
        )
    parties = one.charter.parties
    if audience.party is not None and audience.party not in parties:
        raise TrmError(
            f"{one.partnership} has no party {audience.party!r}; "
            f"{did_you_mean(audience.party, parties)}"
        )


def _told(one: OneReview, pack: Pack, path: str) -> Iterator[str]:
    words = shlex.join([one.partnership, one.id])
    yield (
        f"Wrote {path}: {no_or_some(len(pack.decisions), 'decision')} needed, "
        f"{no_or_some(len(pack.due), 'thing')} due until {pack.until}."
    )
    yield ""
    yield "Next:"
    yield f"  trm review pack {words} --html   makes a page to print of it"
    yield "  In the review, remove from 'attendees' anyone who did not attend, and write"
    yield "    - what was decided                          under '## Decisions'"
    yield "    - [ ] @person what (due 2026-12-01)         under '## Actions'"
    yield f"  trm review close {words}         shows whether it is binding"


def _tell_missed(one: OneReview, of: date) -> None:
    """Say on stderr which earlier days have no minutes."""
    held = list(reviews_held(one.charter, one.part.records, one.now))
    days = missed(one.part, one.id, held, one.now)
    earlier = [str(day) for day in days if day < of]
    if earlier:
        click.echo(
            f"trm: no minutes show that the {one.id!r} of {', '.join(earlier)} was held; "
            f"--for {earlier[0]} writes those",
            err=True,
        )


@command.command("close")
@click.argument("partnership", metavar="ID")
@click.argument("review", metavar="REVIEW")
@click.argument("date", metavar="[DAY]", type=DAY, required=False)
@click.option("--held-on", "held_on", type=DAY, help="Write this day into the minutes first.")
@format_option("text", "json", "markdown")
@looked_at_as_of
@click.pass_context
def close_command(
    ctx: click.Context,
    partnership: str,
    review: str,
    date: date | None,
    held_on: date | None,
    format_: str,
) -> int:
    """Show whether the minutes of REVIEW are binding, or what they still lack.

    Nothing is changed but the day of the review, where --held-on gives it. DAY is the day for
    which the review was planned or on which it was held, by default that of the newest minutes.
    Exit code 0: they are binding; 1: they are not yet.
    """
    one = OneReview(Loader.of(ctx), partnership, review)
    minutes = _chosen(one, date)
    book = one.load.rulebook(foreign=True)  # before anything is written: what fails here fails then
    if held_on is not None:
        _write_day(one, minutes.path, held_on)
        one = OneReview(Loader.of(ctx), partnership, review)
        minutes = next(found for found in one.minutes if found.path == minutes.path)
    report, text = _judged(one, book, minutes, format_)
    view = closing_view(one.part, review, minutes, report.findings)
    binds = bool(view.data["binds"])
    if report.findings and format_ != "json":
        click.echo(text if binds else f"{text}\n", nl=False, color=ctx.color)
    click.echo(shown(view, format_), nl=False, color=ctx.color)
    return Exit.CLEAN if binds else Exit.FINDINGS


@command.command("list")
@click.argument("partnership", metavar="[ID]", required=False)
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def list_command(
    ctx: click.Context, partnership: str | None, format_: str, as_of: datetime
) -> None:
    """Show which reviews of all charters, or of ID, are planned, were held, or were missed."""
    load = Loader.of(ctx)
    found = [state for part in load.all([partnership]) for state in review_states(part, as_of)]
    click.echo(shown(reviews_view(found, as_of), format_), nl=False, color=ctx.color)
    load.say_unread()


def _judged(one: OneReview, book: Rulebook, minutes: Minutes, format_: str) -> tuple[Report, str]:
    """What is wrong with the minutes, and how a check shows it."""
    from trm_policy.judging.closing import closing
    from trm_policy.judging.judge import Judge
    from trm_policy.reporters import REPORTERS
    from trm_policy.reporters.outcome import Outcome

    load = one.load
    report = closing(Judge(load.reader, book, load.now), one.part, minutes)
    raw = (load.source.read(minutes.path) or b"").decode("utf-8-sig", "replace").splitlines()

    def line(path: PurePosixPath, number: int) -> str | None:
        inside = path == minutes.path and 0 < number <= len(raw)
        return raw[number - 1] if inside else None

    outcome = Outcome(report, one.today, line, book, (one.partnership,))
    return report, REPORTERS["markdown" if format_ == "markdown" else "text"](outcome)


def _chosen(one: OneReview, day: date | None) -> Minutes:
    """The minutes that are meant. Raises TrmError where there are none."""
    found = one.minutes
    if not found:
        raise TrmError(
            f"there are no minutes of {one.id!r} in {one.folder}; 'trm review new "
            f"{one.partnership} {one.id}' writes them"
        )
    if day is None:
        return found[-1]
    for days in (_called, _planned, _held):
        for minutes in found:
            if days(minutes) == day:
                return minutes
    known = [front.for_ for minutes in found if (front := minutes.front)]
    raise TrmError(f"there are no minutes of {one.id!r} for {day}; {_named(str(day), known)}")


def _called(minutes: Minutes) -> date | None:
    try:
        return date.fromisoformat(minutes.path.stem[:10])
    except ValueError:
        return None


def _planned(minutes: Minutes) -> date | None:
    return minutes.front.for_ if minutes.front else None


def _held(minutes: Minutes) -> date | None:
    return minutes.front.held_on if minutes.front else None


def _write_day(one: OneReview, path: PurePosixPath, day: date) -> None:
    """Write into the minutes when the review was held. Raises TrmError."""
    if day > one.today:
        raise TrmError(f"{day} is in the future; close the review once it has been held")
    with one_at_a_time(one.load.root):
        now = OneReview(one.load, one.partnership, one.id)
        raw = one.load.source.read(path) or b""
        place = now.part.records.documents[path].has(("held_on",))
        edit = Set(("held_on",), day) if place else Add((), "held_on", day)
        made = edited_front(path, raw, edit, order=_ORDER)
        if made != raw:
            write_together(one.load.root, {path: made})


def _named(word: str, days: list[date]) -> str:
    """A hint at the days that can be named instead of ``word``."""
    near = closest(word, map(str, days))
    return (
        f"did you mean {near}?" if near else f"choose from: {', '.join(map(str, days)) or 'none'}"
    )


def _html_target(value: str | None, usual: str) -> Path | None:
    """Where a page is to be written; None without one, ``-`` for the standard output."""
    if value is None:
        return None
    path = Path(value or usual)
    if value != "-" and path.suffix.lower() not in _HTML:
        raise click.UsageError(
            f"--html takes a file that ends in .html, not {value!r}; put it behind ID and REVIEW"
        )
    return path


def _write_page(target: Path | None, pack: Pack) -> Iterator[str]:
    """Write the pack as a page, and say where."""
    if target is None:
        return
    from trm_policy.publish.printing import pack_page

    html = pack_page(pack)
    if str(target) == "-":
        yield html.rstrip("\n")
        return
    write_atomically(target, html)
    yield f"Wrote {target}: open it in a browser, or print it."
