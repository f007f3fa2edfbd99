"""Figures that are there when they are due."""

from collections.abc import Iterator, Sequence

from trm_policy.finding import Severity
from trm_policy.measure.own_figures import own_figure
from trm_policy.measure.series import AwaitedFigure, awaited_figures
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Option, Problem, rule
from trm_policy.wording.lists import some_of

_MOST = 3


@rule(
    Severity.ERROR,
    tiers=STRATEGIC | PREFERRED,
    section="kpis",
    options={"grace": Option(10, "working days of the owner's party that a figure may be late")},
)
def measurement_fresh(_charter: Charter, context: Context) -> Iterator[Problem]:
    """Each KPI has the figure that is due; one late figure is a warning, two are an error."""
    grace = context.options["grace"]
    awaited = awaited_figures(context.partnership, context.today, grace)
    late = [one for one in awaited if one.due < context.today]
    if len(late) > 1 and not context.partnership.records.measurements:
        yield _none(late, context)
        return
    for one in late:
        yield _missing(one, context)


def _none(late: Sequence[AwaitedFigure], context: Context) -> Problem:
    """Where nobody has begun to record, that is one cause."""
    first = min(late, key=lambda one: one.due)
    return Problem(
        f"no figure is recorded yet, and {len(late)} KPIs have one that is due: "
        f"{some_of([repr(one.id) for one in late], _MOST)}; the first was due on {first.due}",
        at="kpis",
        help=f"Add a row for each to measurements.csv, such as '{first.id},{first.period},VALUE,'; "
        "if figures come later or less often than agreed, give the KPI a 'lag' or another "
        "'frequency'.",
        severity=None if any(_twice(one, context) for one in late) else Severity.WARNING,
    )


def _twice(awaited: AwaitedFigure, context: Context) -> bool:
    second = awaited.due_after()
    return second is not None and second < context.today


def _missing(awaited: AwaitedFigure, context: Context) -> Problem:
    id_, period = awaited.id, awaited.period
    twice = _twice(awaited, context)
    since = f"since {awaited.newest}" if awaited.newest else "yet"
    also = f", and the one for {period.next()} on {awaited.due_after()}" if twice else ""
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
