"""KPIs that two people would compute alike."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule

_WANTED = {
    "definition": ("no definition", "Add 'definition': what it measures, in one sentence."),
    "formula": ("no formula", "Add 'formula': how the figure is computed from what is counted."),
    "unit": ("no unit", "Add 'unit': what it is counted in, such as \"%\" or days."),
    "direction": ("no direction", "Add 'direction': increase, decrease or maintain."),
    "owner": ("no owner", "Add 'owner': the id of the person responsible for the figure."),
    "source": ("no source", "Add 'source': the system or list that the figure is taken from."),
    "frequency": (
        "no frequency",
        "Add 'frequency': daily, weekly, monthly, quarterly, half-yearly or yearly.",
    ),
    "baseline": ("no baseline", "Add 'baseline: {value: …, date: …}': where it stood, and when."),
    "baseline.value": ("a baseline without a value", "Add 'value' to it: where the KPI stood."),
    "baseline.date": (
        "a baseline without a date",
        "Add 'date' to it: the day on which it was measured.",
    ),
    "target": ("no target", "Add 'target: {value: …, by: …}': where it should be, and by when."),
    "target.value": ("a target without a value", "Add 'value' to it: where the KPI should be."),
    "target.by": ("a target without a date", "Add 'by' to it: the day by which it is reached."),
}
"""What a card needs: how its absence is described, and how to fix it."""
_OF_A_PLAN = ("direction", "baseline", "target")
"""What a service level does not need, as its threshold says it."""


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="kpis")
def kpi_card_complete(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Each KPI has a complete card, from its definition to a dated baseline and target."""
    for id_, kpi in charter.kpis.items():
        for field in _missing(kpi):
            lack, fix = _WANTED[field]
            yield Problem(f"the KPI {id_!r} has {lack}", at=f"kpis.{id_}.{field}", help=fix)


def _missing(kpi: Kpi) -> Iterator[str]:
    for field in _WANTED:
        if kpi.threshold is not None and field.partition(".")[0] in _OF_A_PLAN:
            continue
        owner, _, inner = field.rpartition(".")
        part = getattr(kpi, owner) if owner else kpi
        if part is not None and getattr(part, inner) is None:
            yield field
