"""Ideas that move or end."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import InitiativeStage
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Option, Problem, rule
from trm_policy.timing.instant import add_months

_OVER = (InitiativeStage.DONE, InitiativeStage.DROPPED)


@rule(
    Severity.WARNING,
    tiers=STRATEGIC,
    options={"months": Option(12, "months that an initiative may stay in one stage")},
)
def initiative_stalled(charter: Charter, context: Context) -> Iterator[Problem]:
    """No initiative stays in the same stage for more than a year."""
    for id_, initiative in charter.initiatives.items():
        since = initiative.since
        if initiative.stage in _OVER or since is None:
            continue
        if add_months(since, context.options["months"]) < context.today:
            stage = f"the stage {str(initiative.stage)!r}" if initiative.stage else "the same stage"
            yield Problem(
                f"the initiative {id_!r} has been in {stage} since {since}",
                at=f"initiatives.{id_}.since",
                help="Move it to the next stage and update 'stage' and 'since', or end it with "
                "'stage: dropped'.",
            )
