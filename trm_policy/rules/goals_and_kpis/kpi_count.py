"""Enough KPIs to steer by, and no more."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Option, Problem, rule
from trm_policy.wording.lists import no_or_some


@rule(
    Severity.ERROR,
    tiers=STRATEGIC,
    section="kpis",
    options={
        "least": Option(3, "the fewest KPIs"),
        "most": Option(12, "the most KPIs without a warning"),
    },
)
def kpi_count(charter: Charter, context: Context) -> Iterator[Problem]:
    """A strategic partnership has at least 3 KPIs, and ideally at most 12."""
    count, least, most = len(charter.kpis), context.options["least"], context.options["most"]
    if count < least:
        yield Problem(
            f"the charter has {no_or_some(count, 'KPI')}; "
            f"a strategic partnership needs at least {least}",
            at="kpis",
            help="Add the KPIs that measure each goal, and name them in the goals' 'kpis'.",
        )
    elif count > most:
        yield Problem(
            f"the charter has {count} KPIs; more than {most} get little attention",
            at="kpis",
            help="Keep those that drive decisions, and leave the rest to operational reports.",
            severity=Severity.WARNING,
        )
