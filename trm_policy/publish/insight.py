"""What the host's own pages tell of a partnership beyond its charter: measured, with evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

from trm_policy.judging.limits import Limits
from trm_policy.measure.health import Health
from trm_policy.measure.health_signs import health
from trm_policy.measure.maturity import MaturityAssessment, maturity
from trm_policy.measure.segmentation import Segment, segment
from trm_policy.measure.warning import Watch
from trm_policy.measure.watch import watch
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing.clock import day_of

_YEARS = 3
NOW = "Now"


@dataclass(frozen=True)
class Insight:
    """A partnership as the host sees it; each figure is made when it is asked for, and once."""

    partnership: Partnership
    now: datetime
    limits: Limits

    @cached_property
    def health(self) -> Health:
        """Four sides of its health, each by signs."""
        return health(self.partnership, self.now, self.limits.health)

    @cached_property
    def watch(self) -> Watch:
        """Its early warnings."""
        return watch(self.partnership, self.now, self.limits.health)

    @cached_property
    def segment(self) -> Segment:
        """Its tier, and the one that its scores give."""
        return segment(self.partnership, self.limits.tier, self.limits.criteria)

    @cached_property
    def maturity(self) -> MaturityAssessment:
        """Its functions, as claimed and as shown."""
        return maturity(self.partnership, self.now)

    @cached_property
    def maturity_years(self) -> tuple[tuple[str, MaturityAssessment], ...]:
        """The functions at the last year-ends of its term, oldest first, and now.

        The charter is today's, the records those known on the day; what it claims counts from the
        day on which it was assessed.
        """
        start = self.partnership.charter.term.start
        ends = (date(year, 12, 31) for year in _years_before(day_of(self.now)))
        past = [(f"End of {day.year}", self._then(day)) for day in ends if start and start <= day]
        return (*past, (NOW, self.maturity)) if self.maturity.functions else ()

    def _then(self, day: date) -> MaturityAssessment:
        then = maturity(self.partnership, datetime(day.year, day.month, day.day, tzinfo=UTC))
        if then.assessed_on is not None and then.assessed_on <= day:
            return then
        unclaimed = tuple(replace(one, claimed=None) for one in then.functions)
        return replace(then, functions=unclaimed)


def _years_before(today: date) -> range:
    return range(today.year - _YEARS, today.year)
