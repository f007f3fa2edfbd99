"""``trm site``: build the site and look at it; thin over MkDocs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from click.core import ParameterSource

from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import Audience, as_of_option, at_option
from trm_policy.cli.site_audit import command as audit
from trm_policy.cli.site_export import command as export
from trm_policy.cli.site_pdf import command as pdf
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL
from trm_policy.publish.build import SiteError, require_mkdocs

_SIGNS_OF_A_SITE = ("404.html", "sitemap.xml", "assets")

_audience_option = click.option(
    "--audience",
    type=Audience(),
    help=("The audience: public, partner, partner:PARTY or internal.  [default: see mkdocs.yml]"),
)


@click.group("site")
def command() -> None:
    """Build the site of your partnerships, or view it while you write."""


command.add_command(export)


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

    Charters are reduced to what the audience may see before any page is made.

    Exit code 0: the site is built; 1: with --strict, something in it is broken; 2: it cannot be
    built.
    """
    look = Loader.of(ctx, at)
    target = (output or look.root / "build" / _folder(audience)).resolve()
    _require_replaceable(target, look.root)
    require_mkdocs()
    from trm_policy.portfolio.parallel import processes
    from trm_policy.publish.build.options import CommandOptions
    from trm_policy.publish.build.running import build_site

    options = CommandOptions(
        *(look.root, look.now if at is not None else _asked_day(ctx, as_of), look.head, audience),
        from_a_folder=offline,
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
        ctx.obj.root, _asked_day(ctx, as_of), audience=audience, processes=processes()
    )
    serve_site(options, address, _say)


command.add_command(audit)
command.add_command(pdf)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _folder(audience: Override | None) -> str:
    """A folder of its own for each audience that is named, so that none is put in another's."""
    if audience is None or audience.visibility is INTERNAL:
        return "site"
    return "site-" + "".join(c if c.isalnum() else "-" for c in str(audience))


def _asked_day(ctx: click.Context, as_of: datetime) -> datetime | None:
    """The day that was asked for; None leaves it to each build."""
    return None if ctx.get_parameter_source("as_of") is ParameterSource.DEFAULT else as_of


def _require_replaceable(target: Path, root: Path) -> None:
    """Raise SiteError for a folder whose content nobody wants to lose."""
    filled = target.is_dir() and any(target.iterdir())
    is_site = all((target / name).exists() for name in _SIGNS_OF_A_SITE)
    if root.is_relative_to(target) or (filled and not is_site):
        raise SiteError(
            f"{target} holds other things than a site, and a build would remove them; "
            "name an empty or a new folder after --output"
        )
