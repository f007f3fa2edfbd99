"""Records as they were known at an instant: what was written down later is not seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile

from trm_policy.model.records import EscalationFront, EscalationRecord, EscalationStep, Minutes
from trm_policy.portfolio.records import Records


def as_known(records: Records, now: datetime) -> Records:
    """The records without what ``now``, an instant with its zone, cannot know yet.

    Left out are figures of a period that has not started, minutes of a review held after today,
    escalations raised later and surveys of later years; of escalations also later steps,
    acknowledgements and the settlement. A day is that of UTC. What has no date that could be read
    stays.
    """
    today = now.astimezone(UTC).date()
    return replace(
        records,
        measurements=tuple(
            row
            for row in records.measurements
            if row.period is None or row.period.first_day <= today
        ),
        minutes=minutes_known(records, now),
        escalations=escalations_known(records, now),
        surveys=tuple(survey for survey in records.surveys if survey.year <= today.year),
    )


def minutes_known(records: Records, now: datetime) -> tuple[Minutes, ...]:
    """The minutes of reviews held by the day of ``now``, and those that do not tell their day."""
    today = now.astimezone(UTC).date()
    return tuple(
        minutes
        for minutes in records.minutes
        if minutes.front is None or minutes.front.held_on <= today
    )


def escalations_known(records: Records, now: datetime) -> tuple[EscalationRecord, ...]:
    """The escalations raised by ``now`` as they stood then.

    The steps that stay have the positions that they have in the file: with the first step that
    ``now`` cannot know all after it are left out.
    """
    return tuple(
        record if record.front is None else replace(record, front=_front(record.front, now))
        for record in records.escalations
        if record.front is None or record.front.raised_at <= now
    )


def _front(front: EscalationFront, now: datetime) -> EscalationFront:
    steps = takewhile(lambda step: step.reached_at <= now, front.steps)
    settled = front.settled_at is not None and front.settled_at <= now
    return front.model_copy(
        update={
            "steps": tuple(_step(step, now) for step in steps),
            "settled_at": front.settled_at if settled else None,
        }
    )


def _step(step: EscalationStep, now: datetime) -> EscalationStep:
    heard = {party: at for party, at in step.acknowledged.items() if at <= now}
    return step.model_copy(update={"acknowledged": heard})
