"""Partnerships, organisations, people and dependencies as one network; the ripple of a loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from trm_policy.errors import TrmError, closest
from trm_policy.finding import Place, dotted
from trm_policy.measure.evidence import Evidence, in_charter
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.mentions import RoleHeld, held
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Listing, Register, organisation_of
from trm_policy.wording.text import folded

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        wanted = folded(word)
        found = sorted(self.words.get(wanted, ()))
        if not found:
            near = closest(wanted, self.words)
            hint = f"; did you mean {near!r}?" if near else ""
            raise TrmError(f"no party, person or partnership is called {word!r}{hint}")
        if len(found) > 1:
            raise TrmError(f"{word!r} could be several; choose from: {', '.join(found)}")
        return found[0]

    def add(self, node: Node, *words: str | None) -> None:
        """Take in a node; the first of an id stays."""
        self.nodes.setdefault(node.id, node)
        for word in (node.id, node.label, *words):
            if word:
                self.words.setdefault(folded(word), set()).add(node.id)


class Member(NamedTuple):
    """Somebody with a part in a partnership: the key of :func:`everybody`, and their node.

    ``words`` are what else they are called, ``organisation`` the id of whom they work for.
    """

    key: str
    node: Node
    words: tuple[str, ...]
    organisation: str


class TiedParty(NamedTuple):
    """An organisation's node, what else it is called, and its tie; None once it has ended."""

    node: Node
    words: tuple[str | None, ...]
    tie: Tie | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One partnership and what it is tied to; it holds nothing of the charter itself.

    ``listed`` are all whom its charter lists, ``holders`` those who hold a part, by the key of a
    member; ties and stakes name people by these keys until neighbourhoods are joined.
    """

    id: str
    node: Node
    parties: tuple[TiedParty, ...]
    members: tuple[Member, ...]
    holding: tuple[Tie, ...]
    needs: tuple[Tie, ...]
    stakes: tuple[Stake, ...]


def neighbourhood(one: Partnership, shared: Register, today: date) -> Neighbourhood:
    """A partnership as it stands on a day, with all that it is tied to; nothing once it has ended.

    ``shared`` are the people of its directory. Posts, such as a service desk, are no people.
    """
    people = shared.beside(one)
    holders = held(one, people.owners, one.roster.directory, today)
    parts = [part for part in holders if not people.humans[part.person].post]
    holding = tuple(_holding(one, parts))
    listed = [people.owners[Listing(one.id, id_)] for id_ in one.charter.people]
    wanted = dict.fromkeys((*listed, *(tie.start for tie in holding)))
    return Neighbourhood(
        one.id,
        _partnership(one),
        tuple(_parties(one)),
        tuple(_member(key, people) for key in wanted),
        holding,
        tuple(_needs(one)),
        tuple(_stakes(one, parts)),
    )


def joined(neighbourhoods: Iterable[Neighbourhood]) -> Network:
    """The network of partnerships, each of which has been looked at by itself."""
    read, net = list(neighbourhoods), Network()
    for one in read:
        net.add(one.node, one.id)
    for one in read:
        for party in one.parties:
            net.add(party.node, *party.words)
            net.ties += [party.tie] if party.tie else []
    ids = _add_people(net, read)
    for one in read:
        net.ties += [tie._replace(start=ids[tie.start]) for tie in one.holding]
        net.ties += [tie for tie in one.needs if tie.end in net.nodes]
        net.stakes[one.id] = [
            stake._replace(people=tuple(ids[key] for key in stake.people)) for stake in one.stakes
        ]
    net.nodes = dict(sorted(net.nodes.items()))
    net.ties.sort(key=lambda tie: (tie.start, tie.end, tie.kind))
    return net


def _add_people(net: Network, read: Iterable[Neighbourhood]) -> dict[str, str]:
    """Add whoever holds a part, each once, by the first entry; gives their nodes by their keys."""
    holders = {tie.start for one in read for tie in one.holding}
    ids: dict[str, str] = {}
    for member in (member for one in read for member in one.members if member.key in holders):
        employer = f"organisation:{member.organisation}"
        if member.key not in ids:
            ids[member.key] = member.node.id
            if employer in net.nodes:
                tie = Tie(member.node.id, employer, TieKind.WORKS_FOR, "works for", 1, ())
                net.ties.append(tie)
        net.add(member.node._replace(id=ids[member.key]), *member.words)
    return ids


def _partnership(one: Partnership) -> Node:
    charter = one.charter
    facts: dict[str, str | int | bool] = {
        "tier": str(charter.tier),
        "status": str(charter.status),
        "stage": str(charter.stage),
        "relationship": str(charter.relationship),
        "goals": sum(goal.closed_on is None for goal in charter.goals.values()),
        "kpis": len(charter.kpis),
    }
    return Node(f"partnership:{one.id}", NodeKind.PARTNERSHIP, charter.title, facts)


def _over(one: Partnership) -> bool:
    return one.charter.status is Status.ENDED


def _parties(one: Partnership) -> Iterator[TiedParty]:
    for party, entry in one.charter.parties.items():
        organisation = one.roster.organisation(party)
        id_ = f"organisation:{organisation_of(one, party)}"
        facts: dict[str, str | int | bool] = {
            "country": organisation.country or "",
            "host": party == one.charter.host,
        }
        node, says = Node(id_, NodeKind.ORGANISATION, organisation.name, facts), entry.role
        found = in_charter(one, ("parties", party), says or "party")
        tie = Tie(id_, f"partnership:{one.id}", TieKind.PARTY_OF, found.says, 1, (found,))
        yield TiedParty(node, (entry.organisation, party), None if _over(one) else tie)


def _member(key: str, people: Register) -> Member:
    """The node is called by the first entry: an e-mail address would travel with every copy."""
    (charter, first), human, someone = people.first(key), people.humans[key], people.someone(key)
    facts: dict[str, str | int | bool] = {
        "department": human.department or "",
        "seniority": str(human.seniority or ""),
        "deputy": human.deputy or "",
    }
    id_ = f"person:{first}" if charter is None else f"person:{charter}/{first}"
    words = [someone.email or "", *(entry.id for entry in someone.entries)]
    words += [f"{entry.charter}/{entry.id}" for entry in someone.entries if entry.charter]
    node = Node(id_, NodeKind.PERSON, someone.name, facts)
    return Member(key, node, tuple(words), someone.organisation)


def _holding(one: Partnership, parts: Iterable[RoleHeld]) -> Iterator[Tie]:
    """Who holds parts in a charter, and what ties them to it."""
    by_person: dict[str, list[RoleHeld]] = {}
    for part in parts:
        by_person.setdefault(part.person, []).append(part)
    for key, theirs in by_person.items():
        found = tuple(Evidence(one.path, p.line, dotted(p.place), p.role) for p in theirs)
        says, end = "; ".join(part.role for part in theirs), f"partnership:{one.id}"
        yield Tie(key, end, TieKind.HOLDS_PART_IN, says, len(theirs), found)


def _needs(one: Partnership) -> Iterator[Tie]:
    for number, other in enumerate(one.charter.depends_on if not _over(one) else ()):
        found = in_charter(one, ("depends_on", number), f"depends on {other}")
        start, end = f"partnership:{one.id}", f"partnership:{other}"
        yield Tie(start, end, TieKind.DEPENDS_ON, "depends on", 1, (found,))


def _stakes(one: Partnership, parts: Iterable[RoleHeld]) -> Iterator[Stake]:
    """The open goals and the KPIs, with who leads, owns, or owns what measures them."""
    if _over(one):
        return
    charter = one.charter
    who = {part.place: part.person for part in parts}

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


class Touched(NamedTuple):
    """A node that the loss reaches: in how many steps, and by which ties from a step nearer."""

    id: str
    distance: int
    because: tuple[Tie, ...]


class Ripple(NamedTuple):
    """What a loss touches, the nearest first, and the goals and KPIs that stand on it.

    Of a lost person these are, in partnerships touched directly, the ones that hang on that
    person; further away, and of any other loss, all that are open.
    """

    lost: str
    touched: tuple[Touched, ...]
    stakes: tuple[Stake, ...]


def ripple(net: Network, lost: str) -> Ripple:
    """What the loss of a node touches.

    A lost organisation touches its people and its partnerships, a lost person the partnerships
    in which they have a part, a lost partnership those that depend on it, and so on. Of a lost
    partnership its parties and people are touched as well, and pass nothing on.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from(net.nodes)
    for tie in net.ties:
        backwards = tie.kind in (TieKind.DEPENDS_ON, TieKind.WORKS_FOR)
        falls = (tie.end, tie.start) if backwards else (tie.start, tie.end)
        graph.add_edge(*falls, tie=tie)
    distances: dict[str, int] = dict(nx.single_source_shortest_path_length(graph, lost))
    because: dict[str, tuple[Tie, ...]] = {}
    for node, distance in distances.items():
        nearer = (
            tie
            for start, _, tie in graph.in_edges(node, data="tie")
            if distances.get(start) == distance - 1
        )
        because[node] = tuple(sorted(nearer, key=lambda tie: (tie.start, tie.end, tie.kind)))
    if net.nodes[lost].kind is NodeKind.PARTNERSHIP:
        for tie in net.ties:
            if tie.end == lost and tie.kind in (TieKind.PARTY_OF, TieKind.HOLDS_PART_IN):
                distances.setdefault(tie.start, 1)
                because.setdefault(tie.start, (tie,))
    order = sorted((d, net.nodes[n].kind.value, n) for n, d in distances.items() if n != lost)
    touched = tuple(Touched(node, distance, because[node]) for distance, _, node in order)
    return Ripple(lost, touched, tuple(_stakes_reached(net, lost, touched)))


