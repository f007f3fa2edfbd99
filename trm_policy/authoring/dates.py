"""The days of a new charter: all follow from the day it is written and the day it starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trm_policy.model.vocabulary import Tier
from trm_policy.timing import CalendarSpan
from trm_policy.timing.days import add_days, add_months, month_length

_TERM = {Tier.STRATEGIC: 36, Tier.PREFERRED: 24, Tier.TRANSACTIONAL: 12}
_NOTICE = {Tier.STRATEGIC: 6, Tier.PREFERRED: 3, Tier.TRANSACTIONAL: 1}
_TRANSITION = {Tier.STRATEGIC: 4, Tier.PREFERRED: 2, Tier.TRANSACTIONAL: 1}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """Proposed days and spans; ``end`` is None where the partnership is open-ended."""

    end: date | None
    review_by: date
    notice: str
    transition: str
    baseline: date
    target: date
    risks: date
    first_monthly: date
    first_quarterly: date
    first_half_yearly: date
    first_health: date
    first_yearly: date
    example_approval: date


def plan(tier: Tier, start: date, today: date, *, open_ended: bool) -> Plan:
    """The days for a charter of ``tier`` that is written ``today``.

    What is still to come is reckoned from the later of the two days, so that nothing is overdue
    in the charter of a partnership that has begun long ago. First meetings fall on weekdays.
    """
    base = max(start, today)
    end = None if open_ended else add_days(add_months(base, _TERM[tier]), -1)
    notice = CalendarSpan.parse(f"{_NOTICE[tier]} months")
    return Plan(
        end=end,
        review_by=add_months(notice.before(end), -1) if end else add_months(base, 12),
        notice=str(notice),
        transition=str(CalendarSpan.parse(f"{_TRANSITION[tier]} months")),
        baseline=add_days(base, -base.day),
        target=_month_end(add_months(base, 11)),
        risks=add_months(base, 6),
        first_monthly=_weekday(add_months(base, 1)),
        first_quarterly=_weekday(add_months(base, 3)),
        first_half_yearly=_weekday(add_months(base, 6)),
        first_health=_weekday(add_months(base, 10)),
        first_yearly=_weekday(add_months(base, 11)),
        example_approval=base,
    )


def _month_end(day: date) -> date:
    return day.replace(day=month_length(day.year, day.month))


def _weekday(day: date) -> date:
    """``day``, or the Monday after its weekend."""
    return add_days(day, 7 - day.weekday()) if day.weekday() >= _SATURDAY else day
