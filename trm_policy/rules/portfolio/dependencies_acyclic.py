"""Partnerships that do not wait for each other."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Portfolio
from trm_policy.portfolio.roster import Roster
from trm_policy.rule import Problem, rule

_Needs = Mapping[str, tuple[str, ...]]

_MOST_SHOWN = 8


def _needs(charter: Charter, _roster: Roster) -> tuple[str, ...] | None:
    """What a partnership depends on; what is over needs nothing, and nobody waits for it."""
    return None if charter.status is Status.ENDED else charter.depends_on


@rule(Severity.ERROR, always=True, whole=True, facts=_needs)
def dependencies_acyclic(portfolio: Portfolio, context: Context) -> Iterator[Problem]:
    """No partnership depends on itself, directly or through others."""
    needs = _in_knots(context.facts)
    for id_ in needs:
        way = _way_round(id_, needs)
        if way:
            yield Problem(
                f"the partnership {id_!r} depends on itself{_by_way_of(way)}",
                at=("depends_on", context.facts[id_].index(way[0])),
                help="Remove the least important dependency, here or further along the circle.",
                document=portfolio.path(id_),
            )


def _by_way_of(way: tuple[str, ...]) -> str:
    between = way[:-1]
    if not between:
        return ""
    shown = between if len(between) <= _MOST_SHOWN else (*between[: _MOST_SHOWN - 1], "…")
    return ", through " + " → ".join(shown)


def _in_knots(needs: _Needs) -> _Needs:
    """The dependencies among partnerships that lie on a circle or between two."""
    behind = _waiting(needs)
    needed_by: dict[str, list[str]] = {id_: [] for id_ in behind}
    for id_, others in behind.items():
        for other in others:
            needed_by[other].append(id_)
    left = _waiting(needed_by)
    return {
        id_: tuple(o for o in others if o in left) for id_, others in behind.items() if id_ in left
    }


def _waiting(needs: Mapping[str, Iterable[str]]) -> _Needs:
    """What can never start, because what it needs leads into a circle; other needs left out."""
    known = {id_: [other for other in others if other in needs] for id_, others in needs.items()}
    sorter = TopologicalSorter(known)
    with suppress(CycleError):
        sorter.prepare()
    while ready := sorter.get_ready():
        for id_ in ready:
            del known[id_]
        sorter.done(*ready)
    return {id_: tuple(o for o in others if o in known) for id_, others in known.items()}


def _way_round(start: str, needs: _Needs) -> tuple[str, ...]:
    """The shortest way from a partnership back to itself, which stands last; empty if none."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting and start not in came_from:
        here = waiting.popleft()
        for other in needs[here]:
            if other not in came_from:
                came_from[other] = here
                waiting.append(other)
    if start not in came_from:
        return ()
    way = [start]
    while came_from[way[-1]] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
