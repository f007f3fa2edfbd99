"""Ten things that good partnerships have, each computed from what is written, or attested.

A thing is made of parts: it is met where all are, partly where some are or some cannot be told,
not met where none is, and unknown where nothing can be told. What cannot be computed may be
attested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from trm_policy.finding import Place
from trm_policy.measure.attendance import came_to, sponsors_attendance
from trm_policy.measure.attestation import Attestation, Void, astray, attested
from trm_policy.measure.evidence import Evidence, in_charter, in_record
from trm_policy.measure.health import HealthLimits, unasked
from trm_policy.measure.health_signs import kpi_evidence, kpi_rows
from trm_policy.measure.meetings import keeps_minutes, reviews_held
from trm_policy.measure.segmentation import Match, TierLimits, segment
from trm_policy.model.base import Visibility
from trm_policy.model.instruments import TABLE, declared_away, owes
from trm_policy.model.vocabulary import (
    InitiativeStage,
    Instrument,
    Seniority,
    SharingRule,
    Status,
)
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing import Frequency
from trm_policy.timing.clock import day_of
from trm_policy.timing.instant import add_months


class Criterion(StrEnum):
    """The ten, in the order in which a partnership grows."""

    SEGMENTED = "segmented-by-value"
    RHYTHM = "shared-kpis-and-rhythm"
    OWNERS = "accountable-owners"
    PLATFORM = "platform-for-both-sides"
    CHANNELS = "formal-channels"
    VALUE = "value-for-each-party"
    PILOT = "pilot-before-scaling"
    QUARTERLY = "measured-quarterly"
    INNOVATION = "joint-innovation"
    SPONSORSHIP = "executive-sponsorship"


class Stand(StrEnum):
    """How an item stands."""

    MET = "met"
    ATTESTED = "attested"
    PARTLY = "partly"
    NOT_MET = "not met"
    UNKNOWN = "unknown"
    NOT_RELEVANT = "not relevant"


class Check(NamedTuple):
    """One part of an item: whether it holds (None: nobody can tell), and what shows it."""

    holds: bool | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item of one partnership. ``reason`` is why it is not relevant, or empty.

    ``void`` is a word that was given for it and does not count.
    """

    item: Criterion
    demand: str
    parts: tuple[Check, ...]
    attested: Attestation | None = None
    reason: str = ""
    void: Void | None = None

    @property
    def stand(self) -> Stand:
        """How it stands, by its parts; an attestation counts where they do not suffice."""
        if self.reason:
            return Stand.NOT_RELEVANT
        known = [part.holds for part in self.parts if part.holds is not None]
        if known and all(known) and len(known) == len(self.parts):
            return Stand.MET
        if self.attested is not None:
            return Stand.ATTESTED
        if not known:
            return Stand.UNKNOWN
        return Stand.PARTLY if any(known) else Stand.NOT_MET


@dataclass(frozen=True, slots=True)
class Checklist:
    """The ten items of a partnership; none where ``unasked`` says why.

    ``astray`` are words that were given for what is no item.
    """

    id: str
    title: str
    tier: str
    unasked: str
    items: tuple[ItemResult, ...]
    astray: tuple[Void, ...] = ()

    def count(self, stand: Stand) -> int:
        """How many items stand so."""
        return sum(one.stand is stand for one in self.items)


