"""``trm test``: run the examples of the rule book, built-in and own."""

from __future__ import annotations

from collections.abc import Iterator

import click

from trm_policy.cli import Session
from trm_policy.cli.exit import Exit
from trm_policy.cli.rulebook import rulebook_at
from trm_policy.examples import Failure, Outcome, run
from trm_policy.starter import complete


@click.command("test")
@click.argument("names", nargs=-1, metavar="[RULE]...")
@click.option("--require-examples", is_flag=True, help="Fail a rule without a bad and a good one.")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], require_examples: bool) -> int:
    """Run the examples on the pages of all rules, or of the RULEs named."""
    session: Session = ctx.obj
    catalog = rulebook_at(session.root).catalog
    rules = [catalog.find(name) for name in names] or list(catalog.rules)
    outcomes = [run(rule, catalog.page(rule), complete()) for rule in rules]
    lines = [line for outcome in outcomes for line in _told(outcome, require_examples)]
    click.echo("".join(f"{line}\n" for line in lines), nl=False, color=ctx.color)
    examples = sum(outcome.bad + outcome.good for outcome in outcomes)
    failed = sum(bool(list(_told(outcome, require_examples))) for outcome in outcomes)
    broken = len(catalog.findings)
    for finding in catalog.findings:
        click.echo(f"{finding.path}:{finding.span.line}: {finding.message}")
    click.echo(f"{len(rules)} rules, {examples} examples: {failed + broken} rules failed")
    return Exit.FINDINGS if failed or broken else Exit.CLEAN


def _told(outcome: Outcome, require_examples: bool) -> Iterator[str]:
    for failure in outcome.failures:
        yield from _failure(failure)
    for kind, number in (("bad", outcome.bad), ("good", outcome.good)):
        if require_examples and number == 0:
            yield click.style(f"{outcome.rule}: its page has no {kind} example", fg="red")


def _failure(failure: Failure) -> Iterator[str]:
    yield click.style(
        f"{failure.rule}: the example '{failure.example}' (line {failure.line} of its page)",
        fg="red",
    )
    for place in failure.expected:
        yield f"    - expected a finding at {place}"
    for place in failure.actual or ("nothing",):
        yield f"    + found {place}"
