"""Early warnings: what is about to go wrong in a partnership, each with its reason.

What cannot be told for want of records is unknown, which is not the same as quiet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property

from trm_policy.measure.acknowledgements import Acknowledgement, acknowledgements
from trm_policy.measure.attendance import sponsors_attendance
from trm_policy.measure.dated import risk_reviews
from trm_policy.measure.evidence import in_charter, in_record
from trm_policy.measure.health import HealthLimits, unasked
from trm_policy.measure.health_signs import kpi_evidence, kpi_rows
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.meetings import keeps_minutes, overdue_days, reviews_held
from trm_policy.measure.scorecard import ScorecardRow
from trm_policy.measure.series import awaited_figures
from trm_policy.measure.survey import survey_due, survey_gap, surveys_known
from trm_policy.measure.trend import LEAST_FIGURES
from trm_policy.measure.turning import NEWEST, many_amber, slower
from trm_policy.measure.warning import Alarm, EarlyWarning, Lookout, Watch
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import MEASUREMENTS_FILE
from trm_policy.timing.clock import day_of
from trm_policy.timing.instant import add_days
from trm_policy.wording.text import words

FELL = Fraction(3, 10)
"""A party's mean answer that fell by more than this since the survey before: judgement."""
_YEAR = 365


def watch(partnership: Partnership, now: datetime, limits: HealthLimits | None = None) -> Watch:
    """The early warnings of a partnership as ``now`` knows it."""
    charter, why = partnership.charter, unasked(partnership.charter)
    post = _Post(partnership, now, limits or HealthLimits())
    lookouts = (
        ()
        if why
        else tuple(Lookout(alarm, tuple(look(post)), blind(post)) for alarm, look, blind in _LOOKS)
    )
    return Watch(partnership.id, charter.title, charter.tier.value, why, lookouts)


@dataclass(frozen=True)
class _Post:
    """What the lookouts share."""

    partnership: Partnership
    now: datetime
    limits: HealthLimits
    today: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", day_of(self.now))

    @cached_property
    def rows(self) -> list[ScorecardRow]:
        return list(kpi_rows(self.partnership, self.today, self.limits.figure_grace))

    @cached_property
    def acknowledged(self) -> list[Acknowledgement]:
        return acknowledgements(self.partnership, self.now)


def _declines(post: _Post) -> Iterator[EarlyWarning]:
    for row in post.rows:
        if row.decline:
            at = kpi_evidence(row.id, post.partnership, post.today)
            yield EarlyWarning(f"kpi {row.id}", row.kpi.name, row.decline, (at,))


def _no_trend(post: _Post) -> str:
    enough = (len(r.figures) >= LEAST_FIGURES for r in post.rows if not r.reading.overdue)
    return "" if any(enough) else f"no KPI has {LEAST_FIGURES} figures that are up to date"


def _slowing(post: _Post) -> Iterator[EarlyWarning]:
    for party in dict.fromkeys(one.party for one in post.acknowledged):
        own = [one for one in post.acknowledged if one.party == party]
        why = slower(own, add_days(post.today, -_YEAR))
        if why:
            name = post.partnership.roster.party_name(party)
            evidence = tuple(
                in_record(one.path, one.line, f"{one.escalation} {one.level}")
                for one in own[-NEWEST:]
            )
            yield EarlyWarning(f"party {party}", "", f"{name}: {why}", evidence)


def _nothing_heard(post: _Post) -> str:
    return (
        ""
        if post.acknowledged
        else "no escalation under the present version shows how soon a party acknowledges"
    )


def _missing_reviews(post: _Post) -> Iterator[EarlyWarning]:
    partnership = post.partnership
    held = list(reviews_held(partnership.charter, partnership.records, post.now))
    for id_, review in partnership.charter.reviews.items():
        days = overdue_days(partnership, id_, held, post.now, post.limits.review_grace)
        if days:
            told = ", ".join(map(str, reversed(days)))
            reason = f"no minutes for {told}"
            at = in_charter(partnership, ("reviews", id_), reason)
            yield EarlyWarning(f"review {id_}", review.name, reason, (at,))


def _no_reviews(post: _Post) -> str:
    partnership = post.partnership
    if not any(keeps_minutes(review) for review in partnership.charter.reviews.values()):
        return "no review is planned of which minutes are kept"
    if partnership.records.unclear("reviews"):
        return "minutes cannot be read"
    held = any(reviews_held(partnership.charter, partnership.records, post.now))
    return "" if held else "no review is recorded"


def _absent(post: _Post) -> Iterator[EarlyWarning]:
    for found in sponsors_attendance(post.partnership, post.now):
        left = found.sponsor.gone_since(post.today)
        if left is not None:
            reason = f"{found.sponsor.name} left on {left}, and no successor is named"
            at = in_charter(post.partnership, ("sponsors", found.party), found.sponsor.name)
            yield EarlyWarning(f"sponsor {found.party}", "", reason, (at,))
        elif found.absences:
            last = found.reviews[-found.absences :]
            documents = post.partnership.records.documents
            evidence = tuple(
                in_record(
                    held.minutes.path,
                    documents[held.minutes.path].span(("attendees",)).line,
                    f"{held.id} of {held.front.held_on}",
                )
                for held in last
            )
            count = "the last review" if len(last) == 1 else f"the last {len(last)} reviews"
            reason = f"neither {found.sponsor.name} nor a deputy came to {count}"
            yield EarlyWarning(f"sponsor {found.party}", "", reason, evidence)


