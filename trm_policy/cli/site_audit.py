"""``trm site audit``: whether a built site holds anything that its readers may not see."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import Audience, at_option, format_option, give
from trm_policy.errors import TrmError
from trm_policy.model.audience import Override

_NEEDED = ("ahocorasick", "pypdfium2")


@click.command("audit")
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--audience",
    type=Audience(),
    required=True,
    help="The audience of the site: public, partner, partner:PARTY or internal.",
)
@format_option("text", "json", "markdown")
@at_option
@click.pass_context
def command(
    ctx: click.Context, folder: Path, audience: Override, format_: str, at: str | None
) -> int:
    """Search every byte of the site in DIR for what AUDIENCE may not see.

    It looks for every text of twelve characters and more in a charter, its records or the
    directory that is not for that audience: in the words of pages, scripts, calendars and PDFs,
    in compressed files, and in text that is escaped or written as base64 or in hexadecimal
    digits. A text that is part of trm itself is no secret. A finding names the place of the
    text and never prints it, with the page under site/ that contains it, if any. A broken or
    locked PDF or archive is a finding too.

    It does not see words in pictures, text that a script assembles while it runs, or unusual
    encodings.

    Exit code 0: nothing found; 1: something found.
    """
    load = Loader.of(ctx, at)
    load.require_charters()
    if any(find_spec(name) is None for name in _NEEDED):
        raise TrmError(
            "the search needs what reads PDFs and finds many texts at once, which is not all "
            "installed; run: pip install 'trm-policy[site]'"
        )
    from trm_policy.publish.audit import audited
    from trm_policy.views.site_audit import site_audit_view

    found = audited(folder, load.reader, audience, load.root / "site")
    give(ctx, site_audit_view(found), format_)
    return Exit.FINDINGS if found.findings else Exit.CLEAN
