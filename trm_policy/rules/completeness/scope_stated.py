"""What the partnership is for, and what not."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule

_PARTS = {
    "purpose": ("what the partnership is for", "Add 'purpose:' to the scope, in a sentence."),
    "includes": ("what belongs to it", "List under 'includes' what the partnership covers."),
    "excludes": (
        "what does not belong to it",
        "List under 'excludes' what somebody might expect of it that it does not cover.",
    ),
}


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED)
def scope_stated(charter: Charter, context: Context) -> Iterator[Problem]:
    """Vision, purpose, what is included and what is not are stated; behaviours if strategic."""
    declared = charter.not_applicable
    if charter.vision is None and "vision" not in declared:
        yield Problem(
            "the charter states no vision",
            at="vision",
            help="Add 'vision:' with what the parties want to be true one day.",
        )
    if "scope" not in declared:
        yield from _of_scope(charter)
    if charter.tier is Tier.STRATEGIC and not charter.behaviours and "behaviours" not in declared:
        yield Problem(
            "the charter does not say how the parties want to treat each other",
            at="behaviours",
            help="List under 'behaviours' two or three promises that people can be held to.",
            severity=Severity.WARNING,
        )


def _of_scope(charter: Charter) -> Iterator[Problem]:
    if charter.scope is None:
        yield Problem(
            "the charter does not say what the partnership covers",
            at="scope",
            help="Add 'scope:' with a purpose and with lists of what it includes and excludes.",
        )
        return
    for key, (meaning, mend) in _PARTS.items():
        if not getattr(charter.scope, key) and getattr(charter.scope, key) != "":
            yield Problem(f"the scope does not say {meaning}", f"scope.{key}", mend)
