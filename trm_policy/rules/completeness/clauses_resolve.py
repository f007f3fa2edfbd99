"""Clauses that lead to an agreement, and an order of agreements without a circle."""

import re
from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.contract import Clause, Obligation
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.wording.lists import listed
from trm_policy.wording.text import quoted

_ANNEX = re.compile(
    r"(?:^|[,;(]|\b(?:and|or|of|in|to|see))\s*"
    r"(?:annex|appendix|schedule|exhibit|attachment)\s+([A-Z]|[0-9]{1,3})\b(?!\.[0-9])",
    re.IGNORECASE,
)
"""An annex by its letter or number; what stands in "Service Level Schedule 1.3" is a section."""


@rule(Severity.ERROR)
def clauses_resolve(charter: Charter, context: Context) -> Iterator[Problem]:
    """Clauses and annexes lead to an agreement; which agreement prevails is no circle."""
    if context.partnership.unreadable("agreements"):
        return
    cited = [(place, one) for place, one in _citing(charter) if one.clause]
    lost = [place for place, one in cited if one.agreement is None]
    if lost and len(charter.agreements) != 1:
        several = "several agreements" if charter.agreements else "no agreement"
        yield Problem(
            f"{listed(lost[:3])} {'names' if len(lost) == 1 else 'name'} a clause, but not of "
            f"which agreement, and the charter has {several}",
            at=f"{lost[0]}.clause",
            help="Add 'agreement' with the id of an agreement under 'agreements'.",
        )
    for place, one in cited:
        yield from _without_annex(place, one, charter)
    yield from _circles(charter)


def _citing(charter: Charter) -> Iterator[tuple[str, Obligation | Clause]]:
    yield from ((f"obligations.{id_}", one) for id_, one in charter.obligations.items())
    yield from ((f"terms.{kind}", one) for kind, one in charter.terms.items())


def _without_annex(place: str, one: Obligation | Clause, charter: Charter) -> Iterator[Problem]:
    """An annex that is cited, where its agreement lists annexes and not this one."""
    only = next(iter(charter.agreements)) if len(charter.agreements) == 1 else ""
    agreement = charter.agreements.get(one.agreement or only)
    known = {name.casefold() for name in agreement.annexes} if agreement else set()
    for name in _ANNEX.findall(one.clause or "") if known else ():
        if agreement is not None and name.casefold() not in known:
            yield Problem(
                f"{place} cites annex {name}, which {quoted(agreement.title)} does not have",
                at=f"{place}.clause",
                help=f"Correct the clause, or add '{name}' to the 'annexes' of the agreement.",
            )


def _circles(charter: Charter) -> Iterator[Problem]:
    """The first agreement of each circle of precedence."""
    told: set[str] = set()
    for id_ in charter.agreements:
        circle = _way_back(id_, charter)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield Problem(
                f"the agreement {id_!r} prevails over itself: {' over '.join([*circle, id_])}",
                at=f"agreements.{id_}.prevails_over",
                help="Remove one of them from 'prevails_over': one agreement must come first.",
            )


def _way_back(start: str, charter: Charter) -> list[str]:
    """The agreements on a way from one over others back to it; empty where there is none."""
    waiting, seen = [[start]], {start}
    while waiting:
        way = waiting.pop()
        over = charter.agreements[way[-1]].prevails_over
        if start in over:
            return way
        for other in over:
            if other in charter.agreements and other not in seen:
                seen.add(other)
                waiting.append([*way, other])
    return []
