"""The map of a network: what is drawn, what gives way where there is much, and the table."""

from __future__ import annotations

from itertools import pairwise
from math import dist

from tests.publish.charts.drawn import HOSTILE, drawn, harmless
from trm_policy.measure.network import Network, Node, NodeKind, Tie, TieKind
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.charts.layers import WIDTH
from trm_policy.publish.charts.network_map import (
    WIDE,
    NamedNode,
    named_nodes,
    network_map,
)
from trm_policy.publish.charts.network_places import positions

PARTNERSHIP, PARTY, PERSON = NodeKind.PARTNERSHIP, NodeKind.ORGANISATION, NodeKind.PERSON


def network(partnerships: int, people: int, name: str = "Work") -> Network:
    """A host with so many partnerships, each with a party of its own and so many people."""
    net = Network()
    net.add(Node("organisation:host", PARTY, "Host plc", {}))
    for at in range(partnerships):
        ours, theirs = f"partnership:p{at}", f"organisation:o{at}"
        net.add(Node(ours, PARTNERSHIP, f"{name} {at:03}", {}))
        net.add(Node(theirs, PARTY, f"Partner {at}", {}))
        for party in ("organisation:host", theirs):
            net.ties.append(Tie(party, ours, TieKind.PARTY_OF, "party", 1, ()))
        for number in range(people):
            person = f"person:{at}-{number}"
            net.add(Node(person, PERSON, f"Ann {at} {number}", {}))
            net.ties.append(Tie(person, ours, TieKind.HOLDS_PART_IN, "owner", 1, ()))
            net.ties.append(Tie(person, theirs, TieKind.WORKS_FOR, "works for", 1, ()))
    return net


def test_a_small_network_shows_its_people_and_is_told_in_a_table() -> None:
    net = network(3, 2)
    net.ties.append(
        Tie("partnership:p2", "partnership:p0", TieKind.DEPENDS_ON, "depends on", 1, ())
    )
    chart = network_map(net)
    assert chart.description == (
        "3 partnerships, 4 organisations and 6 people, joined where one is a party of, works for, "
        "holds a part in or depends on the other."
    )
    assert chart.table.columns == ("No.", "Partnership", "Parties", "People", "Depends on")
    assert chart.table.rows[0] == ("1", "Work 000", "Host plc, Partner 0", "Ann 0 0, Ann 0 1", "–")
    assert chart.table.rows[2][4] == "Work 000"
    assert chart.table.note == ""
    assert list(chart.legend) == ["part", "holds", "works", "depends"]


def test_every_node_bears_a_number_in_either_width_and_the_key_names_each() -> None:
    net = network(3, 1)
    assert named_nodes(net) == [
        NamedNode(
            "partnership",
            "Partnerships",
            [
                (1, "partnership:p0", "Work 000"),
                (2, "partnership:p1", "Work 001"),
                (3, "partnership:p2", "Work 002"),
            ],
        ),
        NamedNode(
            "party",
            "Parties",
            [
                (4, "organisation:host", "Host plc"),
                (5, "organisation:o0", "Partner 0"),
                (6, "organisation:o1", "Partner 1"),
                (7, "organisation:o2", "Partner 2"),
            ],
        ),
        NamedNode(
            "person",
            "People",
            [
                (8, "person:0-0", "Ann 0 0"),
                (9, "person:1-0", "Ann 1 0"),
                (10, "person:2-0", "Ann 2 0"),
            ],
        ),
    ]
    for width in (WIDTH, WIDE):
        picture = drawn(network_map(net, width=width))
        harmless(picture)
        assert sorted(map(int, picture.texts)) == list(range(1, 11))


def test_each_kind_has_a_shape_of_its_own_and_no_line_runs_through_a_number() -> None:
    picture = drawn(network_map(network(3, 1)))
    square, ring, diamond = (
        picture.paths(f"var(--trm-{one})") for one in ("pine", "paper", "soft")
    )
    assert (len(square), len(ring), len(diamond)) == (1, 1, 1)
    order = [shape.get("fill", "line") for shape in picture.shapes if "d" in shape or "x2" in shape]
    last_line = max(at for at, fill in enumerate(order) if fill == "line")
    assert last_line < order.index("var(--trm-soft)")


def test_two_hundred_partnerships_are_told_by_number_without_people() -> None:
    chart = network_map(network(200, 3))
    assert chart.table.note == (
        "The map shows partnerships and parties alone: there are 600 people, too many to show in "
        "it."
    )
    assert list(chart.legend) == ["part"]
    assert len(chart.table.rows) == 200
    assert sorted(map(int, drawn(chart).texts)) == list(range(1, 402))
    assert [(one.sign, len(one.nodes)) for one in named_nodes(network(200, 3))] == [
        ("partnership", 200),
        ("party", 201),
    ]


def test_of_more_partnerships_those_with_most_ties_are_drawn_and_all_are_in_the_table() -> None:
    net = network(230, 0)
    net.ties.append(
        Tie("partnership:p229", "partnership:p228", TieKind.DEPENDS_ON, "depends on", 1, ())
    )
    chart = network_map(net)
    assert chart.table.note == "Of 230 partnerships the map shows the 200 with most ties."
    assert len(chart.table.rows) == 230
    assert {"229", "230"} <= set(drawn(chart).texts)


def test_the_same_network_gives_the_same_bytes_in_either_width() -> None:
    for width in (WIDTH, WIDE):
        once, again = (network_map(network(12, 2), width=width) for _ in range(2))
        assert Gallery().drawn(once) == Gallery().drawn(again)


def test_hostile_and_empty_names_stay_text_and_stop_nothing() -> None:
    for name in (HOSTILE, ""):
        net = network(2, 1, name)
        net.add(Node("organisation:none", PARTY, name, {}))
        net.ties.append(
            Tie("organisation:none", "partnership:p0", TieKind.PARTY_OF, "party", 1, ())
        )
        harmless(drawn(network_map(net)))


def test_a_network_of_nothing_and_of_one_are_no_error() -> None:
    for net in (Network(), network(1, 0)):
        harmless(drawn(network_map(net)))


def test_nodes_keep_apart_and_stay_on_the_sheet() -> None:
    nodes = [f"n{at}" for at in range(60)]
    at = positions(nodes, [("n0", node) for node in nodes[1:]], (400, 400), 20)
    spots = list(at.values())
    assert all(0 <= x <= 400 and 0 <= y <= 400 for x, y in spots)
    assert len(set(spots)) == 60


def test_a_few_nodes_stand_as_far_apart_as_they_are_in_the_network() -> None:
    chain = ["a", "b", "c", "d", "e"]
    at = positions(chain, pairwise(chain), (400, 400), 20)
    ends = {frozenset((at["a"].x, at["e"].x)), frozenset((at["a"].y, at["e"].y))}
    assert frozenset((0, 400)) in ends
    steps = [dist(at[one], at[other]) for one, other in pairwise(chain)]
    assert max(steps) <= 1.2 * min(steps)


def test_nodes_that_nothing_joins_have_places_too() -> None:
    nodes = [f"n{at}" for at in range(6)]
    at = positions(nodes, [("n0", "n1"), ("n2", "n3")], (400, 400), 20)
    assert len(set(at.values())) == 6
    assert dist(at["n0"], at["n1"]) < dist(at["n0"], at["n4"])
