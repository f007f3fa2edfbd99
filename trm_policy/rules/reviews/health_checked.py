"""A relationship whose pulse both sides feel."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from trm_policy.finding import Severity
from trm_policy.measure.survey import means, promised_in, silent_parties, survey_due, surveys_known
from trm_policy.model.charter import Charter
from trm_policy.model.records import HIGHEST_SCORE, SurveyRecord
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Option, Problem, rule
from trm_policy.timing.instant import add_months
from trm_policy.wording.lists import listed
from trm_policy.wording.numbers import exact

_YEAR = 12


@rule(
    Severity.WARNING,
    tiers=STRATEGIC,
    section="reviews",
    owed="surveys",
    options={
        "apart": Option(1, "the largest gap between the mean scores of two parties, of 5"),
    },
)
def health_checked(charter: Charter, context: Context) -> Iterator[Problem]:
    """All parties answer a survey each year, and rate the relationship alike."""
    unclear = context.partnership.built.touches_dropped(("term", "start"))
    unclear |= context.partnership.records.unclear("surveys")
    if not charter.reviews or unclear or _too_young(charter, context.today):
        return
    surveys = surveys_known(context.partnership.records.surveys, context.today)
    due = survey_due(charter, surveys)
    recent = [survey for survey in surveys if survey.year >= context.today.year - 1]
    if due is not None and due >= context.today:
        yield from _apart(_whole(surveys, charter)[-1], charter, context)
    elif recent:
        if all(answer.party in charter.parties for answer in recent[-1].answers):
            yield _unanswered(recent[-1], charter, context)
    else:
        yield Problem(
            "no survey of this year or last year asked the parties about the relationship",
            at=_asks(charter),
            help=f"Ask all parties, and record their answers in 'surveys/{context.today.year}.csv' "
            "(party,question,score,count).",
        )


def _too_young(charter: Charter, today: date) -> bool:
    """Whether the first year of the partnership is not over."""
    return charter.term.start is not None and today <= add_months(charter.term.start, _YEAR)


def _asks(charter: Charter) -> str:
    """Where the charter promises a survey: its first review of kind health."""
    promised = promised_in(charter)
    return f"reviews.{promised}" if promised else "reviews"


def _whole(surveys: Sequence[SurveyRecord], charter: Charter) -> list[SurveyRecord]:
    """The surveys that all parties answered."""
    return [survey for survey in surveys if not silent_parties(survey, charter)]


def _unanswered(survey: SurveyRecord, charter: Charter, context: Context) -> Problem:
    roster = context.partnership.roster
    names = listed([roster.party_name(party) for party in silent_parties(survey, charter)])
    return Problem(
        f"the survey of {survey.year} has no answers from {names}",
        help="Ask them the same questions, and add a row for each with the party's id.",
        document=survey.path,
        line=1,
    )


def _apart(survey: SurveyRecord, charter: Charter, context: Context) -> Iterator[Problem]:
    """A problem where the happiest and the unhappiest party are too far apart."""
    found = means(survey, charter)
    if not found:
        return
    high, low = (choose(found, key=lambda p: found[p]) for choose in (max, min))
    gap = found[high] - found[low]
    if gap > context.options["apart"]:
        name = context.partnership.roster.party_name
        lines = {answer.party: answer.line for answer in reversed(survey.answers)}
        yield Problem(
            f"in the survey of {survey.year}, {name(high)} scores {_shown(found[high])} on "
            f"average and {name(low)} {_shown(found[low])}, a gap of {_shown(gap)} on a scale "
            f"of {HIGHEST_SCORE}",
            help="Discuss it in the next health review, starting with the question that differs "
            "most.",
            document=survey.path,
            line=max(lines[high], lines[low]),
        )


def _shown(value: Fraction) -> str:
    return exact(round(float(value), 2))
