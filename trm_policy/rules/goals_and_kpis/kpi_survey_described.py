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
    options={"least": Option(5, "the fewest respondents of a party")},
)
def kpi_survey_described(charter: Charter, context: Context) -> Iterator[Problem]:
    """A KPI with a survey names its instrument, its scale and enough respondents of each party."""
    for id_, kpi in charter.kpis.items():
        if kpi.survey is None:
            continue
        at = f"kpis.{id_}.survey"
        if kpi.survey.instrument is None:
            yield Problem(
                f"the survey of the KPI {id_!r} does not say which questions are asked",
                at=f"{at}.instrument",
                help="Add 'instrument': the questionnaire and its year.",
            )
        if kpi.survey.scale is None:
            yield Problem(
                f"the survey of the KPI {id_!r} does not say on what scale people answer",
                at=f"{at}.scale",
                help="Add 'scale', such as 1-5.",
            )
        yield from _nobody_asked(id_, kpi.survey, context)
        yield from _too_few(id_, kpi.survey, context)


def _nobody_asked(id_: str, survey: Survey, context: Context) -> Iterator[Problem]:
    """A party without respondents; a key that is no party may be meant for it."""
    roster = context.partnership.roster
    missing = [party for party in roster.charter.parties if party not in survey.respondents]
    if missing and survey.respondents.keys() <= context.partnership.ids("parties"):
        at = f"kpis.{id_}.survey.respondents"
        keys = listed([f"'{party}: …'" for party in missing])
        yield Problem(
            f"the survey of the KPI {id_!r} asks nobody of "
            f"{listed([roster.party_name(party) for party in missing], 'or')}",
            at=f"{at}.{missing[0]}" if len(missing) == 1 else at,
            help=f"Add {keys} to its 'respondents': how many are asked, "
            f"{context.options['least']} at least.",
        )


def _too_few(id_: str, survey: Survey, context: Context) -> Iterator[Problem]:
    roster, least = context.partnership.roster, context.options["least"]
    for party, count in survey.respondents.items():
        if party in roster.charter.parties and count < least:
            yield Problem(
                f"the survey of the KPI {id_!r} asks {max(count, 0) or 'nobody'} of "
                f"{roster.party_name(party)}; "
                f"fewer than {least} can be told apart, and one mood moves the mean",
                at=f"kpis.{id_}.survey.respondents.{party}",
                help=f"Ask {least} people at least, or measure something that needs no survey.",
            )
