"""Risks by likelihood and impact, each with the number that it has in the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from trm_policy.measure.dated import is_still_open
from trm_policy.model.assurance import GRAVE, WEIGHTY, Risk, gravity
from trm_policy.publish.charts import Chart, ChartTable, layers
from trm_policy.publish.charts.layers import WIDTH, Layer, as_said, layer, place
from trm_policy.wording.lists import counted

_SCALE = range(1, 6)
_MARGIN = {"left": 34, "right": 6, "top": 6, "bottom": 40}
_WIDTH = WIDTH - _MARGIN["left"] - _MARGIN["right"]
_HEIGHT = 250
_MOST = 6
_LABELS = {"domain": False, "ticks": False, "labelAngle": 0, "labelPadding": 5}
_AT = {
    "x": place("likelihood", list(_SCALE), axis=_LABELS),
    "y": place("impact", list(reversed(_SCALE)), axis=_LABELS),
}
_ACROSS, _DOWN = 20, 11
ZONES = {"high": "High", "mid": "Medium", "low": "Low"}
"""What risks of each gravity are called."""
_ABOVE = -17
"""How far above the middle of a field the name of its zone stands, where there are risks in it."""


def risk_map(risks: Sequence[Risk], key: str = "risks") -> Chart | None:
    """The open risks by likelihood and impact; None where none of them has both.

    A risk's number is its place in ``risks``, from 1. A field with more than six tells how many
    more there are.
    """
    fields: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for at, risk in enumerate(risks, 1):
        if is_still_open(risk) and risk.likelihood and risk.impact:
            fields[risk.likelihood, risk.impact].append(at)
    if not fields:
        return None
    return Chart(
        key=key,
        kind="risks",
        title="Open risks by likelihood and impact",
        description=" ".join(_said(risks)),
        spec={
            "width": _WIDTH,
            "height": _HEIGHT,
            "padding": _MARGIN,
            "layer": [_ground(), _borders(), *_zones(fields), *_words(), *_signs(fields)],
        },
        table=ChartTable(
            ("No.", "Risk", "Likelihood", "Impact"),
            [
                (str(at), risk.title, str(risk.likelihood or "–"), str(risk.impact or "–"))
                for at, risk in enumerate(risks, 1)
            ],
            _left_out(risks),
        ),
        legend={
            "risk": "risk, with its number in the table",
            "high": f"{ZONES['high'].lower()}, {GRAVE} and more",
            "mid": f"{ZONES['mid'].lower()}, {WEIGHTY} to {GRAVE - 1}",
            "low": f"{ZONES['low'].lower()}, less",
        },
    )


def _ground() -> Layer:
    """Twenty-five fields, the graver the deeper; a sign of the weight beside the colour."""
    looks = {
        "high": (layers.RED, 0.3),
        "mid": (layers.AMBER, 0.17),
        "low": (layers.GREEN, 0.06),
    }
    rows = []
    for likelihood, impact in product(_SCALE, _SCALE):
        colour, depth = looks[gravity(likelihood * impact)]
        rows.append({"likelihood": likelihood, "impact": impact, "colour": colour, "depth": depth})
    filled = {
        "fill": as_said("colour"),
        "fillOpacity": as_said("depth", type="quantitative"),
    }
    mark = {"type": "rect", "stroke": layers.CARD, "strokeWidth": 2}
    return layer(mark, _AT | filled, rows)


def _borders() -> Layer:
    """A line wherever one zone ends and another begins, so that no zone needs its colour."""
    wide, high = _WIDTH / len(_SCALE), _HEIGHT / len(_SCALE)
    rows = []
    for x, y in product(_SCALE, _SCALE):
        here = gravity(x * y)
        left, right, below, top = (
            (x - 1) * wide,
            x * wide,
            _HEIGHT - (y - 1) * high,
            _HEIGHT - y * high,
        )
        if x + 1 in _SCALE and gravity((x + 1) * y) != here:
            rows.append({"x": right, "y": top, "x2": right, "y2": below})
        if y + 1 in _SCALE and gravity(x * (y + 1)) != here:
            rows.append({"x": left, "y": top, "x2": right, "y2": top})
    ends = {end: as_said(end, type="quantitative") for end in ("x", "y")}
    mark = {"type": "rule", "color": layers.INK, "strokeWidth": 1.2, "strokeCap": "square"}
    return layer(mark, {**ends, "x2": {"field": "x2"}, "y2": {"field": "y2"}}, rows)


def _zones(fields: Mapping[tuple[int, int], Sequence[int]]) -> Iterator[Layer]:
    """The name of each zone, in a field of it with few risks, an outer one if there is a choice."""
    mark = {"type": "text", "fontSize": 12, "fontWeight": "bold", "baseline": "middle",
            "color": layers.INK}  # fmt: skip
    for zone, name in ZONES.items():
        within = [one for one in product(_SCALE, _SCALE) if gravity(one[0] * one[1]) == zone]
        outer = max if zone == "high" else min
        corner = outer(_SCALE)
        x, y = min(
            within,
            key=lambda one: (len(fields.get(one, ())), abs(one[0] - corner) + abs(one[1] - corner)),
        )
        moved = {"yOffset": _ABOVE if fields.get((x, y)) else 0}
        row = {"likelihood": x, "impact": y, "text": name}
        yield layer(mark | moved, _AT | {"text": {"field": "text"}}, [row])


def _words() -> Iterator[Layer]:
    mark = {"type": "text", "fontSize": 12, "color": layers.SOFT, "baseline": "middle"}
    below = {"x": {"value": _WIDTH / 2}, "y": {"value": _HEIGHT + 32}}
    left = {"x": {"value": -26}, "y": {"value": _HEIGHT / 2}}
    text = {"text": {"field": "text"}}
    yield layer(mark, below | text, [{"text": "Likelihood: 1 rare, 5 almost certain"}])
    yield layer(mark | {"angle": 270}, left | text, [{"text": "Impact: 1 minor, 5 severe"}])


def _signs(fields: Mapping[tuple[int, int], Sequence[int]]) -> Iterator[Layer]:
    """A disc with its number for each risk, beside each other where they share a field."""
    circle = {"type": "point", "shape": "circle", "size": 300, "opacity": 1, "fill": layers.CARD,
              "stroke": layers.INK, "strokeWidth": 1.3}  # fmt: skip
    figure = {"type": "text", "fontSize": 11.5, "fontWeight": "bold", "baseline": "middle"}
    by_place: defaultdict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for (likelihood, impact), numbers in sorted(fields.items()):
        shown = [str(number) for number in numbers]
        if len(shown) > _MOST:
            shown = [*shown[: _MOST - 1], f"+{len(shown) - _MOST + 1}"]
        for text, (x, y) in zip(shown, _spots(len(shown)), strict=True):
            row = {"likelihood": likelihood, "impact": impact, "text": text}
            by_place[x, y].append(row)
    for (x, y), rows in sorted(by_place.items()):
        moved = {"xOffset": x, "yOffset": y}
        yield layer(circle | moved, _AT, rows)
        yield layer(figure | moved, _AT | {"text": {"field": "text"}}, rows)


def _spots(amount: int) -> list[tuple[int, int]]:
    """Where so many discs stand within a field, from its middle."""
    rows = [amount] if amount <= 3 else [3, amount - 3]  # noqa: PLR2004 - three in a row
    found = []
    for row, count in enumerate(rows):
        y = 0 if len(rows) == 1 else (-_DOWN, _DOWN)[row]
        found += [(round((at - (count - 1) / 2) * _ACROSS), y) for at in range(count)]
    return found


def _said(risks: Sequence[Risk]) -> Iterator[str]:
    is_open = [risk for risk in risks if is_still_open(risk)]
    grave = [risk for risk in is_open if risk.gravity == "high"]
    yield f"{counted(len(is_open), 'open risk')}, {len(grave)} of them high."
    for at, risk in enumerate(risks, 1):
        if is_still_open(risk) and risk.weight is not None:
            yield f"{at}: likelihood {risk.likelihood}, impact {risk.impact}."


def _left_out(risks: Iterable[Risk]) -> str:
    known = list(risks)
    closed = sum(risk.closed_on is not None for risk in known)
    unweighed = sum(
        is_still_open(risk) and risk.weight is None and not risk.hides("likelihood", "impact")
        for risk in known
    )
    parts = [f"{counted(closed, 'closed risk')}"] if closed else []
    parts += [f"{counted(unweighed, 'risk')} without likelihood or impact"] if unweighed else []
    return f"Not in the map: {' and '.join(parts)}." if parts else ""
