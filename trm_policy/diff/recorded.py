"""What a change does to the records of one partnership, in a sentence each."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from trm_policy.diff.change import Change
from trm_policy.diff.new_ids import Called, lines_with_new_ids, new_ids, now_called
from trm_policy.document.text import lines_of
from trm_policy.model.base import Kind
from trm_policy.model.records import (
    ActionState,
    EscalationFront,
    EscalationRecord,
    Measurement,
    Minutes,
    MinutesFront,
)
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records
from trm_policy.timing import Period
from trm_policy.wording.lists import counted, listed

_MOST = 6
"""More figures of a KPI than this are counted."""
_BOX = re.compile(r"^(\s*[-*+]\s+)\[[ xX-]\]", re.MULTILINE)


class _Said(NamedTuple):
    """A sentence; ``late`` where it alters, gives up or adds something behind what was known."""

    text: str
    late: bool = False


def recorded(
    was: Partnership | None, now: Partnership, changes: Iterable[Change] = ()
) -> tuple[str, ...]:
    """What is recorded that was not, without full stops.

    What corrects a figure, drops an action, or stands before what was recorded already, is first.
    """
    then = was.records if was is not None else Records()
    called = now_called(changes)
    found = [
        *_figures(then, now, called[Kind.KPI]),
        *_minutes(then, now, called),
        *_escalations(then, now, called),
        *_surveys(then, now.records),
    ]
    return tuple(one.text for one in sorted(found, key=lambda one: not one.late))


_Key = tuple[str, Hashable]
_Stored = tuple[Records, Minutes | EscalationRecord]


def _figures(then: Records, now: Partnership, called: Mapping[str, str]) -> Iterator[_Said]:
    old = {_key(row, called): row for row in then.measurements}
    new = {_key(row, {}): row for row in now.records.measurements}
    come: dict[str, list[Measurement]] = {}
    for key, row in new.items():
        before = old.get(key)
        if before is None:
            come.setdefault(row.kpi, []).append(row)
        elif (before.value_text, before.note) != (row.value_text, row.note):
            of = f"figure of {_kpi(now, row.kpi)} for {row.period_text}"
            note = f" ({row.note})" if row.note else ""
            if _value(before) != _value(row):
                yield _Said(f"{of} corrected: {before.value_text} → {row.value_text}{note}", True)
            elif before.note != row.note:
                yield _Said(f"{of} recorded again: {row.value_text}{note}", True)
    for kpi, rows in come.items():
        newest = _newest(row.period for (of, _), row in old.items() if of == kpi)
        late = [row for row in rows if newest and row.period and row.period < newest]
        if late:
            yield _Said(f"{_several(now, kpi, late)} (the newest was {newest})", True)
        if others := [row for row in rows if row not in late]:
            yield _Said(_several(now, kpi, others))


def _key(row: Measurement, called: Mapping[str, str]) -> _Key:
    return called.get(row.kpi, row.kpi), row.period or row.period_text


def _value(row: Measurement) -> str | float:
    return row.value_text if row.value is None else row.value


def _newest(periods: Iterable[Period | None]) -> Period | None:
    return max((one for one in periods if one is not None), default=None)


def _several(now: Partnership, kpi: str, rows: list[Measurement]) -> str:
    """The figures of a KPI, or how many there are."""
    name = _kpi(now, kpi)
    if len(rows) > _MOST:
        first, last = rows[0].period_text, rows[-1].period_text
        return f"{len(rows):,} figures of {name} recorded, {first} to {last}"
    values = listed([f"{row.value_text} for {row.period_text}" for row in rows])
    return f"{'figures' if len(rows) > 1 else 'figure'} of {name} recorded: {values}"


def _kpi(now: Partnership, id_: str) -> str:
    kpi = now.charter.kpis.get(id_)
    return (kpi.name if kpi is not None else "") or id_


def _minutes(then: Records, now: Partnership, called: Called) -> Iterator[_Said]:
    old = {one.path.name: one for one in then.minutes}
    for one in now.records.minutes:
        before, name = old.get(one.path.name), _review(now, one)
        if before is None:
            newest = max(_days(then, one), default=None)
            held = one.front.held_on if one.front is not None else None
            late = newest is not None and held is not None and held < newest
            behind = f" (the newest were of {newest})" if late else ""
            if one.front is not None and not one.front.took_place:
                yield _Said(f"{_called_off(now, one.front)}{behind}", True)
            else:
                yield _Said(f"minutes of {name}: {_amounts(one)}{behind}", late)
        else:
            if _is_edited((then, before), (now.records, one), called):
                yield _Said(f"minutes of {name} edited: now {_amounts(one)}", True)
            yield from _actions(before, one, now, name)


def _is_edited(was: _Stored, now: _Stored, called: Called) -> bool:
    """Whether a record says something else than before, new ids and boxes of actions aside."""
    (then, old), (today, new) = was, now
    there, here = then.documents[old.path], today.documents[new.path].text
    if there.text == here:
        return False
    actions = old.actions if isinstance(old, Minutes) else ()
    lines = lines_with_new_ids(there, new_ids(then, old.path, old.front, called), actions, called)
    then_said, now_said = "\n".join(lines), "\n".join(lines_of(here))
    if isinstance(old, Minutes):
        return _BOX.sub(r"\1[ ]", then_said) != _BOX.sub(r"\1[ ]", now_said)
    return then_said != now_said


def _days(then: Records, one: Minutes) -> Iterator[date]:
    """When the same review was held before, by its minutes."""
    review = one.front.review if one.front is not None else None
    fronts = (other.front for other in then.minutes)
    yield from (front.held_on for front in fronts if front is not None and front.review == review)


def _review(now: Partnership, minutes: Minutes) -> str:
    if minutes.front is None:
        return minutes.path.stem
    review = now.charter.reviews.get(minutes.front.review)
    name = (review.name if review is not None else "") or minutes.front.review
    return f"{name} of {minutes.front.held_on}"


def _called_off(now: Partnership, front: MinutesFront) -> str:
    """That a review is not held when it was planned, to when it is moved, and why."""
    review = now.charter.reviews.get(front.review)
    moved = f"moved to {front.moved_to}" if front.moved_to is not None else str(front.status)
    why = front.because or "no reason given"
    return f"{(review and review.name) or front.review} planned for {front.for_} {moved} ({why})"


def _amounts(minutes: Minutes) -> str:
    return listed(
        [counted(len(minutes.decisions), "decision"), counted(len(minutes.actions), "action")]
    )


def _actions(then: Minutes, today: Minutes, now: Partnership, name: str) -> Iterator[_Said]:
    for old, new in zip(then.actions, today.actions, strict=False):
        if old.state is not new.state:
            who = f"{now.roster.name_of(new.person)}; " if new.person else ""
            state = "reopened" if new.state is ActionState.OPEN else new.state.value
            late = new.state is not ActionState.DONE
            yield _Said(f"action {state}: {new.what} ({who}{name})", late)


def _escalations(then: Records, now: Partnership, called: Called) -> Iterator[_Said]:
    old = {one.path.name: one for one in then.escalations}
    for one in now.records.escalations:
        before, name = old.get(one.path.name), f"escalation {one.path.stem}"
        if before is None:
            yield from map(_Said, _opened(one, name))
            continue
        if not _is_edited((then, before), (now.records, one), called):
            continue
        if one.front != before.front and one.front is not None and before.front is not None:
            steps = list(_steps(before.front, one.front, now))
            yield from (_Said(f"{name} {said}") for said in steps or ["edited"])
        else:
            yield _Said(f"text of {name} edited")


def _opened(one: EscalationRecord, name: str) -> Iterator[str]:
    front = one.front
    if front is None:
        yield f"{name} opened"
        return
    yield f"{name} opened: {front.title} (raised on {front.raised_at.date()})"
    if front.settled_at is not None:
        yield f"{name} settled on {front.settled_at.date()}"


def _steps(was: EscalationFront, now: EscalationFront, here: Partnership) -> Iterator[str]:
    for number, step in enumerate(now.steps):
        known = was.steps[number].acknowledged if number < len(was.steps) else {}
        if number >= len(was.steps):
            yield f"reached level {step.level} on {step.reached_at.date()}"
        for party, at in step.acknowledged.items():
            if party not in known:
                by = here.roster.party_name(party)
                yield f"acknowledged by {by} at level {step.level} on {at.date()}"
    if now.settled_at is not None and now.settled_at != was.settled_at:
        yield f"settled on {now.settled_at.date()}"


def _surveys(then: Records, now: Records) -> Iterator[_Said]:
    old = {one.path.name: len(one.answers) for one in then.surveys}
    for one in now.surveys:
        known, amount = old.get(one.path.name), len(one.answers)
        if known is None:
            yield _Said(f"survey of {one.year}: {counted(amount, 'answer')}")
        elif amount > known:
            yield _Said(f"survey of {one.year}: {counted(amount - known, 'more answer')}")
