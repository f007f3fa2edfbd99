"""A KPI over time: its figures with their lights, the plan, the target, and where it is going."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.model.kpi import Kpi, plan
from trm_policy.publish.charts import Chart, ChartTable, layers
from trm_policy.publish.charts.kpi_told import FROM_THOUSANDS, KpiChartData
from trm_policy.publish.charts.layers import WIDTH, Channel, Layer, as_said, layer
from trm_policy.views.scorecard_words import KpiRow, going
from trm_policy.wording.days import short_day
from trm_policy.wording.numbers import number as written
from trm_policy.wording.numbers import with_unit
from trm_policy.wording.text import words

Spot = tuple[float, float]
"""A place, in pixels from the upper left corner."""
_SAMPLES = 12
_AIR = 3.0
_HALF = 8.0
"""Half the height of a label, with a little air."""


def clear_way(
    middle: float,
    across: tuple[float, float],
    lines: Sequence[Sequence[Spot]],
    ways: Iterable[float],
    height: float,
) -> float:
    """Of several ways down from ``middle`` (up, if below 0) the one that fewest lines strike.

    ``across`` is where the label begins and ends from left to right, ``height`` that of the
    drawing, which its middle may hardly leave. Of equal ways the first one is taken.
    """

    def struck(way: float) -> tuple[bool, int]:
        at = middle + way
        outside = not -_AIR <= at <= height + _AIR
        return outside, sum(_strikes(line, across, at) for line in lines)

    return min(ways, key=struck)


def _strikes(line: Sequence[Spot], across: tuple[float, float], at: float) -> bool:
    left, right = across
    for number in range(_SAMPLES + 1):
        x = left + (right - left) * number / _SAMPLES
        for one, other in pairwise(line):
            if one[0] <= x <= other[0] and abs(_height(one, other, x) - at) < _HALF:
                return True
    return False


def _height(one: Spot, other: Spot, x: float) -> float:
    """How high the line from one place to the other is at ``x``."""
    long = other[0] - one[0]
    return one[1] if not long else one[1] + (other[1] - one[1]) * (x - one[0]) / long


_MARGIN = {"left": 40, "right": 44, "top": 14, "bottom": 26}
_WIDTH, _HEIGHT = WIDTH - _MARGIN["left"] - _MARGIN["right"], 150
_MOST_POINTS = 48
"""Beyond, only the figures are marked with which the light changes, and the last."""
_MANY = 24
_EDGE = 0.15
"""What share of the drawing counts as its edge, where names turn inwards."""
_LETTER = 7.5
"""How wide a figure of the label is, generously."""
_ABOVE, _BELOW = (-11, -20), (15, 24)
_SHAPES = {
    KpiStatus.GREEN: ("circle", layers.GREEN, layers.GREEN, 1.1),
    KpiStatus.AMBER: ("M0,-1L1,0.9L-1,0.9Z", layers.AMBER, layers.AMBER, 1.2),
    KpiStatus.RED: ("diamond", layers.RED, layers.RED, 1.7),
    KpiStatus.UNKNOWN: ("circle", layers.CARD, layers.GREY, 1.0),
}
_SIGNS = {
    KpiStatus.GREEN.value: "green",
    KpiStatus.AMBER.value: "amber",
    KpiStatus.RED.value: "red",
    KpiStatus.UNKNOWN.value: "not compared with a plan",
    "plan": "plan",
    "level": "service level",
    "milestone": "milestone",
    "target": "target",
    "forecast": "forecast, with its interval",
}


def kpi_chart(row: KpiRow) -> Chart | None:
    """A KPI's figures over time; None where there is nothing to draw.

    The plan leads from the baseline by the milestones to the target. The band is the forecast up
    to the target's day. A line between figures is broken where a period has none.
    """
    told = KpiChartData(row)
    if not told.drawable:
        return None
    signs = list(_layers(told))
    return Chart(
        key=f"kpi-{row.id}",
        kind="kpi",
        title=f"{row.kpi.name}: figures and {_plan_named(row.kpi)}",
        description=" ".join(_said(told)),
        spec={
            "width": _WIDTH,
            "height": _HEIGHT,
            "padding": _MARGIN,
            "layer": [one for _, drawn in signs for one in drawn],
        },
        table=_table(told),
        legend=_legend(told, [sign for sign, drawn in signs if drawn]),
    )


def signs_of(charts: Iterable[Chart]) -> Mapping[str, str]:
    """What the signs of several charts mean, in one order."""
    drawn = {sign for chart in charts for sign in chart.legend}
    return {sign: meaning for sign, meaning in _SIGNS.items() if sign in drawn}


def _layers(told: KpiChartData) -> Iterator[tuple[str, list[Layer]]]:
    """The layers from the lowest to the highest, by the sign that the legend explains."""
    yield "forecast", list(_forecast(told))
    yield "target", list(_target_line(told))
    yield "level" if told.row.kpi.service_level else "plan", list(_plan(told))
    yield "figures", list(_runs(told))
    yield "milestone", list(_points_of_plan(told, target=False))
    yield "target", list(_points_of_plan(told, target=True))
    yield "lights", list(_lights(told))
    yield "latest", list(_latest(told))


def _scales(told: KpiChartData, **more: Channel) -> dict[str, Channel]:
    return {"x": told.across, "y": told.down} | more


def _forecast(told: KpiChartData) -> Iterator[Layer]:
    rows = [
        {"day": day.toordinal(), "value": low, "high": high, "expected": expected}
        for day, low, expected, high in told.band
    ]
    if rows:
        area = {"type": "area", "color": layers.PINE, "opacity": 0.16}
        yield layer(area, _scales(told, y2={"field": "high"}), rows)
        line = {"type": "line", "color": layers.PINE, "strokeWidth": 1.5, "strokeDash": [1.5, 3]}
        yield layer(line, _scales(told, y=told.down | {"field": "expected"}), rows)


def _target_line(told: KpiChartData) -> Iterator[Layer]:
    if told.target is None:
        return
    rule = {"type": "rule", "color": layers.PINE, "strokeWidth": 1.2}
    yield layer(rule, {"y": told.down}, [{"value": told.target}])
    label = {"type": "text", "align": "left", "baseline": "middle", "dx": 9, "fontSize": 12,
             "fontWeight": "bold", "color": layers.PINE}  # fmt: skip
    row = {"value": told.target, "text": _brief(told.target)}
    at = {"x": {"value": "width"}, "y": told.down, "text": {"field": "text"}}
    yield layer(label, at, [row])


def _plan(told: KpiChartData) -> Iterator[Layer]:
    rows = [{"day": day.toordinal(), "value": value} for day, value in told.planned]
    if len(rows) > 1:
        line = {"type": "line", "color": layers.SOFT, "strokeWidth": 1.5, "strokeDash": [5, 4]}
        yield layer(line, _scales(told), rows)


def _points_of_plan(told: KpiChartData, *, target: bool) -> Iterator[Layer]:
    """Milestones as hollow squares, or the target as a full one."""
    look = {"fill": layers.PINE if target else layers.CARD, "stroke": layers.PINE}
    square = {"type": "point", "shape": "square", "size": 50, "strokeWidth": 1.5, "opacity": 1}
    rows = [
        {"day": one.by.toordinal(), "value": one.value}
        for one in told.row.row.milestones
        if one.is_target is target and told.days[0] <= one.by <= told.days[1]
    ]
    if rows:
        yield layer(square | look, _scales(told), rows)


def _runs(told: KpiChartData) -> Iterator[Layer]:
    """A line through the figures of periods that follow each other."""
    rows, run = [], 0
    for before, figure in pairwise([None, *told.figures]):
        if before is not None and figure is not None and before.period.next() != figure.period:
            run += 1
        if figure is not None:
            day = figure.day.toordinal()
            rows.append({"day": day, "value": figure.value, "run": run})
    if len(rows) > 1:
        line = {"type": "line", "color": layers.INK, "strokeWidth": 1.4}
        yield layer(line, _scales(told, detail={"field": "run", "type": "nominal"}), rows)


def _lights(told: KpiChartData) -> Iterator[Layer]:
    size = 34 if len(told.figures) > _MANY else 52
    rows = []
    for at, (figure, status) in enumerate(zip(told.figures, told.lights, strict=True)):
        changed = at == 0 or told.lights[at - 1] is not status
        if changed or at == len(told.figures) - 1 or len(told.figures) <= _MOST_POINTS:
            shape, fill, stroke, scale = _SHAPES[status]
            day = figure.day.toordinal()
            rows.append({"day": day, "value": figure.value, "shape": shape, "fill": fill,
                         "stroke": stroke, "size": round(size * scale)})  # fmt: skip
    if rows:
        looks = {name: as_said(name) for name in ("shape", "fill", "stroke")}
        looks["size"] = as_said("size", type="quantitative")
        mark = {"type": "point", "strokeWidth": 1.5, "opacity": 1}
        yield layer(mark, _scales(told, **looks), rows)


def _latest(told: KpiChartData) -> Iterator[Layer]:
    """The value of the latest figure, above or below it, where no line strikes it."""
    if not told.figures:
        return
    latest, kpi = told.figures[-1], told.row.kpi
    text = kpi.said(latest.value) if kpi.yes_or_no else _brief(latest.value)
    x, y = _spot(told, latest.day, latest.value)
    wide, at_edge = len(text) * _LETTER, x > (1 - _EDGE) * _WIDTH
    across = (x - wide, x) if at_edge else (x - wide / 2, x + wide / 2)
    way = clear_way(y, across, list(_obstacles(told)), _ways(told), _HEIGHT)
    mark = {"type": "text", "fontSize": 13, "fontWeight": "bold", "dy": way,
            "align": "right" if at_edge else "center", "baseline": "middle",
            "stroke": layers.CARD, "strokeWidth": 3}  # fmt: skip
    row = {"day": latest.day.toordinal(), "value": latest.value, "text": text}
    yield layer(mark, _scales(told, text={"field": "text"}), [row])


def _ways(told: KpiChartData) -> tuple[int, ...]:
    """First those on the side on which the line of figures does not run, near before far."""
    falls = len(told.figures) > 1 and told.figures[-2].value > told.figures[-1].value
    return (*_BELOW, *_ABOVE) if falls else (*_ABOVE, *_BELOW)


def _obstacles(told: KpiChartData) -> Iterator[list[Spot]]:
    """The lines of the drawing, in pixels."""
    if told.target is not None:
        y = _spot(told, told.days[0], told.target)[1]
        yield [(0, y), (_WIDTH, y)]
    yield [_spot(told, day, value) for day, value in told.planned]
    yield [_spot(told, one.day, one.value) for one in told.figures]
    yield [_spot(told, one.day, one.expected) for one in told.band]


def _spot(told: KpiChartData, day: date, value: float) -> Spot:
    """Where a value of a day stands in the drawing."""
    (first, last), (low, high) = told.ends, told.reach
    across = (day.toordinal() - first) / (last - first)
    return across * _WIDTH, (1 - (value - low) / (high - low)) * _HEIGHT


def _legend(told: KpiChartData, drawn: Sequence[str]) -> Mapping[str, str]:
    shown = {*drawn, *(status.value for status in told.lights)}
    return {sign: meaning for sign, meaning in _SIGNS.items() if sign in shown}


def _table(told: KpiChartData) -> ChartTable:
    kpi, whole = told.row.kpi, len(told.row.row.figures)
    rows = [
        (
            str(figure.period),
            kpi.said(figure.value, unit=False),
            kpi.said(plan(kpi, figure.day), unit=False) or "–",
            words(status),
        )
        for figure, status in zip(told.figures, told.lights, strict=True)
    ]
    few = f"The newest {len(rows)} of {whole} figures." if whole > len(rows) else ""
    return ChartTable(
        ("Period", "Figure", _plan_named(kpi).capitalize(), "Status"), rows[::-1], few
    )


def _plan_named(kpi: Kpi) -> str:
    """What the dashed line is called."""
    return "service level" if kpi.service_level else "plan"


def _said(told: KpiChartData) -> Iterator[str]:
    """The chart in sentences."""
    kpi, figures = told.row.kpi, told.figures
    if figures:
        latest, planned = figures[-1], plan(kpi, figures[-1].day)
        wanted = kpi.bound or with_unit(planned, kpi.unit)
        by_plan = "" if planned is None else f", {_plan_named(kpi)} {wanted}"
        told_as = f"{kpi.said(latest.value)} for {latest.period}"
        yield f"Latest figure {told_as}{by_plan}: {told.lights[-1]}."
    if told.row.reading.overdue:
        yield "There is no newer figure, so its status is now unknown."
    if len(figures) > 1:
        yield f"{len(figures)} figures since {figures[0].period}."
    if told.row.trend.kind != "silent":
        yield f"Trend {going(told.row.row)}."
    if told.target is not None and kpi.target is not None:
        by = f" by {short_day(kpi.target.by)}" if kpi.target.by else ""
        yield f"Target {with_unit(told.target, kpi.unit)}{by}."
    if told.row.forecast is not None:
        found = told.row.forecast
        between = f", between {found.between}" if found.between else ""
        yield f"Forecast {found.expected}{between}: {found.outlook}."


def _brief(value: float) -> str:
    """A figure short enough for a chart."""
    for least, unit, sign in ((1e9, 1e9, " bn"), (1e6, 1e6, "M"), (FROM_THOUSANDS, 1e3, "k")):
        if abs(value) >= least:
            shown = value / unit
            return f"{written(float(f'{shown:.3g}'))}{sign}"
    return written(float(f"{value:.4g}"))
