"""How mature the work between organisations is, function by function, as heat maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trm_policy.measure.maturity import Function, MaturityAssessment
from trm_policy.model.vocabulary import MaturityLevel
from trm_policy.publish.charts import Chart, ChartTable, Spec, layers
from trm_policy.publish.charts.layers import WIDTH, Layer, as_said, layer, place, shortened
from trm_policy.wording.lists import counted
from trm_policy.wording.text import words

_LEVELS = tuple(MaturityLevel)
_UNKNOWN = "unknown"
_EDGE = 4
_NAME = 44
_STRIP = 58
_MOST_YEARS = 6
_HEAT = (0.07, 0.14, 0.22, 0.3, 0.4)
_LABELS = {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False, "labelFontSize": 11,
           "offset": 20}  # fmt: skip


def maturity_over_years(
    years: Sequence[tuple[str, MaturityAssessment]], key: str = "maturity-years"
) -> Chart:
    """A partnership's functions by year, oldest first: the stage shown, and a claim that differs.

    ``years`` names each year, or other point in time, with what was found then. Stages are told
    by their numbers, 1 for initial to 5 for optimised. Of more than six the newest are drawn; the
    table tells them all.
    """
    drawn = years[-_MOST_YEARS:]
    names = list(dict.fromkeys(one.id for _, found in years for one in found.functions))
    cells = [
        {
            "row": names.index(function.id),
            "year": year,
            "heat": _HEAT[_number(function.shown) - 1] if function.shown else 0,
            "shown": str(_number(function.shown)) if function.shown else "–",
            "claimed": _claim(function),
        }
        for year, found in drawn
        for function in found.functions
    ]
    across = place("year", [year for year, _ in drawn], axis=_LABELS)
    down = place("row", range(len(names)), gap=0.5)
    ends = f"from {years[0][0]} to {years[-1][0]}" if len(years) > 1 else f"in {years[0][0]}"
    figure = {"type": "text", "fontSize": 14, "fontWeight": "bold", "baseline": "middle"}
    beside = {"type": "text", "fontSize": 10, "baseline": "middle", "dx": 8, "align": "left"}
    both = {"x": across, "y": down}
    title = years[-1][1].title
    return Chart(
        key=key,
        kind="maturity",
        title=f"Maturity of {title} {ends}",
        description=" ".join(f"{year}: {_briefly(found)}." for year, found in drawn),
        spec=_strips(
            [
                _cells(cells, across, down),
                _names(list(map(words, names)), down),
                layer(figure, {**both, "text": {"field": "shown"}}, cells),
                layer(beside, {**both, "text": {"field": "claimed"}}, cells),
            ],
            len(names),
        ),
        table=ChartTable(
            ("Function", *(year for year, _ in years)),
            [(words(name), *(_in_year(name, found) for _, found in years)) for name in names],
        ),
        legend={"stage": "1 initial, 2 repeatable, 3 defined, 4 managed, 5 optimised: shown",
                "claim": "in brackets: claimed, where that differs"},
    )  # fmt: skip


def stage_map(
    counts: Mapping[str, Mapping[str, int]], key: str = "stages", when: str = ""
) -> Chart:
    """How many partnerships show each stage, by function, as ``measure.maturity.by_stage`` counts.

    The more partnerships of a function show a stage, the deeper is its colour; the number stands
    in it. ``when`` says as of what, where that is not now.
    """
    stages = [*(level.value for level in _LEVELS), _UNKNOWN]
    cells = [
        {
            "row": at,
            "level": words(stage),
            "heat": _HEAT[-1] * found.get(stage, 0) / max(1, sum(found.values())),
            "count": str(found.get(stage, 0) or "·"),
        }
        for at, found in enumerate(counts.values())
        for stage in stages
    ]
    across = place("level", [words(stage) for stage in stages], axis=_LABELS)
    down = place("row", range(len(counts)), gap=0.5)
    figure = {"type": "text", "fontSize": 14, "fontWeight": "bold", "baseline": "middle"}
    return Chart(
        key=key,
        kind="maturity",
        title="Maturity of all partnerships, by function and stage" + (f", {when}" if when else ""),
        description=" ".join(
            f"{words(name)}: {_counted(found, stages)}." for name, found in counts.items()
        ),
        spec=_strips(
            [
                _cells(cells, across, down),
                _names([words(name) for name in counts], down),
                layer(figure, {"x": across, "y": down, "text": {"field": "count"}}, cells),
            ],
            len(counts),
        ),
        table=ChartTable(
            ("Function", *map(words, stages)),
            [
                (words(name), *(str(found.get(stage, 0)) for stage in stages))
                for name, found in counts.items()
            ],
        ),
        legend={"heat": "the darker, the more partnerships are at this stage"},
    )


def _strips(layers: list[Layer], rows: int) -> Spec:
    """A strip for each function, its name above it."""
    return {
        "width": WIDTH - 2 * _EDGE,
        "height": max(1, rows) * _STRIP - _STRIP // 3,
        "padding": {"left": _EDGE, "right": _EDGE, "top": _NAME, "bottom": _EDGE},
        "layer": layers,
    }


def _cells(cells: list[dict[str, Any]], across: dict[str, Any], down: dict[str, Any]) -> Layer:
    mark = {"type": "rect", "fill": layers.PINE, "stroke": layers.LINE}
    shade = as_said("heat", type="quantitative")
    return layer(mark, {"x": across, "y": down, "fillOpacity": shade}, cells)


def _names(names: Sequence[str], down: dict[str, Any]) -> Layer:
    rows = [{"row": at, "name": shortened(name, 46)} for at, name in enumerate(names)]
    mark = {"type": "text", "align": "left", "baseline": "bottom", "dy": -20, "fontSize": 12.5,
            "fontWeight": "bold"}  # fmt: skip
    return layer(mark, {"x": {"value": 0}, "y": down, "text": {"field": "name"}}, rows)


def _number(level: MaturityLevel) -> int:
    return _LEVELS.index(level) + 1


def _claim(function: Function) -> str:
    differs = function.claimed and function.claimed != function.shown
    return f"({_number(function.claimed)})" if function.claimed and differs else ""


def _briefly(found: MaturityAssessment) -> str:
    return ", ".join(f"{words(one.id)} {one.shown or _UNKNOWN}" for one in found.functions)


def _in_year(name: str, found: MaturityAssessment) -> str:
    function = next((one for one in found.functions if one.id == name), None)
    if function is None or (function.shown is None and function.claimed is None):
        return "–"
    claimed = f" ({function.claimed} claimed)" if _claim(function) else ""
    return f"{words(function.shown or _UNKNOWN)}{claimed}"


def _counted(found: Mapping[str, int], stages: Sequence[str]) -> str:
    told = [f"{stage} {found[stage]}" for stage in stages if found.get(stage)]
    return ", ".join(told) or counted(0, "partnership")
