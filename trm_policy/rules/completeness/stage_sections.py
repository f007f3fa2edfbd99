"""The sections without which a partnership of its tier cannot work."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.context import Context
from trm_policy.rule import NEVER_DECLARED_AWAY, Problem, rule
from trm_policy.rules._written import NEEDED

_MEANINGS = {
    "escalation": "how trouble climbs",
    "reviews": "when the parties review how they work together",
    "committees": "where the parties decide together",
    "exit": "how the partnership ends",
    "risks": "what may go wrong",
    "sharing": "what information flows between the parties",
}


@rule(Severity.ERROR)
def stage_sections(charter: Charter, context: Context) -> Iterator[Problem]:
    """From stage working-together on, the charter has the sections that its tier needs."""
    declared = charter.not_applicable
    protected = NEVER_DECLARED_AWAY if charter.tier is Tier.STRATEGIC else frozenset()
    for section in declared:
        if section in protected:
            yield Problem(
                f"a strategic partnership cannot declare {section!r} not applicable",
                at=f"not_applicable.{section}",
                help=f"Write the section, or ask for a waiver of the rules that demand {section}, "
                "with an approver and an end.",
            )
    for section in NEEDED[charter.tier]:
        if section not in declared and not context.partnership.document.data.get(section):
            yield Problem(
                f"the charter does not say {_MEANINGS[section]}: section {section!r} is "
                f"{'empty' if section in context.partnership.document.data else 'missing'}",
                at=section,
                help=f"Fill in '{section}:'"
                + (
                    "."
                    if section in protected
                    else f", or give the reason under 'not_applicable' as '{section}: because…'."
                ),
            )
