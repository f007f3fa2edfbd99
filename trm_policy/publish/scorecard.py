"""The KPIs of a charter as rows of a table, and their lights counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from trm_policy.measure.kpi_status import KpiStatus, Reading, read_kpi
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.records import Measurement
from trm_policy.model.vocabulary import Direction
from trm_policy.publish.wording import number


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A KPI with how it stands. ``goals`` are the ids of the goals that it serves."""

    id: str
    kpi: Kpi
    reading: Reading
    goals: tuple[str, ...]

    @property
    def gap(self) -> str:
        """How the latest figure lies to its plan, in words a reader can use."""
        latest, planned = self.reading.latest, self.reading.plan
        if latest is None:
            return "No figure yet"
        if self.reading.overdue:
            return f"Nothing since {latest.period}"
        if planned is None:
            return "No plan to compare with"
        gap = latest.value - planned
        if number(gap) == "0":
            return "Exactly on plan"
        better = gap > 0 if self.kpi.direction is Direction.INCREASE else gap < 0
        if self.kpi.direction in (None, Direction.MAINTAIN):
            return f"{number(abs(gap))} {'above' if gap > 0 else 'below'} plan"
        return f"{number(abs(gap))} {'better' if better else 'worse'} than plan"


Lights = Mapping[KpiStatus, int]
"""How many KPIs have each light, best light first; lights that none has are left out."""


def kpi_rows(
    charter: Charter, measurements: Iterable[Measurement], as_of: date
) -> tuple[KpiRow, ...]:
    """Each KPI of the charter, in its order, as it stands as of a day."""
    rows: dict[str, list[Measurement]] = {}
    for row in measurements:
        rows.setdefault(row.kpi, []).append(row)
    serves: dict[str, list[str]] = {}
    for id_, goal in charter.goals.items():
        for kpi in goal.kpis:
            serves.setdefault(kpi, []).append(id_)
    return tuple(
        KpiRow(
            id=id_,
            kpi=kpi,
            reading=read_kpi(id_, kpi, rows.get(id_, ()), as_of),
            goals=tuple(serves.get(id_, ())),
        )
        for id_, kpi in charter.kpis.items()
    )


def lights(rows: Iterable[KpiRow]) -> Lights:
    """The lights counted."""
    counted = Counter(row.reading.status for row in rows)
    return {status: counted[status] for status in KpiStatus if counted[status]}
