"""What a charter wants done by a day, and is not closed yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from trm_policy.model.assurance import Risk
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee, Seat
from trm_policy.model.purpose import Commitment, Goal


class Appointment(NamedTuple):
    """A seat that is held until a day: its committee, and its position there, from 0."""

    committee_id: str
    committee: Committee
    position: int
    seat: Seat
    until: date


def is_still_open(one: Goal | Commitment | Risk) -> bool:
    """Whether nothing says that it is closed; not where that is hidden, so that nobody can tell."""
    return one.closed_on is None and not one.hides("closed_on")


def open_goals(charter: Charter) -> Iterator[tuple[str, Goal, date]]:
    """Each open goal that has a day, by its id, and the day."""
    for id_, goal in charter.goals.items():
        if is_still_open(goal) and goal.due is not None:
            yield id_, goal, goal.due


def open_commitments(charter: Charter) -> Iterator[tuple[str, Commitment, date]]:
    """Each open commitment that has a day, by its id, and the day."""
    for id_, commitment in charter.commitments.items():
        if is_still_open(commitment) and commitment.due is not None:
            yield id_, commitment, commitment.due


def risk_reviews(charter: Charter) -> Iterator[tuple[str, Risk, date]]:
    """Each open risk that is to be looked at again, by its id, and the day by which."""
    for id_, risk in charter.risks.items():
        if is_still_open(risk) and risk.review_by is not None:
            yield id_, risk, risk.review_by


def appointments(charter: Charter) -> Iterator[Appointment]:
    """Each seat in a committee that is held until a day, by somebody who may be named."""
    for id_, committee in charter.committees.items():
        for position, seat in enumerate(committee.members):
            if seat.last_day is not None and seat.person:
                yield Appointment(id_, committee, position, seat, seat.last_day)