_YEAR = 12
_QUARTERLY = (Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.QUARTERLY)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the items share. What waits to be filled in is no part of the partnership."""

    partnership: Partnership
    now: datetime
    limits: HealthLimits
    tiers: TierLimits

    def part(self, holds: bool | None, place: Place, says: str) -> Check:
        """A part that a place of the charter shows."""
        lost = holds is False and self.partnership.built.touches_dropped(place[:1])
        return Check(None if lost else holds, in_charter(self.partnership, place, says))


def _segmented(subject: Subject) -> Iterator[Check]:
    found = segment(subject.partnership, subject.tiers)
    at = ("segmentation", "scores")
    yield subject.part(found.mean is not None, at, found.working)
    why = "the rationale is written" if found.rationale else "no rationale is written"
    yield subject.part(found.rationale is not None, ("segmentation", "rationale"), why)
    agrees = None if found.match is Match.UNKNOWN else found.match is Match.AGREES
    yield subject.part(agrees, ("tier",), f"tier {found.declared}: {found.match}")


def _rhythm(subject: Subject) -> Iterator[Check]:
    charter = subject.partnership.charter
    serving = {kpi for goal in charter.goals.values() for kpi in goal.kpis}
    aimed = [id_ for id_, kpi in charter.kpis.items() if id_ in serving and kpi.target]
    says = f"{len(aimed)} with a goal and a target: {', '.join(aimed)}" if aimed else "none"
    yield subject.part(bool(aimed), ("kpis",), f"KPIs {says}")
    planned = [id_ for id_, one in charter.reviews.items() if keeps_minutes(one) and one.every]
    says = f"reviews {', '.join(planned)}" if planned else "no review with a rhythm"
    yield subject.part(bool(planned), ("reviews",), says)
    held = list(reviews_held(charter, subject.partnership.records, subject.now))
    recent = add_months(day_of(subject.now), -_YEAR)
    if held:
        last = max(held, key=lambda one: one.front.held_on)
        document = subject.partnership.records.documents[last.minutes.path]
        at, says = document.span(("held_on",)).line, f"{last.id} held on {last.front.held_on}"
        yield Check(last.front.held_on >= recent, in_record(last.minutes.path, at, says))
    else:
        yield subject.part(None, ("reviews",), "no minutes are recorded")


def _owners(subject: Subject) -> Iterator[Check]:
    charter, roster = subject.partnership.charter, subject.partnership.roster
    for party in charter.organised:
        person = charter.owners.get(party)
        name = roster.party_name(party)
        actor = roster.get(person)
        says = f"{name}: {roster.name_of(person)}" if person else f"{name} has no owner"
        left = actor.gone_since(day_of(subject.now)) if actor else None
        says += f", who left on {left}" if left else ""
        holds = actor is not None and actor.party == party and left is None
        yield subject.part(holds, ("owners", party), says)


def _platform(subject: Subject) -> Iterator[Check]:
    charter, roster = subject.partnership.charter, subject.partnership.roster
    open_ = charter.audience is not Visibility.INTERNAL
    yield subject.part(open_, ("audience",), f"the charter is for the audience {charter.audience}")
    flowing = [i for i in charter.sharing.values() if i.rule is not SharingRule.NEVER_SHARE]
    for party in charter.organised:
        gives = sum(item.from_ == party for item in flowing)
        says = f"{roster.party_name(party)} shares {gives or 'nothing'}"
        yield subject.part(gives > 0, ("sharing",), says)


def _channels(subject: Subject) -> Iterator[Check]:
    charter = subject.partnership.charter
    levels = charter.escalation.levels if charter.escalation else ()
    if not levels:
        yield subject.part(False, ("escalation",), "no escalation path")
    for level in levels:
        says = f"{level.id}: {level.channel or 'no channel'}"
        yield subject.part(level.channel is not None, ("escalation", "levels", level.id), says)
    dated = [i for i, one in charter.reviews.items() if one.every and one.starting]
    says = f"scheduled: {', '.join(dated)}" if dated else "no review is scheduled"
    yield subject.part(bool(dated), ("reviews",), says)


def _value(subject: Subject) -> Iterator[Check]:
    charter, roster = subject.partnership.charter, subject.partnership.roster
    for id_ in charter.organised:
        party = charter.parties[id_]
        says = f"{roster.party_name(id_)} gives {len(party.gives)} and gets {len(party.gets)}"
        yield subject.part(bool(party.gives and party.gets), ("parties", id_), says)


def _pilot(subject: Subject) -> Iterator[Check]:
    charter, moving = subject.partnership.charter, False
    if charter.status is Status.PILOT:
        moving = True
        yield subject.part(True, ("status",), "the charter itself is a pilot")
    for id_, idea in charter.initiatives.items():
        at = ("initiatives", id_, "stage")
        if idea.stage is InitiativeStage.PILOT:
            moving = True
            yield subject.part(True, at, f"{idea.title}: pilot")
        elif idea.stage in (InitiativeStage.SCALING, InitiativeStage.DONE):
            moving = True
            yield subject.part(None, at, f"{idea.title}: {idea.stage}; no pilot is recorded")
    if not moving:
        yield subject.part(None, ("initiatives",), "nothing is piloted, scaling or done")


def _quarterly(subject: Subject) -> Iterator[Check]:
    partnership, today = subject.partnership, day_of(subject.now)
    rows = {row.id: row for row in kpi_rows(partnership, today, subject.limits.figure_grace)}
    goals = [(i, goal) for i, goal in partnership.charter.goals.items() if goal.closed_on is None]
    if not goals:
        yield subject.part(None, ("goals",), "no goal is open")
    for id_, goal in goals:
        often = [rows[k] for k in goal.kpis if k in rows and rows[k].kpi.frequency in _QUARTERLY]
        fresh = [row for row in often if row.reading.latest and not row.reading.overdue]
        if fresh:
            yield Check(True, kpi_evidence(fresh[0].id, partnership, today))
        elif any(row.reading.latest for row in often):
            yield subject.part(False, ("goals", id_, "kpis"), f"{id_}: its figures are overdue")
        elif often:
            yield subject.part(None, ("goals", id_, "kpis"), f"{id_}: no figure is recorded")
        else:
            yield subject.part(False, ("goals", id_), f"{id_}: no KPI is measured each quarter")


def _innovation(subject: Subject) -> Iterator[Check]:
    today, found = day_of(subject.now), False
    for id_, idea in subject.partnership.charter.initiatives.items():
        recent = idea.since and add_months(today, -_YEAR) <= idea.since <= today
        over = idea.stage in (InitiativeStage.DONE, InitiativeStage.DROPPED)
        if idea.stage is InitiativeStage.DROPPED or (over and not recent):
            continue
        found = True
        says = f"{idea.title}: {idea.stage or 'no stage'} since {idea.since or 'an unknown day'}"
        holds = bool(recent) if idea.since else None
        yield subject.part(holds, ("initiatives", id_), says)
    if not found:
        yield subject.part(False, ("initiatives",), "no initiative is open or was done in a year")


def _sponsorship(subject: Subject) -> Iterator[Check]:
    charter, roster = subject.partnership.charter, subject.partnership.roster
    for party in charter.organised:
        person, name = charter.sponsors.get(party), roster.party_name(party)
        actor = roster.get(person)
        executive = actor is not None and actor.seniority is Seniority.EXECUTIVE
        says = f"{name}: {actor.name}, {actor.seniority or 'no seniority'}" if actor else name
        says += "" if actor else " has no sponsor"
        left = actor.gone_since(day_of(subject.now)) if actor else None
        says += f", who left on {left}" if left else ""
        holds = executive and left is None and roster.party_of(person) == party
        yield subject.part(holds, ("sponsors", party), says)
    wanted = max(subject.limits.reviews, 1)
    for found in sponsors_attendance(subject.partnership, subject.now):
        if found.sponsor.gone_since(day_of(subject.now)) is not None:
            continue
        there = found.there[-wanted:]
        says = came_to(found.sponsor.name, sum(there), len(there))
        if not there:
            says = f"no review shows whether {found.sponsor.name} attends"
        yield subject.part(any(there) if there else None, ("sponsors", found.party), says)


class Spec(NamedTuple):
    """An item, what it demands, the section that may be declared away, and how it is computed."""

    item: Criterion
    demand: str
    section: str
    parts: Callable[[Subject], Iterator[Check]]


ITEMS = (
    Spec(
        Criterion.SEGMENTED,
        "The partner is segmented by strategic value.",
        "segmentation",
        _segmented,
    ),
    Spec(Criterion.RHYTHM, "Shared KPIs, and a rhythm of reviews that is kept.", "kpis", _rhythm),
    Spec(Criterion.OWNERS, "One accountable owner on each side.", "owners", _owners),
    Spec(Criterion.PLATFORM, "Both sides see the charter, and both share.", "sharing", _platform),
    Spec(
        Criterion.CHANNELS,
        "Formal channels and a schedule of meetings.",
        "escalation",
        _channels,
    ),
    Spec(Criterion.VALUE, "A value proposition for each party.", "parties", _value),
    Spec(Criterion.PILOT, "What is new is piloted before it is scaled.", "initiatives", _pilot),
    Spec(
        Criterion.QUARTERLY,
        "Results of each goal are measured every quarter.",
        "kpis",
        _quarterly,
    ),
    Spec(
        Criterion.INNOVATION,
        "Joint improvement and innovation make progress.",
        "initiatives",
        _innovation,
    ),
    Spec(Criterion.SPONSORSHIP, "Executives sponsor it and attend.", "sponsors", _sponsorship),
)


ATTESTABLE = (Criterion.PLATFORM, Criterion.PILOT)
"""What is often lived without a word in the charter; all others are computed alone."""


def checklist(
    partnership: Partnership,
    now: datetime,
    limits: HealthLimits | None = None,
    tiers: TierLimits | None = None,
) -> Checklist:
    """The ten items as ``now`` knows them."""
    charter, why = partnership.charter, unasked(partnership.charter)
    subject = Subject(partnership, now, limits or HealthLimits(), tiers or TierLimits())
    return Checklist(
        partnership.id,
        charter.title,
        charter.tier.value,
        why,
        () if why else tuple(_result(subject, one) for one in ITEMS),
        () if why else tuple(astray(partnership, [item.value for item in Criterion])),
    )


def _not_owed(partnership: Partnership, section: str) -> str:
    """Why an instrument need not have a section that is not written; empty where it needs it."""
    charter = partnership.charter
    if charter.instrument is Instrument.ALLIANCE or section == "parties":
        return ""
    owed = section in TABLE and owes(charter, section)
    if owed or partnership.document.has((section,)):
        return ""
    return f"'instrument: {charter.instrument}' does not require it"


def _result(subject: Subject, asked: Spec) -> ItemResult:
    charter, item = subject.partnership.charter, asked.item
    reason = declared_away(charter, asked.section) or _not_owed(subject.partnership, asked.section)
    word = attested(subject.partnership, item.value, day_of(subject.now))
    if item not in ATTESTABLE and word is not None:
        names = " and ".join(one.value for one in ATTESTABLE)
        word = Void(f"it is computed; only {names} can be attested", word.evidence)
    return ItemResult(
        item,
        asked.demand,
        tuple(asked.parts(subject)),
        word if isinstance(word, Attestation) else None,
        reason,
        word if isinstance(word, Void) else None,
    )
