"""All that judges: the rule book, an organisation's own rules, its policies and its settings."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from types import ModuleType

from trm_policy import rules
from trm_policy.errors import SettingsError, TrmError, did_you_mean
from trm_policy.finding import Finding, Severity, Span
from trm_policy.judging.rule_index import known_rules
from trm_policy.judging.settings import Settings
from trm_policy.policy import Policy, read_policies
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.rule import Rule
from trm_policy.source import Source

OWN = {
    "yaml": "The text of a file can be read.",
    "schema": "A file has the keys and values of the format.",
    "rule-crashed": "Every rule runs without an error.",
    "policy-invalid": "Every policy file can be used.",
    "waiver-unknown": "A waiver names a waivable rule, the reason, the approver and a last day.",
    "waiver-expired": "A waiver that has ended is renewed or removed.",
    "waiver-unused": "A waiver that covers nothing is removed.",
    "baseline-stale": "The baseline contains no finding that is fixed.",
    "settings-changed": "A change of the rules themselves is reported.",
    "guard-changed": "A change of what guards the charters is reported: CI, reviews, attributes.",
    "hidden-characters": "A changed file has no characters that no one sees.",
    "names-alike": "No two files or folders differ in upper and lower case alone.",
    "stored-otherwise": "Git stores a file as it stands in the work tree.",
}
"""What the tool finds by itself, beside the rules: no charter can waive it."""


class UnknownRuleError(TrmError):
    """A rule is named that is not there."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no rule is called {name!r}; {did_you_mean(name, known)}")


@dataclass(frozen=True, slots=True)
class Catalog:
    """Rules by name, and what was wrong with those that could not be loaded.

    ``pages`` holds the text of the pages of an organisation's own rules.
    """

    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...] = ()
    pages: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> Rule:
        """The rule of that name. Raises UnknownRuleError."""
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise UnknownRuleError(name, (rule.name for rule in self.rules))

    def page(self, rule: Rule) -> str | None:
        """The text of the rule's page; None where an organisation wrote none."""
        return builtin_page(rule) if rule.family != "checks" else self.pages.get(rule.name)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All that judges: rules, policies, and how the organisation takes them.

    ``chosen`` narrows to these names where it is not None; ``ignored`` leaves names out.
    """

    catalog: Catalog
    policies: tuple[Policy, ...] = ()
    settings: Settings = field(default_factory=Settings)
    chosen: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()

    def names(self) -> frozenset[str]:
        """Every name that a finding can have."""
        rules = {rule.name for rule in self.catalog.rules}
        return frozenset(rules | {policy.rule for policy in self.policies} | set(OWN))

    def wants(self, name: str) -> bool:
        """Whether findings of that rule or policy are asked for at all."""
        return (self.chosen is None or name in self.chosen) and name not in self.ignored


def read_rulebook(
    source: Source, settings: Settings, *, foreign: bool = True, kept: ResultCache | None = None
) -> Rulebook:
    """Everything that judges in a repository, with the settings checked against it.

    ``foreign`` says whether the repository's own code may be loaded. What the rules say of
    themselves, and which policies were accepted, need not be found out again where it is
    ``kept``. Raises TrmError.
    """
    folders = settings.table.checks if foreign else ()
    for folder in (*folders, *settings.table.schemas):
        for closed in source.closed(PurePosixPath(folder)):
            raise SettingsError(f"the folder {closed} cannot be read, or is a link")
    loaded = load(source, map(PurePosixPath, folders), kept)
    schemas = map(PurePosixPath, settings.table.schemas)
    policies, wrong = read_policies(source, schemas, kept)
    catalog = Catalog(loaded.rules, (*loaded.findings, *wrong), loaded.pages)
    book = Rulebook(catalog, policies, settings)
    settings.require_known(loaded.rules, {*book.names(), *own_rules(source, settings)})
    return book


def own_rules(source: Source, settings: Settings) -> dict[str, PurePosixPath]:
    """The programs of the repository's own rules, by the rule's name; none of them is run."""
    folders = map(PurePosixPath, settings.table.checks)
    paths = filter(_is_rule, (path for folder in folders for path in source.files(folder)))
    return {path.stem.replace("_", "-"): path for path in paths}


def _is_rule(path: PurePosixPath) -> bool:
    return path.suffix == ".py" and not path.name.startswith("_")


@cache
def builtin() -> tuple[Rule, ...]:
    """The rules of the rule book, by chapter and name."""
    found = []
    for chapter in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        if chapter.ispkg:
            package = importlib.import_module(chapter.name)
            found += [
                _rule_of(importlib.import_module(f"{chapter.name}.{module.name}"))
                for module in pkgutil.iter_modules(package.__path__)
                if not module.name.startswith("_")
            ]
    return tuple(found)


def builtin_page(rule: Rule) -> str:
    """The text of the page of a rule of the rule book."""
    page = rules.page_text(rule.name)
    assert page is not None
    return page


def load(
    source: Source, folders: Iterable[PurePosixPath], kept: ResultCache | None = None
) -> Catalog:
    """The rule book and the organisation's rules in ``folders``; running them is up to the caller.

    A module that cannot be loaded is a finding and hides no other.
    """
    book = builtin() if kept is None else known_rules(kept, builtin)
    own: list[Rule] = []
    findings: list[Finding] = []
    pages: dict[str, str] = {}
    taken = {rule.name for rule in book}
    for folder in folders:
        for path in source.files(folder):
            if not _is_rule(path):
                continue
            try:
                rule = _load_one(path, source.read(path) or b"", taken)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - foreign code may fail in any way
                findings.append(_unloadable(path, error))
                continue
            taken.add(rule.name)
            own.append(rule)
            page = source.read(path.with_suffix(".md"))
            if page is not None:
                pages[rule.name] = page.decode("utf-8", "replace")
    return Catalog((*book, *own), tuple(findings), pages)


def _load_one(path: PurePosixPath, raw: bytes, taken: Iterable[str]) -> Rule:
    module = ModuleType(path.stem)
    module.__file__ = path.as_posix()
    exec(compile(raw, path.as_posix(), "exec"), module.__dict__)  # noqa: S102 - asked for in settings
    rule = _rule_of(module)
    if rule.name in set(taken):
        raise ValueError(f"there is a rule {rule.name!r} already; choose another name")
    return rule


def _rule_of(module: ModuleType) -> Rule:
    name = module.__name__.rsplit(".", 1)[-1]
    rule = getattr(module, name, None)
    if not isinstance(rule, Rule):
        raise TypeError(f"it has no function called {name!r} that is marked with @rule")
    return rule


def _unloadable(path: PurePosixPath, error: BaseException) -> Finding:
    line = line_in(path, error)
    return Finding(
        path=path,
        span=Span(line, 1, line, 1),
        rule="rule-crashed",
        severity=Severity.ERROR,
        message=f"the rule in {path.name} cannot be loaded: {error}",
        help="Fix the file, or take it out of the folder of checks.",
    )


def line_in(path: PurePosixPath, error: BaseException) -> int:
    """The last line of the file that the error passed through, or 1."""
    if isinstance(error, SyntaxError) and error.filename == path.as_posix():
        return error.lineno or 1
    line, step = 1, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == path.as_posix():
            line = step.tb_lineno
        step = step.tb_next
    return line
