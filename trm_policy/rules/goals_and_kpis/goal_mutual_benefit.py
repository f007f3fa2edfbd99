"""Goals that are worth it to everybody."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.wording.lists import listed


@rule(strategic=Severity.ERROR, preferred=Severity.WARNING, section="goals")
def goal_mutual_benefit(charter: Charter, context: Context) -> Iterator[Problem]:
    """Each open goal states what each party gains."""
    for id_, goal in charter.goals.items():
        missing = [party for party in charter.organised if party not in goal.benefits]
        misspelt = not goal.benefits.keys() <= context.partnership.ids("parties")
        if goal.closed_on or misspelt or not missing:
            continue
        names = [context.partnership.roster.party_name(party) for party in missing]
        keys = listed([f"'{party}: …'" for party in missing])
        at = f"goals.{id_}.benefits"
        yield Problem(
            f"the goal {id_!r} does not state what {listed(names)} "
            f"{'gains' if len(names) == 1 else 'gain'} from it",
            at=f"{at}.{missing[0]}" if len(missing) == 1 else at,
            help=f"Add {keys} to its 'benefits', in the party's own words."
            if len(missing) == 1
            else f"Add {keys} to its 'benefits', in each party's own words.",
        )
