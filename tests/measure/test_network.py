"""The network of a small portfolio, worked out by hand, and what a loss touches in it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from tests.support import FOLDER
from trm_policy.errors import TrmError
from trm_policy.measure.network import Network, graphml, joined, neighbourhood, ripple
from trm_policy.measure.relationship_map import LoadLimits, relationship_map
from trm_policy.model.party import Directory
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Register
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory

DAY = date(2026, 11, 22)
DIRECTORY = """\
organisations:
  host: {name: Host plc, country: GB}
people:
  ann: {name: Ann Bell, organisation: host, email: ann@host.example, department: sales}
"""
FIRST = """\
title: First
host: h
relationship: supplier
tier: strategic
status: active
term: {start: 2026-01-01}
parties:
  h: {organisation: host, role: buyer}
  s: {name: Supply Ltd, country: SE, role: seller}
people:
  bo: {name: Bo Ek, party: s, email: bo@supply.example}
owners: {h: ann, s: bo}
goals:
  grow: {statement: Grow, lead: ann, kpis: [speed]}
  old: {statement: Was, lead: bo, closed_on: 2026-02-01}
kpis:
  speed: {name: Speed, owner: bo}
  cost: {name: Cost, owner: ann}
"""
SECOND = """\
title: Second
host: h
relationship: customer
tier: preferred
status: active
term: {start: 2026-01-01}
parties:
  h: {organisation: host, role: seller}
  c: {name: Client AB, role: buyer}
people:
  cy: {name: Cy Dahl, party: c, email: cy@client.example}
owners: {c: cy}
goals:
  joy: {statement: Please, lead: cy}
