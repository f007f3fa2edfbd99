"""The clock of an escalation: every instant in UTC and by each party's clock, and who acts next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from trm_policy.measure.escalation_ladder import AckState, Duty, Ladder, LevelParty, Rung
from trm_policy.measure.escalation_notes import Note, Reason, notes
from trm_policy.measure.escalations import EscalationCase, NextStep
from trm_policy.portfolio.roster import clocks_told
from trm_policy.timing import WorkCalendar, format_instant
from trm_policy.views.view import (
    Block,
    Colour,
    Heading,
    Line,
    Mark,
    Paragraph,
    Table,
    View,
    bulleted,
)
from trm_policy.wording.days import moment, weekday
from trm_policy.wording.lists import counted, listed
from trm_policy.wording.signs import STATUS

_MOST_NOTES = 8
_MARKS: Mapping[AckState, tuple[str, Colour]] = {
    AckState.HEARD: ("green", "green"),
    AckState.LATE: ("amber", "yellow"),
    AckState.OVERDUE: ("red", "red"),
    AckState.NEVER: ("red", "red"),
}


def clocks_view(found: Iterable[EscalationCase], rungs: Sequence[Rung] | None = None) -> View:
    """The clocks of escalations; of all their levels, or of ``rungs`` alone."""
    clocks = list(found)
    blocks = [block for one in clocks for block in _blocks(one, rungs)]
    data = {"version": 1, "clocks": [_clock_json(one) for one in clocks]}
    return View(tuple(blocks), data)


def instant_json(at: datetime | None, each: Mapping[str, WorkCalendar]) -> Any:
    """An instant in UTC and by each party's clock; null where there is none."""
    if at is None:
        return None
    local = {party: format_instant(at.astimezone(one.timezone)) for party, one in each.items()}
    return {"utc": format_instant(at.astimezone(UTC)), "local": local}


def obligation_json(one: EscalationCase) -> dict[str, Any] | None:
    """The obligation that an escalation names, and by when it is to be met."""
    if one.owed is None or one.front is None or one.front.obligation is None:
        return None
    id_ = one.front.obligation
    said = one.partnership.charter.obligations[id_]
    return {
        "id": id_,
        "what": said.what,
        "by": said.by,
        "due": instant_json(one.owed.at, one.calendars),
        "missed": one.owed.missed,
    }


def overdue_json(one: EscalationCase) -> list[dict[str, Any]]:
    """The deadlines that were missed."""
    return [
        {"level": due.level, "party": due.party, "since": instant_json(due.at, one.calendars)}
        for due in one.ladder.overdue
    ]


def in_utc(instant: datetime) -> str:
    """``Fri 2026-10-30 16:00``, in UTC."""
    return moment(instant.astimezone(UTC))


def _blocks(one: EscalationCase, rungs: Sequence[Rung] | None) -> Iterator[Block]:
    ladder, title = one.ladder, one.partnership.charter.title
    raised = in_utc(ladder.raised_at)
    if one.front is None:
        yield Heading(f"{title}: what would be raised at {raised} UTC")
    else:
        yield Heading(f"{title}: {one.number}, {one.title}")
    lines = [f"raised by {one.raised_by} at {raised} UTC"] if one.front else []
    lines.append(f"as of {in_utc(ladder.now)} UTC")
    yield Paragraph((*lines, *map(_hours, one.calendars, one.calendars.values())))
    for rung in ladder.rungs if rungs is None else rungs:
        yield Heading(_level(one, rung), 3)
        rows = tuple(_rows(one, rung))
        if rows:
            yield Table(("", "UTC", *one.calendars, ""), rows)
        found = [f"{_note(note, one.calendars)}." for note in notes(rung, one.calendars)]
        if len(found) > _MOST_NOTES:
            more = counted(len(found) - _MOST_NOTES, "more time", "more times")
            found = [*found[:_MOST_NOTES], f"And {more} of days off."]
        if found:
            yield bulleted(found)
    yield Paragraph(tuple(_next(one)))


def _hours(party: str, calendar: WorkCalendar) -> str:
    place = calendar.subdivision or calendar.country
    where = f"holidays of {place}" if place else "no public holidays known"
    return f"{party}: {calendar.timezone.key}, {calendar.hours} on working days, {where}"


