"""The sections without which a partnership of its tier cannot work."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import NEVER_DECLARED_AWAY, owes
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import needed

_MEANINGS = {
    "escalation": "how problems are escalated",
    "reviews": "when the parties review their work",
    "committees": "where the parties decide together",
    "exit": "how the partnership ends",
    "risks": "what may go wrong",
    "sharing": "what information the parties share",
    "personal_data": "on which legal ground personal data is shared",
    "agreements": "which agreement it stands for",
}


@rule(Severity.ERROR)
def stage_sections(charter: Charter, context: Context) -> Iterator[Problem]:
    """From stage working-together, the charter has the sections that its tier requires."""
    declared = charter.not_applicable
    protected = NEVER_DECLARED_AWAY if charter.tier is Tier.STRATEGIC else frozenset()
    if not context.partnership.document.has(("tier",)):
        yield Problem(
            "the charter states no tier, so it is judged as preferred",
            at="tier",
            help="Write 'tier: strategic', 'preferred' or 'transactional' once it is agreed.",
            severity=Severity.INFO,
        )
    for section in declared:
        if section in protected and owes(charter, section):
            yield Problem(
                f"a strategic partnership cannot declare {section!r} not applicable",
                at=f"not_applicable.{section}",
                help="Write the section, or request a waiver of the rules that require it, with "
                "an approver and an end date.",
            )
    for section in needed(charter):
        if section not in declared and not context.partnership.document.data.get(section):
            yield Problem(
                f"the charter does not state {_MEANINGS[section]}: section {section!r} is "
                f"{'empty' if section in context.partnership.document.data else 'missing'}",
                at=section,
                help=f"Fill in '{section}'"
                + (
                    "."
                    if section in protected
                    else f", or give the reason under 'not_applicable': '{section}: REASON'."
                ),
            )
