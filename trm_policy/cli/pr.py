"""``trm pr``: what a change does, as one comment under its pull request."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from trm_policy.authoring.writing import write_atomically
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import looked_at_as_of
from trm_policy.diff.portfolios import diff_directory
from trm_policy.diff.proposal import proposals
from trm_policy.judging.checker import check
from trm_policy.judging.comparison import OF_CHANGE, compare
from trm_policy.judging.rule_changes import NAME
from trm_policy.judging.unseen_changes import NAMES, other_files
from trm_policy.portfolio.parallel import leave_garbage, processes
from trm_policy.reporters.pull_request import PullRequest, comment


@click.command("pr")
@click.argument("base")
@click.option("--preview", default="", metavar="URL", help="The address of a preview of the site.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Also write it to a file."
)
@click.option("--no-checks", is_flag=True, help="Skip the repository's own rules.")
@looked_at_as_of
@click.pass_context
def command(
    ctx: click.Context,
    base: str,
    preview: str,
    output: Path | None,
    no_checks: bool,
) -> None:
    """Show in one Markdown comment what has changed since BASE, and who must agree.

    It begins with a mark by which a later run finds the comment that it replaces.
    """
    loader = Loader.of(ctx, base=base)
    reader, change = loader.reader, loader.change
    assert change is not None
    reader = replace(reader, beside=change.then)
    leave_garbage()
    book = loader.rulebook(foreign=not no_checks)
    judge = partial(
        check, rulebook=book, now=loader.now, baseline=loader.baseline, processes=processes()
    )
    now, then = judge(reader, change=change), judge(change.then)
    request = PullRequest(
        base,
        tuple(proposals(reader, change, loader.today)),
        compare(then, now, reader.folder, change.now_called, aside=OF_CHANGE),
        tuple(finding for finding in now.findings if finding.rule == NAME),
        tuple(finding for finding in now.findings if finding.rule in NAMES),
        preview,
        loader.prefix,
        diff_directory(change.then.directory[0], reader.directory[0]),
        other_files(loader.changed_files, loader.proposed.table),
    )
    text = comment(request)
    if output is not None:
        write_atomically(output, text)
    click.echo(text, nl=False)