def _level(one: EscalationCase, rung: Rung) -> str:
    level = rung.level
    name = f" – {level.name}" if level.name else ""
    how = f", by {level.channel}" if level.channel else ""
    mark = "▶ " if one.ladder.here is rung else ""
    if not rung.known:
        how = " (the charter no longer has this level, so it has no clock)"
    elif rung.reached_at is None:
        why = ": a level below has no deadline" if clocks_told(one.partnership.charter) else ""
        how += f" (the time it is reached is not known{why})"
    return f"{mark}{level.id}{name}{how}"


def _rows(one: EscalationCase, rung: Rung) -> Iterator[tuple[Line, ...]]:
    """What happens on a level, in the order in which people ask for it."""
    for what, at, mark in _instants(one, rung):
        local = (moment(at.astimezone(each.timezone)) for each in one.calendars.values())
        yield (what, in_utc(at), *local, mark)


def _instants(one: EscalationCase, rung: Rung) -> Iterator[tuple[str, datetime, Line]]:
    if rung.reached_at is None:
        return
    ladder = one.ladder
    reckoned = not rung.recorded and rung is not ladder.rungs[0]
    yield "reached", rung.reached_at, "if it is passed on then" if reckoned else ""
    for side in rung.sides:
        at = side.acknowledge_by or side.acknowledged_at
        if at is not None:
            verb = "acknowledges by" if side.acknowledge_by else "acknowledged"
            yield f"{_name(one, side)} {verb}", at, _acknowledged(side)
    ends = [(side.party, side.window_ends) for side in rung.sides if side.window_ends]
    if len({end for _, end in ends}) > 1:
        yield from ((f"time ends for {party}", end, "") for party, end in ends)
    if rung.passes_on is not None:
        yield _passes_on(ladder, rung, rung.passes_on)
    if rung.left_at is not None:
        last = rung.left_at == ladder.settled_at and rung is ladder.rungs[-1]
        yield "settled" if last else "passed on", rung.left_at, ""


def _acknowledged(side: LevelParty) -> Line:
    at = side.acknowledged_at
    said = f"{side.answer} at {in_utc(at)} UTC" if at is not None else str(side.answer)
    status, colour = _MARKS.get(side.answer, ("", "cyan"))
    return Mark(f"{STATUS[status]} {said}" if status else said, colour)


def _passes_on(ladder: Ladder, rung: Rung, due: datetime) -> tuple[str, datetime, Line]:
    if rung.left_at is not None:
        late = rung.left_at > due
        mark = Mark(f"{STATUS['amber']} left late", "yellow")
        return "its time ended", due, mark if late else Mark(f"{STATUS['green']} in time", "green")
    number = next(n for n, one in enumerate(ladder.rungs) if one is rung)
    above = ladder.rungs[number + 1 :]
    what = f"'{above[0].level.id}' takes over" if above else "its time ends"
    overdue = rung is ladder.here and due < ladder.now
    return what, due, Mark(f"{STATUS['red']} overdue", "red") if overdue else ""


def _note(note: Note, zones: Mapping[str, WorkCalendar]) -> str:
    """Why days did not count: ``Monday 1 June 2026 is Whit Monday at helix``."""
    where = f"at {listed(note.parties)}"
    first = weekday(note.days[0])
    if note.reason is Reason.CLOSED and note.opens is not None:
        opens = note.opens.astimezone(zones[note.parties[0]].timezone)
        return (
            f"On {first} it is outside working hours {where}: time counts from "
            f"{weekday(opens.date())}, {opens:%H:%M} there"
        )
    if note.reason is Reason.HOLIDAY:
        return f"{first} is {note.name} {where}"
    if len(note.days) == 1:
        return f"{first} is a day of the weekend {where}"
    return f"{first} to {weekday(note.days[-1])} is the weekend {where}"


def _next(one: EscalationCase) -> Iterator[str]:
    """What happens next, and who must act now."""
    ladder, here = one.ladder, one.ladder.here
    if one.owed is not None:
        yield f"{one.owed.what}: {_owed(one.owed, ladder.settled_at)}."
    if ladder.duty is Duty.NOTHING and ladder.settled_at is not None:
        yield f"It was settled at {in_utc(ladder.settled_at)} UTC; no action is needed."
    elif here is None:
        yield f"No action is needed before {in_utc(ladder.raised_at)} UTC."
    elif here.passes_on is not None and ladder.duty in (Duty.HAND_OVER, Duty.ENDGAME):
        yield from _over(one, here, here.passes_on)
    else:
        yield from _running(one, here)


def _owed(owed: NextStep, settled: datetime | None) -> str:
    """By when an obligation is to be met, or whether it was."""
    if settled is not None:
        kept = "in time" if settled <= owed.at else "too late"
        return f"was due by {in_utc(owed.at)} UTC, and settled {kept}"
    return f"{'was due' if owed.missed else 'is due'} by {in_utc(owed.at)} UTC"


