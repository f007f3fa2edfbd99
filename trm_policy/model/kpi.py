"""Key performance indicators, after Neely's record sheet, and the plan of each."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

from trm_policy import timing
from trm_policy.model.base import PARTNER, Kind, Part, key, optional
from trm_policy.model.query import Query
from trm_policy.model.values import (
    Many,
    Number,
    PartyRef,
    PersonRef,
    Prose,
    Short,
    Text,
    Until,
    Whole,
    Word,
    YesNo,
)
from trm_policy.model.vocabulary import Direction
from trm_policy.wording.numbers import with_unit


class Baseline(Part):
    """The value of a KPI when the parties started."""

    value: Number | None = optional("The value, in the KPI's unit.", PARTNER)
    date: Until | None = optional("The date of the value.", PARTNER)


class Target(Part):
    """Where a KPI should be by a day."""

    known_by = ("by",)

    value: Number | None = optional("The value, in the KPI's unit.", PARTNER)
    by: Until | None = optional("The date by which it is to be reached.", PARTNER)


class Threshold(Part):
    """The one bound of a service level."""

    at_least: Number | None = optional("The least that meets it, in the KPI's unit.", PARTNER)
    at_most: Number | None = optional("The most that meets it, in the KPI's unit.", PARTNER)
    met: Literal[True] | None = optional(
        "It is met or not: its figures are 1 where it is, and 0 where not.", PARTNER
    )

    @property
    def bounds(self) -> tuple[tuple[float, Direction], ...]:
        """Each bound that is given, and the direction in which figures are better."""
        least = 1.0 if self.met else self.at_least
        given = ((least, Direction.INCREASE), (self.at_most, Direction.DECREASE))
        return tuple((value, better) for value, better in given if value is not None)


_MET: Mapping[float, str] = {1: "met", 0: "not met"}
"""The figures of a service level that is met or not."""


class Survey(Part):
    """How the answers for a KPI are gathered."""

    instrument: Text | None = optional("The questionnaire.", PARTNER)
    scale: Text | None = optional("The scale of the answers, such as 1-5.", PARTNER)
    respondents: dict[PartyRef, Whole] = key(
        "The number of respondents, by party.", PARTNER, factory=dict
    )


_SHORT_SOURCE = Short(
    "description", (str,), "text, or 'description:' and 'query:' below it", listed=False
)


class Plausible(Part):
    """Between which values the figures of a KPI can lie."""

    from_: Number | None = optional(
        "The least figure that can be true, in the KPI's unit.", PARTNER, alias="from"
    )
    to: Number | None = optional(
        "The greatest figure that can be true, in the KPI's unit.", PARTNER
    )


class KpiSource(Part):
    """Where the figures of a KPI come from, for people and, with a query, for machines."""

    description: Text = key("The system or list that the figure is taken from.", PARTNER)
    query: Query | None = optional(
        "How 'trm kpi pull' gets the figure out of a database or data file."
    )


_YARDSTICK = (
    *("direction", "threshold", "target", "milestones", "baseline", "tolerance"),
    *("frequency", "lag", "plausible", "survey"),
)
"""By what a figure is judged, and by what it is judged to be up to date."""


class Kpi(Part):
    """A key performance indicator of the partnership."""

    is_a = Kind.KPI

    name: Text = key("The name.", PARTNER)
    definition: Prose | None = optional("What it measures.", PARTNER)
    formula: Text | None = optional("The formula.", PARTNER)
    unit: Text | None = optional("The unit.", PARTNER)
    direction: Word[Direction] | None = optional("The direction in which it should move.", PARTNER)
    owner: PersonRef | None = optional(
        "The owner of the figure.", PARTNER, role="owner of the KPI {id!r}"
    )
    source: Annotated[KpiSource, _SHORT_SOURCE] | None = optional(
        "Where the figure comes from: a description, or keys that also define how it is pulled.",
        PARTNER,
    )
    audited: YesNo = key("Whether a party other than its owner audits it.", PARTNER, default=False)
    frequency: Word[timing.Frequency] | None = optional("How often it is measured.", PARTNER)
    lag: Whole | None = optional(
        "Days from the end of a period until its figure is available.", PARTNER, ge=0
    )
    baseline: Baseline | None = optional("The value at the start.", PARTNER)
    target: Target | None = optional("The value to reach, and by when.", PARTNER)
    threshold: Threshold | None = optional(
        "The bound of a service level; it has neither baseline nor target date.", PARTNER
    )
    credit: Text | None = optional("What follows when the threshold is missed.", PARTNER)
    milestones: Many[Target] = key("Milestones on the way to the target.", PARTNER, default=())
    tolerance: Number | None = optional(
        "How far behind plan is still amber, in the KPI's unit.", PARTNER
    )
    plausible: Plausible | None = optional(
        "Between which values figures can lie; without it what follows from the unit.", PARTNER
    )
    survey: Survey | None = optional("How the answers are gathered, for a survey.", PARTNER)

    @property
    def judgeable(self) -> bool:
        """Whether its whole yardstick is here: a part of it gives no status."""
        return not self.hides(*_YARDSTICK)

    def unjudged(self) -> "Kpi":
        """This card where nobody can tell the day that its figures stand for."""
        return self.model_copy().hiding(self._hidden | {"survey"}, self._shortened)

    @property
    def service_level(self) -> tuple[float, Direction] | None:
        """The one bound of a service level, and where figures are better; None of any other KPI.

        None too where its threshold has more than one bound, or none.
        """
        bounds = self.threshold.bounds if self.threshold else ()
        return bounds[0] if len(bounds) == 1 else None

    @property
    def bound(self) -> str:
        """The bound of a service level in words: ``at least 99 %``; empty where there is none."""
        if self.service_level is None or self.threshold is None:
            return ""
        if self.threshold.met:
            return _MET[1]
        value, better = self.service_level
        word = "at least" if better is Direction.INCREASE else "at most"
        return f"{word} {with_unit(value, self.unit)}"

    @property
    def yes_or_no(self) -> bool:
        """Whether it is a service level that is met or not, without a bound in numbers."""
        return self.threshold is not None and bool(self.threshold.met)

    def said(self, value: float | None, *, unit: bool = True) -> str:
        """A figure of it as people read it: ``97.2 %``, ``97.2``, or whether it was met.

        Empty where there is none.
        """
        if value is not None and self.yes_or_no and value in _MET:
            return _MET[value]
        return with_unit(value, self.unit if unit else None)

    @property
    def aim(self) -> Direction | None:
        """The direction in which figures are better: that of a service level, or as stated."""
        return self.service_level[1] if self.service_level else self.direction

    @property
    def words(self) -> str:
        """What it is called and what it measures, in small letters; a line for each field."""
        fields = (self.name, self.definition or "", self.formula or "")
        return "\n".join(" ".join(field.casefold().split()) for field in fields)

    @property
    def source_text(self) -> str | None:
        """Where the figure comes from, in plain words."""
        return self.source.description if self.source else None

    @property
    def query(self) -> Query | None:
        """How the figure is pulled from data; None where people record it."""
        return self.source.query if self.source else None


class PlanPoint(NamedTuple):
    """A value that the plan line passes through on a day."""

    day: date
    value: Fraction


def plan_points(kpi: Kpi) -> tuple[PlanPoint, ...]:
    """Baseline, milestones and target in the order of their days, as far as they are complete.

    Empty without a dated target, and where part of the yardstick is hidden. What lies after the
    target's day is no part of the plan.
    """
    if kpi.threshold is not None or not kpi.judgeable:
        return ()
    if kpi.target is None or kpi.target.by is None or kpi.target.value is None:
        return ()
    dated = [(kpi.baseline.date, kpi.baseline.value)] if kpi.baseline else []
    dated += [(point.by, point.value) for point in (*kpi.milestones, kpi.target)]
    points = {
        day: PlanPoint(day, as_written(value))
        for day, value in dated
        if day is not None and value is not None and day <= kpi.target.by
    }
    return tuple(points[day] for day in sorted(points))


def plan(kpi: Kpi, day: date) -> float | None:
    """What the plan asks for on ``day``, in the KPI's unit; None where there is no plan.

    The plan is made of straight lines between its points. Before the baseline it is the
    baseline, after the target the target; without a baseline there is none before the first
    milestone. Of a KPI to be maintained it is the target on every day, of a service level its
    threshold.
    """
    found = exact_plan(kpi, day)
    return None if found is None else float(found)


def exact_plan(kpi: Kpi, day: date) -> Fraction | None:
    """As :func:`plan`, without rounding."""
    if not kpi.judgeable:
        return None
    if kpi.threshold is not None:
        return as_written(kpi.service_level[0]) if kpi.service_level else None
    if kpi.direction is Direction.MAINTAIN:
        target = kpi.target.value if kpi.target else None
        return None if target is None else as_written(target)
    points = plan_points(kpi)
    if not points:
        return None
    if day <= points[0].day:
        based = kpi.baseline is not None and kpi.baseline.date is not None
        return points[0].value if based or day == points[0].day else None
    for start, end in pairwise(points):
        if day <= end.day:
            share = Fraction((day - start.day).days, (end.day - start.day).days)
            return start.value + (end.value - start.value) * share
    return points[-1].value


@lru_cache(maxsize=8192)
def as_written(value: float) -> Fraction:
    """The number as it is written, so that 97 is within 1.5 of 98.5 whatever floats make of it."""
    return Fraction(Decimal(repr(value)))
