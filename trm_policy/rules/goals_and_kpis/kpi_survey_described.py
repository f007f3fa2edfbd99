"""Surveys whose result means something."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Survey
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.wording.lists import listed


@rule(
    Severity.ERROR,
    section="kpis",
    options={"least": Option(5, "the fewest respondents from each party")},
)
def kpi_survey_described(charter: Charter, context: Context) -> Iterator[Problem]:
    """A KPI with a survey names the instrument, the scale and enough respondents per party."""
    for id_, kpi in charter.kpis.items():
        if kpi.survey is None:
            continue
        at = f"kpis.{id_}.survey"
        if kpi.survey.blank:
            yield Problem(
                f"the survey of the KPI {id_!r} is not described",
                at=at,
                help="Add 'instrument', 'scale' and 'respondents'.",
            )
            continue
        if kpi.survey.instrument is None:
            yield Problem(
                f"the survey of the KPI {id_!r} does not state which questions are asked",
                at=f"{at}.instrument",
                help="Add 'instrument': the questionnaire and its year.",
            )
        if kpi.survey.scale is None:
            yield Problem(
                f"the survey of the KPI {id_!r} does not state the scale",
                at=f"{at}.scale",
                help="Add 'scale', such as 1-5.",
            )
        yield from _nobody_asked(id_, kpi.survey, context)
        yield from _too_few(id_, kpi.survey, context)


def _nobody_asked(id_: str, survey: Survey, context: Context) -> Iterator[Problem]:
    """A party without respondents; a key that is no party may be meant for it."""
    roster = context.partnership.roster
    missing = [party for party in roster.charter.organised if party not in survey.respondents]
    if missing and survey.respondents.keys() <= context.partnership.ids("parties"):
        at = f"kpis.{id_}.survey.respondents"
        keys = listed([f"'{party}: …'" for party in missing])
        yield Problem(
            f"the survey of the KPI {id_!r} asks no one from "
            f"{listed([roster.party_name(party) for party in missing], 'or')}",
            at=f"{at}.{missing[0]}" if len(missing) == 1 else at,
            help=f"Add {keys} to its 'respondents': how many people are asked, at least "
            f"{context.options['least']}.",
        )


def _too_few(id_: str, survey: Survey, context: Context) -> Iterator[Problem]:
    roster, least = context.partnership.roster, context.options["least"]
    for party, count in survey.respondents.items():
        if party in roster.charter.parties and count < least:
            yield Problem(
                f"the survey of the KPI {id_!r} asks {max(count, 0) or 'no one'} from "
                f"{roster.party_name(party)}; with fewer than {least} the answers are not "
                "anonymous",
                at=f"kpis.{id_}.survey.respondents.{party}",
                help=f"Ask at least {least} people, or choose a KPI that needs no survey.",
            )