def _over(one: EscalationCase, here: Rung, ended: datetime) -> Iterator[str]:
    """The time of the level where it stands is over."""
    above = one.ladder.above
    if above is None:
        yield f"The time of the last level ended at {in_utc(ended)} UTC. {_endgame(one)}"
        yield f"Who must act now: {_actors(one, here)}."
        return
    yield (
        f"The time of the level '{here.level.id}' ended at {in_utc(ended)} UTC: pass it on to "
        f"'{above.level.id}'."
    )
    yield f"Who must act now: {_actors(one, above)}."
    if one.front is not None:
        command = f"trm escalation step {one.partnership.id} {one.number}"
        yield f"Then record it: {command} --level {above.level.id}"


def _running(one: EscalationCase, here: Rung) -> Iterator[str]:
    above = one.ladder.above
    verb = "acknowledge" if one.ladder.duty is Duty.ACKNOWLEDGE else "settle it"
    yield f"Who must {verb} now: {_actors(one, here)}."
    late = [side for side in here.sides if side.answer is AckState.OVERDUE]
    if late:
        yield f"Overdue: {_names(one, late)}."
    if here.passes_on is None:
        told = clocks_told(one.partnership.charter)
        yield (
            f"The level '{here.level.id}' has no deadline."
            if told
            else f"The deadline of the level '{here.level.id}' cannot be shown."
        )
    elif above is not None:
        at = in_utc(here.passes_on)
        yield f"At {at} UTC '{above.level.id}' takes over: {_names(one, above.sides)}."
    else:
        yield f"Its time ends at {in_utc(here.passes_on)} UTC. {_endgame(one)}"


def _actors(one: EscalationCase, rung: Rung) -> str:
    channel = f", by {rung.level.channel}" if rung.level.channel else ""
    return f"{_names(one, one.ladder.actors)}{channel}"


def _names(one: EscalationCase, sides: Iterable[LevelParty]) -> str:
    return ", ".join(_name(one, side) for side in sides) or "no one is named"


def _name(one: EscalationCase, side: LevelParty) -> str:
    """Who is asked on a level, with the party."""
    if side.contact is None:
        return side.party
    return f"{one.partnership.roster.name_of(side.contact)} ({side.party})"


def _endgame(one: EscalationCase) -> str:
    path = one.partnership.charter.escalation
    follows = " ".join((path.endgame or "").split()) if path else ""
    return f"What follows: {follows}" if follows else "The charter does not state what follows."


def _clock_json(one: EscalationCase) -> dict[str, Any]:
    ladder, each = one.ladder, one.calendars
    following = ladder.next_deadline
    return {
        "partnership": one.partnership.id,
        "escalation": one.number or None,
        "title": one.front.title if one.front else None,
        "as_of": instant_json(ladder.now, each),
        "raised_at": instant_json(ladder.raised_at, each),
        "settled_at": instant_json(ladder.settled_at, each),
        "level": ladder.here.level.id if ladder.here else None,
        "levels": [_rung_json(rung, each) for rung in ladder.rungs],
        "duty": ladder.duty.value,
        "who": [{"party": side.party, "person": side.contact} for side in ladder.actors],
        "next_deadline": instant_json(following.at, each) if following else None,
        "overdue": overdue_json(one),
        "obligation": obligation_json(one),
        "next": list(_next(one)),
    }


def _rung_json(rung: Rung, each: Mapping[str, WorkCalendar]) -> dict[str, Any]:
    return {
        "level": rung.level.id,
        "name": rung.level.name,
        "channel": rung.level.channel,
        "known": rung.known,
        "recorded": rung.recorded,
        "reached_at": instant_json(rung.reached_at, each),
        "passes_on": instant_json(rung.passes_on, each),
        "left_at": instant_json(rung.left_at, each),
        "parties": [
            {
                "party": side.party,
                "person": side.contact,
                "acknowledge_by": instant_json(side.acknowledge_by, each),
                "acknowledged_at": instant_json(side.acknowledged_at, each),
                "answer": side.answer.value,
                "time_ends": instant_json(side.window_ends, each),
            }
            for side in rung.sides
        ],
        "notes": [
            {
                "reason": note.reason.value,
                "days": [day.isoformat() for day in note.days],
                "parties": list(note.parties),
                "name": note.name,
                "said": _note(note, each),
            }
            for note in notes(rung, each)
        ],
    }
