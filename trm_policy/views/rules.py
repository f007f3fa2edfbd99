"""The rules that apply in a repository, and how each is taken for each tier."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.rule_page import family_title
from trm_policy.judging.settings import Settings
from trm_policy.model.vocabulary import Tier
from trm_policy.rule import Rule
from trm_policy.views.view import Block, Heading, Paragraph, Table, View


def rules_view(book: Rulebook, tier: str | None = None) -> View:
    """Every rule with its severity for each tier, and the policies; of one tier, or of all."""
    rows = [rule_row(rule, book.settings) for rule in book.catalog.rules]
    if tier is not None:
        rows = [row for row in rows if row["severity"][tier] != "-"]
    policies = [{"rule": policy.rule, "demands": policy.title} for policy in book.policies]
    blocks: list[Block] = []
    for family, members in groupby(rows, key=lambda row: row["family"]):
        columns = ("rule", *(one.value for one in Tier), "demands")
        blocks += [Heading(family_title(family)), Table(columns, tuple(map(_cells, members)))]
    if policies:
        named = tuple((one["rule"], one["demands"]) for one in policies)
        blocks += [Heading("Policies"), Table(("policy", "demands"), named)]
    blocks.append(Paragraph(("'trm explain RULE' shows the reason for a rule, and examples.",)))
    return View(tuple(blocks), {"version": 1, "rules": rows, "policies": policies})


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    when = " Checked with --base." if row["needs_base"] else ""
    levels = (row["severity"][tier.value] for tier in Tier)
    return (row["rule"], *levels, f"{row['demands']}{when}{_why(row)}")


def _why(row: dict[str, Any]) -> str:
    """Who says so, where it is not the rule book itself."""
    others = [why for why in dict.fromkeys(row["because"].values()) if why != "rule book"]
    return f" ({'; '.join(others)})" if others else ""


def rule_row(rule: Rule, settings: Settings) -> dict[str, Any]:
    """A rule as data: what it demands, and how it is taken for each tier."""
    return {
        "rule": rule.name,
        "family": rule.family,
        "demands": rule.demand,
        "severity": {tier.value: _level(rule, tier, settings) for tier in Tier},
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


def _level(rule: Rule, tier: Tier, settings: Settings) -> str:
    """The severity for a tier as the settings have it: ``off`` or ``-`` where it does not apply."""
    if tier not in rule.levels:
        return "-"
    setting, _ = settings.for_tier(rule.name, rule.family, tier)
    return "off" if setting.off else (setting.severity or rule.levels[tier]).value
