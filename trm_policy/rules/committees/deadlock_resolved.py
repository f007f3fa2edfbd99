"""Disagreements that end."""

from collections.abc import Iterator, Mapping

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee, Deadlock
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._written import later
from trm_policy.rules.committees._layers import joint
from trm_policy.wording.lists import listed

_WAYS = ("to", "person", "committee", "party")
_FINAL = "name who has the final say: 'person: …', 'committee: …' or 'party: …'"


@rule(Severity.ERROR, tiers=STRATEGIC, section="committees")
def deadlock_resolved(charter: Charter, context: Context) -> Iterator[Problem]:
    """A deadlock in a joint committee goes to the escalation path or to a named final say."""
    for id_, committee in joint(charter).items():
        if committee.is_working_group and committee.deadlock is None:
            continue
        yield from _of(id_, committee.deadlock, context)
    yield from _circles(charter, context)


def _of(id_: str, deadlock: Deadlock | None, context: Context) -> Iterator[Problem]:
    at = ("committees", id_, "deadlock")
    ways = [way for way in _WAYS if deadlock and getattr(deadlock, way) is not None]
    if not ways:
        yield Problem(
            f"the committee {id_!r} has no way to resolve a deadlock",
            at=at,
            help=f"Add 'deadlock: {{to: escalation}}', or {_FINAL}.",
        )
    elif len(ways) > 1:
        names = listed([repr(way) for way in ways])
        yield Problem(
            f"a deadlock in the committee {id_!r} has {len(ways)} outcomes at once ({names})",
            at=later(context, *((*at, way) for way in ways)),
            help="Keep the one that applies.",
        )


def _circles(charter: Charter, context: Context) -> Iterator[Problem]:
    """A problem for each circle of committees that hand their deadlocks to each other."""
    seen: set[str] = set()
    for id_ in charter.committees:
        path: list[str] = []
        here: str | None = id_
        while here is not None and here not in seen:
            seen.add(here)
            path.append(here)
            here = _handed_to(here, charter.committees)
        if here is not None and here in path:
            yield _circle(path[path.index(here) :], context)


def _handed_to(id_: str, committees: Mapping[str, Committee]) -> str | None:
    """The committee that gets a deadlock; None where it ends, or can end, elsewhere."""
    deadlock = committees[id_].deadlock if id_ in committees else None
    ways = [way for way in _WAYS if deadlock and getattr(deadlock, way) is not None]
    return deadlock.committee if deadlock and ways == ["committee"] else None


def _circle(circle: list[str], context: Context) -> Problem:
    places = [("committees", id_, "deadlock", "committee") for id_ in circle]
    if len(circle) == 1:
        message = f"the committee {circle[0]!r} refers its deadlocks to itself"
    else:
        names = listed([repr(id_) for id_ in circle])
        message = f"the committees {names} refer their deadlocks to each other in a circle"
    return Problem(
        message,
        at=later(context, *places),
        help="Name another committee, a person or a party with the final say, "
        "or write 'deadlock: {to: escalation}'.",
    )
