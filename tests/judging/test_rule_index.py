"""What rules say of themselves is known without importing them, and never of an older rule book."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from trm_policy import rules
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.checker import check
from trm_policy.judging.rule_index import known_rules
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.rule import Rule
from trm_policy.source import InMemory
from trm_policy.starter import complete

NOW = datetime(2027, 11, 22, 9, tzinfo=UTC)
"""A year after the complete charter was written: many of its dates have passed."""


def kept(folder: Path) -> tuple[Rule, ...]:
    """The rules as a later run knows them."""
    known_rules(ResultCache("law", folder, folder), builtin)
    return known_rules(ResultCache("law", folder, folder), unexpected)


def unexpected() -> tuple[Rule, ...]:
    raise AssertionError("the rules are found anew")


def said(rule: Rule) -> dict[str, object]:
    values = {field.name: getattr(rule, field.name) for field in fields(Rule)}
    return {name: callable(value) or value for name, value in values.items()}


def test_all_that_rules_say_of_themselves_is_known(tmp_path: Path) -> None:
    assert list(map(said, kept(tmp_path))) == list(map(said, builtin()))


def test_known_rules_find_what_imported_rules_find(tmp_path: Path) -> None:
    reader = PortfolioReader(InMemory(complete()), PurePosixPath("partnerships"))
    found, known = (
        check(reader, Rulebook(Catalog(book)), NOW).findings for book in (builtin(), kept(tmp_path))
    )
    assert len({finding.rule for finding in found}) > 5
    assert known == found


@pytest.mark.parametrize("change", ["edited", "added", "removed"])
def test_a_rule_book_that_changed_is_not_known(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "rules"
    shutil.copytree(Path(rules.__file__).parent, book)
    monkeypatch.setattr(rules, "__file__", str(book / "__init__.py"))
    assert len(kept(tmp_path)) == len(builtin())
    rule = book / "reviews" / "action_overdue.py"
    if change == "edited":
        rule.write_bytes(rule.read_bytes() + b"\n")
    elif change == "added":
        shutil.copy(rule, rule.with_name("action_forgotten.py"))
    else:
        rule.unlink()
    assert known_rules(ResultCache("law", tmp_path, tmp_path), tuple) == ()


def test_rules_are_listed_without_importing_them(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    code = (
        "import sys; from trm_policy.cli.program import run; sys.argv[1:] = ['rules']; run(); "
        "print(any(name.startswith('trm_policy.rules.') for name in sys.modules))"
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=repository,
            env={**os.environ, "XDG_CACHE_HOME": str(home), "TRM_NO_CACHE": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for _ in range(2)
    )
    assert (first[:-1], first[-1], second[-1]) == (second[:-1], "True", "False")
