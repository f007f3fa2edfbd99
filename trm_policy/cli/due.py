"""``trm due``: what falls due, and who owes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import (
    Parsed,
    at_option,
    format_option,
    give,
    looked_at_as_of,
    put,
)
from trm_policy.judging.limits import limits_of
from trm_policy.measure.due import DueKind, due_items
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Someone
from trm_policy.timing import CalendarSpan
from trm_policy.views import FORMATS
from trm_policy.views.due import due_view

_SHORT = re.compile(r"([0-9]+) ?([dwmy])", re.IGNORECASE)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def _ahead(typed: str) -> CalendarSpan:
    """How far ahead: ``30d``, ``6w``, ``3m``, ``1y``, or in words as a charter says it."""
    short = _SHORT.fullmatch(typed.strip())
    try:
        return CalendarSpan.parse(f"{short[1]} {_UNITS[short[2].lower()]}" if short else typed)
    except ValueError as error:
        raise ValueError(f"{error}, or '30d' for short") from error


@click.command("due")
@click.argument("partnerships", metavar="[ID…]", nargs=-1)
@click.option(
    "--within",
    type=Parsed("SPAN", _ahead),
    default="30 days",
    show_default=True,
    help="How far to look ahead: 30d, 6w, 3m, 1y, or '6 weeks'. Late items always show.",
)
@click.option(
    "--for", "person", metavar="PERSON", help="Only items of this person: an id, name or e-mail."
)
@click.option("--overdue", is_flag=True, help="Only late items.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in DueKind]),
    multiple=True,
    help="Only items of this kind; may be repeated.",
)
@click.option("--emails", is_flag=True, help="Include e-mail addresses (in json and ics).")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to FILE.",
)
@format_option(*FORMATS, "ics")
@looked_at_as_of
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnerships: tuple[str, ...],
    within: CalendarSpan,
    person: str | None,
    overdue: bool,
    kinds: tuple[str, ...],
    emails: bool,
    output: Path | None,
    format_: str,
    at: str | None,
) -> None:
    """Show what is due, and who is responsible: in all charters, or in those called ID.

    Reviews, actions, commitments, goals, figures of KPIs, risks, appointments, the survey,
    renewals, notice, and waivers; with '--format ics' for your calendar.
    """
    loader = Loader.of(ctx, at)
    now, today = loader.now, loader.today
    read = loader.all(partnerships)
    owing = _ids(loader.person(person, read), read) if person is not None else None
    asked = ((one, limits_of(one, loader.book).asked) for one in read)
    chosen = sorted(
        (
            item
            for one, limits in asked
            for item in due_items(one, now, limits)
            if (owing is None or any((item.partnership, who.id) in owing for who in item.who))
            and (item.overdue > 0 if overdue else item.day <= within.after(today))
            and (not kinds or item.kind in kinds)
        ),
        key=lambda item: item.order,
    )
    if format_ == "ics":
        from trm_policy.publish.calendars import Stamp, calendar
        from trm_policy.publish.calendars.agenda import due_entry

        entries = (due_entry(item, Stamp(now), emails=emails) for item in chosen)
        put(ctx, calendar(entries, _name(partnerships, person)), output)
    else:
        narrowed = bool(kinds) or person is not None
        view = due_view(
            *(chosen, now, within, loader.unread),
            overdue=overdue,
            narrowed=narrowed,
            emails=emails,
        )
        give(ctx, view, format_, output)
    loader.say_unread()


def _ids(someone: Someone, read: Iterable[Partnership]) -> frozenset[tuple[str, str]]:
    """By charter the ids that are somebody's."""
    return frozenset((one.id, id_) for one in read for id_ in someone.ids_in(one))


def _name(partnerships: tuple[str, ...], person: str | None) -> str:
    """What the calendar is called."""
    about = ", ".join(partnerships) or "partnerships"
    return f"Due in {about}" + (f" for {person}" if person else "")
