"""What falls due in a partnership: days, what is to be done, and who owes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime

from trm_policy.finding import Place
from trm_policy.measure.dated import appointments, open_commitments, open_goals, risk_reviews
from trm_policy.measure.due_item import DueContext, DueItem, DueKind, DueLimits, Owing, one_line
from trm_policy.measure.ending import ends_on, handover_over, notice_days
from trm_policy.measure.meetings import (
    days_held,
    due_on,
    meets_on,
    missed,
    next_awaited,
    reviews_held,
)
from trm_policy.measure.obligations import obligation_state
from trm_policy.measure.open_actions import open_actions
from trm_policy.measure.series import awaited_figures
from trm_policy.measure.survey import promised_in, survey_due, surveys_known
from trm_policy.model.assurance import Exit, NoticeGiven
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.portfolio.records import minutes_known
from trm_policy.wording.days import cadence, weekday


def commitments(desk: DueContext) -> Iterator[DueItem]:
    """Promises that are not kept yet."""
    for id_, promise, day in open_commitments(desk.charter):
        yield desk.item(
            DueKind.COMMITMENT,
            day,
            f"Commitment: {promise.what}",
            who=desk.answering(promise, "owner"),
            at=("commitments", id_, "due"),
        )


def obligations(desk: DueContext) -> Iterator[DueItem]:
    """What is owed by a day and not upon an event, late until it is said to be met.

    Of one that recurs it is the day that comes next, and the oldest that passed since the last for
    which it was met.
    """
    for id_, one in desk.charter.obligations.items():
        state = obligation_state(one, desk.partnership, desk.today)
        for day in filter(None, (state.late, state.next)):
            yield desk.item(
                DueKind.OBLIGATION,
                day,
                f"Obligation: {one.what}{f' ({cadence(one.every)})' if one.recurs else ''}",
                who=desk.answering(one, "by"),
                at=("obligations", id_),
                key=f"obligations.{id_} {day}" if one.recurs else "",
            )


def goals(desk: DueContext) -> Iterator[DueItem]:
    """Goals that are not reached yet."""
    for id_, goal, day in open_goals(desk.charter):
        yield desk.item(
            DueKind.GOAL,
            day,
            f"Goal: {goal.statement}",
            who=desk.answering(goal, "lead"),
            at=("goals", id_, "due"),
        )


def risks(desk: DueContext) -> Iterator[DueItem]:
    """Risks that are to be looked at again."""
    for id_, risk, day in risk_reviews(desk.charter):
        yield desk.item(
            DueKind.RISK,
            day,
            f"Risk review: {risk.title}",
            who=desk.answering(risk, "owner"),
            at=("risks", id_, "review_by"),
        )


def seats(desk: DueContext) -> Iterator[DueItem]:
    """Seats in committees whose appointment ends; owed by who sits there, and who presides."""
    for id_, committee, position, seat, day in appointments(desk.charter):
        person = seat.person or ""
        party = desk.partnership.roster.party_of(person)
        at = ("committees", id_, "members", position)
        presiding = [one.person for one in committee.members if one.person and one.chairs]
        yield desk.item(
            DueKind.APPOINTMENT,
            day,
            f"Appointment ends: {desk.name(person)}, {committee.name}",
            who=[person, *presiding, *(desk.owners(party) if party else ())],
            at=(*at, "until" if seat.until else "term_of_office"),
            key=f"{id_} {person} {seat.role}",
        )


def waivers(desk: DueContext) -> Iterator[DueItem]:
    """The last days of waivers; owed by the host's owner, and by who approved them."""
    seen: Counter[str] = Counter()
    for position, waiver in enumerate(desk.charter.waivers):
        if waiver.expires is None:
            continue
        about = f"{waiver.rule} {waiver.at or ''}".strip()
        seen[about] += 1
        approver = [waiver.approved_by] if waiver.approved_by else []
        where = f" at {waiver.at}" if waiver.at else ""
        yield desk.item(
            DueKind.WAIVER,
            waiver.expires,
            f"Waiver ends: {waiver.rule}{where}",
            who=[*desk.owners(desk.charter.host or ""), *approver],
            at=("waivers", position, "expires"),
            key=f"{about} {seen[about]}",
        )


def reviews(desk: DueContext) -> Iterator[DueItem]:
    """Of each review the day that comes next, and the last one that passed without minutes."""
    charter, records = desk.charter, desk.records
    held = list(reviews_held(charter, records, desk.now))
    for id_, review in charter.reviews.items():
        who = desk.meeting(review)
        past = missed(desk.partnership, id_, held, desk.now) if desk.working else ()
        known = days_held(id_, records, desk.now)
        coming = next_awaited(desk.partnership, id_, known, desk.today)
        if past:
            more = f" and {len(past) - 1} before" if len(past) > 1 else ""
            what = f"Minutes missing: {review.name}, {past[0]}{more}"
            day = due_on(past[0], id_, desk.partnership, desk.today)
            yield desk.item(
                DueKind.REVIEW, day, what, who=who, at=("reviews", id_), key=f"{id_} {past[0]}"
            )
        if coming is not None:
            yield from review_item(desk, id_, coming)


def review_item(desk: DueContext, id_: str, coming: date) -> Iterator[DueItem]:
    """A review that is planned for a day; nothing where nobody can tell when it is held."""
    review, meets = desk.charter.reviews[id_], meets_on(coming, desk.partnership)
    if meets is None:
        return
    planned = f" (planned for {weekday(coming)})" if meets != coming else ""
    yield desk.item(
        DueKind.REVIEW,
        meets,
        f"Review: {review.name}{planned}",
        who=desk.meeting(review),
        at=("reviews", id_),
        key=f"{id_} {coming}",
    )