def _no_sponsor(post: _Post) -> str:
    found = sponsors_attendance(post.partnership, post.now)
    if not found:
        return "no sponsor is named"
    return (
        ""
        if found[0].reviews
        else "no review under the present version shows whether sponsors attend"
    )


def _dissatisfied(post: _Post) -> Iterator[EarlyWarning]:
    gap = survey_gap(post.partnership, post.today)
    if gap is None or _is_old(gap.survey.year, post):
        return
    path, name = gap.survey.path, post.partnership.roster.party_name
    for question in gap.questions:
        if question.gap is not None and 2 * question.gap > post.limits.apart:
            scores = ", ".join(f"{name(p)} {float(v):g}" for p, v in question.scores.items())
            reason = f"{scores}: {float(question.gap):.2f} of 5 apart in {gap.survey.year}"
            lines = [a.line for a in gap.survey.answers if a.question == question.name]
            evidence = tuple(in_record(path, line, question.name) for line in lines)
            asked = words(question.name)
            yield EarlyWarning(f"question {question.name}", asked, reason, evidence)
    since = gap.since
    for party, now in since.now.items() if since else ():
        if since and since.then[party] - now > FELL:
            was = f"{float(since.then[party]):.2f} in {since.year}"
            reason = f"{name(party)} answered {was} on average, now {float(now):.2f}"
            evidence = (in_record(path, gap.lines[party], reason),)
            yield EarlyWarning(f"party {party}", "", reason, evidence)


def _is_old(year: int, post: _Post) -> bool:
    return year < post.today.year - 1


def _no_survey(post: _Post) -> str:
    gap = survey_gap(post.partnership, post.today)
    if gap is None or _is_old(gap.survey.year, post):
        return "no survey of this year or the last"
    return "" if gap.means else "no question was answered by five or more of each party"


def _stale(post: _Post) -> Iterator[EarlyWarning]:
    partnership, charter = post.partnership, post.partnership.charter
    for figure in awaited_figures(partnership, post.today, post.limits.figure_grace):
        if figure.due < post.today:
            reason = f"the figure for {figure.period} was due on {figure.due}"
            at = kpi_evidence(figure.id, partnership, post.today)
            yield EarlyWarning(f"kpi {figure.id}", figure.kpi.name, reason, (at,))
    surveys = surveys_known(partnership.records.surveys, post.today)
    due = survey_due(charter, surveys)
    if (surveys or charter.tier is Tier.STRATEGIC) and due is not None and due < post.today:
        last = surveys[-1] if surveys else None
        reason = f"the {'next' if surveys else 'first'} survey was due on {due}"
        at = (
            in_record(last.path, 1, f"the survey of {last.year}")
            if last
            else in_charter(partnership, ("reviews",), reason)
        )
        yield EarlyWarning("survey", "", reason, (at,))
    for id_, _, day in risk_reviews(charter):
        if day < post.today:
            reason = f"due for assessment by {day}"
            at = in_charter(partnership, ("risks", id_, "review_by"), reason)
            yield EarlyWarning(f"risk {id_}", charter.risks[id_].title, reason, (at,))


def _no_data(post: _Post) -> str:
    if any(map(post.partnership.records.unclear, (MEASUREMENTS_FILE, "surveys"))):
        return "records cannot be read"
    return "" if post.rows else "nothing is measured"


def _off_plan(post: _Post) -> Iterator[EarlyWarning]:
    lights = [row.reading.status for row in post.rows]
    amber, red = lights.count(KpiStatus.AMBER), lights.count(KpiStatus.RED)
    known = len(lights) - lights.count(KpiStatus.UNKNOWN)
    if many_amber(amber, red, known):
        off = [r for r in post.rows if r.reading.status in (KpiStatus.AMBER, KpiStatus.RED)]
        also = f" and {red} red" if red else ""
        evidence = tuple(kpi_evidence(row.id, post.partnership, post.today) for row in off)
        yield EarlyWarning("kpis", "KPIs", f"{amber} amber{also} of {known} known", evidence)


def _no_lights(post: _Post) -> str:
    known = any(row.reading.status is not KpiStatus.UNKNOWN for row in post.rows)
    return "" if known else "no KPI has a status"


_Look = Callable[[_Post], Iterator[EarlyWarning]]
_LOOKS: tuple[tuple[Alarm, _Look, Callable[[_Post], str]], ...] = (
    (Alarm.DECLINE, _declines, _no_trend),
    (Alarm.ACKNOWLEDGING, _slowing, _nothing_heard),
    (Alarm.REVIEWS, _missing_reviews, _no_reviews),
    (Alarm.SPONSOR, _absent, _no_sponsor),
    (Alarm.SATISFACTION, _dissatisfied, _no_survey),
    (Alarm.STALE, _stale, _no_data),
    (Alarm.AMBER, _off_plan, _no_lights),
)
