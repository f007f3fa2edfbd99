"""Where the nodes of a network stand on paper, and which of their names have room beside them.

The same network always gets the same picture: the search begins at fixed places, has a fixed
seed, and ends in whole pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

_SEED = 7
_ROUNDS = 120
_FEW = 80
"""Up to so many nodes the distances on paper can follow those in the network."""
_PUSHES = 60
_SIGN_WIDTH = 0.56
"""How wide a letter is on average, in shares of its size; generous, as fonts differ."""
_GAP = 3.0


class Point(NamedTuple):
    """A place, in pixels from the upper left corner."""

    x: float
    y: float


class Name(NamedTuple):
    """A node's name, its size in pixels, and how far from the node's middle it begins.

    ``must`` says that it is shown whatever it covers.
    """

    node: str
    text: str
    size: float
    away: float
    must: bool = False


class Placed(NamedTuple):
    """A name and the middle of its box."""

    name: Name
    at: Point


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def positions(
    nodes: Sequence[str],
    ties: Iterable[tuple[str, str]],
    sheet: tuple[float, float],
    apart: float,
) -> dict[str, Point]:
    """A place for each node on a sheet of that width and height.

    Those that are tied stand near each other, and no two nearer than ``apart`` where there is
    room.
    """
    if len(nodes) <= 1:
        return {node: Point(sheet[0] / 2, sheet[1] / 2) for node in nodes}
    found = _found(tuple(nodes), tuple(ties), sheet, apart)
    return dict(zip(nodes, found, strict=True))


@lru_cache(maxsize=4)
def _found(
    nodes: tuple[str, ...],
    ties: tuple[tuple[str, str], ...],
    sheet: tuple[float, float],
    apart: float,
) -> tuple[Point, ...]:
    """The places of the nodes; the search takes long, and a served site asks again and again."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(ties)
    start = nx.circular_layout(graph)
    if len(nodes) <= _FEW and nx.is_connected(graph):
        found = nx.kamada_kawai_layout(graph, pos=start)
    else:
        spread = 2.2 / len(nodes) ** 0.5
        found = nx.spring_layout(graph, k=spread, pos=start, iterations=_ROUNDS, seed=_SEED)
    placed = _fitted([(float(found[node][0]), float(found[node][1])) for node in nodes], sheet)
    pushed = _pushed_apart(placed, sheet, apart)
    return tuple(Point(round(x), round(y)) for x, y in pushed)


def named(
    at: Mapping[str, Point], names: Iterable[Name], sheet: tuple[float, float]
) -> list[Placed]:
    """The names that have room below, above, right or left of their nodes, the first ones first.

    Whoever comes later gives way; no name leaves the sheet or covers a node, save those that must
    be shown.
    """
    wanted = list(names)
    away = {name.node: name.away for name in wanted}
    taken = [_around(point, away.get(node, _GAP)) for node, point in at.items()]
    edge = _Box(0, 0, *sheet)
    done = []
    for name in wanted:
        within = [m for m in _beside(at[name.node], name) if _inside(_box(m, name), edge)]
        covered = {m: sum(_box(m, name).meets(other) for other in taken) for m in within}
        best = min(within, key=covered.__getitem__, default=None)
        if best is not None and (name.must or not covered[best]):
            taken.append(_box(best, name))
            done.append(Placed(name, best))
    return done


def _fitted(
    points: Sequence[tuple[float, float]], sheet: tuple[float, float]
) -> list[tuple[float, float]]:
    """The points stretched over the sheet."""
    columns = []
    for axis, length in enumerate(sheet):
        values = [point[axis] for point in points]
        low, span = min(values), max(values) - min(values)
        columns.append([length * (v - low) / span if span else length / 2 for v in values])
    return list(zip(*columns, strict=True))


def _pushed_apart(
    points: Sequence[tuple[float, float]], sheet: tuple[float, float], apart: float
) -> list[tuple[float, float]]:
    """The points, those that are too near to each other moved away a little, again and again."""
    from scipy.spatial import KDTree

    now = [list(point) for point in points]
    for _ in range(_PUSHES):
        close = sorted(KDTree(now).query_pairs(apart))
        if not close:
            break
        for one, other in close:
            dx, dy = now[other][0] - now[one][0], now[other][1] - now[one][1]
            distance = (dx * dx + dy * dy) ** 0.5
            if distance < 1e-6:  # noqa: PLR2004 - the same place: any way out will do
                dx, dy, distance = 1.0, 0.5 if one % 2 else -0.5, 1.0
            push = (apart - distance) / 2 / distance
            for node, way in ((one, -push), (other, push)):
                now[node][0] = min(max(now[node][0] + dx * way, 0), sheet[0])
                now[node][1] = min(max(now[node][1] + dy * way, 0), sheet[1])
    return [(x, y) for x, y in now]


def _beside(point: Point, name: Name) -> Iterator[Point]:
    half = _width(name) / 2
    down, across = name.away + name.size / 2 + _GAP, name.away + half + _GAP
    yield Point(point.x, point.y + down)
    yield Point(point.x, point.y - down)
    yield Point(point.x + across, point.y)
    yield Point(point.x - across, point.y)


def _width(name: Name) -> float:
    return len(name.text) * name.size * _SIGN_WIDTH


def _box(middle: Point, name: Name) -> _Box:
    half, tall = _width(name) / 2, name.size / 2
    return _Box(middle.x - half, middle.y - tall, middle.x + half, middle.y + tall)


def _around(point: Point, away: float) -> _Box:
    return _Box(point.x - away, point.y - away, point.x + away, point.y + away)


def _inside(box: _Box, edge: _Box) -> bool:
    return (
        box.left >= edge.left
        and box.right <= edge.right
        and box.top >= edge.top
        and box.bottom <= edge.bottom
    )
