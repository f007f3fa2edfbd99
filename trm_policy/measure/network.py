"""Partnerships, organisations, people and dependencies as one network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from trm_policy.errors import TrmError, closest
from trm_policy.finding import Place
from trm_policy.measure.evidence import Evidence, in_charter
from trm_policy.model.party import Directory
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.everybody import Register, organisation_of
from trm_policy.portfolio.mentions import Held, held
from trm_policy.portfolio.partnership import Partnership


class NodeKind(StrEnum):
    """What stands in the network."""

    PARTNERSHIP = "partnership"
    ORGANISATION = "organisation"
    PERSON = "person"


class TieKind(StrEnum):
    """How two of them are tied, read from the first to the second."""

    PARTY_OF = "party-of"
    WORKS_FOR = "works-for"
    HOLDS_PART_IN = "holds-part-in"
    DEPENDS_ON = "depends-on"


class Node(NamedTuple):
    """One of the network. ``facts`` are of the same names and types for all of a kind."""

    id: str
    kind: NodeKind
    label: str
    facts: Mapping[str, str | int | bool]


class Tie(NamedTuple):
    """A tie from one node to another, what it says, and where that is written."""

    start: str
    end: str
    kind: TieKind
    says: str
    parts: int
    evidence: tuple[Evidence, ...]


class Stake(NamedTuple):
    """A goal or KPI of a partnership, and whom it hangs on: the ids of people's nodes."""

    partnership: str
    what: str
    id: str
    name: str
    people: tuple[str, ...]
    evidence: Evidence


