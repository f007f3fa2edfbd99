"""``trm init``: a new governance repository, or the missing files of one."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath

import click

from trm_policy.authoring.repository import EXAMPLE, LaidOut, lay_out, starter_files
from trm_policy.cli.options import as_of_option
from trm_policy.cli.trusting import trust
from trm_policy.errors import TrmError
from trm_policy.judging.catalogue import own_rules
from trm_policy.judging.settings import read_settings
from trm_policy.source import WorkTree

_SITE = PurePosixPath("site/mkdocs.yml")
_MEANINGS = {
    "partnerships": "an example charter, and the directory of people",
    "schemas": "what you require of charters, and their format for editors",
    "checks": "rules of your own, with an example",
    "site": "the site's settings and pages",
    "deploy": "builds a site for each audience, and puts one where others can open it",
    "trm.toml": "settings, all explained",
    "README.md": "how to edit your first charter",
    ".github": "checks on GitHub",
    ".gitlab-ci.yml": "checks on GitLab",
    ".pre-commit-config.yaml": "checks before each commit",
    ".vscode": "completion and hints in Visual Studio Code",
    ".editorconfig": "spaces and line ends, the same in every editor",
    ".gitignore": "what stays out of git",
    ".gitattributes": "figures that two branches add are both kept",
}
"""What each part of a repository is, in the order in which it is told."""


@click.command("init")
@click.argument(
    "folder", metavar="[DIR]", default=Path(), type=click.Path(file_okay=False, path_type=Path)
)
@as_of_option
@click.pass_context
def command(ctx: click.Context, folder: Path, as_of: datetime) -> None:
    """Create a governance repository in DIR, or in the current folder.

    Existing files are not changed; missing ones are added. The rules of your own that it writes may
    run here from then on.
    """
    target = _base(ctx) / folder
    if target.exists() and not target.is_dir():
        raise TrmError(f"{target} is a file; name a folder")
    done = lay_out(target, starter_files(as_of.date()))
    if not _has_others_code(target, done):
        with suppress(TrmError):  # it will be asked for
            trust(target)
    click.echo(_told(target, done), nl=False, color=ctx.color)


def _has_others_code(target: Path, done: LaidOut) -> bool:
    """Whether the repository brings code along that was not written just now."""
    source = WorkTree(target)
    rules = own_rules(source, read_settings(source)).values()
    return not done.written or not set(rules).issubset(done.written) or _SITE not in done.written


def _base(ctx: click.Context) -> Path:
    """Where DIR counts from: the folder given with -C as it stands, whatever it lies in."""
    folder = ctx.parent.params.get("folder") if ctx.parent else None
    return Path(folder or "")


def _told(target: Path, done: LaidOut) -> str:
    lines = []
    if done.written:
        lines += [f"Created in {target.resolve()}:", ""]
        parts = {path.parts[0] for path in done.written}
        shown = {part: f"{part}/" if _is_folder(part, done.written) else part for part in parts}
        width = max(map(len, shown.values()))
        lines += [f"  {shown[p]:{width}}  {m}" for p, m in _MEANINGS.items() if p in parts]
        lines.append("")
    else:
        lines += [f"Everything already exists in {target.resolve()}; nothing was changed.", ""]
    if done.written and done.kept:
        lines += ["Not changed, because they already existed:", ""]
        lines += [f"  {path}" for path in done.kept]
        lines.append("")
    return "".join(f"{line}\n" for line in [*lines, *_next(target, done)])


def _is_folder(part: str, paths: Iterable[PurePosixPath]) -> bool:
    return all(len(path.parts) > 1 for path in paths if path.parts[0] == part)


def _next(target: Path, done: LaidOut) -> list[str]:
    steps = []
    if target.resolve() != Path.cwd():
        steps.append(f"cd {target}")
    if not any((place / ".git").exists() for place in (target, *target.resolve().parents)):
        steps.append("git init           records who changed what, and when")
    steps.append("trm check          check that everything is in order")
    steps.append("trm new ID         your own first charter, such as 'trm new acme'")
    steps.append("trm site serve     view the site")
    if PurePosixPath("trm.toml") in done.written:
        steps.append("See trm.toml for require_signature: who may write the partner's approval.")
    if EXAMPLE in done.written:
        steps.append(f"See {EXAMPLE} for a complete charter.")
    return ["Next:", "", *(f"  {step}" for step in steps)]
