"""Pieces of specifications that several charts are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_NAMES = (
    "paper", "card", "sunk", "line", "ink", "soft", "pine", "pine-wash", "green", "amber", "red",
    "grey",
)  # fmt: skip
_STANDS_FOR = {f"#0107{place:02x}": name for place, name in enumerate(_NAMES, 1)}
_NUMBERS = {name: number for number, name in _STANDS_FOR.items()}

PAPER, CARD, SUNK, LINE, INK, SOFT, PINE, PINE_WASH, GREEN, AMBER, RED, GREY = (
    _NUMBERS[name] for name in _NAMES
)
NONE = "transparent"


def of_page(colour: str) -> str:
    """The variable of the stylesheet that a number stands for; any other colour as it is."""
    name = _STANDS_FOR.get(colour)
    return f"var(--trm-{name})" if name else colour


Layer = dict[str, Any]
Channel = dict[str, Any]

WIDTH = 360
"""Pixels across: a phone shows a chart as it is drawn, a wide window several side by side."""


def layer(
    mark: Mapping[str, Any], encoding: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]
) -> Layer:
    """One kind of mark, once for each row of its own."""
    return {"mark": dict(mark), "encoding": dict(encoding), "data": {"values": list(rows)}}


def number(field: str, domain: Sequence[float], **more: Any) -> Channel:
    """Where a number lies between the ends of an axis."""
    scale = {"domain": list(domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None, **more}


def place(field: str, order: Sequence[Any], *, gap: float = 0.0, **more: Any) -> Channel:
    """In which of equal bands something lies; ``gap`` is the share of a band left between two."""
    scale = {"domain": list(order), "paddingInner": gap, "paddingOuter": 0}
    return {"field": field, "type": "ordinal", "scale": scale, "axis": None, **more}


def as_said(field: str, **more: Any) -> Channel:
    """A colour, shape or opacity that the rows name themselves."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None, **more}


def shortened(text: str, most: int) -> str:
    """The text in one line of no more than so many signs."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
