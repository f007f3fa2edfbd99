"""Information that flows by agreement."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.governance import SharingItem
from trm_policy.model.vocabulary import SharingRule
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule

_WANTED = {
    "from": ("which party gives it", "Add 'from': the id of the party that gives it."),
    "rule": (
        "how freely it flows",
        "Add 'rule': must-share, can-share, ask-first or never-share.",
    ),
    "owner": ("who answers for it", "Add 'owner': the id of a person of the party that gives it."),
}
_WANTED_OF_WHAT_FLOWS = {
    "purpose": ("what it may be used for", "Add 'purpose': what it may be used for."),
    "retention": ("how long it may be kept", "Add 'retention', such as 'retention: 12 months'."),
}
"""What an item needs: what is not known without it, and how it is mended."""


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="sharing")
def sharing_map(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Each item of information has a giver, a rule and an owner; what flows, purpose and an end."""
    for id_, item in charter.sharing.items():
        flows = item.rule is not SharingRule.NEVER_SHARE
        for field, (lack, mend) in (_WANTED | (_WANTED_OF_WHAT_FLOWS if flows else {})).items():
            if _value(item, field) is None:
                yield Problem(
                    f"the shared item {id_!r} does not say {lack}",
                    at=f"sharing.{id_}.{field}",
                    help=mend,
                )


def _value(item: SharingItem, field: str) -> object:
    return item.from_ if field == "from" else getattr(item, field)
