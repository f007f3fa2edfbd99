"""Makes the pack of a review, of what its readers may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from trm_policy.measure.dated import is_still_open
from trm_policy.measure.due import due_items, review_item
from trm_policy.measure.due_item import DueContext, DueItem, DueKind, DueLimits
from trm_policy.measure.escalations import EscalationCase, escalations
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.meetings import next_awaited
from trm_policy.measure.open_actions import open_actions
from trm_policy.measure.quorum import needed, voters
from trm_policy.measure.review_pack import (
    ActionLine,
    ActionStanding,
    DecisionNeeded,
    Invited,
    Occasion,
    Pack,
    RiskLine,
)
from trm_policy.measure.review_questions import (
    of_actions,
    of_due,
    of_escalations,
    of_initiatives,
    of_kpis,
)
from trm_policy.measure.scorecard import ScorecardRow, scorecard
from trm_policy.measure.series import graces, recorded, red_run
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
from trm_policy.model.party import SharedPerson
from trm_policy.model.records import Action, ActionState, Minutes, MinutesFront
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records, as_known
from trm_policy.portfolio.roster import Roster
from trm_policy.timing.instant import add_days, add_months
from trm_policy.wording.days import short_day

USUAL_AGENDA = (
    "Decisions needed",
    "Risks",
    "What falls due",
    "Actions of earlier reviews",
    "Scorecard",
    "Escalations",
)
"""What is talked about where the charter has no agenda for the review."""

_QUARTER = 3


def review_pack(
    partnership: Partnership,
    occasion: Occasion,
    now: datetime,
    limits: DueLimits | None = None,
) -> Pack:
    """The pack for a review of the charter, as of ``now``.

    What its readers may not see is gone from ``partnership`` already. Raises KeyError where the
    charter has no such review.
    """
    return _Maker(partnership, occasion, now, limits or DueLimits()).pack()


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The reviews before the one of ``occasion``."""

    roster: Roster
    records: Records
    occasion: Occasion

    @property
    def _reviews(self) -> Iterator[tuple[MinutesFront, Minutes]]:
        """All minutes of reviews that were held, of which somebody can tell the review."""
        known = ((one.front, one) for one in self.records.minutes if one.front is not None)
        return (one for one in known if one[0].took_place)

    @property
    def last(self) -> tuple[MinutesFront, Minutes] | None:
        """The minutes of the last review of the same kind that was held before."""
        id_, planned = self.occasion.id, self.occasion.planned
        held = (one for one in self._reviews if one[0].review == id_ and one[0].for_ < planned)
        return max(held, key=_held_on, default=None)

    @property
    def decided(self) -> tuple[str, ...]:
        """What the last review of the same kind decided, and its committee in others since."""
        last = self.last
        since = last[0].held_on if last else date.min
        later = (
            one for one in self._reviews if _held_on(one) >= since and self._of_committee(one[0])
        )
        found = [*_decisions(last[1], "")] if last else []
        for front, minutes in sorted(later, key=_held_on):
            review = self.roster.charter.reviews[front.review]
            found += _decisions(minutes, f" ({review.name}, {short_day(front.held_on)})")
        return tuple(found)

    def _of_committee(self, front: MinutesFront) -> bool:
        """Whether another review was held by the committee that holds this one."""
        reviews = self.roster.charter.reviews
        other, own = reviews.get(front.review), reviews[self.occasion.id]
        return (
            other is not None
            and front.review != self.occasion.id
            and own.committee is not None
            and other.committee == own.committee
        )

    def actions(self, today: date) -> tuple[ActionLine, ...]:
        """What reviews of any kind left open, late first, and what was closed of the last one."""
        last = self.last[0] if self.last else None
        found = [
            line
            for front, record in self._reviews
            for line in self._of(front, record, today, closed=front is last)
        ]
        return tuple(sorted(found, key=ActionLine.order))

    def _of(
        self, front: MinutesFront, record: Minutes, today: date, *, closed: bool
    ) -> list[ActionLine]:
        if (front.review, front.for_) == (self.occasion.id, self.occasion.planned):
            return []
        review = self.roster.charter.reviews.get(front.review)
        return [
            ActionLine(
                _state(action, today),
                " ".join(action.what.split()),
                self.roster.name_of(action.person) if action.person else "",
                action.due,
                review.name if review else front.review,
                front.held_on,
                action.kpi,
                record.path,
                action.line,
            )
            for action in record.actions
            if closed or action.state is ActionState.OPEN
        ]


