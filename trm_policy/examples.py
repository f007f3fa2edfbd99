"""Runs the examples of rule pages: each bad one must give its finding, each good one none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import PurePosixPath

from trm_policy.catalog import Catalog
from trm_policy.checker import check
from trm_policy.document.merging import merged
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.document.yaml_writer import write_yaml
from trm_policy.finding import Finding
from trm_policy.judge import place_of
from trm_policy.policy import Policy
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.rule import Rule
from trm_policy.rulebook import Rulebook
from trm_policy.rulepage import Block, Example, read_page
from trm_policy.source import InMemory

SUBJECT = "meridian-helix"
"""The charter that fragments are laid over."""

_FOLDER = PurePosixPath("partnerships")


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not do what its page says: lines expected, and what came instead."""

    rule: str
    example: str
    line: int
    expected: tuple[str, ...]
    actual: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many examples of a rule were run, how many of them bad, and which failed."""

    rule: str
    bad: int
    good: int
    failures: tuple[Failure, ...]


def of_rule(rule: Rule) -> Rulebook:
    """A rulebook of one rule, taken as the rule book has it."""
    return Rulebook(Catalog((rule,)))


def of_policy(policy: Policy) -> Rulebook:
    """A rulebook of one policy."""
    return Rulebook(Catalog(()), (policy,))


def run(name: str, book: Rulebook, page: str | None, complete: Mapping[str, bytes]) -> Outcome:
    """Run the examples on the page of a rule or policy.

    ``book`` judges them; ``complete`` is the complete portfolio's files, which they are laid over.
    """
    examples = read_page(page).examples if page else ()
    found = [_run_one(name, book, example, complete) for example in examples]
    bad = sum(example.bad for example in examples)
    failures = tuple(failure for failure in found if failure is not None)
    return Outcome(name, bad, len(examples) - bad, failures)


def laid_over(blocks: Iterable[Block], complete: Mapping[str, bytes]) -> InMemory:
    """The complete portfolio with an example's files laid over it.

    YAML is merged as RFC 7396 says: maps merge, null removes, everything else replaces. Other
    files are replaced whole.
    """
    content = dict(complete)
    for block in blocks:
        path = _path(block)
        raw = block.text.encode()
        if _is_yaml(path):
            below = read_yaml(PurePosixPath(path), content.get(path, b"{}")).data
            raw = write_yaml(merged(below, read_yaml(PurePosixPath(path), raw).data))
        content[path] = raw
    return InMemory(content)


def _run_one(
    name: str, book: Rulebook, example: Example, complete: Mapping[str, bytes]
) -> Failure | None:
    reader = PortfolioReader(laid_over(example.blocks, complete), _FOLDER)
    now = datetime.combine(example.as_of, time(), UTC)
    fragments = {_path(block): block for block in example.blocks}
    found = [
        (_in_fragment(finding, fragments), finding.message)
        for finding in check(reader, book, now).findings
    ]
    expected = sorted(f"{block.file}:{line}" for block in example.blocks for line in block.marked)
    as_marked = sorted(place for place, _ in found) == expected
    if as_marked and bool(expected) is example.bad:
        return None
    actual = tuple(f"{place}  {message}" for place, message in sorted(found))
    return Failure(name, example.title, example.line, tuple(expected), actual)


def _in_fragment(finding: Finding, fragments: Mapping[str, Block]) -> str:
    """Where a finding stands, in terms of the example's own lines."""
    block = fragments.get(finding.path.as_posix())
    if block is None:
        return f"{finding.path}:{finding.span.line}"
    line = finding.span.line
    if _is_yaml(block.file):
        line = read_yaml(finding.path, block.text.encode()).span(place_of(finding.at)).line
    return f"{block.file}:{line}"


def _path(block: Block) -> str:
    """The file's path from the root; ``..`` leads out of the charter's folder, not further."""
    folder, file = _FOLDER / SUBJECT, PurePosixPath(block.file)
    if file.parts[0] == "..":
        folder, file = _FOLDER, PurePosixPath(*file.parts[1:])
    return (folder / file).as_posix()


def _is_yaml(file: str) -> bool:
    return file.endswith(".yaml")
