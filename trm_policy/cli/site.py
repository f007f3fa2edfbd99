"""``trm site``: build the site and look at it; thin over MkDocs."""

from __future__ import annotations

from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import click
from click.core import ParameterSource

from trm_policy.authoring.writing import write_atomically
from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import (
    AUDIENCE,
    as_of_option,
    at_option,
    format_option,
    give,
    looked_at_as_of,
)
from trm_policy.errors import TrmError
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL
from trm_policy.publish.build import SiteError, require_mkdocs

_NEEDED_BY_AUDIT = ("ahocorasick", "pypdfium2")
_SIGNS_OF_A_SITE = ("404.html", "sitemap.xml", "assets")

_audience_option = click.option(
    "--audience",
    type=AUDIENCE,
    help=("The audience: public, partner, partner:PARTY or internal.  [default: see mkdocs.yml]"),
)


@click.group("site")
def command() -> None:
    """Build the site of your partnerships, or view it while you write."""


@command.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--audience",
    type=AUDIENCE,
    default=Override(INTERNAL),
    show_default="internal",
    help="The audience: public, partner, partner:PARTY or internal.",
)
@looked_at_as_of
@at_option
@click.pass_context
def export(
    ctx: click.Context,
    folder: Path,
    audience: Override,
    at: str | None,
) -> None:
    """Write the portfolio to DIR as plain Markdown that another generator builds.

    A page for each charter, a first page, and beside them calendars, data and their schemas. An
    existing export is replaced as a whole; any other folder with content is left alone.
    """
    from trm_policy.publish.build.site import judge_of
    from trm_policy.publish.markdown_tree import markdown_tree, require_replaceable, write_tree

    load, target = Loader.of(ctx, at), folder.resolve()
    require_replaceable(target, load.root)
    load.require_charters()
    tree, notes = markdown_tree(judge_of(load.source, load.folder, load.now), audience)
    for note in notes:
        click.echo(f"warning: {note}", err=True)
    write_tree(target, tree)
    click.echo(f"The Markdown is in {target}.", err=True)


@command.command("build")
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Put the pages there instead of build/site, or build/site-AUDIENCE where an audience is "
    "named; what is there is replaced.",
)
@_audience_option
@as_of_option
@click.option(
    "--strict/--no-strict",
    default=False,
    help="Fail if a charter cannot be read or a link is broken.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Build pages that work from a folder or file share, search included.",
)
@at_option
@click.pass_context
def build(
    ctx: click.Context,
    output: Path | None,
    audience: Override | None,
    as_of: datetime,
    strict: bool,
    offline: bool,
    at: str | None,
) -> int:
    """Build the pages.

    Charters are reduced to what the audience may see before any page is made. Nothing of the
    repository is run without --trust, so that the site of a proposed change can be built.

    Exit code 0: the site is built; 1: with --strict, something in it is broken; 2: it cannot be
    built.
    """
    look = Loader.of(ctx, at)
    usual = look.root.resolve() / "build" / _named_for(audience, "site")
    target = (output or usual).resolve()
    if output is None and target != usual:
        raise SiteError(
            f"{usual} leads to {target}, and whoever proposes a change decides where a link of the "
            "repository leads; remove the link, or name the folder yourself after --output"
        )
    _require_replaceable(target, look.root)
    require_mkdocs()
    from trm_policy.portfolio.parallel import leave_garbage, processes
    from trm_policy.publish.build.options import CommandOptions
    from trm_policy.publish.build.running import build_site

    leave_garbage()
    options = CommandOptions(
        *(look.root, look.now if at is not None else _asked_day(ctx, as_of), look.head, audience),
        from_a_folder=offline,
        runs_code=ctx.obj.trusted,
        processes=processes(),
    )
    if stopping := build_site(options, target, _say, strict=strict):
        click.echo(f"trm: {stopping} of these stop a strict build", err=True)
        return Exit.FINDINGS
    click.echo(f"The site is in {target}. Open {target / 'index.html'}", err=True)
    return Exit.CLEAN


