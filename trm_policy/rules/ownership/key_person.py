"""Work that does not rest on one person."""

from collections import Counter
from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.dated import is_still_open
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import InitiativeStage
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.wording.numbers import exact

_OVER = (InitiativeStage.DONE, InitiativeStage.DROPPED)


@rule(
    Severity.WARNING,
    options={
        "share": Option(50, "the most that one person may lead, in % of each kind"),
        "least": Option(3, "how many one person leads at least before it is a risk"),
    },
)
def key_person(charter: Charter, context: Context) -> Iterator[Problem]:
    """No one leads more than half of the working groups, the open goals or the initiatives."""
    roster, options = context.partnership.roster, context.options
    for section, what, leads in _led(charter):
        if not is_whole(context, (section,)):
            continue
        for person, count in Counter(filter(None, leads)).items():
            actor = roster.get(person)
            if actor is None or actor.human is None or actor.is_post or count < options["least"]:
                continue
            if 100 * count <= options["share"] * len(leads):
                continue
            if section == "goals" and count == len(leads) and context.judges("goal-led"):
                continue
            yield Problem(
                f"{actor.name} leads {count} of {len(leads)} {what}, more than "
                f"{exact(options['share'])} %",
                at=section,
                help="Let others lead some of them, so that the work goes on when "
                f"{actor.name} is away.",
            )


def _led(charter: Charter) -> Iterator[tuple[str, str, list[str | None]]]:
    """Each kind of work by its section, its name, and who leads each part of it."""
    groups = (one for one in charter.committees.values() if one.is_working_group)
    chairs = [
        one.lead or next((seat.person for seat in one.members if seat.chairs), None)
        for one in groups
    ]
    yield "committees", "working groups", chairs
    goals = [goal.lead for goal in charter.goals.values() if is_still_open(goal)]
    yield "goals", "open goals", goals
    running = (one for one in charter.initiatives.values() if one.stage not in _OVER)
    yield "initiatives", "initiatives", [one.lead for one in running]
