"""The network of partnerships, their parties and the people between them, as a map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees
from typing import Any

from trm_policy.measure.network import Network, Node, NodeKind, Tie, TieKind
from trm_policy.publish.charts import colours
from trm_policy.publish.charts.chart import Chart, Table
from trm_policy.publish.charts.layers import Layer, as_said, layer, number, shortened
from trm_policy.publish.charts.layout import Name, Placed, Point, named, positions
from trm_policy.publish.wording import several

WIDE = 680
"""Pixels across on a wide window; a phone gets a map of its own, of the width of a chart."""
_MOST_PEOPLE = 40
_MOST_PARTNERSHIPS = 200
_EDGE = 14
_LEAST_HEIGHT = 300
_AREA = 2_600
"""Square pixels that a node has to itself where there are many."""
_ROOMY = 9_000
_FEW = 60
_CROWD = 120
_MANY_TIES = 8
_APART = 26
_KINDS = (NodeKind.PARTNERSHIP, NodeKind.ORGANISATION, NodeKind.PERSON)
_REACH = {NodeKind.PARTNERSHIP: 10.0, NodeKind.ORGANISATION: 9.0, NodeKind.PERSON: 5.0}
_SIZES = {NodeKind.PARTNERSHIP: 12.0, NodeKind.ORGANISATION: 12.0, NodeKind.PERSON: 11.0}
_SIGNS = {NodeKind.PARTNERSHIP: 26, NodeKind.ORGANISATION: 24, NodeKind.PERSON: 20}


def network_map(net: Network, key: str = "network", *, width: int = WIDE) -> Chart:
    """The network as a map: numbered squares for partnerships, rings for parties, dots for people.

    Names stand where there is room for them; the table behind the map tells every number. With
    more than 40 people, partnerships and parties alone are drawn, and of more than 200
    partnerships those with most ties; the table's note says so. ``width`` is :data:`WIDE`, or
    that of a phone's chart (``layers.WIDTH``); the two need different keys on one page.
    """
    drawn = _Drawn.of(net)
    sheet = _sheet(len(drawn.nodes), width)
    at = positions([node.id for node in drawn.nodes], _ends(drawn.ties), sheet, _APART)
    names = named(at, drawn.names(), sheet)
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
                _names([one for one in names if not one.name.must], sheet),
                _names([one for one in names if one.name.must], sheet, fontWeight="bold"),
            ],
        },
        table=Table(
            ("No.", "Partnership", "Parties", "People", "Depends on"),
            list(_rows(net, drawn.numbers)),
            drawn.note,
        ),
        legend={
            "partnership": "partnership, with its number",
            "party": "party",
            **({"person": "person"} if drawn.people else {}),
            **({"depends": "depends on"} if drawn.has(TieKind.DEPENDS_ON) else {}),
        },
    )


@dataclass(frozen=True)
class _Drawn:
    """What of a network is drawn, and the numbers of all partnerships, drawn or not."""

    nodes: Sequence[Node]
    ties: Sequence[Tie]
    numbers: Mapping[str, int]
    note: str

    @classmethod
    def of(cls, net: Network) -> _Drawn:
        """As much of the network as stays readable."""
        by_kind = {kind: [n for n in net.nodes.values() if n.kind is kind] for kind in _KINDS}
        whole, people = by_kind[NodeKind.PARTNERSHIP], by_kind[NodeKind.PERSON]
        alphabetical = sorted(whole, key=lambda node: (node.label.casefold(), node.id))
        numbers = {node.id: at for at, node in enumerate(alphabetical, 1)}
        left_out, notes = set[str](), []
        if len(people) > _MOST_PEOPLE:
            left_out |= {node.id for node in people}
            notes.append(
                f"The map shows partnerships and parties alone: there are {len(people)} people, "
                "too many to tell apart in it."
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
            for kind in _KINDS
            for node in by_kind[kind]
            if node.id not in left_out and (node.id in tied or kind is NodeKind.PARTNERSHIP)
        ]
        return cls(nodes, ties, numbers, " ".join(notes))

    @property
    def people(self) -> bool:
        """Whether people are drawn."""
        return any(node.kind is NodeKind.PERSON for node in self.nodes)

    @property
    def crowded(self) -> bool:
        """Whether there is little room for each."""
        return len(self.nodes) > _CROWD

    def has(self, kind: TieKind) -> bool:
        """Whether a tie of that kind is drawn."""
        return any(tie.kind is kind for tie in self.ties)

    def names(self) -> Iterator[Name]:
        """Names of parties, partnerships and people, those with most ties first.

        Parties with many ties must be named. Where many partnerships are drawn their numbers do.
        """
        weight = Counter(end for tie in self.ties for end in (tie.start, tie.end))
        many = max(_MANY_TIES, len(self.nodes) / 20)
        few = (NodeKind.ORGANISATION, NodeKind.PARTNERSHIP, NodeKind.PERSON)
        for kind in few[:1] if self.crowded else few:
            mine = [node for node in self.nodes if node.kind is kind]
            for node in sorted(mine, key=lambda one: (-weight[one.id], one.id)):
                text = shortened(node.label, _SIGNS[kind])
                must = kind is NodeKind.ORGANISATION and weight[node.id] >= many
                if text:
                    yield Name(node.id, text, _SIZES[kind], _REACH[kind], must)


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
        TieKind.WORKS_FOR: {"color": colours.LINE, "strokeWidth": 1, "strokeDash": [2, 3]},
        TieKind.HOLDS_PART_IN: {"color": colours.LINE, "strokeWidth": 1.2},
        TieKind.PARTY_OF: {
            "color": colours.SOFT,
            "strokeWidth": 0.7 if drawn.crowded else 1.5,
        },
        TieKind.DEPENDS_ON: {"color": colours.AMBER, "strokeWidth": 1.6, "strokeDash": [6, 4]},
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
            "color": colours.AMBER}  # fmt: skip
    turned = {"angle": {"field": "angle", "type": "quantitative", "scale": None}}
    return layer(mark, _scales(sheet) | turned, tips)


def _nodes(drawn: _Drawn, at: Mapping[str, Point], sheet: tuple[int, int]) -> Iterator[Layer]:
    person = {"type": "point", "shape": "circle", "filled": True, "size": 45, "opacity": 1,
              "color": colours.SOFT}  # fmt: skip
    party = {"type": "point", "shape": "circle", "fill": colours.PAPER, "stroke": colours.INK,
             "strokeWidth": 1.8, "size": 200, "opacity": 1}  # fmt: skip
    square = {"type": "point", "shape": "square", "filled": True, "size": 320, "opacity": 1,
              "color": colours.PINE}  # fmt: skip
    marks = {NodeKind.PERSON: person, NodeKind.ORGANISATION: party, NodeKind.PARTNERSHIP: square}
    for kind, mark in marks.items():
        mine = [node for node in drawn.nodes if node.kind is kind]
        rows = [
            {"x": at[node.id].x, "y": at[node.id].y, "no": str(drawn.numbers.get(node.id, ""))}
            for node in mine
        ]
        yield layer(mark, _scales(sheet), rows)
        if kind is NodeKind.PARTNERSHIP:
            figure = {"type": "text", "fontSize": 9.5, "fontWeight": "bold", "baseline": "middle",
                      "color": colours.PAPER}  # fmt: skip
            yield layer(figure, _scales(sheet) | {"text": {"field": "no"}}, rows)


def _names(names: Sequence[Placed], sheet: tuple[int, int], **look: str) -> Layer:
    rows = [
        {
            "x": one.at.x,
            "y": one.at.y,
            "text": one.name.text,
            "size": one.name.size,
        }
        for one in names
    ]
    outline = {"stroke": colours.PAPER, "strokeWidth": 3}
    mark = {"type": "text", "baseline": "middle", **outline, **look}
    size = as_said("size", type="quantitative")
    return layer(mark, _scales(sheet) | {"text": {"field": "text"}, "size": size}, rows)


def _told(net: Network, drawn: _Drawn) -> str:
    counted = Counter(node.kind for node in net.nodes.values())
    return (
        f"{several(counted[NodeKind.PARTNERSHIP], 'partnership')}, "
        f"{several(counted[NodeKind.ORGANISATION], 'organisation')} and "
        f"{several(counted[NodeKind.PERSON], 'person', 'people')}, joined where one is a party of, "
        f"works for, holds a part in or depends on the other. {drawn.note}"
    ).strip()


def _rows(net: Network, numbers: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Each partnership with its parties, its people and what it depends on."""
    tied: defaultdict[tuple[str, TieKind], list[str]] = defaultdict(list)
    for tie in net.ties:
        end = tie.end if tie.kind is TieKind.DEPENDS_ON else tie.start
        start = tie.start if tie.kind is TieKind.DEPENDS_ON else tie.end
        tied[start, tie.kind].append(net.nodes[end].label or end)
    for id_, at in numbers.items():
        cells = (
            ", ".join(dict.fromkeys(tied[id_, kind])) or "–"
            for kind in (TieKind.PARTY_OF, TieKind.HOLDS_PART_IN, TieKind.DEPENDS_ON)
        )
        yield (str(at), net.nodes[id_].label, *cells)
