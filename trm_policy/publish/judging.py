"""By what a site judges how complete the charters are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from trm_policy import policy
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.judge import Judge
from trm_policy.judging.settings import Settings, WaiverTable, read_settings
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import Source


def judge_of(source: Source, partnerships: PurePosixPath, now: datetime) -> Judge:
    """The rule book and the policies, as the settings of ``source`` take them.

    The organisation's own rules are left out: making a site runs no code of the repository.
    Raises SettingsError.
    """
    settings = read_settings(source)
    policies, _ = policy.read_policies(source, map(PurePosixPath, settings.table.schemas))
    whole = Rulebook(Catalog(builtin()), policies)
    kept = _about(settings, whole.names())
    kept.require_known(whole.catalog.rules, whole.names())
    book = Rulebook(whole.catalog, policies, kept)
    return Judge(PortfolioReader(source, partnerships), book, now)


def _about(settings: Settings, names: Collection[str]) -> Settings:
    """The settings without what they say of rules that are not among ``names``."""

    def kept(rules: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in rules.items() if name in names}

    table = settings.table
    overrides = tuple(one.model_copy(update={"rules": kept(one.rules)}) for one in table.overrides)
    update = {"rules": kept(table.rules), "overrides": overrides, "waivers": WaiverTable()}
    return Settings(table.model_copy(update=update), settings.name)
