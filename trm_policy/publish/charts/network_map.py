"""The network of partnerships, their parties and the people between them, as a map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees
from typing import Any, NamedTuple

from trm_policy.measure.network import Network, Node, NodeKind, Tie, TieKind
from trm_policy.publish.charts import Chart, ChartTable, layers
from trm_policy.publish.charts.layers import Layer, layer, number
from trm_policy.publish.charts.network_places import Point, positions
from trm_policy.wording.lists import counted
from trm_policy.wording.text import alphabetical

WIDE = 680
"""Pixels across on a wide window; a phone gets a map of its own, of the width of a chart."""
_MOST_PEOPLE = 40
_MOST_PARTNERSHIPS = 200
_EDGE = 16
_LEAST_HEIGHT = 300
_AREA = 2_600
"""Square pixels that a node has to itself where there are many."""
_ROOMY = 9_000
_FEW = 60
_CROWD = 120
_APART = 30
_TITLES = {
    NodeKind.PARTNERSHIP: ("partnership", "Partnerships"),
    NodeKind.ORGANISATION: ("party", "Parties"),
    NodeKind.PERSON: ("person", "People"),
}
_KINDS = tuple(_TITLES)
_LINES = {
    TieKind.PARTY_OF: ("part", "takes part in"),
    TieKind.HOLDS_PART_IN: ("holds", "holds a part in"),
    TieKind.WORKS_FOR: ("works", "works for"),
    TieKind.DEPENDS_ON: ("depends", "depends on"),
}
_DIAMOND = "M0,-0.9L1.2,0L0,0.9L-1.2,0Z"


def network_map(net: Network, key: str = "network", *, width: int = WIDE) -> Chart:
    """The network as a map: squares for partnerships, rings for parties, diamonds for people.

    Each bears its number, which :func:`named_nodes` tells in either width. With more than 40
    people, partnerships and parties alone are drawn, and of more than 200 partnerships those with
    most ties; the table's note says so. ``width`` is :data:`WIDE`, or that of a phone's chart
    (``layers.WIDTH``); the two need different keys on one page.
    """
    drawn = _Drawn.of(net)
    sheet = _sheet(len(drawn.nodes), width)
    at = positions([node.id for node in drawn.nodes], _ends(drawn.ties), sheet, _APART)
    return Chart(
        key=key,
        kind="network",
        title="The network of partnerships",
        description=_told(net, drawn),
        spec={
            "width": sheet[0],
            "height": sheet[1],
            "padding": _EDGE,
            "layer": [
                *_lines(drawn, at, sheet),
                *_nodes(drawn, at, sheet),
            ],
        },
        table=ChartTable(
            ("No.", "Partnership", "Parties", "People", "Depends on"),
            list(_rows(net, drawn.numbers)),
            drawn.note,
        ),
        legend={sign: means for kind, (sign, means) in _LINES.items() if drawn.has(kind)},
    )


class NamedNode(NamedTuple):
    """The nodes of a kind that are drawn, each with its number, its id and its name."""

    sign: str
    title: str
    nodes: Sequence[tuple[int, str, str]]


def named_nodes(net: Network) -> list[NamedNode]:
    """Who the numbers of the map stand for, kind by kind, in their order."""
    drawn = _Drawn.of(net)
    return [
        NamedNode(
            sign, title, [(drawn.numbers[one.id], one.id, one.label or one.id) for one in some]
        )
        for kind, (sign, title) in _TITLES.items()
        if (some := drawn.of_kind(kind))
    ]


@dataclass(frozen=True)
class _Drawn:
    """What of a network is drawn, and the numbers of all its nodes, drawn or not."""

    nodes: Sequence[Node]
    ties: Sequence[Tie]
    numbers: Mapping[str, int]
    note: str

    @classmethod
    def of(cls, net: Network) -> _Drawn:
        """As much of the network as stays readable."""
        by_kind = {kind: [n for n in net.nodes.values() if n.kind is kind] for kind in _KINDS}
        whole, people = by_kind[NodeKind.PARTNERSHIP], by_kind[NodeKind.PERSON]
        ordered = [node for kind in _KINDS for node in sorted(by_kind[kind], key=_alphabetical)]
        numbers = {node.id: at for at, node in enumerate(ordered, 1)}
        left_out, notes = set[str](), []
        if len(people) > _MOST_PEOPLE:
            left_out |= {node.id for node in people}
            notes.append(
                f"The map shows partnerships and parties alone: there are {len(people)} people, "
                "too many to show in it."
            )
        if len(whole) > _MOST_PARTNERSHIPS:
            weight = Counter(end for tie in net.ties for end in (tie.start, tie.end))
            ranked = sorted(whole, key=lambda node: (-weight[node.id], node.id))
            left_out |= {node.id for node in ranked[_MOST_PARTNERSHIPS:]}
            notes.append(
                f"Of {len(whole)} partnerships the map shows the {_MOST_PARTNERSHIPS} with most "
                "ties."
            )
        ties = [tie for tie in net.ties if not left_out & {tie.start, tie.end}]
        tied = {end for tie in ties for end in (tie.start, tie.end)}
        nodes = [
            node
            for node in ordered
            if node.id not in left_out and (node.id in tied or node.kind is NodeKind.PARTNERSHIP)
        ]
        return cls(nodes, ties, numbers, " ".join(notes))

    def of_kind(self, kind: NodeKind) -> list[Node]:
        """Those of a kind, in the order of their numbers."""
        return [node for node in self.nodes if node.kind is kind]

    @property
    def crowded(self) -> bool:
        """Whether there is little room for each."""
        return len(self.nodes) > _CROWD

    def has(self, kind: TieKind) -> bool:
        """Whether a tie of that kind is drawn."""
        return any(tie.kind is kind for tie in self.ties)


def _alphabetical(node: Node) -> tuple[str, str]:
    return alphabetical(node.label), node.id


def _sheet(nodes: int, width: int) -> tuple[int, int]:
    """Width and height of the drawing within its edges: the more nodes, the higher."""
    across = width - 2 * _EDGE
    area = max(nodes * _AREA, min(nodes, _FEW) * _ROOMY)
    return across, max(_LEAST_HEIGHT, round(area / across / 10) * 10)


def _ends(ties: Sequence[Tie]) -> list[tuple[str, str]]:
    return [(tie.start, tie.end) for tie in ties]


def _scales(sheet: tuple[int, int], *more: str) -> dict[str, Any]:
    """Positions are pixels already, from the upper left corner."""
    across = {"x": number("x", (0, sheet[0]))}
    down = {"y": number("y", (sheet[1], 0))}
    return across | down | {channel: {"field": channel} for channel in more}


def _lines(drawn: _Drawn, at: Mapping[str, Point], sheet: tuple[int, int]) -> Iterator[Layer]:
    looks: dict[TieKind, dict[str, Any]] = {
        TieKind.WORKS_FOR: {"color": layers.LINE, "strokeWidth": 1, "strokeDash": [2, 3]},
        TieKind.HOLDS_PART_IN: {"color": layers.LINE, "strokeWidth": 1.2},
        TieKind.PARTY_OF: {
            "color": layers.SOFT,
            "strokeWidth": 0.7 if drawn.crowded else 1.5,
        },
        TieKind.DEPENDS_ON: {"color": layers.AMBER, "strokeWidth": 1.6, "strokeDash": [6, 4]},
    }
    for kind, look in looks.items():
        rows = [
            {"x": at[tie.start].x, "y": at[tie.start].y, "x2": at[tie.end].x, "y2": at[tie.end].y}
            for tie in drawn.ties
            if tie.kind is kind
        ]
        if rows:
            yield layer({"type": "rule", **look}, _scales(sheet, "x2", "y2"), rows)
        if rows and kind is TieKind.DEPENDS_ON:
            yield _arrows(rows, sheet)


def _arrows(rows: Sequence[Mapping[str, float]], sheet: tuple[int, int]) -> Layer:
    """A tip in the middle of each line, towards what is depended on."""
    tips = [
        {
            "x": (row["x"] + row["x2"]) / 2,
            "y": (row["y"] + row["y2"]) / 2,
            "angle": round(degrees(atan2(row["y2"] - row["y"], row["x2"] - row["x"]))) + 90,
        }
        for row in rows
    ]
    mark = {"type": "point", "shape": "triangle", "filled": True, "size": 60, "opacity": 1,
            "color": layers.AMBER}  # fmt: skip
    turned = {"angle": {"field": "angle", "type": "quantitative", "scale": None}}
    return layer(mark, _scales(sheet) | turned, tips)


def _nodes(drawn: _Drawn, at: Mapping[str, Point], sheet: tuple[int, int]) -> Iterator[Layer]:
    """Each node with its number in it; kinds differ in shape, and parties in being hollow."""
    fulls = {"filled": True, "opacity": 1}
    person = {"type": "point", "shape": _DIAMOND, "size": 420, "color": layers.SOFT, **fulls}
    party = {"type": "point", "shape": "circle", "fill": layers.PAPER, "stroke": layers.INK,
             "strokeWidth": 1.8, "size": 400, "opacity": 1}  # fmt: skip
    square = {"type": "point", "shape": "square", "size": 420, "color": layers.PINE, **fulls}
    figure = {"type": "text", "fontSize": 10.5, "fontWeight": "bold", "baseline": "middle"}
    for kind, mark, colour in (
        (NodeKind.PERSON, person, layers.PAPER),
        (NodeKind.ORGANISATION, party, layers.INK),
        (NodeKind.PARTNERSHIP, square, layers.PAPER),
    ):
        rows = [
            {"x": at[node.id].x, "y": at[node.id].y, "no": str(drawn.numbers[node.id])}
            for node in drawn.of_kind(kind)
        ]
        yield layer(mark, _scales(sheet), rows)
        text = {"text": {"field": "no"}}
        yield layer(figure | {"color": colour}, _scales(sheet) | text, rows)


def _told(net: Network, drawn: _Drawn) -> str:
    number = Counter(node.kind for node in net.nodes.values())
    return (
        f"{counted(number[NodeKind.PARTNERSHIP], 'partnership')}, "
        f"{counted(number[NodeKind.ORGANISATION], 'organisation')} and "
        f"{counted(number[NodeKind.PERSON], 'person', 'people')}, joined where one is a party of, "
        f"works for, holds a part in or depends on the other. {drawn.note}"
    ).strip()


def _rows(net: Network, numbers: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Each partnership with its parties, its people and what it depends on."""
    tied: defaultdict[tuple[str, TieKind], list[str]] = defaultdict(list)
    for tie in net.ties:
        end = tie.end if tie.kind is TieKind.DEPENDS_ON else tie.start
        start = tie.start if tie.kind is TieKind.DEPENDS_ON else tie.end
        tied[start, tie.kind].append(net.nodes[end].label or end)
    whole = [(id_, at) for id_, at in numbers.items() if net.nodes[id_].kind is _KINDS[0]]
    for id_, at in whole:
        cells = (
            ", ".join(dict.fromkeys(tied[id_, kind])) or "–"
            for kind in (TieKind.PARTY_OF, TieKind.HOLDS_PART_IN, TieKind.DEPENDS_ON)
        )
        yield (str(at), net.nodes[id_].label, *cells)
