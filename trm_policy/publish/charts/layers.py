"""Pieces of specifications that several charts are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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
