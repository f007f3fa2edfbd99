"""Committees that know what they decide, and how."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Decision
from trm_policy.model.vocabulary import DecisionRule
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules.committees._layers import joint

_RULES = "unanimous, consensus, supermajority, majority, or one-party with 'by: PARTY'"

_BY_SHARE = (DecisionRule.SUPERMAJORITY, DecisionRule.MAJORITY)


@rule(
    Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="committees", owed="committees.*.decisions"
)
def decision_rules(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Each joint committee lists what it decides, and by which rule."""
    for id_, committee in joint(charter).items():
        if not committee.decisions and not committee.is_working_group:
            yield Problem(
                f"the committee {id_!r} does not state what it decides, or how",
                at=f"committees.{id_}.decisions",
                help=f"Add 'decisions', each with 'matter' and 'rule': {_RULES}.",
            )
        for number, decision in enumerate(committee.decisions):
            yield from _of(id_, number, decision)


def _of(id_: str, number: int, decision: Decision) -> Iterator[Problem]:
    at = ("committees", id_, "decisions", number)
    if decision.rule is None:
        yield Problem(
            f"the committee {id_!r} has no rule for the decision {decision.matter!r}",
            at=(*at, "rule"),
            help=f"Add 'rule': {_RULES}.",
        )
    elif decision.rule is DecisionRule.ONE_PARTY and decision.by is None:
        yield Problem(
            f"one party decides {decision.matter!r} in the committee {id_!r}, but the charter "
            "does not name it",
            at=(*at, "by"),
            help="Add 'by: PARTY' with the id of the party that decides.",
        )
    elif decision.threshold is not None and decision.rule not in _BY_SHARE:
        yield Problem(
            f"the decision {decision.matter!r} of the committee {id_!r} has a threshold of "
            f"{decision.threshold}, but its rule is {decision.rule}",
            at=(*at, "threshold"),
            help="Write 'rule: supermajority', or remove the threshold.",
        )
