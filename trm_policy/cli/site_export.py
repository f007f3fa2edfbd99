"""``trm site export``: the portfolio as plain Markdown, for another generator of sites."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from posixpath import dirname, relpath

import click

from trm_policy.cli import Session
from trm_policy.cli.options import Audience, as_of_option
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.errors import NoCharterError, TrmError
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL

_MARK = ".trm-export"
"""Lies in every folder that an export made, and lets the next one replace it."""


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--audience",
    type=Audience(),
    default=Override(INTERNAL),
    show_default="internal",
    help="For whom: public, partner, partner:PARTY or internal.",
)
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    audience: Override,
    as_of: datetime,  # noqa: ARG001 - the standpoint asks for it
    at: str | None,
) -> None:
    """Write the portfolio to DIR as plain Markdown that another generator builds.

    A page for each charter, a first page, and beside them calendars, data and their schemas. An
    export that is there already is replaced as a whole; any other folder with content is not.
    """
    session: Session = ctx.obj
    stand, target = Standpoint(session.root, at), folder.resolve()
    _require_replaceable(target, session.root)
    tree = _tree(stand, stand.as_of(ctx), audience)
    try:
        _replace(target, tree)
    except OSError as error:
        raise TrmError(f"{target} cannot be written: {error.strerror}") from error
    click.echo(f"The Markdown is in {target}.", err=True)


def _tree(stand: Standpoint, now: datetime, audience: Override) -> Mapping[str, bytes]:
    """Every file of an export by its path. Raises TrmError where there is no charter."""
    from trm_policy.publish.build.charters import SiteOptions
    from trm_policy.publish.build.site import judge_of, publish
    from trm_policy.publish.markdown_tree import charter_page, index_page
    from trm_policy.publish.subscriptions import DATA

    judge = judge_of(stand.source, stand.settings.partnerships, now)
    if not judge.reader.ids:
        where = stand.root / stand.settings.partnerships
        raise NoCharterError(where)
    done = publish(judge, _link_from, SiteOptions(audience))
    for note in done.notes:
        click.echo(f"warning: {note}", err=True)
    files = {
        path: made.encode() if isinstance(made, str) else made for path, made in done.files.items()
    }
    whole = json.loads(files[DATA])
    pages = {"index.md": index_page(whole)}
    for one in whole["partnerships"]:
        ways = one["links"]
        named = {"Calendar": ways["calendar"], "Data": ways["data"]}
        links = {name: relpath(way, dirname(ways["page"])) for name, way in named.items()}
        pages[ways["page"]] = charter_page(json.loads(files[ways["data"]]), links)
    return files | {path: text.encode() for path, text in pages.items()}


def _link_from(path: str) -> Callable[[str], str]:
    return lambda other: relpath(other, dirname(path) or ".")


def _replace(target: Path, tree: Mapping[str, bytes]) -> None:
    """Put the tree in the place of ``target``: a reader sees the old one or the new one, whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as aside:
        fresh, old = Path(aside) / "new", Path(aside) / "old"
        for path, raw in {_MARK: b"Made by 'trm site export'.\n", **tree}.items():
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        if target.exists():
            target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            if old.exists():
                shutil.move(old, target)
            raise


def _require_replaceable(target: Path, root: Path) -> None:
    """Raise TrmError for a folder whose content nobody wants to lose."""
    filled = target.is_dir() and any(target.iterdir())
    if root.is_relative_to(target) or (filled and not (target / _MARK).is_file()):
        raise TrmError(
            f"{target} holds other things than an export, which would be lost; "
            "name an empty or a new folder"
        )
