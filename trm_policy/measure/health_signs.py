"""The signs of a partnership's health, each made from records and the charter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from trm_policy.measure.acknowledgements import Acknowledgement, acknowledgements, stays
from trm_policy.measure.attendance import came_to, sponsors_attendance
from trm_policy.measure.dated import open_commitments, open_goals
from trm_policy.measure.evidence import Evidence, in_charter, in_record
from trm_policy.measure.health import (
    Dimension,
    Health,
    HealthLimits,
    HealthSide,
    Sign,
    Standing,
    lateness,
    unasked,
    worst,
)
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.meetings import HeldReview, keeps_minutes, overdue_days, reviews_held
from trm_policy.measure.quorum import binding, needed, shortfall, voting_strength
from trm_policy.measure.scorecard import ScorecardRow, scorecard_of
from trm_policy.measure.series import series_of
from trm_policy.measure.survey import SurveyGap, survey_gap
from trm_policy.model.charter import Charter
from trm_policy.model.records import ActionState
from trm_policy.model.vocabulary import GoalCategory
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import minutes_known
from trm_policy.timing.clock import day_of
from trm_policy.timing.instant import add_days

_YEAR = 365


def responsiveness(partnership: Partnership, now: datetime, limits: HealthLimits) -> Iterator[Sign]:
    """The signs of the last year, and of whatever is late now."""
    since = add_days(day_of(now), -_YEAR)
    yield from _of_acknowledging(partnership, now, since)
    yield from _of_levels(partnership, now, since)
    yield from _of_actions(partnership, now, since, limits)
    yield from _of_commitments(partnership, day_of(now), since, limits)


def _of_acknowledging(partnership: Partnership, now: datetime, since: date) -> Iterator[Sign]:
    known = [a for a in acknowledgements(partnership, now) if day_of(a.reached_at) >= since]
    for party in dict.fromkeys(one.party for one in known):
        own = [one for one in known if one.party == party]
        kept = sum(one.in_time for one in own)
        says = f"{partnership.roster.party_name(party)} acknowledged {kept} of {len(own)} in time"
        evidence = tuple(map(_heard, own))
        yield Sign(f"acknowledging {party}", share(kept, len(own)), says, evidence)


def _heard(one: Acknowledgement) -> Evidence:
    heard = f"acknowledged {one.heard.isoformat()}" if one.heard else "not acknowledged"
    due = one.due.astimezone(one.reached_at.tzinfo).isoformat()
    return in_record(one.path, one.line, f"{one.escalation} {one.level}: {heard}, due {due}")


def share(kept: int, asked: int) -> Standing:
    """Good where all was kept, fair where at least half was, poor else; unknown of none."""
    if not asked:
        return Standing.UNKNOWN
    if kept == asked:
        return Standing.GOOD
    return Standing.FAIR if 2 * kept >= asked else Standing.POOR


def _of_levels(partnership: Partnership, now: datetime, since: date) -> Iterator[Sign]:
    known = [stay for stay in stays(partnership, now) if day_of(stay.due) >= since]
    if known:
        kept = sum(stay.in_time for stay in known)
        says = f"{kept} of {len(known)} levels were done in their time"
        evidence = tuple(
            in_record(
                stay.path,
                stay.line,
                f"{stay.escalation} {stay.level}: "
                + (f"left {stay.left.isoformat()}" if stay.left else "still there"),
            )
            for stay in known
        )
        yield Sign("escalation levels", share(kept, len(known)), says, evidence, "Escalations")


def _of_actions(
    partnership: Partnership, now: datetime, since: date, limits: HealthLimits
) -> Iterator[Sign]:
    """What was agreed in reviews: good where something of the year is done and nothing late."""
    today = day_of(now)
    done, late = [], []
    for minutes in minutes_known(partnership.records, now):
        recent = minutes.front is not None and minutes.front.held_on >= since
        for action in minutes.actions:
            here = in_record(minutes.path, action.line, action.what.split("\n", 1)[0])
            if action.state is ActionState.DONE and recent:
                done.append(here)
            elif action.state is ActionState.OPEN and action.due and action.due < today:
                late.append((action.due, here))
    if late:
        standing = worst(lateness((today - due).days, limits) for due, _ in late)
        says = f"{len(late)} open past their day, the oldest since {min(due for due, _ in late)}"
        evidence = tuple(here for _, here in late)
        yield Sign("actions", standing, says, evidence, "Actions")
    elif done:
        says = f"{len(done)} done, none late"
        yield Sign("actions", Standing.GOOD, says, tuple(done), "Actions")


def _of_commitments(
    partnership: Partnership, today: date, since: date, limits: HealthLimits
) -> Iterator[Sign]:
    """Promises past their day, and those that were kept, in time or late, within the year."""
    charter = partnership.charter
    for id_, _, due in open_commitments(charter):
        if due < today:
            says = f"open, and due since {due}"
            at = in_charter(partnership, ("commitments", id_, "due"), says)
            standing, called = lateness((today - due).days, limits), charter.commitments[id_].what
            yield Sign(f"commitment {id_}", standing, says, (at,), called)
    for id_, promise in charter.commitments.items():
        if promise.closed_on is not None and since <= promise.closed_on <= today:
            late = promise.due is not None and promise.closed_on > promise.due
            says = f"closed on {promise.closed_on}" + (f", due on {promise.due}" if late else "")
            at = in_charter(partnership, ("commitments", id_, "closed_on"), says)
            standing = Standing.FAIR if late else Standing.GOOD
            yield Sign(f"commitment {id_}", standing, says, (at,), promise.what)


_LIGHTS = {
    KpiStatus.GREEN: Standing.GOOD,
    KpiStatus.AMBER: Standing.FAIR,
    KpiStatus.RED: Standing.POOR,
    KpiStatus.UNKNOWN: Standing.UNKNOWN,
}
_CONTENT, _TOLERABLE = 4, 3
"""From which mean answer, of 5, people are content, and below which they are not: judgement."""


def health(partnership: Partnership, now: datetime, limits: HealthLimits | None = None) -> Health:
    """The health of a partnership as ``now`` knows it."""
    limits, charter = limits or HealthLimits(), partnership.charter
    why = unasked(charter)
    gap = None if why else survey_gap(partnership, day_of(now))
    signs: dict[HealthSide, tuple[Sign, ...]] = dict.fromkeys(HealthSide, ())
    if not why:
        kpis = list(kpi_rows(partnership, day_of(now), limits.figure_grace))
        bond = [row for row in kpis if _of_relationship(row, charter)]
        signs = {
            HealthSide.OUTCOME: (
                *(_of_kpi(row, partnership, now) for row in kpis if row not in bond),
                *_late_goals(partnership, day_of(now), limits),
            ),
            HealthSide.RELATIONSHIP: (
                *(_of_kpi(row, partnership, now) for row in bond),
                *_of_survey(gap, partnership, day_of(now), limits),
            ),
            HealthSide.GOVERNANCE: (
                *_of_reviews(partnership, now, limits),
                *_of_quorum(partnership, now),
                *_of_sponsors(partnership, now, limits),
            ),
            HealthSide.RESPONSIVENESS: tuple(responsiveness(partnership, now, limits)),
        }
    dimensions = tuple(Dimension(side, own) for side, own in signs.items())
    return Health(partnership.id, charter.title, charter.tier.value, why, dimensions, gap)


def kpi_rows(partnership: Partnership, today: date, grace: int) -> Iterator[ScorecardRow]:
    """The scorecard of the KPIs that are followed."""
    return (row for row in scorecard_of(partnership, today, grace) if row.followed)


def kpi_evidence(id_: str, partnership: Partnership, today: date) -> Evidence:
    """Where the newest figure of a KPI stands; its card where there is none."""
    path, series = partnership.records.measurements_path, series_of(partnership, today)
    if path is None or id_ not in series or not series[id_].figures:
        return in_charter(partnership, ("kpis", id_), "no figure is recorded")
    period, row = series[id_].figures[-1]
    name = partnership.charter.kpis[id_].name
    return in_record(path, row.line, f"{name}, {period}: {row.value_text}")


def _of_relationship(row: ScorecardRow, charter: Charter) -> bool:
    """Whether a KPI serves goals of the relationship alone."""
    categories = {charter.goals[goal].category for goal in row.goals}
    return categories == {GoalCategory.RELATIONSHIP}


def _of_kpi(row: ScorecardRow, partnership: Partnership, now: datetime) -> Sign:
    latest, plan = row.reading.latest, row.reading.plan
    says = "no figure yet"
    if latest is not None:
        against = "no plan" if plan is None else f"a plan of {round(plan, 2):g}"
        says = f"{row.reading.status}: {latest.value:g} in {latest.period} against {against}"
        if row.kpi.bound:
            says = f"{row.reading.status}: {row.kpi.said(latest.value)} in {latest.period}"
            says += "" if row.kpi.yes_or_no else f", service level {row.kpi.bound}"
    if row.overdue_since is not None:
        says += f"; the next was due before {row.overdue_since}"
    evidence = kpi_evidence(row.id, partnership, day_of(now))
    return Sign(f"kpi {row.id}", _LIGHTS[row.reading.status], says, (evidence,), row.kpi.name)


def _late_goals(partnership: Partnership, today: date, limits: HealthLimits) -> Iterator[Sign]:
    for id_, _, due in open_goals(partnership.charter):
        if due < today:
            days = (today - due).days
            says = f"open, and due since {due}"
            found = in_charter(partnership, ("goals", id_, "due"), says)
            goal = " ".join(partnership.charter.goals[id_].statement.split()).rstrip(".")
            yield Sign(f"goal {id_}", lateness(days, limits), says, (found,), goal)


def _of_survey(
    gap: SurveyGap | None, partnership: Partnership, today: date, limits: HealthLimits
) -> Iterator[Sign]:
    if gap is None:
        return
    year, name, parties = (
        gap.survey.year,
        partnership.roster.party_name,
        partnership.charter.parties,
    )
    old = year < today.year - 1
    for party, mean in gap.means.items():
        standing = Standing.GOOD if mean >= _CONTENT else Standing.FAIR
        standing = Standing.POOR if mean < _TOLERABLE else standing
        verb = "answer" if party in parties and parties[party].is_class else "answers"
        says = f"{name(party)} {verb} {float(mean):.2f} of 5 on average in {year}"
        evidence = in_record(gap.survey.path, gap.lines[party], says)
        yield Sign(f"survey {party}", Standing.UNKNOWN if old else standing, says, (evidence,))
    if gap.gap is None:
        says = f"the survey of {year} has no question that five or more of each party answered"
        evidence = in_record(gap.survey.path, 1, says)
        yield Sign("survey gap", Standing.UNKNOWN, says, (evidence,))
        return
    standing = Standing.GOOD if 2 * gap.gap <= limits.apart else Standing.FAIR
    standing = Standing.POOR if gap.gap > limits.apart else standing
    says = f"the parties are {float(gap.gap):.2f} of 5 apart in {year}"
    found = tuple(
        in_record(gap.survey.path, gap.lines[party], f"{name(party)} {float(mean):.2f}")
        for party, mean in gap.means.items()
    )
    yield Sign("survey gap", Standing.UNKNOWN if old else standing, says, found, "Survey")


def _of_reviews(partnership: Partnership, now: datetime, limits: HealthLimits) -> Iterator[Sign]:
    charter, records = partnership.charter, partnership.records
    held = list(reviews_held(charter, records, now))
    doubtful = any(path.parent.name == "reviews" for path in records.doubtful)
    for id_, review in charter.reviews.items():
        if not keeps_minutes(review):
            continue
        own = sorted((h for h in held if h.id == id_), key=lambda h: h.front.held_on)
        overdue = overdue_days(partnership, id_, held, now, limits.review_grace)
        at = in_charter(partnership, ("reviews", id_), f"{review.name}: {review.every}")
        evidence = (at, *(_minutes(partnership, one) for one in own[-1:]))
        if overdue:
            standing = Standing.FAIR if len(overdue) == 1 else Standing.POOR
            days = ", ".join(map(str, reversed(overdue)))
            says = f"no minutes for {days}"
            yield Sign(f"review {id_}", standing, says, evidence, review.name)
        elif not own or doubtful or own[-1].front.held_on < add_days(day_of(now), -_YEAR - 30):
            says = "minutes cannot be read" if doubtful else "no recent one is recorded"
            yield Sign(f"review {id_}", Standing.UNKNOWN, says, evidence, review.name)
        else:
            says = f"held on {own[-1].front.held_on}"
            yield Sign(f"review {id_}", Standing.GOOD, says, evidence, review.name)


def _minutes(partnership: Partnership, held: HeldReview) -> Evidence:
    path = held.minutes.path
    line = partnership.records.documents[path].span(("held_on",)).line
    return in_record(path, line, f"{held.review.name} held on {held.front.held_on}")


def _of_quorum(partnership: Partnership, now: datetime) -> Iterator[Sign]:
    """Whether the newest minutes of each committee bind."""
    charter, newest = partnership.charter, dict[str, HeldReview]()
    for held in reviews_held(charter, partnership.records, now):
        body = held.review.committee
        if body in charter.committees and held.front.attendees:
            older = newest.get(body)
            if older is None or older.front.held_on <= held.front.held_on:
                newest[body] = held
    for body, held in newest.items():
        committee = binding(partnership, body, held.front.held_on)
        if committee is None or committee.quorum is None:
            continue
        short = shortfall(partnership, committee, held.front.attendees, held.front.held_on)
        if (
            short is None
            and (needed(partnership, committee) or 0)
            > voting_strength(partnership, committee).total
        ):
            continue
        did = "met its quorum" if short is None else "fell short of its quorum"
        says = f"{committee.name} {did} on {held.front.held_on}"
        standing = Standing.GOOD if short is None else Standing.POOR
        yield Sign(f"quorum {body}", standing, says, (_minutes(partnership, held),))


def _of_sponsors(partnership: Partnership, now: datetime, limits: HealthLimits) -> Iterator[Sign]:
    wanted = max(limits.reviews, 1)
    for found in sponsors_attendance(partnership, now):
        there, last = found.there[-wanted:], found.reviews[-wanted:]
        came, left = sum(there), found.sponsor.gone_since(day_of(now))
        if left is not None:
            standing, says = Standing.POOR, f"{found.sponsor.name} left on {left}"
        elif not there:
            standing, says = Standing.UNKNOWN, "no review shows whether the sponsor attends"
        else:
            standing = Standing.FAIR if came else Standing.POOR
            standing = Standing.GOOD if came == len(there) else standing
            says = came_to(found.sponsor.name, came, len(there))
        evidence = tuple(_minutes(partnership, held) for held in last)
        at = in_charter(partnership, ("sponsors", found.party), f"sponsor {found.sponsor.name}")
        yield Sign(f"sponsor {found.party}", standing, says, (at, *evidence), "Sponsor")
