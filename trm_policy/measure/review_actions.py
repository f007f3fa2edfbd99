"""What earlier reviews decided, and what they asked to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trm_policy.measure.review_due import Sees
from trm_policy.measure.review_lines import ActionLine, ActionState, Stated
from trm_policy.measure.review_pack import Occasion
from trm_policy.model.records import Action, Minutes
from trm_policy.model.records import ActionState as Box
from trm_policy.portfolio.records import Records
from trm_policy.portfolio.roster import Roster


@dataclass(frozen=True, slots=True)
class Earlier:
    """The reviews before the one of ``occasion``, as far as its readers may see them."""

    roster: Roster
    records: Records
    occasion: Occasion
    sees: Sees

    @property
    def last(self) -> Minutes | None:
        """The minutes of the last review of the same kind that was held before."""
        held = [
            (one.front.held_on, one)
            for one in self.records.minutes
            if one.front is not None
            and one.front.review == self.occasion.id
            and one.front.for_ < self.occasion.planned
        ]
        return max(held, key=lambda pair: pair[0])[1] if held else None

    @property
    def decided(self) -> tuple[str, ...]:
        """What the last review of the same kind decided."""
        last = self.last
        return tuple(" ".join(one.text.split()) for one in last.decisions) if last else ()

    def actions(self, today: date) -> tuple[ActionLine, ...]:
        """What reviews of any kind left open, late first, and what was closed of the last one."""
        last = self.last
        found = [
            line
            for record in self.records.minutes
            for line in self._of(record, today, closed=record is last)
        ]
        return tuple(sorted(found, key=ActionLine.order))

    def _of(self, record: Minutes, today: date, *, closed: bool) -> list[ActionLine]:
        front, own = record.front, (self.occasion.id, self.occasion.planned)
        if front is None or not self.sees(("reviews", front.review)):
            return []
        if (front.review, front.for_) == own:
            return []
        review = self.roster.charter.reviews.get(front.review)
        return [
            ActionLine(
                _state(action, today),
                " ".join(action.what.split()),
                self.roster.name_of(action.person) if action.person else "",
                action.due,
                review.name if review else front.review,
                front.held_on,
                action.kpi,
                Stated(record=record.path, line=action.line),
            )
            for action in record.actions
            if closed or action.state is Box.OPEN
        ]


def _state(action: Action, today: date) -> ActionState:
    if action.state is not Box.OPEN:
        return ActionState(action.state.value)
    if action.due is None:
        return ActionState.UNDATED
    return ActionState.LATE if action.due < today else ActionState.OPEN
