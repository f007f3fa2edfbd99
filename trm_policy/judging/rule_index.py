"""What each rule of the book says of itself, known without importing the rules.

It is kept in the user's cache, by the size and the time of every file of the rule book: a rule
that was added, changed or removed is seen at the next run. A rule's module is imported when the
rule is to judge for the first time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

from trm_policy import rules
from trm_policy.finding import Severity
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.rule import Option, Rule


def known_rules(kept: ResultCache, find: Callable[[], tuple[Rule, ...]]) -> tuple[Rule, ...]:
    """The rules of the book in their order; ``find`` imports them, where they are not kept."""
    if not kept.keeps:
        return find()
    key = tuple(sorted(_stamps(Path(rules.__file__).parent)))
    if (plain := kept.get(key)) is not None:
        return tuple(map(_from_plain, plain))
    found = find()
    kept.put(key, list(map(_as_plain, found)))
    kept.save()
    return found


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _stamps(Path(entry.path))
            elif entry.name.endswith(".py"):
                about = entry.stat()
                yield entry.path, about.st_size, about.st_mtime_ns


def _as_plain(rule: Rule) -> dict[str, Any]:
    """A rule as data; of its functions only whether there is one."""
    given = {field.name: getattr(rule, field.name) for field in fields(Rule)}
    return {name: True if callable(value) else value for name, value in given.items()} | {
        "levels": {tier.value: level.value for tier, level in rule.levels.items()},
        "options": {name: (one.default, one.meaning) for name, one in rule.options.items()},
    }


def _from_plain(known: Mapping[str, Any]) -> Rule:
    """The rule again, with functions that stand in its module."""
    module = known["module"]
    functions = {name: _deferred(module, name) for name in ("check", "facts") if known[name]}
    levels = {Tier(tier): Severity(level) for tier, level in known["levels"].items()}
    options = {name: Option(*option) for name, option in known["options"].items()}
    return Rule(**{**known, **functions, "levels": levels, "options": options})


def _deferred(module: str, function: str) -> Callable[..., Any]:
    """What a rule's function does, once it is called."""

    def run(*given: Any) -> Any:
        rule = getattr(import_module(module), module.rpartition(".")[2])
        return getattr(rule, function)(*given)

    return run