def _stakes_reached(net: Network, lost: str, touched: tuple[Touched, ...]) -> list[Stake]:
    person = net.nodes[lost].kind is NodeKind.PERSON
    reached = [Touched(lost, 0, ()), *touched]
    return [
        stake
        for one in reached
        if net.nodes[one.id].kind is NodeKind.PARTNERSHIP
        for stake in net.stakes[one.id.partition(":")[2]]
        if not person or one.distance > 1 or lost in stake.people
    ]


def graphml(net: Network) -> str:
    """The network as GraphML, for yEd, Gephi and others; every attribute has its type."""
    import networkx as nx
    from networkx.readwrite.graphml import GraphMLWriter

    graph = nx.MultiDiGraph()
    for node in net.nodes.values():
        facts = {name: _clean(value) for name, value in node.facts.items()}
        graph.add_node(_clean(node.id), label=_clean(node.label), kind=node.kind.value, **facts)
    for number, tie in enumerate(net.ties):
        graph.add_edge(
            _clean(tie.start),
            _clean(tie.end),
            key=number,
            kind=tie.kind.value,
            label=_clean(tie.says),
            parts=tie.parts,
        )
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(graph)
    flags = {key.get("id") for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"}
    for datum in writer.xml.iter("data"):
        if datum.get("key") in flags:
            datum.text = datum.text.lower()  # as XML Schema writes them
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{writer}\n'


def _clean(value: str | int | bool) -> str | int | bool:
    """Text without the signs that XML cannot hold."""
    return _NOT_IN_XML.sub(" ", value) if isinstance(value, str) else value
