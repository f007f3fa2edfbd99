"""Figures that agree with the records they come from."""

from collections.abc import Iterator
from dataclasses import replace

from trm_policy.finding import Severity
from trm_policy.measure.escalation_figures import figure_of, from_log
from trm_policy.measure.own_figures import Contradiction, contradictions, own_figure
from trm_policy.model.charter import Charter
from trm_policy.model.records import Measurement
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._records import recorded
from trm_policy.rules._written import left_to_others

_HELP = (
    "Add the right figure as a further row with a note, or correct the KPI's 'source' and "
    "'formula' if it is made of something else."
)
_OF_LOG = (
    f"{_HELP} If working hours, time zones or holidays have changed since it was recorded, it may "
    "have been right: then add the one by those of now, with a note that says so."
)
_RECKONED = (
    "Nothing was wrong with the figure. So that figures can be compared, add the one by the new "
    "working days as a further row, with a note that says so; or undo the change."
)


@rule(Severity.ERROR, section="kpis")
def measurement_from_records(charter: Charter, context: Context) -> Iterator[Problem]:
    """A figure whose source is a survey or the escalation log agrees with it."""
    built = context.partnership.built
    if any(built.touches_dropped((section,)) for section in ("parties", "escalation")):
        return  # nobody can tell by whose clock the log is read
    clockless = left_to_others(charter, context, "escalation")
    for one in contradictions(context.partnership, context.today):
        row, said = one.row, one.own.said(one.row.value_text)
        if _may_be_corrected(row, context):
            continue
        if clockless and from_log(charter.kpis[row.kpi]):
            continue
        recorded = f"the KPI {row.kpi!r} is recorded as {row.value_text} for {row.period}"
        message, help_text = f"{recorded}, but {said}", _HELP
        if _was_right(one, context):
            message = (
                f"{recorded}, which was right by the working hours, time zones and holidays before "
                f"this change; by the new ones {said}"
            )
            help_text = _RECKONED
        elif from_log(charter.kpis[row.kpi]):
            help_text = _OF_LOG
        yield Problem(
            message,
            document=context.partnership.records.measurements_path,
            line=row.line,
            help=help_text,
            follows=(("measurement-valid", ""),),
        )


def _may_be_corrected(row: Measurement, context: Context) -> bool:
    """Whether a row below may be a later figure for the same period, and cannot be read."""
    records, known = context.partnership.records, context.partnership.ids("kpis")
    if records.measurements_path in records.doubtful:
        return True
    below = (one for one in records.measurements if one.line > row.line)
    return (
        any(
            (one.period in (None, row.period) if one.kpi == row.kpi else one.period == row.period)
            and (one.value is None or one.period is None or one.kpi not in known)
            for one in below
        )
        or recorded(context)[row.kpi].in_doubt
    )


def _was_right(one: Contradiction, context: Context) -> bool:
    """Whether the same records gave the figure by the calendars of before the change."""
    row, before = one.row, context.before
    was = before.partnership if before is not None else None
    if was is None or row.period is None or row.value is None or row.kpi not in was.charter.kpis:
        return False
    if len({figure_of(part.charter.kpis[row.kpi]) for part in (was, context.partnership)}) > 1:
        return False
    then = replace(was, records=context.partnership.records)
    own = own_figure(then, row.kpi, row.period, context.today)
    return own is not None and own.agrees(row.value, row.value_text)