def _held_on(review: tuple[MinutesFront, Minutes]) -> date:
    return review[0].held_on


def _decisions(minutes: Minutes, whose: str) -> Iterator[str]:
    return (f"{' '.join(one.text.split())}{whose}" for one in minutes.decisions)


def _state(action: Action, today: date) -> ActionStanding:
    if action.state is not ActionState.OPEN:
        return ActionStanding(action.state.value)
    if action.due is None:
        return ActionStanding.UNDATED
    return ActionStanding.LATE if action.due < today else ActionStanding.OPEN


def answering(kpi: str, minutes: Iterable[Minutes], since: date) -> Iterator[Action]:
    """The open actions for a KPI that were agreed since a day, each with a person and a day."""
    for action, record, _ in open_actions(minutes):
        recent = record.front is not None and record.front.held_on >= since
        if recent and action.kpi == kpi and action.person and action.due:
            yield action


class _Maker:
    """Collects what the lines of one pack say."""

    def __init__(
        self, part: Partnership, occasion: Occasion, now: datetime, limits: DueLimits
    ) -> None:
        self.desk = DueContext(part, now, limits)
        self.charter: Charter = part.charter
        self.roster = part.roster
        self.records = as_known(part.records, now)
        self.occasion = occasion
        self.review: Review = part.charter.reviews[occasion.id]
        self.today = now.astimezone(UTC).date()
        self.id = part.id
        self.graces = graces(part.roster, limits.grace)
        self.earlier = _Earlier(part.roster, self.records, occasion)
        last = self.earlier.last
        self.since = last[0].held_on if last else None
        done = {occasion.planned}
        after = add_days(max(occasion.planned, occasion.day), 1)
        self.next = next_awaited(part, occasion.id, done, after)
        self.until = self.next or add_months(occasion.day, _QUARTER)

    def pack(self) -> Pack:
        """Everything put together."""
        actions = self.earlier.actions(self.today)
        kpis = self._kpis()
        escalations = self._escalations()
        due = self._due()
        body = self.charter.committees.get(self.review.committee or "")
        quorum = body.quorum if body else None
        return Pack(
            partnership=self.id,
            title=self.charter.title,
            occasion=self.occasion,
            name=self.review.name,
            as_of=self.today,
            since=self.since,
            until=self.until,
            committee=body.name if body else None,
            quorum=(needed(self.desk.partnership, body), quorum.each_party)
            if body and quorum
            else (None, None),
            invited=self._invited(),
            agenda=self.review.agenda or USUAL_AGENDA,
            decisions=tuple(self._decisions(kpis, actions, escalations, due)),
            risks=self._risks(),
            due=due,
            decided=self.earlier.decided,
            actions=actions,
            kpis=kpis,
            escalations=escalations,
        )

    def _decisions(
        self,
        kpis: Sequence[ScorecardRow],
        actions: Sequence[ActionLine],
        found: Sequence[EscalationCase],
        due: Sequence[DueItem],
    ) -> Iterator[DecisionNeeded]:
        """What is to be decided; one at least for each line that is not as agreed."""
        yield from of_escalations(found)
        records = self.records
        figures = recorded(self.charter, records.measurements, self.today, records.minutes)
        runs = {id_: red_run(id_, self.charter.kpis[id_], one) for id_, one in figures.items()}
        since = {id_: run[-1][0].first_day for id_, run in runs.items() if run}
        missed = (row for row in kpis if row.kpi.bound and row.light is KpiStatus.AMBER)
        since |= {one.id: day.period.first_day for one in missed if (day := one.reading.latest)}
        yield from of_kpis(kpis, {id_: self._answers(id_, day) for id_, day in since.items()})
        yield from of_actions(actions)
        yield from of_initiatives(self.charter, self.until)
        yield from of_due(due)
        if self.next is None:
            asks = "none is planned after this one: when do you meet again?"
            yield DecisionNeeded("The next review", asks)

    def _name(self, person: str | None) -> str:
        return self.roster.name_of(person) if person else ""

    def _invited(self) -> tuple[Invited, ...]:
        """The members of the committee, else the relationship owners, who are still in office."""
        body = self.charter.committees.get(self.review.committee or "")
        voting = voters(body) if body else ()
        seats = [(s.person, s.last_day) for s in body.members if s.person] if body else []
        people: list[tuple[str, date | None]] = seats or [
            (person, None) for person in self.charter.owners.values()
        ]
        found = {}
        for id_, until in people:
            actor = self.roster.get(id_)
            human = actor.human if actor else None
            left = (
                isinstance(human, SharedPerson) and human.left and human.left <= self.occasion.day
            )
            if actor and not left and (until is None or until >= self.occasion.day):
                party = self.roster.party_name(actor.party) if actor.party else ""
                found[id_] = Invited(id_, actor.name, party, id_ in voting)
        return tuple(found.values())

    def _kpis(self) -> tuple[ScorecardRow, ...]:
        """The KPIs that goals still ask for and that can be judged, the gravest first."""
        rows = scorecard(
            self.charter,
            self.records.measurements,
            self.today,
            self.graces,
            self.records.minutes,
        )
        gravity = [KpiStatus.RED, KpiStatus.UNKNOWN, KpiStatus.AMBER, KpiStatus.GREEN]
        found = [row for row in rows if row.followed and row.light is not None]
        return tuple(sorted(found, key=lambda row: gravity.index(row.reading.status)))

    def _answers(self, id_: str, since: date) -> tuple[str, ...]:
        """Who acts on a KPI that is red since a day, each with a day of their own."""
        actions = answering(id_, self.records.minutes, since)
        return tuple(dict.fromkeys(self._name(action.person) for action in actions))

    def _escalations(self) -> tuple[EscalationCase, ...]:
        """Those that are open, and those that were settled since the last review."""
        found = [
            one
            for one in escalations(self.desk.partnership, self.desk.now)
            if one.settled is None or self.since is None or one.settled >= self.since
        ]
        return tuple(sorted(found, key=lambda one: (not one.open, one.raised)))

    def _risks(self) -> tuple[RiskLine, ...]:
        found = [
            RiskLine(
                id=id_,
                title=risk.title,
                owner=self._name(risk.owner),
                likelihood=risk.likelihood,
                impact=risk.impact,
                weight=risk.weight,
                mitigation=risk.mitigation or "",
                review_by=risk.review_by,
                late=risk.review_by is not None and risk.review_by < self.today,
            )
            for id_, risk in self.charter.risks.items()
            if is_still_open(risk) and not risk.hides("title")
        ]
        return tuple(sorted(found, key=lambda line: -(line.weight or 0)))

    def _due(self) -> tuple[DueItem, ...]:
        """What has its day until the next review, or had it and is still open.

        Figures that are late stand in the scorecard, and actions that are late among the actions;
        of this review's own days the one after it counts.
        """
        own = f"{self.occasion.id} "
        found = [
            item
            for item in due_items(self.desk.partnership, self.desk.now, self.desk.asked)
            if item.day <= self.until
            and item.kind is not DueKind.KPI
            and not (item.kind is DueKind.ACTION and item.overdue)
            and not (item.kind is DueKind.REVIEW and item.key.startswith(own))
        ]
        if self.next is not None:
            found += review_item(self.desk, self.occasion.id, self.next)
        return tuple(sorted(found, key=lambda item: item.order))
