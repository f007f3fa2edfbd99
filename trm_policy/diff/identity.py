"""Whether two charters are of one partnership, whatever their folders are called."""

from __future__ import annotations

from trm_policy.model.charter import Charter
from trm_policy.wording.text import folded

_ENOUGH = 2


def same_partnership(old: Charter, new: Charter) -> bool:
    """Whether at least two of title, parties and purpose are the same.

    Charters that were written after one template are alike in everything else.
    """
    facts = zip(_facts(old), _facts(new), strict=True)
    return sum(bool(one) and one == other for one, other in facts) >= _ENOUGH


def _facts(charter: Charter) -> tuple[object, ...]:
    parties = frozenset(one.organisation or one.name or id_ for id_, one in charter.parties.items())
    purpose = charter.scope.purpose if charter.scope else ""
    return folded(charter.title), parties, folded(purpose or "")
