"""A chart's specification → SVG in the colours of the page."""

from __future__ import annotations

import re
from typing import Any

from trm_policy.publish.charts import colours
from trm_policy.publish.charts.chart import Spec

_SHARED: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "autosize": "none",
    "background": None,
    "config": {
        "aria": False,
        "view": {"stroke": None},
        "axis": {
            "domainColor": colours.LINE,
            "gridColor": colours.LINE,
            "tickColor": colours.LINE,
            "labelColor": colours.SOFT,
            "labelFontSize": 12,
            "labelBound": False,
            "labelOverlap": False,
            "title": None,
        },
        "text": {"fontSize": 12, "color": colours.INK},
    },
}
_TAG = re.compile(r"<(/?)([a-z]+)([^<>]*?)(/?)>")
_ATTRIBUTE = re.compile(r'([a-zA-Z0-9:-]+)="([^"]*)"')
_EMPTY = re.compile(r'<path (?:d="(?:M0,0h0v0h0Z)?" ?)?/>|<g( [^<>]*)?></g>')
_FRACTION = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_SHAPES = frozenset({"svg", "g", "path", "line", "rect", "text"})
_KEPT = frozenset(
    {
        "d", "dx", "dy", "fill", "fill-opacity", "font-size", "font-weight", "opacity", "stroke",
        "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width",
        "text-anchor", "transform", "viewBox", "x", "x1", "x2", "y", "y1", "y2",
    }
)  # fmt: skip
_NUMERIC = frozenset({"d", "transform", "x", "x1", "x2", "y", "y1", "y2"})


def complete(spec: Spec) -> dict[str, Any]:
    """The specification with what all charts share."""
    return {**_SHARED, **spec}


def draw(spec: Spec) -> str:
    """The SVG of a complete specification: shapes and text, the same bytes for the same chart.

    Layout is never left to the widths of a machine's fonts, and nothing is asked of the network.
    """
    import vl_convert

    return _tidied(vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[]))


def _tidied(svg: str) -> str:
    """Only the elements and attributes that make the picture.

    Vega escapes the signs of markup in texts and attributes, so that each ``<`` opens a tag.
    """
    found = _TAG.sub(_tag, svg)
    while (fewer := _EMPTY.sub("", found)) != found:
        found = fewer
    return found


def _tag(tag: re.Match[str]) -> str:
    closing, name, inside, closed = tag.groups()
    if name not in _SHAPES:
        return ""
    if closing:
        return f"</{name}>"
    given = dict(_ATTRIBUTE.findall(inside))
    kept = {key: _value(key, value) for key, value in given.items() if key in _KEPT}
    if kept.get("opacity") == "1":
        del kept["opacity"]
    if name == "text" and "stroke" in kept:
        kept["paint-order"] = "stroke"  # the outline of a letter parts it from lines below it
    written = "".join(f' {key}="{value}"' for key, value in kept.items())
    return f"<{name}{written}{closed}>"


def _value(key: str, value: str) -> str:
    if key in ("fill", "stroke"):
        return colours.of_page(value)
    return _FRACTION.sub(_rounded, value) if key in _NUMERIC else value


def _rounded(number: re.Match[str]) -> str:
    """To a tenth of a pixel, so that no processor's last digit shows."""
    found = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if found == "-0" else found
