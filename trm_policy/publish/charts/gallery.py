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

from markupsafe import Markup, escape

from trm_policy.publish.charts.chart import Chart, Spec
from trm_policy.publish.charts.drawing import complete, draw

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
