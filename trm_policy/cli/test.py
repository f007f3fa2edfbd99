"""``trm test``: run the examples of rules and policies, built-in and own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.cli.program import Session
from trm_policy.errors import TrmError
from trm_policy.judging.catalogue import Rulebook, UnknownRuleError
from trm_policy.judging.examples import ExampleRun, of_policy, of_rule, run
from trm_policy.judging.rule_page import read_page
from trm_policy.starter import complete
from trm_policy.wording.lists import counted

Page = tuple[str, str | None]
"""The name of a rule or policy, and the text of a page with examples of it."""


@click.command("test")
@click.argument("names", nargs=-1, metavar="[RULE|FOLDER]...")
@click.option(
    "--require-examples", is_flag=True, help="Fail rules without a bad and a good example."
)
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], require_examples: bool) -> int:
    """Run the examples on the pages of all rules and policies, or of those named.

    The page of a policy is next to its file: NAME.md with NAME.yaml. A FOLDER contains further
    cases: pages titled with the rule or policy that they test.
    """
    session: Session = ctx.obj
    book = Loader.of(ctx).rulebook(foreign=True)
    pages = list(_pages(book, session.root, names))
    outcomes = [run(name, _alone(book, name), page, complete()) for name, page in pages]
    failed = len(book.catalog.findings)
    for outcome in outcomes:
        if lines := list(_told(outcome, require_examples)):
            failed += 1
            click.echo("\n".join(lines), color=ctx.color)
    for finding in book.catalog.findings:
        click.echo(f"{finding.path}:{finding.span.line}: {finding.message}")
    examples = sum(outcome.bad + outcome.good for outcome in outcomes)
    rules = counted(len(outcomes), "rule")
    click.echo(f"{rules}, {examples} examples: {failed or 'none'} failed")
    return Exit.FINDINGS if failed else Exit.CLEAN


def _pages(book: Rulebook, root: Path, names: tuple[str, ...]) -> Iterator[Page]:
    policies = {policy.rule: root / policy.path.with_suffix(".md") for policy in book.policies}
    for name in names or (*(rule.name for rule in book.catalog.rules), *policies):
        if (root / name).is_dir():
            yield from _cases(root / name)
        elif name in policies:
            there = policies[name].is_file()
            yield name, policies[name].read_text("utf-8", "replace") if there else None
        else:
            yield name, book.catalog.page(book.catalog.find(name))


def _cases(folder: Path) -> Iterator[Page]:
    found = sorted(folder.rglob("*.md"))
    if not found:
        raise TrmError(f"{folder} has no case: a case is a Markdown file titled with its rule")
    for path in found:
        text = path.read_text(encoding="utf-8", errors="replace")
        yield read_page(text).title, text


def _alone(book: Rulebook, name: str) -> Rulebook:
    """What judges the examples of one rule or policy: nothing but itself."""
    for policy in book.policies:
        if policy.rule == name:
            return of_policy(policy)
    rules = {rule.name: rule for rule in book.catalog.rules}
    if name not in rules:
        raise UnknownRuleError(name, [*rules, *(policy.rule for policy in book.policies)])
    return of_rule(rules[name])


def _told(outcome: ExampleRun, require_examples: bool) -> Iterator[str]:
    for one in outcome.failures:
        said = f"{one.rule}: the example '{one.example}' (line {one.line} of its page)"
        yield click.style(said, fg="red")
        yield from (f"    - expected a finding at {place}" for place in one.expected)
        yield from (f"    + found {place}" for place in one.actual or ("nothing",))
    for kind, number in (("bad", outcome.bad), ("good", outcome.good)):
        if require_examples and number == 0:
            yield click.style(f"{outcome.rule}: its page has no {kind} example", fg="red")
