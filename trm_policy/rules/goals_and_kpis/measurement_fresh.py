"""Figures that are there when they are due."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.own_figures import own_figure
from trm_policy.measure.series import AwaitedFigure, awaited_figures
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Option, Problem, rule


@rule(
    Severity.ERROR,
    tiers=STRATEGIC | PREFERRED,
    section="kpis",
    options={"grace": Option(10, "working days of the owner's party that a figure may be late")},
)
def measurement_fresh(_charter: Charter, context: Context) -> Iterator[Problem]:
    """Each KPI has the figure that is due; one late figure is a warning, two are an error."""
    grace = context.options["grace"]
    for awaited in awaited_figures(context.partnership, context.today, grace):
        if awaited.due < context.today:
            yield _missing(awaited, context)


def _missing(awaited: AwaitedFigure, context: Context) -> Problem:
    id_, period = awaited.id, awaited.period
    second = awaited.due_after()
    twice = second is not None and second < context.today
    since = f"since {awaited.newest}" if awaited.newest else "yet"
    also = f", and the one for {period.next()} on {second}" if twice else ""
    own = own_figure(context.partnership, id_, period, context.today)
    value = own.figure if own else ""
    return Problem(
        f"the KPI {id_!r} has no figure {since}; the one for {period} was due on "
        f"{awaited.due}{also}",
        at=f"kpis.{id_}.frequency",
        help=f"Add the row '{id_},{period},{value or 'VALUE'},' to measurements.csv; if figures "
        "come later or less often than agreed, give the KPI a 'lag' or another 'frequency'.",
        severity=None if twice else Severity.WARNING,
    )
