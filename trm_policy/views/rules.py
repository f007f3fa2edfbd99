"""The rules that apply in a repository, and how each is taken for each tier."""

from __future__ import annotations

from typing import Any

from trm_policy.judging.settings import Settings
from trm_policy.model.vocabulary import Tier
from trm_policy.rule import Rule


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
