"""Where the nodes of a network stand on paper.

The same network always gets the same picture: the search begins at fixed places, has a fixed
seed, and ends in whole pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_SEED = 7
_ROUNDS = 120
_FEW = 80
"""Up to so many nodes the distances on paper can follow those in the network."""
_PUSHES = 60


class Point(NamedTuple):
    """A place, in pixels from the upper left corner."""

    x: float
    y: float


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
