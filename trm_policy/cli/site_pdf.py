"""``trm site pdf``: a charter as a document to sign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trm_policy.authoring.writing import write_atomically
from trm_policy.cli import Session
from trm_policy.cli.options import Audience, as_of_option
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL

if TYPE_CHECKING:
    from trm_policy.publish.charter_view import CharterView


@click.command("pdf")
@click.argument("partnership", metavar="ID")
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it there instead of build/ID.pdf, or build/ID-AUDIENCE.pdf.",
)
@click.option(
    "--audience",
    type=Audience(),
    default="internal",
    show_default=True,
    help="For whom: public, partner, partner:PARTY or internal.",
)
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str,
    output: Path | None,
    audience: Override,
    as_of: datetime,
    at: str | None,
) -> None:
    """Print what the charter of ID agrees on as a PDF, with a place for each party to sign.

    It holds no figures and no records, so that what is signed does not move. Each page names the
    title, the version, the day, the digest and its number. A charter for the public is an
    extract, and has no place to sign. It is printed by the Chromium of this machine, which asks
    no other. The digest is the SHA-256 of the charter's file, as sha256sum prints it; for another
    audience than internal it is that of what the audience is shown.
    """
    from trm_policy.publish.printing import browser, charter_document, printed

    session: Session = ctx.obj
    program = browser()
    stand = Standpoint(session.root, at)
    now = stand.as_of(ctx) if at is not None else as_of
    view = _view(stand, partnership, audience, now)
    document = charter_document(view)
    target = output or session.root / "build" / _name(partnership, audience)
    write_atomically(target, printed(document.html, document.beside, now, program))
    click.echo(f"{document.title} is in {target}", err=True)


def _view(stand: Standpoint, partnership: str, audience: Override, now: datetime) -> CharterView:
    """What is printed. Raises TrmError where there is nothing that the audience may see."""
    from trm_policy.publish.build.site import judge_of, view_of

    judge = judge_of(stand.source, stand.settings.partnerships, now)
    if partnership not in judge.reader.ids:
        hint = did_you_mean(partnership, judge.reader.ids)
        raise TrmError(f"no partnership is called {partnership!r}; {hint}")
    whole = judge.reader.read(partnership).partnership
    if whole is None:
        raise TrmError(
            f"the charter of {partnership!r} cannot be read; 'trm check {partnership}' says where"
        )
    parties = whole.charter.parties
    if audience.party is not None and audience.party not in parties:
        hint = did_you_mean(audience.party, parties)
        raise TrmError(f"{partnership!r} has no party {audience.party!r}; {hint}")
    view = view_of(judge, partnership, audience)
    if view is None:
        raise TrmError(
            f"the charter of {partnership!r} is not for {audience}: its audience is "
            f"{whole.charter.audience}"
        )
    return view


def _name(partnership: str, audience: Override) -> str:
    if audience.visibility is INTERNAL:
        return f"{partnership}.pdf"
    return f"{partnership}-{''.join(c if c.isalnum() else '-' for c in str(audience))}.pdf"
