"""KPIs that two people would compute alike."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.base import Part
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi, Threshold
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.wording.lists import listed

_WANTED = {
    "definition": ("no definition", "'definition'", "what it measures, in one sentence"),
    "formula": ("no formula", "'formula'", "how the figure is computed from what is counted"),
    "unit": ("no unit", "'unit'", 'what it is counted in, such as "%" or days'),
    "direction": ("no direction", "'direction'", "increase, decrease or maintain"),
    "owner": ("no owner", "'owner'", "the id of the person responsible for the figure"),
    "source": ("no source", "'source'", "the system or list that the figure is taken from"),
    "frequency": (
        "no frequency",
        "'frequency'",
        "daily, weekly, monthly, quarterly, half-yearly or yearly",
    ),
    "baseline": ("no baseline", "'baseline: {value: …, date: …}'", "where it stood, and when"),
    "baseline.value": (
        "a baseline without a value",
        "'value' to the baseline",
        "where the KPI stood",
    ),
    "baseline.date": (
        "a baseline without a date",
        "'date' to the baseline",
        "the day on which it was measured",
    ),
    "target": ("no target", "'target: {value: …, by: …}'", "where it should be, and by when"),
    "target.value": (
        "a target without a value",
        "'value' to the target",
        "where the KPI should be",
    ),
    "target.by": (
        "a target without a date",
        "'by' to the target",
        "the day by which it is reached",
    ),
}
"""What a card needs: how its absence is described, what to add, and what that means."""
_TOLD_OF_A_LEVEL = frozenset({"direction", "owner", "frequency", "baseline", "target"})
"""What a service level does not need here: the threshold says where it should be, the agreement who
owes it, and threshold-sound asks for the frequency."""


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="kpis")
def kpi_card_complete(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Each KPI has a complete card, from its definition to a dated baseline and target."""
    for id_, kpi in charter.kpis.items():
        missing = list(_missing(kpi))
        if not missing:
            continue
        lacks, added, meanings = zip(*(_WANTED[field] for field in missing), strict=True)
        alone = len(missing) == 1
        yield Problem(
            f"the KPI {id_!r} has {listed(lacks)}",
            at=f"kpis.{id_}.{missing[0]}" if alone else f"kpis.{id_}",
            help=f"Add {listed(added)}" + (f": {meanings[0]}." if alone else "."),
        )


def _missing(kpi: Kpi) -> Iterator[str]:
    for field in _WANTED:
        if kpi.threshold is not None and _told(kpi, kpi.threshold, field):
            continue
        if kpi.yes_or_no and field == "unit":
            continue
        owner, _, inner = field.rpartition(".")
        part = getattr(kpi, owner) if owner else kpi
        if part is None or (owner and part.blank):
            continue
        value = getattr(part, inner)
        if value is None or (isinstance(value, Part) and value.blank):
            yield field


def _told(kpi: Kpi, threshold: Threshold, field: str) -> bool:
    """Whether a service level needs no such field; a formula or a definition will do."""
    if field in ("definition", "formula"):
        return field == "formula" or kpi.formula is not None
    return field.partition(".")[0] in _TOLD_OF_A_LEVEL or (field == "unit" and bool(threshold.met))
