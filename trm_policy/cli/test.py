"""``trm test``: run the examples of rules and policies, built-in and own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from trm_policy.cli import Session
from trm_policy.cli.exit import Exit
from trm_policy.cli.loading import Loader
from trm_policy.errors import TrmError
from trm_policy.judging.catalogue import Catalog, Rulebook, UnknownRuleError
from trm_policy.judging.examples import ExampleFailure, ExampleRun, of_policy, of_rule, run
from trm_policy.judging.rule_page import read_page
from trm_policy.starter import complete

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
    failed = 0
    for outcome in outcomes:
        lines = list(_told(outcome, require_examples))
        failed += bool(lines)
        for line in lines:
            click.echo(line, color=ctx.color)
    for finding in book.catalog.findings:
        click.echo(f"{finding.path}:{finding.span.line}: {finding.message}")
    failed += len(book.catalog.findings)
    examples = sum(outcome.bad + outcome.good for outcome in outcomes)
    click.echo(
        f"{len(outcomes)} rule{'' if len(outcomes) == 1 else 's'}, {examples} examples: "
        f"{failed or 'none'} failed"
    )
    return Exit.FINDINGS if failed else Exit.CLEAN


def _pages(book: Rulebook, root: Path, names: tuple[str, ...]) -> Iterator[Page]:
    for name in names or (*_rules(book.catalog), *_policies(book)):
        if (root / name).is_dir():
            yield from _cases(root / name)
        elif name in _policies(book):
            yield name, _policy_page(book, root, name)
        else:
            yield name, book.catalog.page(book.catalog.find(name))


def _rules(catalog: Catalog) -> list[str]:
    return [rule.name for rule in catalog.rules]


def _policies(book: Rulebook) -> dict[str, Path]:
    return {policy.rule: Path(policy.path).with_suffix(".md") for policy in book.policies}


def _policy_page(book: Rulebook, root: Path, name: str) -> str | None:
    page = root / _policies(book)[name]
    return page.read_text(encoding="utf-8", errors="replace") if page.is_file() else None


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
    if name not in _rules(book.catalog):
        raise UnknownRuleError(name, [*_rules(book.catalog), *_policies(book)])
    return of_rule(book.catalog.find(name))


def _told(outcome: ExampleRun, require_examples: bool) -> Iterator[str]:
    for failure in outcome.failures:
        yield from _failure(failure)
    for kind, number in (("bad", outcome.bad), ("good", outcome.good)):
        if require_examples and number == 0:
            yield click.style(f"{outcome.rule}: its page has no {kind} example", fg="red")


def _failure(failure: ExampleFailure) -> Iterator[str]:
    yield click.style(
        f"{failure.rule}: the example '{failure.example}' (line {failure.line} of its page)",
        fg="red",
    )
    for place in failure.expected:
        yield f"    - expected a finding at {place}"
    for place in failure.actual or ("nothing",):
        yield f"    + found {place}"
