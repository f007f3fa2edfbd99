"""What a rule tells people to write resolves what it found, and each fix says what to do."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

import pytest

from tests.support import FOLDER, data_of, yaml_of
from trm_policy.finding import Finding
from trm_policy.judging.catalogue import builtin, builtin_page
from trm_policy.judging.checker import check
from trm_policy.judging.examples import laid_over, of_rule
from trm_policy.judging.placing import place_of
from trm_policy.judging.rule_page import read_page
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.rule import Rule
from trm_policy.source import InMemory
from trm_policy.starter import complete

LINE = re.compile(r"'(?P<key>[a-z_]+): (?P<value>[^'…A-Z]+)'")
RULES = {rule.name: rule for rule in builtin() if not rule.change}
FOR_ONE_OF_SEVERAL = frozenset(
    {
        *("committee-chaired", "committee-two-sided", "deadlock-resolved", "goals-traceable"),
        *("kpi-balanced", "kpi-plan-sound", "quorum-reachable", "separation-has-exit"),
    }
)
"""Rules whose fix gives a choice of places, members or entries, of which people choose one."""
ORDERS = frozenset(
    {
        *("Add", "Agree", "Appoint", "Ask", "Balance", "Choose", "Claim", "Combine", "Correct"),
        *("Discuss", "Enclose", "Explain", "Fill", "Find", "Finish", "Give", "Hold", "Increase"),
        *("Keep", "Let", "List", "Lower", "Make", "Move", "Name", "Pass", "Put"),
        *("Record", "Remove", "Rename", "Renew", "Reorder", "Replace", "Review", "Shorten", "Tick"),
        "Write",
    }
)

Files = Mapping[str, bytes]


def bad_examples(rule: Rule) -> Iterator[tuple[Files, datetime]]:
    for example in read_page(builtin_page(rule) or "").examples:
        if example.bad:
            now = datetime.combine(example.as_of, time(), UTC)
            yield laid_over(example.blocks, complete()).content, now


def found(rule: Rule, files: Files, now: datetime) -> list[Finding]:
    report = check(PortfolioReader(InMemory(files), FOLDER), of_rule(rule), now)
    return [one for one in report.findings if one.rule == rule.name]


def followed(files: Files, finding: Finding, at: list[Any], value: Any) -> Files | None:
    """The files with a value written at a place; None where there is no such place."""
    path = finding.path.as_posix()
    data = copy.deepcopy(data_of(files[path]))
    here = data
    for part in at[:-1]:
        if isinstance(here, list):
            here = next((one for n, one in enumerate(here) if part in (n, one.get("id"))), None)
        elif isinstance(here, dict):
            here = here.setdefault(part, {})
        else:
            return None
    if not isinstance(here, dict):
        return None
    here[at[-1]] = value
    return {**files, path: yaml_of(data)}


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_fix_that_is_followed_resolves_the_finding(name: str) -> None:
    rule = RULES[name]
    for files, now in bad_examples(rule):
        for one in found(rule, files, now):
            assert one.help.split()[0] in ORDERS, one.help
            assert one.help.endswith("."), one.help
            line = LINE.search(one.help)
            if line is None or one.path.suffix != ".yaml" or name in FOR_ONE_OF_SEVERAL:
                continue
            place, value = list(place_of(one.at)), data_of(line["value"].encode())
            tries = [[*place[:-1], line["key"]], [*place, line["key"]]]
            made = [followed(files, one, at, value) for at in tries]
            assert any(
                (one.at, one.message) not in {(f.at, f.message) for f in found(rule, new, now)}
                for new in made
                if new is not None
            ), (one.at, one.help)
