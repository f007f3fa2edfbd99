"""``trm pr``: what a change does, as one comment under its pull request."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from trm_policy.authoring.writing import write_atomically
from trm_policy.cli import Session
from trm_policy.cli.check import baseline_of, processes
from trm_policy.cli.options import as_of_option
from trm_policy.cli.revisions import Standpoint
from trm_policy.diff.proposal import proposals
from trm_policy.judging.checker import check
from trm_policy.judging.comparison import compare
from trm_policy.judging.rule_changes import NAME
from trm_policy.portfolio.parallel import leave_garbage
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.reporters.pull_request import PullRequest, comment


@click.command("pr")
@click.argument("base")
@click.option("--preview", default="", metavar="URL", help="Where the site can be looked at.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file as well."
)
@click.option("--no-checks", is_flag=True, help="Leave the repository's own rules out.")
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    base: str,
    preview: str,
    output: Path | None,
    no_checks: bool,
    as_of: datetime,
) -> None:
    """Tell in one Markdown comment what has changed since BASE, and who must agree.

    It begins with a mark by which a later run finds the comment that it replaces.
    """
    session: Session = ctx.obj
    stand = Standpoint(session.root, base=base)
    settings = stand.settings
    reader = PortfolioReader(stand.source, stand.partnerships)
    changeset = stand.changeset(reader.folder)
    assert changeset is not None
    leave_garbage()
    basis = changeset.basis(signed=settings.table.require_signature)
    book = stand.rulebook(foreign=not no_checks)
    known = baseline_of(stand.law, settings)
    number = processes()
    now = check(reader, book, as_of, baseline=known, basis=basis, processes=number)
    then = check(basis.reader, book, as_of, baseline=known, processes=number)
    called = {old: new for new, old in changeset.was.items()}
    comparison = compare(then, now, reader.folder, called, aside={NAME})
    request = PullRequest(
        tuple(proposals(reader, basis, as_of.date())),
        comparison,
        tuple(finding for finding in now.findings if finding.rule == NAME),
        preview,
    )
    text = comment(request)
    if output is not None:
        write_atomically(output, text)
    click.echo(text, nl=False)
