"""``trm codeowners``: the file by which GitHub and GitLab ask the right people for a review."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

import click

from trm_policy.authoring.codeowners import Owned, Owning, with_block
from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.authoring.writing import write_atomically
from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import looked_at_as_of
from trm_policy.document.text import USUAL
from trm_policy.errors import TrmError
from trm_policy.source import WorkTree

_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where the platforms look; the first is made where none is there."""


@click.command("codeowners")
@click.option(
    "--check", "checking", is_flag=True, help="Change nothing; fail if the file is out of date."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PATH",
    help=f"The file.  [default: the one that is there, else {_PLACES[0]}]",
)
@click.option(
    "--all-parties", is_flag=True, help="Name the people of all parties, not only of the host."
)
@looked_at_as_of
@click.pass_context
def command(
    ctx: click.Context,
    checking: bool,
    output: Path | None,
    all_parties: bool,
) -> int:
    """Write the CODEOWNERS file from the owners and sponsors of the charters.

    A charter's folder belongs to its host's owner and sponsor (to chairs and leads where it has
    neither), the directory to the owners of
    all charters, and settings, policies, checks, CI files and .gitattributes to their sponsors.
    Lines outside the marked block are kept; those below it take precedence.

    With --check the exit code is 1 if the file is out of date.
    """
    loader = Loader.of(ctx)
    top = loader.top
    usual = next((name for name in _PLACES if (top / name).exists()), _PLACES[0])
    file = output if output is not None else top / usual
    file = file.parent.resolve() / file.name
    shown = _shown(file)
    with nullcontext() if checking else one_at_a_time(loader.root):
        there, wanted = _blocks(loader, top, file, all_parties=all_parties)
        if wanted != there and not checking:
            _write(loader.root, top, file, wanted.encode())
    if wanted == there:
        click.echo(f"{shown} is current.")
        return Exit.CLEAN
    if checking:
        click.echo("\n".join(_differences(shown, there, wanted)))
        return Exit.FINDINGS
    click.echo(
        f"Wrote {shown}. Commit it; from then on a change asks these people for a review.\n"
        "Each address must be that of an account that may write to the repository."
    )
    return Exit.CLEAN


def _blocks(loader: Loader, top: Path, file: Path, *, all_parties: bool) -> tuple[str | None, str]:
    """The file as it is, None where there is none, and as it should be. Raises TrmError."""
    owned = _owned(loader, top, file, all_parties=all_parties)
    for gap in owned.gaps:
        click.echo(f"trm: {gap}", err=True)
    if not owned.lines:
        raise TrmError(
            "no one can own anything here; give an owner, a chair or a lead of the host an e-mail "
            "address"
        )
    there = _text(file)
    try:
        return there, with_block(there or "", owned.lines)
    except TrmError as error:
        raise TrmError(f"{_shown(file)}: {error}") from error


def _write(root: Path, top: Path, file: Path, raw: bytes) -> None:
    """Write the file; one outside of the repository is none of those that change together."""
    place = file.resolve()
    if place.is_relative_to(top):
        write_together(root, {PurePosixPath(os.path.relpath(place, root)): raw})
    else:
        write_atomically(place, raw)


def _owned(loader: Loader, top: Path, file: Path, *, all_parties: bool) -> Owned:
    loader.require_charters()
    inside = file.is_relative_to(top)
    return Owning(
        loader.reader.portfolio,
        loader.settings,
        loader.today,
        PurePosixPath(file.relative_to(top).as_posix()) if inside else None,
        loader.prefix,
        all_parties,
    ).owned()


def _text(file: Path) -> str | None:
    raw = WorkTree(file.parent).read(PurePosixPath(file.name))
    if raw is None and not os.path.lexists(file):
        return None
    if raw is None or len(raw) > USUAL.bytes:
        raise TrmError(
            f"{file} exists but cannot be read; make it an ordinary file of at most "
            f"{USUAL.bytes:,} bytes"
        )
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise TrmError(f"{file} exists but cannot be read as UTF-8 text: {error}") from error


def _shown(file: Path) -> str:
    here = Path.cwd()
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()


def _differences(shown: str, there: str | None, wanted: str) -> Iterator[str]:
    """What a run without --check would change, line by line."""
    if there is None:
        yield f"{shown} is missing. Run 'trm codeowners' and commit the file."
        return
    yield f"{shown} is not current. Run 'trm codeowners' and commit the file. It would change:"
    old, new = there.splitlines(), wanted.splitlines()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (f"  - {_visible(line)}" for line in old[a:b])
            yield from (f"  + {_visible(line)}" for line in new[c:d])


def _visible(line: str) -> str:
    """A line of somebody's file without what a terminal would obey."""
    return "".join(character if character.isprintable() else "?" for character in line)
