"""``trm log``: how charters came to be what they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from trm_policy.cli import Session
from trm_policy.cli.options import Audience, format_option
from trm_policy.cli.revisions import Standpoint
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.model.values import Override
from trm_policy.views.view import json_text

if TYPE_CHECKING:
    from trm_policy.history.log import Chronicle, Event

_SHORT = 10


@click.command("log")
@click.argument("partnership", metavar="[ID]", required=False)
@click.option("--portfolio", is_flag=True, help="Tell of all charters.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Tell of this day and after."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Tell the last N events.")
@click.option(
    "--audience",
    type=Audience(),
    default="internal",
    show_default=True,
    help="Tell what these may know: public, partner, partner:PARTY or internal.",
)
@format_option("text", "json", "markdown")
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    portfolio: bool,
    since: datetime | None,
    limit: int | None,
    audience: Override,
    format_: str,
) -> None:
    """Tell the life of the charter called ID, or of all: what was agreed, moved and weakened.

    The newest comes first. Charters that were removed or renamed can be named as they were.
    """
    if (partnership is None) is not portfolio:
        raise click.UsageError("name one charter, or ask for all with --portfolio")
    session: Session = ctx.obj
    chronicle = _chronicle(Standpoint(session.root), since.date() if since else None)
    lives = None if partnership is None else {_life(chronicle, partnership)}
    events = chronicle.events(audience, lives=lives, limit=limit)
    if format_ == "json":
        rows = [_row(event) for event in events]
        click.echo(_clean(json_text({"version": 1, "events": rows})), nl=False)
    elif format_ == "markdown":
        click.echo(_clean("\n".join(_markdown(events))))
    elif events:
        click.echo(_clean("\n".join(_text(events, portfolio=portfolio))), color=ctx.color)
    else:
        click.echo(
            "Nothing to tell." if since is None else f"Nothing to tell since {since:%Y-%m-%d}."
        )


def _chronicle(stand: Standpoint, since: date | None) -> Chronicle:
    from trm_policy.cli.check import processes
    from trm_policy.history.log import Chronicle
    from trm_policy.portfolio.parallel import leave_garbage

    leave_garbage()
    folder = stand.settings.partnerships
    return Chronicle.of(stand.repository, folder, since=since, processes=processes())


def _life(chronicle: Chronicle, partnership: str) -> str:
    """The life that is meant. Raises TrmError where nothing was ever called so."""
    names = chronicle.names
    if partnership not in names:
        raise TrmError(
            f"no partnership is or was called {partnership!r}; {did_you_mean(partnership, names)}"
        )
    return names[partnership]


def _row(event: Event) -> dict[str, Any]:
    return {
        "at": event.at.isoformat(),
        "partnership": event.partnership,
        "title": event.title,
        "kind": event.kind.value,
        "sentence": event.sentence,
        "author": event.author or None,
        "commit": event.commit,
        "audience": event.audience,
        "weakens": event.weakens,
        "approved": event.approved,
    }


def _text(events: list[Event], *, portfolio: bool) -> Iterator[str]:
    from trm_policy.history.log.event import one_line

    if not portfolio:
        yield click.style(events[0].title, bold=True)
    for day, some in groupby(events, key=lambda event: event.day):
        yield click.style(day.isoformat(), bold=True)
        for event in some:
            whose = f"{one_line(event.partnership)}: " if portfolio else ""
            yield f"  {whose}{_coloured(event)}  {click.style(_by(event), dim=True)}"


def _coloured(event: Event) -> str:
    if not event.weakens:
        return event.sentence
    return click.style(event.sentence, fg="red" if event.approved is False else "yellow")


def _by(event: Event) -> str:
    return ", ".join(filter(None, (event.author, event.commit[:_SHORT])))


def _markdown(events: list[Event]) -> Iterator[str]:
    from trm_policy.wording.markup import plain

    for number, (day, some) in enumerate(groupby(events, key=lambda event: event.day)):
        yield from ([""] if number else [])
        yield f"## {day.isoformat()}"
        yield ""
        for event in some:
            yield f"- **{plain(event.title)}**: {plain(event.sentence)} ({plain(_by(event))})"


def _clean(text: str) -> str:
    """Text that can be written as UTF-8, whatever a folder was called."""
    return text.encode("utf-8", "replace").decode()
