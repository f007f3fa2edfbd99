"""Figures that agree with the records they come from."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.own_figures import contradictions
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule


@rule(Severity.ERROR, section="kpis")
def measurement_from_records(_charter: Charter, context: Context) -> Iterator[Problem]:
    """A figure whose source is a survey or the escalation log agrees with it."""
    built = context.partnership.built
    if any(built.touches_dropped((section,)) for section in ("parties", "escalation")):
        return  # nobody can tell by whose clock the log is read
    for row, own in contradictions(context.partnership, context.today):
        yield Problem(
            f"the KPI {row.kpi!r} is recorded as {row.value_text} for {row.period}, but "
            f"{own.said(row.value_text)}",
            document=context.partnership.records.measurements_path,
            line=row.line,
            help="Add the right figure as a further row with a note, or correct the KPI's 'source' "
            "and 'formula' if it is made of something else.",
        )
