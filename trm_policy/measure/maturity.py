"""How mature the work between the organisations is, function by function: claimed, and shown.

A stage is shown where its demands and those of all stages below are met by what is written and
recorded. Initial demands nothing; repeatable demands something that anybody could look at;
defined a lead, a planned review and a KPI; managed a figure that is up to date and a review held
within a year; optimised an initiative done within a year. KPIs and initiatives are those that the
function's lead answers for: owned or led, or serving a goal that the lead leads; a KPI that serves
the relationship alone shows nothing of one function. Reviews are the partnership's. The rule
maturity-evidenced asks the same of the partnership as a whole, and so is milder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from trm_policy.finding import Place
from trm_policy.measure.evidence import Evidence, in_charter, in_record
from trm_policy.measure.health import unasked
from trm_policy.measure.health_signs import kpi_evidence
from trm_policy.measure.kpi_status import KpiReading, read_kpi
from trm_policy.measure.meetings import HeldReview, reviews_held
from trm_policy.model.assurance import MaturityClaim
from trm_policy.model.charter import Charter
from trm_policy.model.purpose import Initiative
from trm_policy.model.records import Measurement
from trm_policy.model.vocabulary import GoalCategory, InitiativeStage, MaturityLevel
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing.clock import day_of
from trm_policy.timing.instant import add_months

FUNCTIONS = ("customer-service", "human-resources", "supply-chain", "knowledge")
"""The functions of total relationship management; a charter may name others beside them."""
_LEVELS = list(MaturityLevel)
_YEAR = 12


class Verdict(StrEnum):
    """How what is shown compares with the claim. Values are for programs."""

    CONFIRMED = "borne out"
    LOWER = "less than claimed"
    HIGHER = "better than claimed"
    UNKNOWN = "unknown"


_VERDICTS = {
    Verdict.CONFIRMED: "confirmed",
    Verdict.LOWER: "lower than claimed",
    Verdict.HIGHER: "higher than claimed",
    Verdict.UNKNOWN: "no evidence",
}


@dataclass(frozen=True, slots=True)
class Demand:
    """What a stage demands: whether it is met (None: nobody can tell), and what shows it."""

    level: MaturityLevel
    wants: str
    met: bool | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """One function. ``claimed`` is None without a claim, ``shown`` where nothing is written.

    ``next_level`` is the stage above the one shown, and ``next_step`` what it still wants.
    """

    id: str
    claimed: MaturityLevel | None
    lead: str | None
    demands: tuple[Demand, ...]

    @property
    def shown(self) -> MaturityLevel | None:
        """The highest stage of which everything is met."""
        if not self.demands:
            return None
        lacking = [_LEVELS.index(one.level) for one in self.demands if not one.met]
        return _LEVELS[min(lacking) - 1] if lacking else _LEVELS[-1]

    @property
    def told(self) -> str:
        """Both stages in words: ``claimed defined, evidence shows managed``."""
        claimed, shown = self.claimed, self.shown
        if claimed is None and shown is None:
            return "nothing claimed, no evidence"
        if shown is None:
            return f"claimed {claimed}, no evidence"
        if claimed is None:
            return f"nothing claimed, evidence shows {shown}"
        return f"claimed {claimed}, evidence shows {'the same' if claimed is shown else shown}"

    @property
    def verdict(self) -> Verdict:
        """How what is shown lies to the claim."""
        if self.claimed is None or self.shown is None:
            return Verdict.UNKNOWN
        claimed, shown = _LEVELS.index(self.claimed), _LEVELS.index(self.shown)
        if claimed == shown:
            return Verdict.CONFIRMED
        return Verdict.LOWER if claimed > shown else Verdict.HIGHER

    @property
    def verdict_word(self) -> str:
        """The verdict as people read it."""
        if self.shown is not None and self.claimed is None:
            return "no claim"
        return _VERDICTS[self.verdict]

    @property
    def next_level(self) -> MaturityLevel | None:
        """The stage to come to next; None at the top."""
        if self.shown is None:
            return MaturityLevel.REPEATABLE
        place = _LEVELS.index(self.shown) + 1
        return _LEVELS[place] if place < len(_LEVELS) else None

    @property
    def next_step(self) -> tuple[str, ...]:
        """What the next stage still wants, in words."""
        if self.shown is None:
            return (f"state under maturity.functions.{self.id} how this function works together",)
        return tuple(
            one.wants for one in self.demands if one.level is self.next_level and not one.met
        )


@dataclass(frozen=True, slots=True)
class MaturityAssessment:
    """The functions of a partnership, those of :data:`FUNCTIONS` first; none where unasked."""

    id: str
    title: str
    unasked: str
    assessed_on: date | None
    functions: tuple[Function, ...]


def maturity(partnership: Partnership, now: datetime) -> MaturityAssessment:
    """What is claimed and what is shown, as ``now`` knows it."""
    charter, why = partnership.charter, unasked(partnership.charter)
    told = charter.maturity
    claims = dict(told.functions) if told else {}
    names = () if why else dict.fromkeys((*FUNCTIONS, *claims))
    held = tuple(reviews_held(charter, partnership.records, now))
    subject = _Subject(partnership, day_of(now), held)
    return MaturityAssessment(
        partnership.id,
        charter.title,
        why,
        told.assessed_on if told else None,
        tuple(subject.function(name, claims.get(name)) for name in names),
    )


def by_stage(found: Iterable[MaturityAssessment]) -> Mapping[str, Mapping[str, int]]:
    """By function, how many partnerships show each stage, and of how many it is unknown."""
    counts: dict[str, dict[str, int]] = {}
    for one in found:
        for function in one.functions:
            stages = dict.fromkeys((*(level.value for level in MaturityLevel), "unknown"), 0)
            own = counts.setdefault(function.id, stages)
            own[function.shown.value if function.shown else "unknown"] += 1
    return counts


def newest_reading(
    charter: Charter, rows: Iterable[Measurement], today: date, among: Iterable[str] | None = None
) -> tuple[str, KpiReading] | None:
    """The first KPI (of some) that has a figure which is not overdue, and its reading."""
    known, ids = tuple(rows), charter.kpis if among is None else among
    readings = ((id_, read_kpi(id_, charter.kpis[id_], known, today)) for id_ in ids)
    return next((pair for pair in readings if pair[1].latest and not pair[1].overdue), None)


def reviewed_within_a_year(held: Iterable[HeldReview], today: date) -> HeldReview | None:
    """The newest of reviews if it was held within a year."""
    newest = max(held, key=lambda one: one.front.held_on, default=None)
    recent = newest is not None and newest.front.held_on >= add_months(today, -_YEAR)
    return newest if recent else None


def done_within_a_year(
    charter: Charter, today: date, among: Iterable[str] | None = None
) -> tuple[str, Initiative] | None:
    """The first initiative (of some) that was done within a year, by its id."""
    since = add_months(today, -_YEAR)
    ideas = ((id_, charter.initiatives[id_]) for id_ in among or ())
    return next(
        (
            (id_, idea)
            for id_, idea in (charter.initiatives.items() if among is None else ideas)
            if idea.stage is InitiativeStage.DONE
            and idea.since is not None
            and since <= idea.since <= today
        ),
        None,
    )


@dataclass(frozen=True)
class _Subject:
    """What all functions of a partnership share."""

    partnership: Partnership
    today: date
    held: tuple[HeldReview, ...]

    def at(self, place: Place, says: str) -> tuple[Evidence, ...]:
        """What stands at a place of the charter."""
        return (in_charter(self.partnership, place, says),)

    def function(self, id_: str, claim: MaturityClaim | None) -> Function:
        """One function with the demands of each stage."""
        if claim is None:
            return Function(id_, None, None, ())
        lead = self.partnership.roster.get(claim.lead)
        demands = (*self._claimed(id_, claim), *self._planned(claim), *self._lived(claim))
        return Function(id_, claim.level, lead.name if lead else None, demands)

    def _claimed(self, id_: str, claim: MaturityClaim) -> Iterator[Demand]:
        place, lead = ("maturity", "functions", id_), self.partnership.roster.get(claim.lead)
        wants = "name evidence that anyone can check, such as a joint plan"
        shows = self.at((*place, "evidence"), claim.evidence or "nothing shows it")
        yield Demand(MaturityLevel.REPEATABLE, wants, claim.evidence is not None, shows)
        leads = self.at((*place, "lead"), lead.name if lead else "no one leads it")
        yield Demand(MaturityLevel.DEFINED, "name a lead", lead is not None, leads)

    def _planned(self, claim: MaturityClaim) -> Iterator[Demand]:
        charter, level = self.partnership.charter, MaturityLevel.DEFINED
        reviews = self.at(("reviews",), ", ".join(charter.reviews) or "no review")
        yield Demand(level, "plan a review", bool(charter.reviews), reviews)
        kpis = _kpis_of(charter, claim.lead)
        wants = "give its lead a KPI of this function to own, or a goal to lead"
        where = ("kpis", kpis[0]) if kpis else ("kpis",)
        says = ", ".join(kpis) or "its lead is responsible for no KPI of this function"
        yield Demand(level, wants, bool(kpis), self.at(where, says))

    def _lived(self, claim: MaturityClaim) -> Iterator[Demand]:
        charter, records = self.partnership.charter, self.partnership.records
        kpis = _kpis_of(charter, claim.lead)
        fresh = newest_reading(charter, records.measurements, self.today, kpis)
        figures = self.at(("kpis",), "no figure of its lead's KPIs is up to date")
        if fresh is not None:
            figures = (kpi_evidence(fresh[0], self.partnership, self.today),)
        met = True if fresh else _known(row for row in records.measurements if row.kpi in kpis)
        yield Demand(
            MaturityLevel.MANAGED, "keep a figure of its lead's KPIs up to date", met, figures
        )
        last = reviewed_within_a_year(self.held, self.today)
        minutes = self.at(("reviews",), "no review was held within a year")
        if last is not None:
            line = records.documents[last.minutes.path].span(("held_on",)).line
            minutes = (in_record(last.minutes.path, line, f"{last.id} of {last.front.held_on}"),)
        met = True if last else _known(self.held)
        yield Demand(MaturityLevel.MANAGED, "hold a review, and keep its minutes", met, minutes)
        ideas = _initiatives_of(charter, claim.lead)
        done = done_within_a_year(charter, self.today, ideas)
        says = f"{done[1].title}: done on {done[1].since}" if done else "none done within a year"
        where = ("initiatives", done[0]) if done else ("initiatives",)
        wants = "complete an initiative of its lead"
        yield Demand(MaturityLevel.OPTIMISED, wants, done is not None, self.at(where, says))


def _kpis_of(charter: Charter, lead: str | None) -> tuple[str, ...]:
    """The KPIs that somebody owns, or that serve a goal that they lead."""
    led = {kpi for goal in charter.goals.values() if goal.lead == lead for kpi in goal.kpis}
    if lead is None:
        return ()
    own = (id_ for id_, kpi in charter.kpis.items() if kpi.owner == lead or id_ in led)
    return tuple(id_ for id_ in own if not _tells_of_all(charter, id_))


def _tells_of_all(charter: Charter, kpi: str) -> bool:
    """Whether a KPI serves the relationship alone, so that it shows nothing of one function."""
    served = [goal.category for goal in charter.goals.values() if kpi in goal.kpis]
    return bool(served) and set(served) == {GoalCategory.RELATIONSHIP}


def _initiatives_of(charter: Charter, lead: str | None) -> tuple[str, ...]:
    """The initiatives that somebody leads, or that serve a goal that they lead."""
    if lead is None:
        return ()
    led = {id_ for id_, goal in charter.goals.items() if goal.lead == lead}
    ideas = charter.initiatives.items()
    return tuple(id_ for id_, idea in ideas if idea.lead == lead or idea.goal in led)


def _known(recorded: Iterable[object]) -> bool | None:
    """None, for unknown, where nothing at all is recorded; False where it falls short."""
    return False if any(True for _ in recorded) else None
