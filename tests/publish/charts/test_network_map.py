"""The map of a network: what is drawn, what gives way where there is much, and the table."""

from __future__ import annotations

from tests.publish.charts.drawn import HOSTILE, drawn, harmless
from trm_policy.measure.network import Network, Node, NodeKind, Tie, TieKind
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.charts.layers import WIDTH
from trm_policy.publish.charts.layout import Name, Point, named, positions
from trm_policy.publish.charts.network_map import network_map

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
    assert list(chart.legend) == ["partnership", "party", "person", "depends"]
    picture = drawn(chart)
    harmless(picture)
    assert {"Host plc", "Work 000", "Ann 0 0", "1", "2", "3"} <= set(picture.texts)


def test_two_hundred_partnerships_are_told_by_number_without_people() -> None:
    chart = network_map(network(200, 3))
    assert chart.table.note == (
        "The map shows partnerships and parties alone: there are 600 people, too many to tell "
        "apart in it."
    )
    assert "person" not in chart.legend
    assert len(chart.table.rows) == 200
    texts = drawn(chart).texts
    assert set(map(str, range(1, 201))) <= set(texts)
    assert "Host plc" in texts
    assert not any(text.startswith(("Ann", "Work")) for text in texts)


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
    for width in (WIDTH, 680):
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


def test_names_give_way_to_each_other_save_those_that_must_be_shown() -> None:
    at = {"a": Point(50, 50), "b": Point(52, 50), "c": Point(54, 50)}
    long = "a name as wide as the sheet"
    names = [Name("a", long, 10, 5), Name("b", long, 10, 5), Name("c", long, 10, 5)]
    sheet = (160, 62)
    shown = [one.name.node for one in named({"a": Point(80, 40)} | {}, names[:1], sheet)]
    assert shown == ["a"]
    spots = {node: Point(80, point.y - 10) for node, point in at.items()}
    assert [one.name.node for one in named(spots, names, sheet)] == ["a", "b"]
    must = [*names[:2], names[2]._replace(must=True)]
    assert [one.name.node for one in named(spots, must, sheet)] == ["a", "b", "c"]
