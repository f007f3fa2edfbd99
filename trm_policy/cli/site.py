"""``trm site``: build the site and look at it; thin over MkDocs."""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from trm_policy.cli import Session
from trm_policy.cli.exit import Exit
from trm_policy.cli.options import Audience, as_of_option
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.cli.site_audit import command as audit
from trm_policy.cli.site_export import command as export
from trm_policy.cli.site_pdf import command as pdf
from trm_policy.errors import NoCharterError, TrmError
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trm_policy.publish.build.options import CommandOptions

BUNDLED = Path(__file__).parents[1] / "starter" / "site" / "mkdocs.yml"
"""The site of an organisation that has none of its own."""
_OWN = Path("site") / "mkdocs.yml"
_SIGNS_OF_A_SITE = ("404.html", "sitemap.xml", "assets")


class SiteError(TrmError):
    """The site cannot be built as things stand."""


_audience_option = click.option(
    "--audience",
    type=Audience(),
    help="For whom: public, partner, partner:PARTY or internal; as mkdocs.yml has it where absent.",
)


@click.group("site")
def command() -> None:
    """Build the site of your partnerships, or look at it while you write."""


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
    help="Fail where a charter cannot be read or a link leads nowhere.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Let the pages and their search work from a folder or file share, without a server.",
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
    """Make the pages.

    Charters are cut down to what the audience may see before anything is made of them.

    Exit code 0: the site is there; 1: with --strict, something in it is broken; 2: it cannot be
    built.
    """
    session: Session = ctx.obj
    stand = Standpoint(session.root, at)
    asked = stand.as_of(ctx) if at is not None else _asked_day(ctx)
    target = (output or session.root / "build" / _folder(audience)).resolve()
    _require_replaceable(target, session.root)
    _require_mkdocs()
    from mkdocs.commands.build import build as run
    from mkdocs.exceptions import Abort

    from trm_policy.cli.check import processes
    from trm_policy.publish.build.options import CommandOptions

    handed = CommandOptions(
        *(stand.root, asked, stand.head, audience), from_a_folder=offline, processes=processes()
    )
    with _prepared(stand, asked or as_of, handed) as (config_file, heard):
        config = _load(config_file, site_dir=str(target), strict=strict)
        try:
            run(config)
        except Abort as error:
            if strict and not heard.errors:
                click.echo(f"trm: {heard.warnings} of these stop a strict build", err=True)
                return Exit.FINDINGS
            raise SiteError(f"the site cannot be built: {error}") from error
        finally:
            config.plugins.on_shutdown()
    click.echo(f"The site is in {target}. Open {target / 'index.html'}", err=True)
    return Exit.CLEAN


@command.command("serve")
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@_audience_option
@as_of_option
@click.pass_context
def serve(ctx: click.Context, address: str, audience: Override | None, as_of: datetime) -> None:
    """Show the site at ADDRESS, and again after each change, until Ctrl-C.

    What a change does not touch is not made again. Without --as-of a changed charter is shown as
    of the moment of its change, the others as of at most an hour before, and never as of the day
    before.
    """
    session: Session = ctx.obj
    _require_mkdocs()
    from mkdocs.exceptions import MkDocsException

    from trm_policy.cli.check import processes
    from trm_policy.publish.build import serving
    from trm_policy.publish.build.build_cache import Memory
    from trm_policy.publish.build.options import CommandOptions
    from trm_policy.publish.build.serving import ServedFolder

    stand, asked = Standpoint(session.root), _asked_day(ctx)
    with tempfile.TemporaryDirectory(prefix="trm-site-") as base:
        decided = stand.root, asked, stand.head, audience
        shown = ServedFolder(Path(base))
        handed = CommandOptions(*decided, memory=Memory(), shown=shown, processes=processes())
        with _prepared(stand, as_of, handed, logging.INFO) as (config_file, _):
            _load(config_file, dev_addr=address)
            try:
                serving.serve(config_file, address, shown)
            except MkDocsException as error:
                raise SiteError(f"the site cannot be shown: {error}") from error
            except OSError as error:
                raise SiteError(f"nothing can be shown at {address}: {error.strerror}") from error


command.add_command(audit)
command.add_command(pdf)


def _folder(audience: Override | None) -> str:
    """A folder of its own for each audience that is named, so that none is put in another's."""
    if audience is None or audience.visibility is INTERNAL:
        return "site"
    return "site-" + "".join(c if c.isalnum() else "-" for c in str(audience))


def _asked_day(ctx: click.Context) -> datetime | None:
    """The day that was asked for; None leaves it to each build."""
    given = ctx.get_parameter_source("as_of") is not ParameterSource.DEFAULT
    return ctx.params["as_of"] if given else None


class _Echo(logging.Handler):
    """Passes on what MkDocs has to say, and counts it."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.warnings = 0
        self.errors = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One line on stderr for each message."""
        self.errors += record.levelno >= logging.ERROR
        self.warnings += record.levelno == logging.WARNING
        click.echo(f"{record.levelname.lower()}: {record.getMessage()}", err=True)


@contextmanager
def _prepared(
    stand: Standpoint,
    now: datetime,
    handed: CommandOptions,
    level: int | None = None,
) -> Iterator[tuple[Path, _Echo]]:
    """The configuration to use, with everything that MkDocs must know from us handed over.

    Raises TrmError where settings or charters are such that no site can come of them.
    """
    from trm_policy.publish.build.options import NOTE, command_options
    from trm_policy.publish.build.site import judge_of

    root, partnerships = stand.root, stand.settings.partnerships
    reader = judge_of(stand.source, partnerships, now).reader
    if not reader.ids and not reader.strays:
        raise NoCharterError(root / partnerships)
    level = NOTE if level is None else level
    echo = _Echo(level)
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.addHandler(echo)
    logger.setLevel(level)
    own = root / _OWN
    try:
        with command_options(handed):
            yield (own if own.is_file() else BUNDLED), echo
    finally:
        logger.removeHandler(echo)
        logger.setLevel(before)


def _load(config_file: Path, **options: Any) -> Any:
    """The configuration. Raises SiteError where it cannot be used or does not know of us."""
    from mkdocs.exceptions import MkDocsException

    from trm_policy.publish.build.serving import NoPluginError, loaded

    try:
        return loaded(config_file, **options)
    except NoPluginError as error:
        raise SiteError(str(error)) from error
    except MkDocsException as error:
        raise SiteError(f"{config_file} cannot be used: {error}") from error


def _require_mkdocs() -> None:
    """Raise SiteError with the way to install what is missing; keep the theme from advertising."""
    needed = ("mkdocs", "material", "feedgenerator", "vl_convert")
    if any(find_spec(name) is None for name in needed):
        raise SiteError(
            "the site needs MkDocs, its theme and what draws charts, which are not all installed; "
            "run: pip install 'trm-policy[site]'"
        )
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def _require_replaceable(target: Path, root: Path) -> None:
    """Raise SiteError for a folder whose content nobody wants to lose."""
    filled = target.is_dir() and any(target.iterdir())
    is_site = all((target / name).exists() for name in _SIGNS_OF_A_SITE)
    if root.is_relative_to(target) or (filled and not is_site):
        raise SiteError(
            f"{target} holds other things than a site, and a build would remove them; "
            "name an empty or a new folder after --output"
        )
