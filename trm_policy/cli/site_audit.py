"""``trm site audit``: whether a built site holds anything that its readers may not see."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trm_policy.cli import Session
from trm_policy.cli.exit import Exit
from trm_policy.cli.options import Audience, format_option
from trm_policy.cli.revisions import Standpoint, at_option
from trm_policy.errors import NoCharterError, TrmError
from trm_policy.model.audience import Override
from trm_policy.model.party import Directory
from trm_policy.portfolio.partnership import DIRECTORY_FILE, Partnership
from trm_policy.portfolio.reading import PortfolioReader

if TYPE_CHECKING:
    from trm_policy.publish.audit import Search, Value

_PACKAGE = Path(__file__).parents[1]
_OURS = ("*.py", "*.html", "*.md", "*.js", "*.css", "*.yml")
_NOT_OURS = _PACKAGE / "starter" / "complete"
_BY_HAND = Path("site")
_NEEDED = ("ahocorasick", "pypdfium2")


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
    or in the directory and is not for that audience: in the words of pages, scripts, calendars and
    PDFs, in compressed files, and in text that is escaped or written as base64 or in hexadecimal
    digits. A text that stands as a whole in the words of trm itself is no secret. What is found is
    named by its place and never printed, with the page under site/ that says it, if one does. A
    broken or locked PDF or archive is a finding too.

    Not seen are words in pictures, what a script puts together while it runs, and codes of one's
    own.

    Exit code 0: nothing was found; 1: something was.
    """
    session: Session = ctx.obj
    stand = Standpoint(session.root, at)
    reader = PortfolioReader(stand.source, stand.settings.partnerships)
    if not reader.ids:
        raise NoCharterError(session.root / reader.folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        raise TrmError(f"{folder} holds no file; build the site first, with 'trm site build'")
    if any(find_spec(name) is None for name in _NEEDED):
        raise TrmError(
            "the search needs what reads PDFs and finds many texts at once, which is not all "
            "installed; run: pip install 'trm-policy[site]'"
        )
    from trm_policy.cli.site_audit_shown import Found, shown
    from trm_policy.publish.audit import Search

    parts = [found for name in reader.ids if (found := reader.read(name).partnership)]
    search = Search(*_told_apart(parts, reader, audience), _own_words())
    findings = [
        finding
        for path in files
        for finding in search.findings(path.relative_to(folder).as_posix(), path.read_bytes())
    ]
    what = Found(findings, _by_hand(search, session.root) if findings else {})
    for line in shown(format_, what, len(files), search.values, audience):
        click.echo(line)
    return Exit.FINDINGS if findings else Exit.CLEAN


def _told_apart(
    parts: list[Partnership], reader: PortfolioReader, audience: Override
) -> tuple[list[Value], list[str]]:
    """The hidden values, and the texts that the audience may see.

    Whose site it is, is no secret: the name of a charter's host.
    """
    from trm_policy.projection import admits
    from trm_policy.publish.audit import directory_values, hidden_values, shown_texts

    knows = frozenset(one.id for one in parts if admits(one, audience)).__contains__
    shared: Directory = reader.directory[0]
    path = (reader.folder / DIRECTORY_FILE).as_posix()
    hidden = [value for one in parts for value in hidden_values(one, audience, knows)]
    hidden += directory_values(shared, path)
    seen = [text for one in parts for text in shown_texts(one, audience, knows)]
    return hidden, [*seen, *(one.roster.party_name(one.charter.host) for one in parts)]


def _own_words() -> Iterator[str]:
    """The words of this program, its guide and its templates, which stand on every site."""
    for pattern in _OURS:
        for path in sorted(_PACKAGE.rglob(pattern)):
            if not path.is_relative_to(_NOT_OURS):
                yield path.read_text("utf-8", "replace")


def _by_hand(search: Search, root: Path) -> dict[Value, list[str]]:
    """What the pages and settings say that an organisation wrote for its site."""
    from trm_policy.publish.audit import Leak

    said: dict[Value, list[str]] = {}
    pages = (root / _BY_HAND).rglob("*.md")
    for path in sorted([*pages, *(root / _BY_HAND).glob("mkdocs.yml")]):
        name = path.relative_to(root).as_posix()
        for finding in search.findings(name, path.read_bytes()):
            if isinstance(finding, Leak):
                said.setdefault(finding.value, []).append(name)
    return said