@dataclass
class Network:
    """The whole network, in the order of ids; ``stakes`` are open goals and KPIs by partnership.

    ``words`` are what each node can be called, in small letters.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    stakes: dict[str, list[Stake]] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)

    def called(self, word: str) -> str:
        """The id of the one node that is called so. Raises TrmError for none and for several."""
        wanted = _folded(word)
        found = sorted(self.words.get(wanted, ()))
        if not found:
            near = closest(wanted, self.words)
            hint = f"; did you mean {near!r}?" if near else ""
            raise TrmError(f"no party, person or partnership is called {word!r}{hint}")
        if len(found) > 1:
            raise TrmError(f"{word!r} may be several; say which: {', '.join(found)}")
        return found[0]

    def add(self, node: Node, *words: str | None) -> None:
        """Take in a node; the first of an id stays."""
        self.nodes.setdefault(node.id, node)
        for word in (node.id, node.label, *words):
            if word:
                self.words.setdefault(_folded(word), set()).add(node.id)


def network(partnerships: Iterable[Partnership], directory: Directory, today: date) -> Network:
    """The network of these partnerships as it stands on a day.

    An ended partnership is a node that nothing is tied to. Each partnership is looked at once,
    and not kept.
    """
    net, register = Network(), Register(directory)
    crowd, needs = _Crowd(net, register), list[Tie]()
    for one in partnerships:
        register.enter(one)
        _add_partnership(net, one)
        _add_parties(net, one)
        parts = list(held(one, register.owners, directory, today))
        net.stakes[one.id] = list(_stakes(one, parts, register))
        crowd.add_all(one, parts)
        needs += _needs(one)
    crowd.settle()
    net.ties += [tie for tie in needs if tie.end in net.nodes]
    net.nodes = dict(sorted(net.nodes.items()))
    net.ties.sort(key=lambda tie: (tie.start, tie.end, tie.kind))
    return net


def _add_partnership(net: Network, one: Partnership) -> None:
    charter = one.charter
    facts: dict[str, str | int | bool] = {
        "tier": str(charter.tier),
        "status": str(charter.status),
        "stage": str(charter.stage),
        "relationship": str(charter.relationship),
        "goals": sum(goal.closed_on is None for goal in charter.goals.values()),
        "kpis": len(charter.kpis),
    }
    node = Node(f"partnership:{one.id}", NodeKind.PARTNERSHIP, charter.title, facts)
    net.add(node, one.id)


def _over(one: Partnership) -> bool:
    return one.charter.status is Status.ENDED


def _add_parties(net: Network, one: Partnership) -> None:
    for party, entry in one.charter.parties.items():
        organisation = one.roster.organisation(party)
        id_ = f"organisation:{organisation_of(one, party)}"
        facts: dict[str, str | int | bool] = {
            "country": organisation.country or "",
            "host": party == one.charter.host,
        }
        node = Node(id_, NodeKind.ORGANISATION, organisation.name, facts)
        net.add(node, entry.organisation, party)
        if not _over(one):
            says = entry.role or "party"
            found = in_charter(one, ("parties", party), says)
            net.ties.append(Tie(id_, f"partnership:{one.id}", TieKind.PARTY_OF, says, 1, (found,)))


def _person_id(register: Register, key: str) -> str:
    """By the first entry: an e-mail address would travel with every copy of the graph."""
    charter, id_ = register.first(key)
    return f"person:{id_}" if charter is None else f"person:{charter}/{id_}"


@dataclass(frozen=True)
class _Crowd:
    """Adds people to the network, each once."""

    net: Network
    register: Register
    met: dict[str, str] = field(default_factory=dict)
    """The node of each person who holds a part, by key."""

    def add_all(self, one: Partnership, parts: list[Held]) -> None:
        """Tie those who hold parts in a charter to it."""
        by_person: dict[str, list[Held]] = {}
        for part in parts:
            by_person.setdefault(part.person, []).append(part)
        for key, theirs in by_person.items():
            id_ = self.met.setdefault(key, _person_id(self.register, key))
            found = tuple(in_charter(one, part.place, part.role) for part in theirs)
            says = "; ".join(part.role for part in theirs)
            end = f"partnership:{one.id}"
            self.net.ties.append(Tie(id_, end, TieKind.HOLDS_PART_IN, says, len(theirs), found))

    def settle(self) -> None:
        """Add the people who hold parts, now that every entry and every employer is known."""
        for key, id_ in self.met.items():
            human, someone = self.register.humans[key], self.register.someone(key)
            facts = {
                "department": human.department or "",
                "seniority": str(human.seniority or ""),
                "deputy": human.deputy or "",
            }
            words = [entry.id for entry in someone.entries]
            words += [f"{entry.charter}/{entry.id}" for entry in someone.entries if entry.charter]
            node = Node(id_, NodeKind.PERSON, someone.name, facts)
            self.net.add(node, someone.email, *words)
            employer = f"organisation:{someone.organisation}"
            if employer in self.net.nodes:
                tie = Tie(id_, employer, TieKind.WORKS_FOR, "works for", 1, ())
                self.net.ties.append(tie)


def _needs(one: Partnership) -> Iterator[Tie]:
    """The ties to what a partnership depends on, whether that is known or not."""
    for number, other in enumerate(one.charter.depends_on if not _over(one) else ()):
        found = in_charter(one, ("depends_on", number), f"depends on {other}")
        ends = f"partnership:{one.id}", f"partnership:{other}"
        yield Tie(*ends, TieKind.DEPENDS_ON, "depends on", 1, (found,))


def _stakes(one: Partnership, parts: list[Held], register: Register) -> Iterator[Stake]:
    """The open goals and the KPIs, with who leads, owns, or owns what measures them."""
    if _over(one):
        return
    charter = one.charter
    who = {part.place: _person_id(register, part.person) for part in parts}

    def hanging(*places: Place) -> tuple[str, ...]:
        return tuple(dict.fromkeys(who[place] for place in places if place in who))

    for id_, goal in charter.goals.items():
        if goal.closed_on is None:
            owned = (("kpis", kpi, "owner") for kpi in goal.kpis)
            on = hanging(("goals", id_, "lead"), *owned)
            said = " ".join(goal.statement.split())
            found = in_charter(one, ("goals", id_), said)
            yield Stake(one.id, "goal", id_, said, on, found)
    for id_, kpi in charter.kpis.items():
        on = hanging(("kpis", id_, "owner"))
        yield Stake(one.id, "kpi", id_, kpi.name, on, in_charter(one, ("kpis", id_), kpi.name))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
