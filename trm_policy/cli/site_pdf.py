"""``trm site pdf``: a charter as a document to sign."""

from __future__ import annotations

from pathlib import Path

import click

from trm_policy.authoring.writing import write_atomically
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import Audience, at_option, looked_at_as_of
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL


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
    help="The audience: public, partner, partner:PARTY or internal.",
)
@looked_at_as_of
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str,
    output: Path | None,
    audience: Override,
    at: str | None,
) -> None:
    """Print the agreed parts of the charter ID as a PDF, with a place for each party to sign.

    It contains no figures and no records, so that what is signed does not change. Each page
    shows the title, the version, the date, the digest and the page number. A charter for the
    public is an extract, and has no place to sign. It is printed by the Chromium of this
    machine, without network access. The digest is the SHA-256 of the charter's file, as
    sha256sum prints it; for an audience other than internal it is that of the content shown to
    that audience.
    """
    from trm_policy.publish.build.site import judge_of
    from trm_policy.publish.printing import browser, charter_document, printed, to_print

    program, load = browser(), Loader.of(ctx, at)
    load.ids([partnership])
    view = to_print(judge_of(load.source, load.folder, load.now), partnership, audience)
    document = charter_document(view)
    target = output or load.root / "build" / _name(partnership, audience)
    write_atomically(target, printed(document.html, document.beside, load.now, program))
    click.echo(f"{document.title} is in {target}", err=True)


def _name(partnership: str, audience: Override) -> str:
    if audience.visibility is INTERNAL:
        return f"{partnership}.pdf"
    return f"{partnership}-{''.join(c if c.isalnum() else '-' for c in str(audience))}.pdf"
