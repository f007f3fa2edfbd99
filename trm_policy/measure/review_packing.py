"""Makes the pack of a review, of what its readers may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from trm_policy.measure.dated import is_still_open
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.meetings import next_awaited
from trm_policy.measure.quorum import voters
from trm_policy.measure.red_run import answering, red_since
from trm_policy.measure.review_actions import Earlier
from trm_policy.measure.review_due import RISK_FIELDS, Sees, falls_due
from trm_policy.measure.review_lines import (
    ActionLine,
    ActionState,
    DueKind,
    DueLine,
    EscalationLine,
    Invited,
    KpiLine,
    RiskLine,
    Stated,
)
from trm_policy.measure.review_pack import Occasion, Pack
from trm_policy.measure.review_questions import questions
from trm_policy.measure.scorecard import scorecard
from trm_policy.measure.series import graces
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
from trm_policy.model.party import SharedPerson
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import as_known
from trm_policy.timing.instant import add_days, add_months

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


def review_pack(
    partnership: Partnership,
    occasion: Occasion,
    now: datetime,
    sees: Sees,
    grace_days: int = 10,
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
        self.earlier = Earlier(part.roster, self.records, occasion, sees)
        last = self.earlier.last
        self.since = last.front.held_on if last and last.front else None
        done = {occasion.planned}
        after = add_days(max(occasion.planned, occasion.day), 1)
        self.next = next_awaited(self.charter, self.review, done, after)
        self.until = self.next or add_months(occasion.day, _QUARTER)

    def pack(self) -> Pack:
        """Everything put together."""
        actions = self.earlier.actions(self.today)
        kpis = self._kpis()
        escalations = self._escalations()
        due = self._due(actions)
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
            decided=self.earlier.decided,
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

    def _kpis(self) -> tuple[KpiLine, ...]:
        rows = scorecard(self.charter, self.records.measurements, self.today, self.graces)
        found = [
            KpiLine(
                id=row.id,
                name=row.kpi.name,
                unit=row.kpi.unit or "",
                owner=self._name(row.kpi.owner),
                target=row.kpi.target.value if row.kpi.target else None,
                by=row.kpi.target.by if row.kpi.target else None,
                plan=row.reading.plan,
                actual=row.reading.latest.value if row.reading.latest else None,
                period=str(row.reading.latest.period) if row.reading.latest else "",
                status=row.reading.status,
                overdue=row.reading.overdue,
                course=row.trend.course if row.trend else None,
                answered=self._answers(row.id),
                stated=Stated(("kpis", row.id)),
            )
            for row in rows
            if row.followed and row.light is not None and self._all("kpis", row.id, *_KPI_FIELDS)
        ]
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
                    Stated(record=record.path),
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
                stated=Stated(("risks", id_)),
            )
            for id_, risk in self.charter.risks.items()
            if is_still_open(risk) and self._all("risks", id_, *RISK_FIELDS)
        ]
        return tuple(sorted(found, key=lambda line: -(line.weight or 0)))

    def _due(self, actions: Sequence[ActionLine]) -> tuple[DueLine, ...]:
        """What has its day until the next review, or had it and is still open."""
        found = [
            DueLine(DueKind.ACTION, one.what, one.who, one.due, False, one.stated)
            for one in actions
            if one.state is ActionState.OPEN and one.due is not None and one.due <= self.until
        ]
        found += falls_due(self.roster, self.sees, self.today, self.until)
        if self.next is not None:
            stated = Stated(("reviews", self.occasion.id))
            found.append(DueLine(DueKind.REVIEW, self.review.name, "", self.next, False, stated))
        return tuple(sorted(found, key=lambda line: line.day or date.max))
