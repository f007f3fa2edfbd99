"""Places for the nodes of a network on a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Places = NDArray[float64]

_ROUNDS = 120
_MOST_ROUNDS = 2_000
_STILL = 1e-4
"""Where no node moves farther in a round, the places are found."""
_FEW_NODES = 80
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
    placed = _fitted(_laid_out(nodes, ties), sheet)
    pushed = _pushed_apart(placed, sheet, apart)
    return tuple(Point(round(x), round(y)) for x, y in pushed)


@lru_cache(maxsize=2)
def _laid_out(nodes: tuple[str, ...], ties: tuple[tuple[str, str], ...]) -> Places:
    """The places of the nodes to each other, whatever sheet they will stand on."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(ties)
    layout = _by_distance if len(nodes) <= _FEW_NODES and nx.is_connected(graph) else _by_springs
    return layout(graph)


def _by_distance(graph: Any) -> Places:
    """Places as far from each other as the nodes are in the graph, as nearly as a plane allows.

    E. R. Gansner, Y. Koren, S. North, Graph drawing by stress majorization, Graph Drawing 2004.
    """
    import networkx as nx
    import numpy as np

    steps = dict(nx.all_pairs_shortest_path_length(graph))
    wanted = np.array([[float(steps[one][other]) for other in graph] for one in graph])
    weight = 1 / (wanted + np.eye(len(wanted))) ** 2 - np.eye(len(wanted))
    inverse = np.linalg.pinv(np.diag(weight.sum(1)) - weight)
    at = _on_a_circle(len(wanted))
    for _ in range(_MOST_ROUNDS):
        distance = np.linalg.norm(at[:, None] - at, axis=-1)
        pull = weight * wanted / np.maximum(distance, 1e-9)
        before, at = at, inverse @ (pull.sum(1)[:, None] * at - pull @ at)
        if np.abs(at - before).max() < _STILL:
            break
    return at


def _by_springs(graph: Any) -> Places:
    """Places of nodes that all push each other away and that ties hold together.

    T. M. J. Fruchterman, E. M. Reingold, Graph drawing by force-directed placement, Software:
    Practice and Experience 21 (1991), 1129-1164.
    """
    import networkx as nx
    import numpy as np

    at = _on_a_circle(len(graph))
    tied = nx.to_numpy_array(graph)
    spread = 2.2 / len(graph) ** 0.5
    for turn in range(_ROUNDS):
        warmth = 0.2 * (1 - turn / (_ROUNDS + 1))
        apart = at[:, None] - at
        distance = np.maximum(np.sqrt(np.einsum("ijk,ijk->ij", apart, apart)), 0.01)
        force = spread**2 / distance**2 - tied * distance / spread
        move = np.einsum("ijk,ij->ik", apart, force)
        at += move * (warmth / np.maximum(np.linalg.norm(move, axis=-1), 0.01))[:, None]
    return at


def _on_a_circle(number: int) -> Places:
    """Where a search for places begins."""
    import numpy as np

    angle = np.arange(number) * 2 * np.pi / number
    return np.array([np.cos(angle), np.sin(angle)]).T


def _fitted(at: Places, sheet: tuple[float, float]) -> Places:
    """The places stretched over the sheet."""
    import numpy as np

    low = at.min(0)
    span = at.max(0) - low
    share = np.where(span, (at - low) / np.where(span, span, 1), 0.5)
    return np.multiply(share, sheet)


def _pushed_apart(at: Places, sheet: tuple[float, float], apart: float) -> list[list[float]]:
    """The places, those that are too near to each other moved away a little, again and again."""
    import numpy as np

    now: list[list[float]] = at.tolist()
    for _ in range(_PUSHES):
        places = np.array(now)
        near = ((places[:, None] - places) ** 2).sum(-1) <= apart**2
        close = np.argwhere(np.triu(near, 1)).tolist()
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
    return now