def actions(desk: DueContext) -> Iterator[DueItem]:
    """The open actions of reviews that were held, as far as they have a day."""
    for action, minutes, number in open_actions(minutes_known(desk.records, desk.now)):
        if action.due is None:
            continue
        review = minutes.front.review if minutes.front else ""
        agreed = (
            f" ({minutes.front.held_on.day} {minutes.front.held_on:%b})" if minutes.front else ""
        )
        yield desk.item(
            DueKind.ACTION,
            action.due,
            f"Action{agreed}: {action.what}",
            who=[action.person] if action.person else [],
            at=_review_place(desk, review),
            key=f"{minutes.path.name} {number}",
            source=(minutes, action),
        )


def figures(desk: DueContext) -> Iterator[DueItem]:
    """Of each KPI the first figure that is not there yet."""
    if not desk.working:
        return
    for awaited in awaited_figures(desk.partnership, desk.today, desk.asked.grace):
        id_ = awaited.id
        yield desk.item(
            DueKind.KPI,
            awaited.due,
            f"Figure: {awaited.kpi.name} for {awaited.period}",
            who=desk.answering(awaited.kpi, "owner"),
            at=("kpis", id_),
            key=f"{id_} {awaited.period}",
        )


def survey(desk: DueContext) -> Iterator[DueItem]:
    """The next survey that all parties answer, where one is demanded."""
    charter = desk.charter
    strategic = charter.tier is Tier.STRATEGIC and not desk.partnership.unreadable("tier")
    if not (desk.asked.survey and desk.working and strategic and charter.reviews):
        return
    known = surveys_known(desk.records.surveys, desk.today)
    day = survey_due(charter, known)
    if day is None:
        return
    review = promised_in(charter)
    yield desk.item(
        DueKind.SURVEY,
        day,
        f"Survey: all parties, for {day.year}",
        who=desk.meeting(charter.reviews[review]) if review else desk.owners(),
        at=("reviews", review) if review else ("reviews",),
        key=str(day.year),
    )


def _review_place(desk: DueContext, review: str) -> Place:
    """Where the charter plans a review; its reviews at large for one that it does not know."""
    return ("reviews", review) if review in desk.charter.reviews else ("reviews",)


def ending(desk: DueContext) -> Iterator[DueItem]:
    """What decides how long the partnership goes on; once notice was given, how it ends."""
    leave = desk.charter.exit
    if leave is not None and leave.notice_given is not None:
        yield from _leaving(desk, leave, leave.notice_given)
    else:
        yield from _renewing(desk)


def _renewing(desk: DueContext) -> Iterator[DueItem]:
    """The decision on renewal, the last day for notice while it has not passed, and the end."""
    term = desk.charter.term
    renews = f"it renews for {term.renews_for} unless notice was given" if term.renews_for else ""
    if term.review_by is not None:
        yield desk.item(
            DueKind.RENEWAL,
            term.review_by,
            "Renewal: decide whether the partnership goes on",
            who=desk.owners(),
            at=("term", "review_by"),
        )
    for party, span, day in notice_days(desk.charter):
        by = f" by {desk.partnership.roster.party_name(party)}" if party else ""
        own = (party,) if party else ()
        if day >= desk.today:
            yield desk.item(
                DueKind.NOTICE,
                day,
                f"Last day for notice{by}: {span} before the end on {term.last_day}",
                who=desk.owners(*own),
                at=("term", "renewal_notice") if term.renewal_notice else ("exit", "notice", *own),
            )
    if term.last_day is not None:
        yield desk.item(
            DueKind.RENEWAL,
            term.last_day,
            f"Term ends: {renews or 'renew it or end the partnership'}",
            who=desk.owners(),
            at=("term", "end" if term.end is not None else "duration"),
        )


def _leaving(desk: DueContext, leave: Exit, given: NoticeGiven) -> Iterator[DueItem]:
    """The end that follows from notice, and the end of the handover where it takes longer."""
    end, handover = ends_on(desk.charter), handover_over(leave)
    by = desk.partnership.roster.party_name(given.by)
    if end is not None:
        yield desk.item(
            DueKind.EXIT,
            end,
            f"Partnership ends: {by} gave notice on {given.date}",
            who=desk.owners(),
            at=("exit", "notice_given", "date"),
        )
    if handover is not None and handover != end:
        runs = leave.transition.owners.values() if leave.transition else ()
        yield desk.item(
            DueKind.EXIT,
            handover,
            "Handover to the other side ends",
            who=[*runs] or desk.owners(),
            at=("exit", "transition", "duration"),
        )


_SORTS: tuple[Callable[[DueContext], Iterator[DueItem]], ...] = (
    reviews,
    actions,
    figures,
    survey,
    commitments,
    obligations,
    goals,
    risks,
    seats,
    waivers,
    ending,
)


@once
def due_items(
    partnership: Partnership, now: datetime, asked: DueLimits | None = None
) -> list[DueItem]:
    """What falls due in a partnership as of ``now``, an instant with its zone, however far ahead.

    What is late comes with the days since. Nothing is due of a partnership that is over, nor of
    what is closed; what a draft asks for is marked so.
    """
    if partnership.charter.status is Status.ENDED:
        return []
    desk = DueContext(partnership, now, asked or DueLimits())
    items = [item for sort in _SORTS for item in sort(desk)]
    return sorted(items, key=lambda item: item.order)


__all__ = ["DueItem", "DueKind", "DueLimits", "Owing", "due_items", "one_line"]
