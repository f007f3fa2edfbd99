"""What the rhythm of a partnership asks for: reviews, actions, figures and the survey."""

from __future__ import annotations

from collections.abc import Iterator

from trm_policy.finding import Place
from trm_policy.measure.due.desk import Desk
from trm_policy.measure.due.item import DueItem, Kind
from trm_policy.measure.health_survey import promised_in, survey_due, surveys_known
from trm_policy.measure.meetings import days_held, missed, next_awaited, reviews_held
from trm_policy.measure.open_actions import open_actions
from trm_policy.measure.series import awaited_figures
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.known import minutes_known


def reviews(desk: Desk) -> Iterator[DueItem]:
    """Of each review the day that comes next, and the last one that passed without minutes."""
    charter, records = desk.charter, desk.records
    held = list(reviews_held(charter, records, desk.now))
    for id_, review in charter.reviews.items():
        who = desk.meeting(review)
        past = missed(charter, id_, held, records, desk.now).days if desk.working else ()
        coming = next_awaited(charter, review, days_held(id_, records, desk.now), desk.today)
        if past:
            more = {1: "", 2: " The one before it has none either."}.get(
                len(past), f" The {len(past) - 1} before it have none either."
            )
            what = f"Hold the review {review.name!r} of {past[0]}, and write its minutes.{more}"
            yield desk.item(
                Kind.REVIEW, past[0], what, who=who, at=("reviews", id_), key=f"{id_} {past[0]}"
            )
        if coming is not None:
            what = f"Hold the review {review.name!r}."
            yield desk.item(
                Kind.REVIEW, coming, what, who=who, at=("reviews", id_), key=f"{id_} {coming}"
            )


def actions(desk: Desk) -> Iterator[DueItem]:
    """The open actions of reviews that were held, as far as they have a day."""
    for action, minutes, number in open_actions(minutes_known(desk.records, desk.now)):
        if action.due is None:
            continue
        review = minutes.front.review if minutes.front else ""
        agreed = f" on {minutes.front.held_on}" if minutes.front else ""
        yield desk.item(
            Kind.ACTION,
            action.due,
            f"Do what was agreed{agreed}: {action.what}",
            who=[action.person] if action.person else [],
            at=_review_place(desk, review),
            key=f"{minutes.path.name} {number}",
            source=(minutes, action),
        )


def figures(desk: Desk) -> Iterator[DueItem]:
    """Of each KPI the first figure that is not there yet."""
    if not desk.working:
        return
    for awaited in awaited_figures(desk.partnership, desk.today, desk.asked.grace):
        id_ = awaited.id
        yield desk.item(
            Kind.KPI,
            awaited.due,
            f"Record the figure of {awaited.kpi.name!r} for {awaited.period}.",
            who=desk.answering(awaited.kpi, "owner"),
            at=("kpis", id_),
            key=f"{id_} {awaited.period}",
        )


def survey(desk: Desk) -> Iterator[DueItem]:
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
        Kind.SURVEY,
        day,
        f"Ask all parties how the relationship is, and record the answers in 'surveys/{day.year}"
        ".csv'.",
        who=desk.meeting(charter.reviews[review]) if review else desk.owners(),
        at=("reviews", review) if review else ("reviews",),
        key=str(day.year),
    )


def _review_place(desk: Desk, review: str) -> Place:
    """Where the charter plans a review; its reviews at large for one that it does not know."""
    return ("reviews", review) if review in desk.charter.reviews else ("reviews",)
