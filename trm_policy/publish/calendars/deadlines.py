"""What open escalations wait for, as events at an instant by the clock of those who are asked.

Unlike reviews these have a time of day, which counts in the working hours of a party: the event
names that party's time zone (TZID), and the description the clocks of all parties.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Event

from trm_policy.measure.escalation_ladder import Deadline, Ladder
from trm_policy.model.records import EscalationFront
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.publish.calendars.file import Entry, Stamp, lines, uid
from trm_policy.publish.escalations import CaseDesk, Step, fronts_known

_UTC = ZoneInfo("UTC")


def deadline_entries(partnership: Partnership, now: datetime) -> Iterator[Entry]:
    """Each acknowledgement that is awaited, and the end of the level's time; missed ones too.

    They concern who is asked: to acknowledge on the level where it stands, or to see it settled
    or passed on. Nothing is awaited in a partnership that is over.
    """
    if partnership.charter.status is Status.ENDED:
        return
    desk = CaseDesk.of(partnership)
    for front in fronts_known(partnership, now):
        ladder = desk.ladder(front, now)
        for one in ladder.deadlines:
            yield Entry.of(_event(partnership, front, one, desk, ladder), _people(one, ladder))


def _people(one: Deadline, ladder: Ladder) -> set[str]:
    sides = [*(ladder.here.sides if ladder.here else ())]
    if one.party is not None:
        sides = [side for side in sides if side.party == one.party]
    elif ladder.above is not None:
        sides += ladder.above.sides
    return {side.contact for side in sides if side.contact}


def _event(
    partnership: Partnership,
    front: EscalationFront,
    one: Deadline,
    desk: CaseDesk,
    ladder: Ladder,
) -> Event:
    step, level = desk.step(one, [one], ladder), desk.level_name(one.level)
    clock = desk.calendars.get(one.party or partnership.charter.host)
    zone = clock.timezone if clock else _UTC
    event = Stamp(ladder.now).event(
        uid(partnership.id, "escalation", f"{front.id} {one.level} {one.party or ''}"),
        one.at.astimezone(zone),
        f"{partnership.charter.title}: {step.what} ({front.id})",
        _description(partnership, front, step, level),
        "escalation",
    )
    event.add("status", "CONFIRMED")
    event.add("priority", 1)
    return event


def _description(partnership: Partnership, front: EscalationFront, step: Step, level: str) -> str:
    return lines(
        f"{step.what}.",
        f"Escalation {front.id}: {front.title}",
        f"Level: {level}",
        *(f"{time.parties}: {time.shown} ({time.zone})" for time in step.times),
        "Its time has passed." if step.missed else "",
        f"Where: {partnership.id}, escalations/{front.id}",
    )
