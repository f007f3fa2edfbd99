"""``trm calendar``: a calendar to import or to subscribe to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import AUDIENCE, at_option, looked_at_as_of, put
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.judging.limits import limits_of
from trm_policy.model.audience import Override
from trm_policy.portfolio.partnership import Partnership
from trm_policy.projection import Projection, admits, as_organisation, project
from trm_policy.publish.calendars import CalendarEntry, calendar
from trm_policy.publish.calendars.agenda import agenda, concerning, ids_of_party

_STDOUT = Path("-")
_Ids = Callable[[Partnership], frozenset[str] | None]
"""By which ids a charter names those whose calendar it is; None for everybody's."""


@click.command("calendar")
@click.argument("partnerships", metavar="[ID…]", nargs=-1)
@click.option(
    "--person",
    metavar="PERSON",
    help="Only what concerns this person: an id, name or e-mail.",
)
@click.option(
    "--party",
    "parties",
    metavar="PARTY",
    multiple=True,
    help="Only what concerns people of this party; may be repeated.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    default=_STDOUT,
    show_default="standard output",
    help="Write it to FILE.",
)
@click.option(
    "--audience",
    type=AUDIENCE,
    default="internal",
    show_default=True,
    help="Show only what this audience may know: public, partner, partner:PARTY or internal.",
)
@looked_at_as_of
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnerships: tuple[str, ...],
    person: str | None,
    parties: tuple[str, ...],
    output: Path,
    audience: Override,
    at: str | None,
) -> None:
    """Write an iCalendar file for all charters, or for those called ID.

    It contains every review as a recurring event, with moved ones on their new day; due items
    on their day; and the deadlines of open escalations, in the time zone of those who must act.
    Importing it again updates the events that a calendar already has.
    """
    if person is not None and parties:
        raise TrmError("a calendar is for one person or for parties: leave out one of the two")
    loader = Loader.of(ctx, at)
    if audience.party is not None:
        audience = as_organisation(audience, [one.charter for one in loader.all(())])
    shown = _shown_to(audience, loader.all(partnerships))
    whose, ids = _whose(loader, person, parties, [one.partnership for one in shown])

    entries: list[CalendarEntry] = []
    for projection in shown:
        one = projection.partnership
        asked, wanted = limits_of(one, loader.book).asked, ids(one)
        limits = replace(asked, survey=asked.survey and projection.host)
        found = agenda(projection, loader.now, limits)
        entries += found if wanted is None else concerning(found, wanted)
    about = ", ".join(partnerships) or "Partnerships"
    made = calendar(entries, f"{about}: {whose}" if whose else about)
    put(ctx, made, None if output == _STDOUT else output)
    loader.say_unread()


def _shown_to(audience: Override, read: list[Partnership]) -> list[Projection]:
    """What the audience may see of the charters, without those that are not for it at all."""
    known = frozenset(one.id for one in read if admits(one, audience))
    made = (project(one, audience, known.__contains__) for one in read)
    return [projection for projection in made if projection is not None]


def _whose(
    loader: Loader, person: str | None, parties: tuple[str, ...], read: list[Partnership]
) -> tuple[str, _Ids]:
    """Whose calendar it is, for its name, and by which ids a charter names them.

    Raises TrmError where nobody is called so.
    """
    if person is not None:
        someone = loader.person(person, read)
        return someone.name, lambda one: frozenset(someone.ids_in(one))
    if not parties:
        return "", lambda _: None
    known = {party for one in read for party in one.charter.parties}
    for party in parties:
        if party not in known:
            raise TrmError(
                f"no party in these charters is called {party!r}; {did_you_mean(party, known)}"
            )
    return ", ".join(parties), lambda one: frozenset().union(
        *(ids_of_party(one, party) for party in parties if party in one.charter.parties)
    )