@command.command("serve")
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@_audience_option
@as_of_option
@click.pass_context
def serve(ctx: click.Context, address: str, audience: Override | None, as_of: datetime) -> None:
    """Serve the site at ADDRESS and rebuild it after each change, until Ctrl-C.

    Only what a change affects is rebuilt. Without --as-of a changed charter is shown as of the
    moment of its change, the others as of the same day and at most an hour before.
    """
    require_mkdocs()
    from trm_policy.portfolio.parallel import processes
    from trm_policy.publish.build.options import CommandOptions
    from trm_policy.publish.build.running import serve_site

    options = CommandOptions(
        *(ctx.obj.root, _asked_day(ctx, as_of)),
        audience=audience,
        runs_code=ctx.obj.trusted,
        processes=processes(),
    )
    serve_site(options, address, _say)


@command.command("audit")
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--audience",
    type=AUDIENCE,
    required=True,
    help="The audience of the site: public, partner, partner:PARTY or internal.",
)
@format_option("text", "json", "markdown")
@at_option
@click.pass_context
def audit(
    ctx: click.Context, folder: Path, audience: Override, format_: str, at: str | None
) -> int:
    """Search every byte of the site in DIR for what AUDIENCE may not see.

    It looks for every text of twelve characters and more in a charter, its records or the
    directory that is not for that audience: in the words of pages, scripts, calendars and PDFs,
    in compressed files, and in text that is escaped or written as base64 or in hexadecimal
    digits. Shorter names of people and organisations, and figures of three digits and more,
    are found where several stand together: three names, four figures of a KPI or of a
    charter; figures not in scripts and style sheets.

    A text that is part of trm itself is no secret, nor is a file of the theme that is exactly as
    it was installed. A finding names the place of the text and never prints it, with the page
    under site/ that contains it, if any. A broken or locked PDF or archive is a finding too.

    It does not see words in pictures, text that a script assembles while it runs, unusual
    encodings, what was paraphrased or calculated, or a single short name or figure.

    Exit code 0: nothing found; 1: something found.
    """
    load = Loader.of(ctx, at)
    load.require_charters()
    if any(find_spec(name) is None for name in _NEEDED_BY_AUDIT):
        raise TrmError(
            "the search needs what reads PDFs and finds many texts at once, which is not all "
            "installed; run: pip install 'trm-policy[site]'"
        )
    from trm_policy.publish.audit import audited
    from trm_policy.views.site_audit import site_audit_view

    found = audited(folder, load.reader, audience, load.root / "site")
    give(ctx, site_audit_view(found), format_)
    return Exit.FINDINGS if found.findings else Exit.CLEAN


@command.command("pdf")
@click.argument("partnership", metavar="ID")
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it there instead of build/ID.pdf, or build/ID-AUDIENCE.pdf.",
)
@click.option(
    "--audience",
    type=AUDIENCE,
    default="internal",
    show_default=True,
    help="The audience: public, partner, partner:PARTY or internal.",
)
@looked_at_as_of
@at_option
@click.pass_context
def pdf(
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
    target = output or load.root / "build" / f"{_named_for(audience, partnership)}.pdf"
    write_atomically(target, printed(document.html, document.beside, load.now, program))
    click.echo(f"{document.title} is in {target}", err=True)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _named_for(audience: Override | None, name: str) -> str:
    """A name of its own for each audience that is named, so that none is put in another's."""
    if audience is None or audience.visibility is INTERNAL:
        return name
    return f"{name}-" + "".join(c if c.isalnum() else "-" for c in str(audience))


def _asked_day(ctx: click.Context, as_of: datetime) -> datetime | None:
    """The day that was asked for; None leaves it to each build."""
    return None if ctx.get_parameter_source("as_of") is ParameterSource.DEFAULT else as_of


def _require_replaceable(target: Path, root: Path) -> None:
    """Raise SiteError for a folder whose content nobody wants to lose."""
    filled = target.is_dir() and any(target.iterdir())
    is_site = all((target / name).exists() for name in _SIGNS_OF_A_SITE)
    if root.is_relative_to(target) or (filled and not is_site):
        raise SiteError(
            f"{target} contains files that are not part of a site, and a build would remove them; "
            "name an empty or a new folder after --output"
        )
