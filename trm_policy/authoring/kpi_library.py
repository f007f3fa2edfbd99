"""A card of the KPI library that is to come into a charter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from trm_policy.authoring.charter import GAP
from trm_policy.document.editing import Add, Append, Edit, edited
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.model.charter import Charter
from trm_policy.model.kpi_library import Card
from trm_policy.model.vocabulary import Direction
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing.instant import add_months

_ORDER = tuple(Charter.model_fields)
_ASKED = 10
"""How many people of a party are asked, as a proposal."""
_WITHOUT_MILESTONE = 12
"""Months up to which a target needs no value on the way, by the rule kpi-target-in-term."""


class CardError(TrmError):
    """A KPI that cannot be added like this; nothing was written."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said about a KPI; None stands for what was not."""

    owner: str | None = None
    baseline: float | None = None
    baseline_date: date | None = None
    target: float | None = None
    by: date | None = None
    goal: str | None = None


@dataclass(frozen=True)
class Adding:
    """A card of the library that is to come into a charter, as of a day."""

    partnership: Partnership
    card: Card
    wish: Wish
    today: date

    def written(self, raw: bytes) -> bytes:
        """The charter's file with the card in it, and its goal naming it.

        Raises CardError for a wish that cannot be met, and EditError for a file that cannot be
        changed.
        """
        self._require_possible()
        edits: list[Edit] = [Add(("kpis",), self.card.id, self.data())]
        goal = self.goal()
        if goal is not None and self.card.id not in self._charter.goals[goal].kpis:
            edits.append(Append(("goals", goal, "kpis"), self.card.id))
        return edited(self.partnership.path, raw, *edits, order=_ORDER)

    def data(self) -> dict[str, Any]:
        """The card as the charter has it."""
        card, wish = self.card, self.wish
        data: dict[str, Any] = {
            "name": card.name,
            "definition": card.definition,
            "formula": card.formula,
            "unit": card.unit,
            "direction": card.direction.value,
            "owner": wish.owner or GAP,
            "source": f"{GAP}, such as {card.source}",
            "frequency": card.frequency.value,
            "baseline": _point(wish.baseline, "date", self._since),
            "target": _point(wish.target, "by", self._by),
        }
        if milestone := self._milestone():
            data["milestones"] = [milestone]
        data["tolerance"] = card.tolerance
        if card.scale is not None:
            data["survey"] = {
                "instrument": f"{GAP}, such as {card.instrument}",
                "scale": card.scale,
                "respondents": dict.fromkeys(self._charter.parties, _ASKED),
            }
        return data

    def open(self) -> Iterator[str]:
        """What is still to be filled in, as its key and what belongs there."""
        if self.wish.owner is None:
            yield "owner: the id of the person responsible for the figure"
        yield f"source: where the figure comes from, such as {self.card.source}"
        if self.wish.baseline is None:
            yield f"baseline.value: where it stood on {self._since}"
        if self.wish.target is None:
            yield f"target.value: where it should be by {self._by}"
        if self.card.scale is not None:
            yield "survey: which questions are asked, and how many people of each party"

    def goal(self) -> str | None:
        """The goal that the KPI shows; None where one names it already, or there is none at all.

        Raises CardError where it cannot be told.
        """
        goals = self._charter.goals
        typed = self.wish.goal
        if typed is not None and typed not in goals:
            raise CardError(f"there is no goal {typed!r}; {did_you_mean(typed, goals)}")
        if typed is not None or any(self.card.id in goal.kpis for goal in goals.values()):
            return typed
        open_ = self.open_goals()
        if len(open_) > 1:
            raise CardError(f"name the goal that it measures: --goal {' or --goal '.join(open_)}")
        return open_[0] if open_ else None

    def open_goals(self) -> list[str]:
        """The ids of the goals that are not closed."""
        return [id_ for id_, goal in self._charter.goals.items() if goal.closed_on is None]

    @property
    def _charter(self) -> Charter:
        return self.partnership.charter

    @property
    def _since(self) -> date:
        return self.wish.baseline_date or self.today

    @property
    def _by(self) -> date:
        """The target's day: as said, else in a year, or where the term ends before."""
        end = self._charter.term.last_day
        year = add_months(max(self.today, self._since), 12)
        usual = end if end is not None and self._since < end < year else year
        return self.wish.by or usual

    def _require_possible(self) -> None:
        id_, owner = self.card.id, self.wish.owner
        if self.partnership.unreadable("kpis"):
            raise CardError(
                f"'kpis' in {self.partnership.path} is not valid; "
                f"'trm check {self.partnership.path.parent}' shows how to fix it"
            )
        if id_ in self.partnership.ids("kpis"):
            raise CardError(f"{self.partnership.id} already has a KPI {id_!r}; it is not changed")
        if owner is not None and not self.partnership.roster.knows(owner):
            known = [actor.id for actor in self.partnership.roster]
            raise CardError(f"no one is called {owner!r}; {did_you_mean(owner, known)}")
        if self._by <= self._since:
            raise CardError(
                f"the target's day ({self._by}) must come after the baseline's ({self._since})"
            )
        end = self._charter.term.last_day
        if end is not None and self._by > end:
            raise CardError(
                f"the target's day ({self._by}) is after the end of the partnership ({end}); "
                "choose an earlier one with --by"
            )
        self._require_forward()

    def _require_forward(self) -> None:
        start, aim, direction = self.wish.baseline, self.wish.target, self.card.direction
        if start is None or aim is None or direction is Direction.MAINTAIN:
            return
        if aim == start or (aim > start) is not (direction is Direction.INCREASE):
            raise CardError(
                f"{self.card.id!r} should {direction}, but a target of {aim:g} does not improve "
                f"on a baseline of {start:g}; correct one of the two"
            )

    def _milestone(self) -> dict[str, Any] | None:
        """A value on the way for a target more than a year ahead: halfway on the straight line."""
        start, aim = self.wish.baseline, self.wish.target
        first = max(self.today, self._charter.term.start or self.today)
        near = self._by <= add_months(first, _WITHOUT_MILESTONE)
        if near or start is None or aim is None or start == aim:
            return None
        halfway = date.fromordinal((self._since.toordinal() + self._by.toordinal()) // 2)
        middle = (start + aim) / 2
        rounded = round(middle, 2)
        between = min(start, aim) < rounded < max(start, aim)
        return _point(rounded if between else middle, "by", halfway)


def _point(value: float | None, key: str, day: date) -> dict[str, Any]:
    """A dated value; the value is left out where nobody has said it."""
    if value is None:
        return {key: day}
    return {"value": int(value) if value == int(value) else value, key: day}
