"""Charts of figures: each has a description in words, a drawing in SVG, and its table behind it.

A module for each chart turns figures into a :class:`Chart`; the
:class:`~trm_policy.publish.charts.gallery.Gallery` draws any of them with Vega-Lite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Spec = Mapping[str, Any]
"""What Vega-Lite draws, in its own words. Colours are those of :mod:`.layers`."""


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures behind a chart, as texts; the first column names the rows.

    ``note`` says what is left out, if anything is.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, what it shows in words, and the table behind it.

    ``key`` tells it from the other charts of its page. ``title`` and ``description`` are plain
    text, for whoever does not see the picture. ``kind`` names its look in the stylesheet.
    ``legend`` says what its signs mean, each by the name of the sign.
    """

    key: str
    kind: str
    title: str
    description: str
    spec: Spec
    table: ChartTable
    legend: Mapping[str, str]
