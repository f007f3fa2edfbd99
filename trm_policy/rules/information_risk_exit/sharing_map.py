"""Information that flows by agreement."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.governance import SharingItem
from trm_policy.model.instruments import owes
from trm_policy.model.vocabulary import SharingRule
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.wording.lists import listed

_WANTED = {
    "from": ("which party provides it", "Add 'from': the id of the party that provides it."),
    "rule": (
        "how freely it may be shared",
        "Add 'rule': must-share, can-share, ask-first or never-share.",
    ),
    "owner": (
        "who is responsible for it",
        "Add 'owner': the id of a person from the party that provides it.",
    ),
}
_WANTED_OF_WHAT_FLOWS = {
    "purpose": ("what it may be used for", "Add 'purpose': what it may be used for."),
}
_WANTED_OF_WHAT_IS_GUARDED = {
    "retention": ("how long it may be kept", "Add 'retention', such as 'retention: 12 months'."),
}
"""What an item needs: what is not known without it, and how to fix that."""


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="sharing")
def sharing_map(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Each shared item has a provider, rule, owner and purpose; a guarded one also a retention."""
    for id_, item in charter.sharing.items():
        wanted = _wanted(item)
        if not owes(charter, "sharing.*.owner"):
            wanted = {field: said for field, said in wanted.items() if field != "owner"}
        lacking = [field for field in wanted if _value(item, field) is None]
        if lacking:
            lacks, fixes = zip(*(wanted[field] for field in lacking), strict=True)
            yield Problem(
                f"the shared item {id_!r} does not state {listed(lacks, 'or')}",
                at=f"sharing.{id_}.{lacking[0]}",
                help=" ".join(fixes),
            )


def _wanted(item: SharingItem) -> dict[str, tuple[str, str]]:
    """What the item must state; what is shared on request alone is confidential."""
    if item.rule is SharingRule.NEVER_SHARE or item.hides("rule"):
        return _WANTED
    guarded = item.personal or item.rule is SharingRule.ASK_FIRST
    return _WANTED | _WANTED_OF_WHAT_FLOWS | (_WANTED_OF_WHAT_IS_GUARDED if guarded else {})


def _value(item: SharingItem, field: str) -> object:
    return item.from_ if field == "from" else getattr(item, field)
