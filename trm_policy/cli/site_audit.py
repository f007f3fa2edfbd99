"""``trm site audit``: whether a built site holds anything that its readers may not see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trm_policy.audience import Override
from trm_policy.cli import Session
from trm_policy.cli.exit import Exit
from trm_policy.cli.options import Audience, format_option, json_text
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.errors import NoCharterError, TrmError
from trm_policy.model.party import Directory
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.portfolio import DIRECTORY_FILE
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.reporters.markup import plain
from trm_policy.reporters.outcome import printable

if TYPE_CHECKING:
    from trm_policy.publish.audit import Leak, Value

_PACKAGE = Path(__file__).parents[1]
_OURS = ("*.py", "*.html", "*.md", "*.js", "*.css", "*.yml")
_THEIRS = ("*.md", "*.yml", "*.html")
_NOT_OURS = _PACKAGE / "starter" / "complete"


@click.command("audit")
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--audience",
    type=Audience(),
    required=True,
    help="For whom the site is: public, partner, partner:PARTY or internal.",
)
@format_option("text", "json", "markdown")
@at_option
@click.pass_context
def command(
    ctx: click.Context, folder: Path, audience: Override, format_: str, at: str | None
) -> int:
    """Search every byte of the site in DIR for what AUDIENCE may not see.

    Looked for is every text of twelve characters and more that stands in a charter, in its records
    or in the directory and is not for that audience, also in compressed files and in other ways of
    writing. What is found is named by its place and never printed. Exit code 0: nothing was
    found; 1: something was.
    """
    session: Session = ctx.obj
    stand = Standpoint(session.root, at)
    reader = PortfolioReader(stand.source, stand.settings.partnerships)
    if not reader.ids:
        raise NoCharterError(f"no charter was found under {session.root / reader.folder}")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        raise TrmError(f"{folder} holds no file; build the site first, with 'trm site build'")
    from trm_policy.publish.audit import Search

    parts = [found for name in reader.ids if (found := reader.read(name).partnership)]
    search = Search(*_told_apart(parts, reader, audience, session.root))
    leaks = [
        leak
        for path in files
        for leak in search.leaks(path.relative_to(folder).as_posix(), path.read_bytes())
    ]
    for line in _shown(format_, leaks, len(files), search.values, audience):
        click.echo(line)
    return Exit.FINDINGS if leaks else Exit.CLEAN


def _told_apart(
    parts: list[Partnership], reader: PortfolioReader, audience: Override, root: Path
) -> tuple[list[Value], list[str]]:
    """The hidden values, and the texts that anybody who reads the site may see."""
    from trm_policy.projection import admits
    from trm_policy.publish.audit import directory_values, hidden_values, shown_texts

    knows = frozenset(one.id for one in parts if admits(one, audience)).__contains__
    shared: Directory = reader.directory[0]
    path = (reader.folder / DIRECTORY_FILE).as_posix()
    hidden = [value for one in parts for value in hidden_values(one, audience, knows)]
    hidden += directory_values(shared, path)
    seen = [text for one in parts for text in shown_texts(one, audience, knows)]
    return hidden, [*seen, *_own_words(root)]


def _own_words(root: Path) -> Iterator[str]:
    """The words of this program and of what is written by hand for the site: for everybody."""
    for pattern in _OURS:
        for path in sorted(_PACKAGE.rglob(pattern)):
            if not path.is_relative_to(_NOT_OURS):
                yield path.read_text("utf-8", "replace")
    for pattern in _THEIRS:
        for path in sorted((root / "site").rglob(pattern)):
            yield path.read_text("utf-8", "replace")


def _shown(
    format_: str, leaks: list[Leak], files: int, values: int, audience: Override
) -> Iterator[str]:
    if format_ == "json":
        rows = [{"file": leak.file, "path": leak.value.path, "at": leak.value.at} for leak in leaks]
        whole = {"version": 1, "audience": str(audience), "files": files, "values": values}
        yield json_text({**whole, "leaks": rows}).rstrip("\n")
        return
    if format_ == "markdown" and leaks:
        yield "| file of the site | holds what is not for its readers |"
        yield "|---|---|"
        yield from (f"| {plain(leak.file)} | {plain(_where(leak))} |" for leak in leaks)
        return
    for leak in leaks:
        yield click.style(printable(leak.file), bold=True)
        yield f"  holds what {printable(_where(leak))} says, which is not for {audience}"
    looked = f"{files} files searched for {values} hidden texts"
    yield (
        f"{looked}: {len(leaks)} found. Do not publish this site."
        if leaks
        else f"{looked}: none found."
    )


def _where(leak: Leak) -> str:
    return f"{leak.value.path}, {leak.value.at}" if leak.value.at else leak.value.path