depends_on: [first]
"""
THIRD = SECOND.replace("Second", "Third").replace("[first]", "[second, unknown]")
ENDED = FIRST.replace("title: First", "title: Over").replace("active", "ended")


def network(read: Iterable[Partnership], directory: Directory) -> Network:
    shared = Register(directory)
    return joined(neighbourhood(one, shared, DAY) for one in read)


def portfolio(**charters: str) -> Network:
    files = {f"{FOLDER}/{id_}/partnership.yaml": text.encode() for id_, text in charters.items()}
    files[f"{FOLDER}/directory.yaml"] = DIRECTORY.encode()
    reader = PortfolioReader(InMemory(files), FOLDER)
    read = [one for one in (reader.read(name).partnership for name in reader.ids) if one]
    return network(read, reader.directory[0])


@pytest.fixture
def net() -> Network:
    return portfolio(first=FIRST, second=SECOND, third=THIRD, over=ENDED)


def reached(net: Network, lost: str) -> list[tuple[int, str]]:
    return [(one.distance, one.id) for one in ripple(net, net.called(lost)).touched]


def stakes(net: Network, lost: str) -> list[str]:
    return [f"{one.partnership}.{one.id}" for one in ripple(net, net.called(lost)).stakes]


def test_every_node_and_tie_is_there_once(net: Network) -> None:
    assert {node.id: node.label for node in net.nodes.values()} == {
        "organisation:Client AB": "Client AB",
        "organisation:Supply Ltd": "Supply Ltd",
        "organisation:host": "Host plc",
        "partnership:first": "First",
        "partnership:over": "Over",
        "partnership:second": "Second",
        "partnership:third": "Third",
        "person:ann": "Ann Bell",
        "person:first/bo": "Bo Ek",
        "person:second/cy": "Cy Dahl",
    }
    assert [(tie.start, tie.end, tie.kind.value, tie.says, tie.parts) for tie in net.ties] == [
        ("organisation:Client AB", "partnership:second", "party-of", "buyer", 1),
        ("organisation:Client AB", "partnership:third", "party-of", "buyer", 1),
        ("organisation:Supply Ltd", "partnership:first", "party-of", "seller", 1),
        ("organisation:host", "partnership:first", "party-of", "buyer", 1),
        ("organisation:host", "partnership:second", "party-of", "seller", 1),
        ("organisation:host", "partnership:third", "party-of", "seller", 1),
        ("partnership:second", "partnership:first", "depends-on", "depends on", 1),
        ("partnership:third", "partnership:second", "depends-on", "depends on", 1),
        ("person:ann", "organisation:host", "works-for", "works for", 1),
        (
            "person:ann",
            "partnership:first",
            "holds-part-in",
            "relationship owner of Host plc; lead of the goal 'grow'; owner of the KPI 'cost'",
            3,
        ),
        ("person:first/bo", "organisation:Supply Ltd", "works-for", "works for", 1),
        (
            "person:first/bo",
            "partnership:first",
            "holds-part-in",
            "relationship owner of Supply Ltd; owner of the KPI 'speed'",
            2,
        ),
        ("person:second/cy", "organisation:Client AB", "works-for", "works for", 1),
        (
            "person:second/cy",
            "partnership:second",
            "holds-part-in",
            "relationship owner of Client AB; lead of the goal 'joy'",
            2,
        ),
        (
            "person:second/cy",
            "partnership:third",
            "holds-part-in",
            "relationship owner of Client AB; lead of the goal 'joy'",
            2,
        ),
    ]


def test_a_post_is_no_person_of_the_network(net: Network) -> None:
    desk = FIRST.replace("{name: Bo Ek, party: s,", "{name: Bo Ek, post: true, party: s,")

    with_desk = portfolio(first=desk)

    assert "person:first/bo" in net.nodes
    assert "person:first/bo" not in with_desk.nodes
    assert [stake.people for stake in with_desk.stakes["first"] if stake.id == "speed"] == [()]


def test_each_part_leads_to_its_line(net: Network) -> None:
    tie = next(t for t in net.ties if t.start == "person:ann" and t.end == "partnership:first")
    assert [(str(e.path), e.line, e.at) for e in tie.evidence] == [
        ("partnerships/first/partnership.yaml", 12, "owners.h"),
        ("partnerships/first/partnership.yaml", 14, "goals.grow.lead"),
        ("partnerships/first/partnership.yaml", 18, "kpis.cost.owner"),
    ]


def test_a_lost_partnership_touches_what_depends_on_it_step_by_step(net: Network) -> None:
    assert reached(net, "first") == [
        (1, "organisation:Supply Ltd"),
        (1, "organisation:host"),
        (1, "partnership:second"),
        (1, "person:ann"),
        (1, "person:first/bo"),
        (2, "partnership:third"),
    ]
    assert stakes(net, "First") == [
        "first.grow",
        "first.speed",
        "first.cost",
        "second.joy",
        "third.joy",
    ]


def test_a_lost_person_touches_what_hangs_on_them(net: Network) -> None:
    assert reached(net, "bo") == [
        (1, "partnership:first"),
        (2, "partnership:second"),
        (3, "partnership:third"),
    ]
    assert stakes(net, "BO@supply.example") == [
        "first.grow",
        "first.speed",
        "second.joy",
        "third.joy",
    ]
    assert reached(net, "cy") == [(1, "partnership:second"), (1, "partnership:third")]


def test_a_lost_party_takes_its_people_and_partnerships_along(net: Network) -> None:
    assert reached(net, "s") == [
        (1, "partnership:first"),
        (1, "person:first/bo"),
        (2, "partnership:second"),
        (3, "partnership:third"),
    ]


def test_what_has_ended_touches_nothing(net: Network) -> None:
    assert reached(net, "over") == []
    assert stakes(net, "over") == []


def test_a_circle_of_dependencies_comes_to_an_end() -> None:
    circle = FIRST + "depends_on: [third]\n"
    found = portfolio(first=circle, second=SECOND, third=THIRD)
    partnerships = [one for one in reached(found, "first") if "partnership" in one[1]]
    assert partnerships == [(1, "partnership:second"), (2, "partnership:third")]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("secand", "no party, person or partnership is called 'secand'; did you mean 'second'?"),
        ("h", None),
    ],
)
def test_a_name_is_one_thing_or_asked_back(net: Network, word: str, message: str | None) -> None:
    if message is None:
        assert net.called(word) == "organisation:host"
        return
    with pytest.raises(TrmError) as raised:
        net.called(word)
    assert str(raised.value) == message


def test_a_word_for_a_person_and_a_partnership_is_asked_back() -> None:
    found = portfolio(bo=FIRST)
    with pytest.raises(TrmError) as raised:
        found.called("bo")
    assert str(raised.value) == "'bo' could be several; choose from: partnership:bo, person:bo/bo"
    assert found.called("person:bo/bo") == "person:bo/bo"


def test_graphml_reads_back_with_types_whatever_names_hold() -> None:
    hostile = FIRST.replace("name: Bo Ek", 'name: "\\x07</data><x a=\\"&\\"/>\\uFFFF 雪"')
    found = portfolio(first=hostile, second=SECOND)
    text = graphml(found)
    ET.fromstring(text)
    graph = nx.parse_graphml(text)
    assert graph.nodes["person:first/bo"]["label"].endswith('</data><x a="&"/>  雪')
    assert graph.nodes["partnership:first"] == {
        "label": "First",
        "kind": "partnership",
        "tier": "strategic",
        "status": "active",
        "stage": "working-together",
        "relationship": "supplier",
        "goals": 1,
        "kpis": 2,
    }
    assert graph.nodes["organisation:host"]["host"] is True
    assert '<data key="d3">true</data>' in text
    assert "@" not in text
    assert graph.number_of_edges() == len(found.ties)


@pytest.mark.parametrize(
    "look",
    [
        lambda each: network(each, Directory()),
        lambda each: relationship_map(each, Directory(), DAY, LoadLimits(5, 8, 12)),
    ],
    ids=["network", "relationship map"],
)
def test_no_partnership_is_kept_in_memory_once_it_was_looked_at(
    look: Callable[[Iterable[Partnership]], Any],
) -> None:
    met: list[weakref.ref[Partnership]] = []

    def one_by_one() -> Iterator[Partnership]:
        for name, text in {"first": FIRST, "second": SECOND}.items():
            files = {f"partnerships/{name}/partnership.yaml": text.encode()}
            one = PortfolioReader(InMemory(files), FOLDER).read(name).partnership
            assert one is not None
            met.append(weakref.ref(one))
            yield one
            del one

    found = look(one_by_one())
    gc.collect()
    assert found
    assert [ref() for ref in met] == [None, None]
