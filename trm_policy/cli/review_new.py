"""``trm review new`` and ``trm review pack``: what the next review should look at."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date, datetime

import click

from trm_policy.authoring.minutes import minutes_text, pack_text
from trm_policy.authoring.writing import write_new
from trm_policy.cli import Session
from trm_policy.cli.instants import ADay
from trm_policy.cli.options import Audience, as_of_option, format_option
from trm_policy.cli.review_desk import ReviewDesk, html_target, write_page
from trm_policy.cli.review_json import pack_row
from trm_policy.cli.terminal import rendered
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.measure.meetings import missed, reviews_held
from trm_policy.measure.review_pack import Pack
from trm_policy.model.base import PUBLIC
from trm_policy.model.values import Override
from trm_policy.portfolio.written import read_minutes
from trm_policy.views.view import json_text

_HELD_HELP = "The day you meet.  [default: the planned one, or today once that has passed]"
_HTML_HELP = "Write it as one page to print; - prints the page.  [FILE: ID-DAY-REVIEW.html]"


@click.command("new")
@click.argument("partnership", metavar="ID")
@click.argument("review", metavar="REVIEW")
@click.option("--for", "planned", type=ADay(), help="The planned day.  [default: the next one]")
@click.option("--held-on", "day", type=ADay(), help=_HELD_HELP)
@click.option("--html", is_flag=False, flag_value="", metavar="[FILE]", help=_HTML_HELP)
@as_of_option
@click.pass_context
def new_command(
    ctx: click.Context,
    partnership: str,
    review: str,
    planned: date | None,
    day: date | None,
    html: str | None,
    as_of: datetime,
) -> None:
    """Write the minutes' file of the next REVIEW of the charter ID, with all that is known.

    It holds what partners may see. What was decided, and who does what by when, is for you to
    write; 'trm review close' then says whether it binds.
    """
    desk = _desk(ctx, partnership, review, as_of)
    of = desk.planned(planned) if planned else desk.awaited()
    there = desk.ready(of)
    if there is not None:
        raise TrmError(
            f"{there.path} stands for the {review!r} of {of} already, and stays as it is; write "
            "into it, or name another planned day with --for"
        )
    on = day or max(of, desk.today)
    page = html_target(html, f"{partnership}-{on}-{review}.html")
    pack = desk.pack(of, on, None)
    path = desk.folder / f"{on}-{review}.md"
    text = minutes_text(pack)
    faults = read_minutes(path, text.encode(), partnership).findings
    if faults:
        raise TrmError(f"the minutes cannot be written to {path}: {faults[0].message}")
    top = desk.session.root.resolve()
    place = (top / path).resolve()
    if not place.is_relative_to(top):
        raise TrmError(f"{desk.folder} is a link that leads out of the repository; replace it")
    if not write_new(place, text):
        raise TrmError(
            f"there is a file {path} already, and it stays as it is; name another day with "
            "--held-on, or remove it"
        )
    click.echo("\n".join(_told(desk, pack, path.as_posix())))
    click.echo("\n".join(write_page(page, pack)), nl=page is not None)
    _tell_missed(desk, of)


@click.command("pack")
@click.argument("partnership", metavar="ID")
@click.argument("review", metavar="REVIEW")
@click.option("--for", "planned", type=ADay(), help="The planned day.  [default: the next one]")
@click.option("--held-on", "day", type=ADay(), help=_HELD_HELP)
@click.option("--html", is_flag=False, flag_value="", metavar="[FILE]", help=_HTML_HELP)
@click.option(
    "--audience",
    type=Audience(),
    help="Show what these may see: partner, partner:PARTY or internal.  "
    "[default: partners, where the charter lets them in]",
)
@format_option("text", "json", "markdown")
@as_of_option
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
    as_of: datetime,
) -> None:
    """Show what the next REVIEW of the charter ID should look at, and write no minutes."""
    desk = _desk(ctx, partnership, review, as_of)
    if audience is not None:
        _require_reader(desk, audience)
    of = desk.planned(planned) if planned else desk.awaited()
    there = desk.ready(of)
    on = day or (there.front.held_on if there and there.front else max(of, desk.today))
    page = html_target(html, f"{partnership}-{on}-{review}.html")
    pack = desk.pack(of, on, audience)
    if page is not None:
        click.echo("\n".join(write_page(page, pack)))
    elif format_ == "json":
        click.echo(json_text({"version": 1, **pack_row(pack)}), nl=False)
    elif format_ == "markdown":
        click.echo(pack_text(pack), nl=False)
    else:
        click.echo(rendered(pack_text(pack), ctx.color), nl=False, color=ctx.color)


def _desk(ctx: click.Context, partnership: str, review: str, as_of: datetime) -> ReviewDesk:
    session: Session = ctx.obj
    return ReviewDesk(session, partnership, review, as_of)


def _require_reader(desk: ReviewDesk, audience: Override) -> None:
    """Raise unless a pack can be made for these."""
    if audience.visibility is PUBLIC:
        raise click.UsageError(
            "a pack is for those who meet: --audience partner, partner:PARTY or internal"
        )
    parties = desk.charter.parties
    if audience.party is not None and audience.party not in parties:
        raise TrmError(
            f"{desk.partnership} has no party {audience.party!r}; "
            f"{did_you_mean(audience.party, parties)}"
        )


def _told(desk: ReviewDesk, pack: Pack, path: str) -> Iterator[str]:
    words = shlex.join([desk.partnership, desk.review])
    yield (
        f"Wrote {path}: {_counted(len(pack.decisions), 'decision')} needed, "
        f"{_counted(len(pack.due), 'thing')} due until {pack.until}."
    )
    yield ""
    yield "Next:"
    yield f"  trm review pack {words} --html   makes a page to print of it"
    yield "  In the review, take out of 'attendees' who was not there, and write"
    yield "    - what was decided                          under '## Decisions'"
    yield "    - [ ] @person what (due 2026-12-01)         under '## Actions'"
    yield f"  trm review close {words}         says whether it binds"


def _tell_missed(desk: ReviewDesk, of: date) -> None:
    """Say on stderr which earlier days have no minutes."""
    held = list(reviews_held(desk.charter, desk.part.records, desk.now))
    days = missed(desk.charter, desk.review, held, desk.part.records, desk.now).days
    earlier = [str(day) for day in days if day < of]
    if earlier:
        click.echo(
            f"trm: no minutes show that the {desk.review!r} of {', '.join(earlier)} was held; "
            f"--for {earlier[0]} writes those",
            err=True,
        )


def _counted(amount: int, thing: str) -> str:
    return f"{amount or 'no'} {thing}{'' if amount == 1 else 's'}"
