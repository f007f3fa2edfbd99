"""What each rule of the book says of itself, known without importing the rules.

It is kept in the user's cache, by the size and the time of every file of the rule book: a rule
that was added, changed or removed is seen at the next run. A rule's module is imported when the
rule is to judge for the first time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

from trm_policy import rules
from trm_policy.finding import Severity
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.rule import Option, Rule


class RuleIndex:
    """The rules of the book as they were found last; ``folder`` is that of the user's cache."""

    def __init__(self, folder: Path | None) -> None:
        book = Path(rules.__file__).parent
        self._cache = ResultCache("rules", book, folder)
        self._key = tuple(sorted(_stamps(book)))

    def known(self) -> tuple[Rule, ...]:
        """The rules in their order; none where they have changed, or were never kept."""
        return tuple(map(_from_plain, self._cache.get(self._key) or ()))

    def keep(self, found: Iterable[Rule]) -> None:
        """Know these from now on."""
        self._cache.put(self._key, list(map(_as_plain, found)))
        self._cache.save()


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
