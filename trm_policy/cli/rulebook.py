"""The rules that hold in a repository, for the commands that show or run them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from trm_policy import policy
from trm_policy.errors import SettingsError
from trm_policy.judging import catalogue
from trm_policy.judging.catalogue import Catalog
from trm_policy.judging.rulebook import Rulebook
from trm_policy.judging.settings import Settings, read_settings
from trm_policy.model.vocabulary import Tier
from trm_policy.rule import Rule
from trm_policy.source import Source, WorkTree


def rulebook(source: Source, settings: Settings, *, foreign: bool = True) -> Rulebook:
    """Everything that judges in a repository, with the settings checked against it.

    ``foreign`` says whether the repository's own code may be loaded. Raises TrmError.
    """
    folders = settings.table.checks if foreign else ()
    for folder in (*folders, *settings.table.schemas):
        for closed in source.closed(PurePosixPath(folder)):
            raise SettingsError(f"the folder {closed} cannot be looked into, or is a link")
    rules = catalogue.load(source, map(PurePosixPath, folders))
    policies, wrong = policy.read_policies(source, map(PurePosixPath, settings.table.schemas))
    book = Rulebook(
        catalog=Catalog(rules.rules, (*rules.findings, *wrong), rules.pages),
        policies=policies,
        settings=settings,
    )
    settings.require_known(rules.rules, {*book.names(), *_unloaded(source, settings)})
    return book


def _unloaded(source: Source, settings: Settings) -> set[str]:
    """The names that the repository's own rules have, whether or not their code was loaded."""
    paths = (
        path for folder in settings.table.checks for path in source.files(PurePosixPath(folder))
    )
    return {path.stem.replace("_", "-") for path in paths if path.suffix == ".py"}


def rulebook_at(root: Path, *, foreign: bool = True) -> Rulebook:
    """The rulebook of the repository at ``root``. Raises TrmError."""
    source = WorkTree(root)
    return rulebook(source, read_settings(source), foreign=foreign)


def rule_row(rule: Rule, settings: Settings) -> dict[str, Any]:
    """A rule as data: what it demands, and how it is taken for each tier."""
    return {
        "rule": rule.name,
        "family": rule.family,
        "demands": rule.demand,
        "severity": {tier.value: level(rule, tier, settings) for tier in Tier},
        "because": {
            tier.value: settings.for_tier(rule.name, rule.family, tier)[1] for tier in Tier
        },
        "section": rule.section,
        "needs_base": rule.change,
        "waivable": rule.name not in settings.table.waivers.never,
        "options": {
            name: {"default": option.default, "meaning": option.meaning}
            for name, option in rule.options.items()
        },
    }


def level(rule: Rule, tier: Tier, settings: Settings) -> str:
    """The severity for a tier as the settings have it: ``off`` or ``-`` where it does not hold."""
    if tier not in rule.levels:
        return "-"
    setting, _ = settings.for_tier(rule.name, rule.family, tier)
    return "off" if setting.off else (setting.severity or rule.levels[tier]).value
