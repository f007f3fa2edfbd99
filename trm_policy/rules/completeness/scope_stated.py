"""What the partnership is for, and what not."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import demands
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule

_PARTS = {
    "purpose": ("what the partnership is for", "Add 'purpose' to the scope, in one sentence."),
    "includes": (
        "what the partnership covers",
        "List under 'includes' what the partnership covers.",
    ),
    "excludes": (
        "what the partnership does not cover",
        "List under 'excludes' what someone might expect but the partnership does not cover.",
    ),
}


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED)
def scope_stated(charter: Charter, context: Context) -> Iterator[Problem]:
    """Vision, purpose, inclusions and exclusions are stated; if strategic, behaviours too."""
    if charter.vision is None and demands(charter, "vision"):
        yield Problem(
            "the charter has no vision",
            at="vision",
            help="Add 'vision' with what the parties want to achieve in the long run.",
        )
    if demands(charter, "scope"):
        yield from _of_scope(charter)
    if not charter.behaviours and demands(charter, "behaviours"):
        yield Problem(
            "the charter does not state how the parties want to treat each other",
            at="behaviours",
            help="List under 'behaviours' two or three promises that people can be held to "
            "account for.",
            severity=Severity.WARNING,
        )


def _of_scope(charter: Charter) -> Iterator[Problem]:
    if charter.scope is None or charter.scope.blank:
        yield Problem(
            "the charter does not state what the partnership covers",
            at="scope",
            help="Add 'scope' with a purpose and lists of what it includes and excludes.",
        )
        return
    for key, (meaning, fix) in _PARTS.items():
        owed = key != "excludes" or demands(charter, "scope.excludes")
        if owed and not getattr(charter.scope, key) and getattr(charter.scope, key) != "":
            yield Problem(f"the scope does not state {meaning}", f"scope.{key}", fix)
