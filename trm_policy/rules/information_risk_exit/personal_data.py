"""Personal data on firm ground."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import SharingRule
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.wording.lists import listed

_WANTED = {
    "lawful_basis": ("the lawful basis", "Add 'lawful_basis', such as 'Contract' or 'Consent'."),
    "controllers": ("who the controllers are", "Add 'controllers': the ids of the parties."),
    "breach_notice": (
        "how soon a breach is reported",
        "Add 'breach_notice', such as 'breach_notice: 24 hours'.",
    ),
}


@rule(Severity.ERROR, section="personal_data")
def personal_data(charter: Charter, _context: Context) -> Iterator[Problem]:
    """Where personal data is shared, lawful basis, controllers and breach notice are agreed."""
    items = [
        id_
        for id_, item in charter.sharing.items()
        if item.personal and item.rule is not SharingRule.NEVER_SHARE
    ]
    if not items:
        return
    named = listed([repr(id_) for id_ in items])
    if charter.personal_data is None or charter.personal_data.blank:
        yield Problem(
            f"personal data is shared ({named}), but nothing is agreed about it",
            at="personal_data",
            help="Add 'personal_data' with 'lawful_basis', 'controllers' and 'breach_notice'.",
        )
        return
    for field, (lack, fix) in _WANTED.items():
        if getattr(charter.personal_data, field) in (None, ()):
            yield Problem(
                f"personal data is shared ({named}), but the charter does not state {lack}",
                at=f"personal_data.{field}",
                help=fix,
            )
