"""Draws charts, and keeps what it drew: the same chart is never drawn twice."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections import OrderedDict
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from trm_policy.portfolio.result_cache import cache_folder
from trm_policy.publish.charts import Chart, Spec, layers

_SHARED: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "autosize": "none",
    "background": None,
    "config": {
        "aria": False,
        "view": {"stroke": None},
        "axis": {
            "domainColor": layers.LINE,
            "gridColor": layers.LINE,
            "tickColor": layers.LINE,
            "labelColor": layers.SOFT,
            "labelFontSize": 12,
            "labelBound": False,
            "labelOverlap": False,
            "title": None,
        },
        "text": {"fontSize": 12, "color": layers.INK},
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
        return layers.of_page(value)
    return _FRACTION.sub(_rounded, value) if key in _NUMERIC else value


def _rounded(number: re.Match[str]) -> str:
    """To a tenth of a pixel, so that no processor's last digit shows."""
    found = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if found == "-0" else found


def kept_charts(root: Path) -> Path | None:
    """The folder of whoever builds the repository at ``root``; None where there is none."""
    folder = cache_folder(root)
    return folder / "charts" if folder else None


_STYLE = "1"
"""Goes up whenever :mod:`.drawing` makes another picture of the same specification."""
_IN_MEMORY = 2_000
_ON_DISK = 20_000
_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class Gallery:
    """Pictures by what they are drawn from: the newest in memory, more in a folder if there is one.

    A folder that cannot be read or written is done without, and an entry that is damaged is drawn
    anew, so that a picture never depends on what was kept.
    """

    def __init__(self, folder: Path | None = None, *, most: int = _ON_DISK) -> None:
        self._newest: OrderedDict[str, str] = OrderedDict()
        self._folder = folder
        self._most = most

    def drawn(self, chart: Chart) -> Markup:
        """The chart as SVG that says in words what it shows; its ids begin with the chart's key."""
        named = _dom_id(chart.key)
        words = (
            f'<title id="{named}-title">{escape(chart.title)}</title>'
            f'<desc id="{named}-desc">{escape(chart.description)}</desc>'
        )
        opening, _, inside = self._picture(chart.spec).partition(">")
        about = f'role="img" aria-labelledby="{named}-title" aria-describedby="{named}-desc"'
        return Markup(f'{opening} class="trm-chart__svg" {about}>{words}{inside}')  # noqa: S704

    def tidy(self) -> None:
        """Forget the pictures on disk that were longest unused, beyond the most that are kept."""
        if self._folder is None:
            return
        with suppress(OSError):
            entries = sorted(self._folder.glob("*.svg"), key=lambda path: path.stat().st_mtime)
            for path in entries[: max(0, len(entries) - self._most)]:
                path.unlink(missing_ok=True)

    def _picture(self, spec: Spec) -> str:
        key = _content_key(complete(spec))
        found = self._newest.get(key) or self._on_disk(key)
        if found is None:
            found = draw(complete(spec))
            self._keep(key, found)
        self._newest[key] = found
        self._newest.move_to_end(key)
        if len(self._newest) > _IN_MEMORY:
            self._newest.popitem(last=False)
        return found

    def _on_disk(self, key: str) -> str | None:
        """What was kept; None where nothing was, or something else than what was written."""
        if self._folder is None:
            return None
        path = self._folder / f"{key}.svg"
        try:
            digest, _, svg = path.read_text("utf-8").partition("\n")
            os.utime(path)
        except (OSError, ValueError):
            return None
        return svg if digest == _digest(svg) else None

    def _keep(self, key: str, svg: str) -> None:
        """Written under another name first, so that nobody ever reads half a picture."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".new")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(f"{_digest(svg)}\n{svg}")
                Path(name).replace(self._folder / f"{key}.svg")
            finally:
                Path(name).unlink(missing_ok=True)


def _content_key(spec: Spec) -> str:
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"))
    return _digest(f"{_STYLE} {_library()} {text}")


@cache
def _library() -> str:
    return version("vl-convert-python")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _dom_id(key: str) -> str:
    """An id for a page's markup; a key that is none gets a safe one."""
    return f"chart-{key}" if _SAFE.fullmatch(key) else f"chart-{_digest(key)[:12]}"
