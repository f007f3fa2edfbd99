"""All that judges in one run: rules, policies, and how the organisation takes them."""

from __future__ import annotations

from dataclasses import dataclass, field

from trm_policy.judging.catalogue import OWN, Catalog
from trm_policy.judging.settings import Settings
from trm_policy.policy import Policy


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
