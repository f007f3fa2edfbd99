"""Targets that fall due while somebody can still reach them."""

from collections.abc import Iterator
from datetime import date

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules._plans import days_sound
from trm_policy.rules._records import followed
from trm_policy.rules._written import later, works_together
from trm_policy.timing.instant import add_months


@rule(
    Severity.ERROR,
    section="kpis",
    always=True,
    options={"months": Option(12, "months ahead up to which a target needs no milestone")},
)
def kpi_target_in_term(charter: Charter, context: Context) -> Iterator[Problem]:
    """A KPI's target is due within the term, with milestones if it is more than a year away."""
    start, end = charter.term.start, charter.term.last_day
    if start is not None and end is not None and end <= start:
        return
    works = works_together(charter, context)
    for id_, kpi in followed(charter):
        if not days_sound(id_, context):
            continue
        yield from _outside(id_, kpi, charter, context)
        if works:
            yield from _without_milestone(id_, kpi, max(context.today, start or date.min), context)


def _outside(id_: str, kpi: Kpi, charter: Charter, context: Context) -> Iterator[Problem]:
    start, end = charter.term.start, charter.term.last_day
    by = kpi.target.by if kpi.target else None
    at = ("kpis", id_, "target", "by")
    if by is not None and start is not None and by < start:
        yield Problem(
            f"the target of the KPI {id_!r} is due on {by}, "
            f"before the partnership starts on {start}",
            at=later(context, ("term", "start"), at),
            help="Choose a date within the term, or correct the start of the term.",
        )
    elif by is not None and end is not None and by > end:
        yield Problem(
            f"the target of the KPI {id_!r} is due on {by}, after the partnership ends on {end}",
            at=later(context, ("term", "end"), at),
            help="Choose a date within the term, or extend the term.",
        )


def _without_milestone(id_: str, kpi: Kpi, today: date, context: Context) -> Iterator[Problem]:
    """A problem for a target far ahead of ``today``, or of the term's start if that is to come."""
    by = kpi.target.by if kpi.target else None
    months = context.options["months"]
    if by is None or by <= add_months(today, months):
        return
    if not any(milestone.by for milestone in kpi.milestones):
        yield Problem(
            f"the KPI {id_!r} has until {by} to reach its target, but no dated milestone on "
            "the way",
            at=f"kpis.{id_}.milestones",
            help="Add 'milestones: [{value: …, by: …}]': the values on the way; a target up to "
            f"{months} months ahead needs none.",
            severity=Severity.WARNING,
        )
