"""Laying one piece of data over another (RFC 7396, JSON Merge Patch)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.yaml_reader import read_yaml, write_yaml
from trm_policy.finding import Finding
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.checker import check
from trm_policy.judging.placing import place_of
from trm_policy.judging.rule_page import Block, Example, read_page
from trm_policy.policy import Policy
from trm_policy.portfolio.before import CharterCommit, PortfolioChange, is_written
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.rule import Rule
from trm_policy.source import InMemory

SUBJECT = "meridian-helix"
"""The charter that fragments are laid over."""

_FOLDER = PurePosixPath("partnerships")


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """An example that did not do what its page says: lines expected, and what came instead."""

    rule: str
    example: str
    line: int
    expected: tuple[str, ...]
    actual: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """How many examples of a rule were run, how many of them bad, and which failed."""

    rule: str
    bad: int
    good: int
    failures: tuple[ExampleFailure, ...]


def of_rule(rule: Rule) -> Rulebook:
    """A rulebook that asks for one rule, taken as the rule book has it; it knows the others."""
    others = tuple(other for other in builtin() if other.name != rule.name)
    ignored = frozenset({other.name for other in others} | {"waiver-unused"})
    return Rulebook(Catalog((*others, rule)), ignored=ignored)


def of_policy(policy: Policy) -> Rulebook:
    """A rulebook of one policy."""
    return Rulebook(Catalog(()), (policy,))


def run(name: str, book: Rulebook, page: str | None, complete: Mapping[str, bytes]) -> ExampleRun:
    """Run the examples on the page of a rule or policy.

    ``book`` judges them; ``complete`` is the complete portfolio's files, which they are laid over.
    """
    examples = read_page(page).examples if page else ()
    found = [_run_one(name, book, example, complete) for example in examples]
    bad = sum(example.bad for example in examples)
    failures = tuple(failure for failure in found if failure is not None)
    return ExampleRun(name, bad, len(examples) - bad, failures)


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
            raw = _merged_text(PurePosixPath(path), content.get(path, b"{}"), raw)
        content[path] = raw
    return InMemory(content)


def _merged_text(path: PurePosixPath, below: bytes, above: bytes) -> bytes:
    """One YAML text laid over another; what stays as it is of the lower one is written once."""
    data = _data(path, above)
    whole = merged(_data(path, below), data)
    if not whole or not isinstance(whole, dict):
        return write_yaml(whole)
    return b"".join(
        write_yaml({name: value}) if name in data else _section(path, below, name)
        for name, value in whole.items()
    )


@lru_cache(maxsize=16)
def _data(path: PurePosixPath, raw: bytes) -> Any:
    return read_yaml(path, raw).data


@lru_cache(maxsize=256)
def _section(path: PurePosixPath, raw: bytes, name: str) -> bytes:
    return write_yaml({name: _data(path, raw)[name]})


def _run_one(
    name: str, book: Rulebook, example: Example, complete: Mapping[str, bytes]
) -> ExampleFailure | None:
    reader = PortfolioReader(laid_over(example.blocks, complete), _FOLDER)
    now = datetime.combine(example.as_of, time(), UTC)
    fragments: dict[str, list[Block]] = {}
    for block in example.blocks:
        if not block.base:
            fragments.setdefault(_path(block), []).append(block)
    of_change = any(rule.change and book.wants(rule.name) for rule in book.catalog.rules)
    change = _change(example.blocks, complete) if of_change else None
    found = [
        (_in_fragment(finding, fragments), finding.message)
        for finding in check(reader, book, now, change=change).findings
    ]
    expected = sorted(f"{block.file}:{line}" for block in example.blocks for line in block.marked)
    as_marked = sorted(place for place, _ in found) == expected
    if as_marked and bool(expected) is example.bad:
        return None
    actual = tuple(f"{place}  {message}" for place, message in sorted(found))
    return ExampleFailure(name, example.title, example.line, tuple(expected), actual)


def _change(blocks: Iterable[Block], complete: Mapping[str, bytes]) -> PortfolioChange:
    """The portfolio before the change of an example, and its committed blocks as steps."""
    blocks = list(blocks)
    old = [block for block in blocks if block.base]
    reader = PortfolioReader(laid_over(old, complete), _FOLDER)
    steps = []
    was = reader.read(SUBJECT).partnership
    for number, block in enumerate(blocks):
        files = laid_over([*old, *blocks[: number + 1]], complete)
        then = PortfolioReader(files, _FOLDER).read(SUBJECT).partnership
        author = block.author
        if author is not None and then is not None:
            steps.append(_step(number, author, then, was))
            was = then
    same = {name: name for name in reader.ids}
    return PortfolioChange(reader, same, frozenset(same), trail=lambda _: tuple(steps))


def _step(number: int, author: str, now: Partnership, was: Partnership | None) -> CharterCommit:
    return CharterCommit(
        *(str(number), author, author, now.charter, now.roster.directory),
        signers=partial(tuple, [author]),
        names=(author,),
        writes=is_written(now.charter, was.charter if was is not None else None),
    )


def _in_fragment(finding: Finding, fragments: Mapping[str, list[Block]]) -> str:
    """Where a finding stands, in terms of the example's own lines: of the last that says it."""
    blocks = fragments.get(finding.path.as_posix())
    if blocks is None:
        return f"{finding.path}:{finding.span.line}"
    file, line = blocks[-1].file, finding.span.line
    if _is_yaml(file):
        place = place_of(finding.at)
        read = [read_yaml(finding.path, block.text.encode()) for block in blocks]
        line = next((one for one in reversed(read) if one.has(place)), read[-1]).span(place).line
    return f"{file}:{line}"


def _path(block: Block) -> str:
    """The file's path from the root; ``..`` leads out of the charter's folder, not further."""
    folder, file = _FOLDER / SUBJECT, PurePosixPath(block.file)
    if file.parts[0] == "..":
        folder, file = _FOLDER, PurePosixPath(*file.parts[1:])
    return (folder / file).as_posix()


def _is_yaml(file: str) -> bool:
    return file.endswith(".yaml")


def merged(below: Any, above: Any) -> Any:
    """``below`` with ``above`` laid over it: maps merge, None removes, the rest replaces."""
    if not isinstance(above, dict):
        return above
    result = dict(below) if isinstance(below, dict) else {}
    for name, value in above.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
