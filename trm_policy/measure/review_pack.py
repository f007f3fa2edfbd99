"""What a review should look at, as it is known on a day: what was, and above all what comes.

The pack looks ahead in at least half of its entries. Each entry that looks back on something that
is not as agreed (a KPI off its plan, an action that is late, an open escalation) asks for a
decision in the half that looks ahead. Where all is well and the half that looks back is the longer
one nevertheless, what went well is told in one entry (``brief``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from trm_policy.measure.expecting import graces
from trm_policy.measure.kpi_status import USUAL_GRACE, KpiStatus, read_kpi
from trm_policy.measure.meetings import next_awaited
from trm_policy.measure.quorum import voters
from trm_policy.measure.red_run import answering, red_since
from trm_policy.measure.review_due import RISK_FIELDS, Sees, falls_due
from trm_policy.measure.review_lines import (
    ActionLine,
    ActionState,
    DueKind,
    DueLine,
    EscalationLine,
    Invited,
    KpiLine,
    Question,
    RiskLine,
)
from trm_policy.measure.review_questions import questions
from trm_policy.model.charter import Charter
from trm_policy.model.party import SharedPerson
from trm_policy.model.records import ActionState as Box
from trm_policy.model.records import Minutes
from trm_policy.model.rhythm import Review
from trm_policy.portfolio.known import as_known
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing.days import add_days, add_months

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
_KPI_FIELDS = (
    ("name",), ("unit",), ("owner",), ("direction",), ("tolerance",), ("milestones",),
    ("baseline", "value"), ("baseline", "date"), ("target", "value"), ("target", "by"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Occasion:
    """The review that the pack is for: the planned day it stands for, and the day it is held."""

    id: str
    planned: date
    day: date


@dataclass(frozen=True, slots=True)
class Pack:
    """What a review looks at, as of a day.

    ``since`` is the day on which the review was held last, ``until`` the day up to which things
    that fall due are told: that of the next review, else three months on. Lines are in the order
    in which they are to be talked about.
    """

    partnership: str
    title: str
    occasion: Occasion
    name: str
    as_of: date
    since: date | None
    until: date
    committee: str | None
    quorum: tuple[int | None, int | None]
    invited: tuple[Invited, ...]
    agenda: tuple[str, ...]
    decisions: tuple[Question, ...]
    risks: tuple[RiskLine, ...]
    due: tuple[DueLine, ...]
    actions: tuple[ActionLine, ...]
    kpis: tuple[KpiLine, ...]
    escalations: tuple[EscalationLine, ...]

    @property
    def ahead(self) -> int:
        """How many entries look ahead."""
        return len(self.decisions) + len(self.risks) + len(self.due)

    @property
    def brief(self) -> bool:
        """Whether what went well is told in one entry, so that the look back is no longer."""
        return len(self.actions) + len(self.kpis) + len(self.escalations) > self.ahead

    @property
    def back(self) -> int:
        """How many entries look back, as the pack is shown."""
        shown = (*self.shown_actions, *self.shown_kpis, *self.shown_escalations)
        return len(shown) + bool(self.went_well)

    @property
    def empty(self) -> Mapping[str, str]:
        """What stands for each list without a line of its own.

        It tells of what is shown, never of all there is: a reader may not see everything.
        """
        return {
            "decisions": "Nothing asks for a decision by itself.",
            "due": "There is nothing due to show.",
            "risks": "There is no open risk to show.",
            "actions": "See below." if self.actions else "There is no earlier action to show.",
            "kpis": "All that are shown are on plan." if self.kpis else "There is no KPI to show.",
            "escalations": "All that are shown are settled."
            if self.escalations
            else "There is no escalation to show.",
        }

    @property
    def shown_actions(self) -> tuple[ActionLine, ...]:
        """The actions that have a line of their own."""
        return tuple(one for one in self.actions if not (self.brief and one.is_well))

    @property
    def shown_kpis(self) -> tuple[KpiLine, ...]:
        """The KPIs that have a line of their own."""
        return tuple(one for one in self.kpis if not (self.brief and one.is_well))

    @property
    def shown_escalations(self) -> tuple[EscalationLine, ...]:
        """The escalations that have a line of their own."""
        return tuple(one for one in self.escalations if not (self.brief and one.is_well))

    @property
    def went_well(self) -> tuple[str, ...]:
        """What is told in one entry: KPIs on plan, what was done, what was settled."""
        if not self.brief:
            return ()
        kpis = [f"{one.name} {one.figure}" for one in self.kpis if one.is_well]
        done = [f"{one.state.value}: {one.what}" for one in self.actions if one.is_well]
        settled = [f"settled: {one.title}" for one in self.escalations if one.is_well]
        return (*kpis, *done, *settled)


def review_pack(
    partnership: Partnership, occasion: Occasion, now: datetime, sees: Sees, grace_days: int = 10
) -> Pack:
    """The pack for a review of the charter, as of ``now``, of what its readers may see.

    ``grace_days`` are the working days that a figure may be late. An entry of which a part is
    hidden is left out whole. Raises KeyError where the charter has no such review.
    """
    return _Maker(partnership, occasion, now, sees, grace_days).pack()


class _Maker:
    """Collects what the lines of one pack say."""

    def __init__(
        self, part: Partnership, occasion: Occasion, now: datetime, sees: Sees, grace_days: int
    ) -> None:
        self.charter: Charter = part.charter
        self.roster = part.roster
        self.records = as_known(part.records, now)
        self.occasion = occasion
        self.review: Review = part.charter.reviews[occasion.id]
        self.today = now.astimezone(UTC).date()
        self.id = part.id
        self.sees = sees
        self.graces = graces(part.roster, grace_days)
        self.last = self._last()
        self.since = self.last.front.held_on if self.last and self.last.front else None
        done = {occasion.planned}
        after = add_days(max(occasion.planned, occasion.day), 1)
        self.next = next_awaited(self.charter, self.review, done, after)
        self.until = self.next or add_months(occasion.day, _QUARTER)

    def pack(self) -> Pack:
        """Everything put together."""
        actions, coming = self._actions()
        kpis = self._kpis()
        escalations = self._escalations()
        due = self._due(coming)
        body = self.charter.committees.get(self.review.committee or "")
        quorum = body.quorum if body else None
        agenda = self.review.agenda if self._all("reviews", self.occasion.id, "agenda") else ()
        return Pack(
            partnership=self.id,
            title=self.charter.title,
            occasion=self.occasion,
            name=self.review.name,
            as_of=self.today,
            since=self.since,
            until=self.until,
            committee=body.name if body else None,
            quorum=(quorum.members, quorum.each_party) if quorum else (None, None),
            invited=self._invited(),
            agenda=agenda or USUAL_AGENDA,
            decisions=tuple(
                questions(kpis, actions, escalations, due, again=self.next is not None)
            ),
            risks=self._risks(),
            due=due,
            actions=actions,
            kpis=kpis,
            escalations=escalations,
        )

    def _all(self, section: str, id_: str, *fields: str | tuple[str, ...]) -> bool:
        """Whether the readers may see all these fields of an entry."""
        places = [(one,) if isinstance(one, str) else one for one in fields]
        return all(self.sees((section, id_, *place)) for place in places)

    def _name(self, person: str | None) -> str:
        return self.roster.name_of(person) if person else ""

    def _last(self) -> Minutes | None:
        """The minutes of the last review of this id that was held before."""
        held = [
            one
            for one in self.records.minutes
            if one.front is not None
            and one.front.review == self.occasion.id
            and one.front.for_ < self.occasion.planned
        ]
        return max(held, key=lambda one: one.front.held_on if one.front else date.min, default=None)

    def _invited(self) -> tuple[Invited, ...]:
        """The members of the committee, else the relationship owners, who are still in office."""
        body = self.charter.committees.get(self.review.committee or "")
        voting = voters(body) if body else ()
        seats = [(s.person, s.until) for s in body.members] if body else []
        people = seats or [(person, None) for person in self.charter.owners.values()]
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

    def _actions(self) -> tuple[tuple[ActionLine, ...], tuple[ActionLine, ...]]:
        """What to look back on, and what is open and has its day to come."""
        back: list[ActionLine] = []
        ahead: list[ActionLine] = []
        for record in self.records.minutes:
            front = record.front
            if front is None or not self.sees(("reviews", front.review)):
                continue
            if (front.review, front.for_) == (self.occasion.id, self.occasion.planned):
                continue
            for action in record.actions:
                opened = action.state is Box.OPEN
                if not opened and record is not self.last:
                    continue
                state = ActionState(action.state.value)
                if opened and (action.due is None or action.due < self.today):
                    state = ActionState.LATE if action.due else ActionState.UNDATED
                line = ActionLine(
                    state,
                    " ".join(action.what.split()),
                    self._name(action.person),
                    action.due,
                    self._review_name(front.review),
                    front.held_on,
                    action.kpi,
                )
                (ahead if state is ActionState.OPEN else back).append(line)
        return tuple(sorted(back, key=ActionLine.order)), tuple(sorted(ahead, key=ActionLine.order))

    def _review_name(self, review: str) -> str:
        found = self.charter.reviews.get(review)
        return found.name if found else review

    def _kpis(self) -> tuple[KpiLine, ...]:
        found = []
        for id_, kpi in self.charter.kpis.items():
            serves = [goal for goal in self.charter.goals.values() if id_ in goal.kpis]
            over = serves and all(goal.closed_on is not None for goal in serves)
            if over or not self._all("kpis", id_, *_KPI_FIELDS):
                continue
            rows = (row for row in self.records.measurements if row.kpi == id_)
            reading = read_kpi(id_, kpi, rows, self.today, self.graces.get(id_, USUAL_GRACE))
            target, latest = kpi.target, reading.latest
            found.append(
                KpiLine(
                    id=id_,
                    name=kpi.name,
                    unit=kpi.unit or "",
                    owner=self._name(kpi.owner),
                    target=target.value if target else None,
                    by=target.by if target else None,
                    plan=reading.plan,
                    actual=latest.value if latest else None,
                    period=str(latest.period) if latest else "",
                    status=reading.status,
                    overdue=reading.overdue,
                    answered=self._answers(id_),
                )
            )
        gravity = [KpiStatus.RED, KpiStatus.UNKNOWN, KpiStatus.AMBER, KpiStatus.GREEN]
        return tuple(sorted(found, key=lambda line: gravity.index(line.status)))

    def _answers(self, id_: str) -> tuple[str, ...]:
        """Who acts on a KPI that is red."""
        since = red_since(id_, self.charter.kpis[id_], self.records.measurements, self.today)
        if since is None:
            return ()
        actions = answering(id_, self.records.minutes, since)
        return tuple(dict.fromkeys(self._name(action.person) for action in actions))

    def _escalations(self) -> tuple[EscalationLine, ...]:
        if not self.sees(("escalation", "levels")):
            return ()
        levels = self.charter.escalation.levels if self.charter.escalation else ()
        names = {level.id: level.name or level.id for level in levels}
        found = []
        for record in self.records.escalations:
            front = record.front
            if front is None:
                continue
            settled = front.settled_at.date() if front.settled_at else None
            if settled is not None and self.since is not None and settled < self.since:
                continue
            at = front.steps[-1].level if front.steps else ""
            found.append(
                EscalationLine(
                    front.id,
                    front.title,
                    self._name(front.raised_by),
                    front.raised_at.date(),
                    names.get(at, at),
                    settled,
                )
            )
        return tuple(sorted(found, key=lambda line: (line.settled is not None, line.raised)))

    def _risks(self) -> tuple[RiskLine, ...]:
        found = [
            RiskLine(
                title=risk.title,
                owner=self._name(risk.owner),
                likelihood=risk.likelihood,
                impact=risk.impact,
                mitigation=risk.mitigation or "",
                review_by=risk.review_by,
                late=risk.review_by is not None and risk.review_by < self.today,
            )
            for id_, risk in self.charter.risks.items()
            if risk.closed_on is None and self._all("risks", id_, *RISK_FIELDS)
        ]
        return tuple(sorted(found, key=lambda line: -(line.weight or 0)))

    def _due(self, coming: tuple[ActionLine, ...]) -> tuple[DueLine, ...]:
        """What has its day until the next review, or had it and is still open; actions, all."""
        found = [DueLine(DueKind.ACTION, one.what, one.who, one.due, False) for one in coming]
        found += falls_due(self.roster, self.sees, self.today, self.until)
        if self.next is not None:
            found.append(DueLine(DueKind.REVIEW, self.review.name, "", self.next, False))
        return tuple(sorted(found, key=lambda line: line.day or date.max))
