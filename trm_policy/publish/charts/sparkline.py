"""A KPI's last figures as a line as small as a word, for tables."""

from __future__ import annotations

from markupsafe import Markup

from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.publish.rendering import environment
from trm_policy.views.scorecard_words import KpiRow

_WIDTH, _HEIGHT = 60, 16
_EDGE = 5
_MOST = 12


def sparkline(row: KpiRow) -> Markup:
    """The newest twelve figures and the light of the last; empty with fewer than two.

    It is drawn by a template alone: a board has hundreds of them.
    """
    figures = row.row.figures[-_MOST:]
    if len(figures) < 2:  # noqa: PLR2004 - a line has two ends
        return Markup()
    values = [figure.value for figure in figures]
    low, span = min(values), max(values) - min(values)
    across, down = _WIDTH - 2 * _EDGE, _HEIGHT - 2 * _EDGE
    points = [
        (
            round(_EDGE + across * at / (len(values) - 1), 1),
            round(_EDGE + down * (1 - (value - low) / span if span else 0.5), 1),
        )
        for at, value in enumerate(values)
    ]
    first, last = (row.kpi.said(figure.value) for figure in (figures[0], figures[-1]))
    said = (
        f"{row.kpi.name}: from {first} for {figures[0].period} to {last} for {figures[-1].period}"
        f"{f', {row.status}' if row.status else ''}"
    )
    template = environment().get_template("_sparkline.html")
    html = template.render(points=points, status=row.status or KpiStatus.UNKNOWN, said=said)
    return Markup(html)  # noqa: S704 - a template that escapes
