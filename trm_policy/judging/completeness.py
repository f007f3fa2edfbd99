"""How much of what its tier demands a charter has, told from what the rules find.

The four states are those of the Partnering Agreement Scorecard: fully in place, partly, not, and
not relevant, for which the charter gives its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from trm_policy.finding import Finding
from trm_policy.judging.judge import Judge, demanded, not_relevant
from trm_policy.judging.placing import place_of
from trm_policy.model.vocabulary import Instrument
from trm_policy.portfolio.charter_reading import without_placeholders
from trm_policy.portfolio.partnership import Partnership
from trm_policy.rule import Rule

_PLACEHOLDERS = "no-placeholders"


class Presence(StrEnum):
    """How far one demand is met."""

    IN_PLACE = "in place"
    PARTLY = "partly"
    MISSING = "missing"
    NOT_RELEVANT = "not relevant"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One demand on a charter: the rule, how far it is met, and what is to be said of it.

    ``said`` are the rule's findings, or the charter's reason why it is not relevant.
    """

    rule: str
    family: str
    demand: str
    state: Presence
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """All demands on one charter, in the order of the rule book."""

    partnership: str
    title: str
    tier: str
    ingredients: tuple[Ingredient, ...]
    instrument: Instrument = Instrument.ALLIANCE

    def count(self, family: str | None = None) -> Counter[Presence]:
        """How many ingredients are in each state; of one family, or of all."""
        return Counter(one.state for one in self.ingredients if family in (None, one.family))

    @property
    def share(self) -> float | None:
        """The part of the relevant demands that is fully in place, 0 to 1; None of none."""
        counts = self.count()
        relevant = counts.total() - counts[Presence.NOT_RELEVANT]
        return counts[Presence.IN_PLACE] / relevant if relevant else None


def completeness(judge: Judge, written: Partnership) -> Completeness:
    """What the rules that judge this charter find in place; what waits to be filled in is not."""
    partnership = without_placeholders(written)
    found = _by_rule(judge.findings(partnership))
    if partnership is not written:
        found[_PLACEHOLDERS] = _by_rule(judge.findings(written)).get(_PLACEHOLDERS, [])
    charter = partnership.charter
    ingredients = []
    for rule, _ in judge.in_force(partnership):
        if (reason := not_relevant(rule, charter)) is not None:
            state = Presence.NOT_RELEVANT
            said: tuple[str, ...] = (reason,)
        elif demanded(rule, partnership):
            findings = found.get(rule.name, [])
            if not findings and _nothing_to_judge(rule, partnership, found):
                continue
            state = _state(rule, partnership, findings)
            said = tuple(finding.message for finding in findings)
        else:
            continue
        ingredients.append(Ingredient(rule.name, rule.family, rule.demand, state, said))
    return Completeness(
        partnership.id,
        charter.title,
        charter.tier.value,
        tuple(ingredients),
        charter.instrument,
    )


def _by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding)
    return found


def _nothing_to_judge(
    rule: Rule, partnership: Partnership, found: Mapping[str, Collection[Finding]]
) -> bool:
    """Whether the rule's section is absent, and no rule asks a charter of this tier for it."""
    if rule.section is None or _written(partnership, rule.section):
        return False
    asked = {place_of(finding.at)[:1] for findings in found.values() for finding in findings}
    return (rule.section,) not in asked


def _state(rule: Rule, partnership: Partnership, findings: Collection[Finding]) -> Presence:
    """Missing where nothing of what is demanded is written, partly where a rule finds fault."""
    if rule.section is not None and not _written(partnership, rule.section):
        return Presence.MISSING
    if not findings:
        return Presence.IN_PLACE
    touched = [partnership.document.has(place_of(finding.at)) for finding in findings]
    return Presence.PARTLY if rule.section is not None or any(touched) else Presence.MISSING


def _written(partnership: Partnership, section: str) -> bool:
    data = partnership.document.data
    return isinstance(data, dict) and data.get(section) not in (None, {}, [], "")
