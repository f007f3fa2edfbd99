"""The records of a partnership → those that one audience may see.

Figures go with their KPI. Minutes and escalations are for partners at most, and surveys for the
host, since they hold the scores of single questions. What is about something hidden is hidden
whole: its words tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType

from trm_policy.document.document import Document
from trm_policy.model.base import Part
from trm_policy.model.building import Built
from trm_policy.model.records import EscalationRecord, EscalationStep, Minutes
from trm_policy.portfolio.records import Records
from trm_policy.portfolio.references import Kind
from trm_policy.projection.eyes import Eyes


def visible_records(records: Records, eyes: Eyes) -> Records:
    """The records without what is hidden, as anybody may ask them; what they cannot tell stays so.

    Every record that is shown has a document and what was made of it, as it has for the host,
    though no line of it. One that is not shown is as doubtful as one that cannot be read: it may
    be the one that is looked for.
    """
    known = eyes.charter.kpis.keys()
    figures = {kpi for kpi in known if eyes.know(Kind.KPI, kpi)}
    told = eyes.reads_records
    minutes = tuple(_minutes(records.minutes, eyes)) if told else ()
    escalations = tuple(_escalations(records.escalations, eyes)) if told else ()
    fronts: dict[PurePosixPath, Part | None] = {one.path: one.front for one in minutes}
    fronts |= {one.path: one.front for one in escalations}
    written = [one.path for one in records.minutes] + [one.path for one in records.escalations]
    return Records(
        measurements=tuple(row for row in records.measurements if row.kpi in figures),
        minutes=minutes,
        escalations=escalations,
        documents=MappingProxyType({path: Document(path, {}) for path in fronts}),
        built=MappingProxyType(
            {
                path: Built(front, dropped=records.built[path].dropped)
                for path, front in fronts.items()
            }
        ),
        doubtful=records.doubtful.union(path for path in written if path not in fronts),
    )


def _minutes(minutes: tuple[Minutes, ...], eyes: Eyes) -> Iterator[Minutes]:
    for one in minutes:
        front = one.front
        if front is None or not eyes.know(Kind.REVIEW, front.review):
            continue
        present = tuple(person for person in front.attendees if eyes.know(Kind.ACTOR, person))
        actions = tuple(
            action
            if action.person is None or eyes.know(Kind.ACTOR, action.person)
            else action._replace(person=None)
            for action in one.actions
            if action.kpi is None or eyes.know(Kind.KPI, action.kpi)
        )
        shown = front.model_copy(update={"attendees": present})
        yield replace(one, front=shown, actions=actions, body="")


def _escalations(
    escalations: tuple[EscalationRecord, ...], eyes: Eyes
) -> Iterator[EscalationRecord]:
    for one in escalations:
        front = one.front
        if front is None or not _may_be_told(one, eyes):
            continue
        steps = tuple(_step(step, eyes) for step in front.steps)
        raised_by = front.raised_by if eyes.know(Kind.ACTOR, front.raised_by) else ""
        yield replace(one, front=front.model_copy(update={"steps": steps, "raised_by": raised_by}))


def _may_be_told(record: EscalationRecord, eyes: Eyes) -> bool:
    front = record.front
    if front is None:
        return False
    about_kpi = front.kpi is None or eyes.know(Kind.KPI, front.kpi)
    about_risk = front.risk is None or eyes.know(Kind.RISK, front.risk)
    return about_kpi and about_risk and all(eyes.know(Kind.LEVEL, s.level) for s in front.steps)


def _step(step: EscalationStep, eyes: Eyes) -> EscalationStep:
    heard = {p: at for p, at in step.acknowledged.items() if eyes.know(Kind.PARTY, p)}
    return step.model_copy(update={"acknowledged": heard})
