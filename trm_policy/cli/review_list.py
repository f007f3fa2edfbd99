"""``trm review list``: which reviews come, which were held, and which were missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import click

from trm_policy.cli import Session
from trm_policy.cli.charters import asked
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.review_json import iso
from trm_policy.judging.settings import read_settings
from trm_policy.measure.meetings import days_held, keeps_minutes, missed, next_awaited, reviews_held
from trm_policy.model.governance import Review
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.records import minutes_known
from trm_policy.source import WorkTree
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_HEAD = ("review", "next", "last held", "missed", "what it is")


@dataclass(frozen=True, slots=True)
class _Row:
    """A review as of a day. ``ready`` is the path of the minutes that lie ready for the next."""

    partnership: str
    id: str
    review: Review
    next: date | None
    held: date | None
    missed: tuple[date, ...]
    ready: str | None


@click.command("list")
@click.argument("partnership", metavar="[ID]", required=False)
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def command(ctx: click.Context, partnership: str | None, format_: str, as_of: datetime) -> None:
    """Show when the reviews of all charters, or of ID, come, were held, and were missed."""
    session: Session = ctx.obj
    source = WorkTree(session.root)
    reader = PortfolioReader(source, read_settings(source).partnerships)
    ids = asked(reader, [] if partnership is None else [partnership], session.root)
    read = {name: reader.read(name).partnership for name in ids}
    rows = [row for one in read.values() if one for row in _rows(one, as_of)]
    if format_ == "json":
        data = {"version": 1, "as_of": as_of.isoformat(), "reviews": list(map(_json, rows))}
        click.echo(json_text(data), nl=False)
    elif format_ == "markdown":
        click.echo("\n".join(_markdown(rows)))
    else:
        click.echo("\n".join(_text(rows)), color=ctx.color)
    for name, one in read.items():
        if one is None:
            click.echo(f"{printable(name)} cannot be read; 'trm check' shows why", err=True)


def _rows(part: Partnership, now: datetime) -> list[_Row]:
    """The reviews of a charter, the one that comes first on top."""
    today, found = now.astimezone(UTC).date(), []
    held = list(reviews_held(part.charter, part.records, now))
    fronts = [one.front for one in minutes_known(part.records, now) if one.front is not None]
    for id_, review in part.charter.reviews.items():
        done = days_held(id_, part.records, now)
        following = next_awaited(part.charter, review, done, today)
        lies = (
            one.path.as_posix()
            for one in part.records.minutes
            if one.front and (one.front.review, one.front.for_) == (id_, following)
        )
        found.append(
            _Row(
                part.id,
                id_,
                review,
                following,
                max((front.held_on for front in fronts if front.review == id_), default=None),
                missed(part.charter, id_, held, part.records, now).days,
                next(lies, None),
            )
        )
    return sorted(found, key=lambda row: (row.next is None, row.next or today))


def _cells(row: _Row) -> tuple[str, str, str, str, str]:
    coming = f"{row.next or '–'}{' (ready)' if row.ready else ''}"
    held = str(row.held or ("–" if keeps_minutes(row.review) else "no minutes kept"))
    more = f" and {len(row.missed) - 1} before" if len(row.missed) > 1 else ""
    lost = f"{row.missed[0]}{more}" if row.missed else "–"
    return row.id, coming, held, lost, printable(row.review.name)


def _text(rows: list[_Row]) -> Iterator[str]:
    if not rows:
        yield "No charter has a review."
        return
    table = [_cells(row) for row in rows]
    widths = [max(len(line[n]) for line in (*table, _HEAD)) for n in range(len(_HEAD) - 1)]
    before = ""
    for row, cells in zip(rows, table, strict=True):
        if row.partnership != before:
            yield from ([""] if before else [])
            yield click.style(printable(row.partnership), bold=True)
            yield f"  {_line(_HEAD, widths)}"
        before = row.partnership
        line = f"  {_line(cells, widths)}"
        yield click.style(line, fg="red") if row.missed else line


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = [f"{cell:{width}}" for cell, width in zip(cells, widths, strict=False)]
    return "  ".join([*padded, cells[-1]])


def _markdown(rows: list[_Row]) -> Iterator[str]:
    yield "| partnership | review | next | last held | missed | what it is |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        yield f"| {' | '.join(map(plain, (row.partnership, *_cells(row))))} |"


def _json(row: _Row) -> dict[str, Any]:
    return {
        "partnership": row.partnership,
        "review": row.id,
        "name": row.review.name,
        "kind": row.review.kind,
        "every": str(row.review.every) if row.review.every else None,
        "next": iso(row.next),
        "ready": row.ready,
        "held_on": iso(row.held),
        "missed": [iso(day) for day in row.missed],
    }
