"""Escalations as files: whole under a number that nobody else gets, and changed in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from trm_policy.authoring.journal import TakenError, write_together
from trm_policy.authoring.naming import line
from trm_policy.authoring.scalars import scalar
from trm_policy.document.editing import Add, Append, Edit, edited_front
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.measure.escalations import EscalationCase, escalations, supposed
from trm_policy.model.governance import Level, Trigger
from trm_policy.model.party import SharedPerson
from trm_policy.model.records import EscalationFront, EscalationRecord
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import Actor, Roster
from trm_policy.portfolio.written import read_escalation
from trm_policy.source import Source, WorkTree
from trm_policy.timing import format_instant
from trm_policy.wording.text import folded, latin

FOLDER = "escalations"
_ORDER = tuple(EscalationFront.model_fields)


class EscalationError(TrmError):
    """An escalation that cannot be written like this; nothing was written."""


@dataclass(frozen=True)
class Raising:
    """What somebody raises. ``trigger`` brings its KPI or risk, and perhaps its level."""

    title: str
    by: str
    level: str | None = None
    kpi: str | None = None
    risk: str | None = None
    trigger: str | None = None
    at: datetime | None = None
    obligation: str | None = None


@dataclass(frozen=True)
class EscalationWriter:
    """Where the escalations of one partnership are written, as of ``now``."""

    partnership: Partnership
    now: datetime

    @property
    def roster(self) -> Roster:
        """Who is who."""
        return self.partnership.roster

    @property
    def folder(self) -> PurePosixPath:
        """Where its escalations stand."""
        return self.partnership.path.parent / FOLDER

    @property
    def levels(self) -> tuple[Level, ...]:
        """The ladder, lowest level first. Raises EscalationError where it cannot be relied on."""
        if self.unread:
            raise EscalationError(self.unread)
        return self.readable

    @property
    def unread(self) -> str:
        """That a part of the ladder cannot be read, so that no deadline is known; else empty."""
        if not self.partnership.built.touches_dropped(("escalation", "levels")):
            return ""
        return (
            f"'escalation' in {self.partnership.path} is not valid; "
            f"'trm check {self.partnership.path.parent}' shows how to fix it"
        )

    @property
    def readable(self) -> tuple[Level, ...]:
        """The levels that can be read. Raises EscalationError where nobody could answer."""
        path = self.partnership.charter.escalation
        if path is None or not path.levels:
            raise EscalationError(
                self.unread
                or f"{self.partnership.id} has no escalation levels, so no one could acknowledge; "
                "add them under 'escalation' in its charter first"
            )
        return path.levels

    def level(self, typed: str) -> Level:
        """The level of that id or name. Raises EscalationError with the nearest one."""
        return self._among(self.levels, typed)

    def _among(self, levels: Sequence[Level], typed: str) -> Level:
        names = {level.id: level.name or level.id for level in levels}
        found = _named(typed, names, f"{self.partnership.id} has no escalation level")
        return next(level for level in levels if level.id == found)

    def zone(self, party: str | None) -> ZoneInfo:
        """A party's time zone; the host's where it is no party of this charter."""
        each = self.roster.calendars
        home = each.get(party or "") or each.get(self.partnership.charter.host or "")
        return home.timezone if home is not None else ZoneInfo("UTC")

    def instant(self, given: datetime | None, party: str | None) -> datetime:
        """When it happened: now, by the party's clock, unless said; nothing is still to come."""
        if given is None:
            return self.now.astimezone(self.zone(party)).replace(microsecond=0)
        if given > self.now:
            raise EscalationError(
                f"{format_instant(given)} is in the future; it is now "
                f"{format_instant(self.now.astimezone(given.tzinfo))}. Correct --at"
            )
        return given

    def person(self, typed: str, at: datetime) -> Actor:
        """Who raises it: somebody of the charter who has not left. Raises EscalationError."""
        names = {actor.id: actor.name for actor in self.roster}
        actor = self.roster.get(_named(typed, names, f"{self.partnership.id} has no person called"))
        assert actor is not None
        left = actor.human.left if isinstance(actor.human, SharedPerson) else None
        if left is not None and left <= at.date():
            raise EscalationError(f"{actor.name} left on {left}; name who raises it instead")
        return actor

    def speaker(self, typed: str) -> tuple[str, Actor | None]:
        """The party that acknowledges, named itself or by one of its people."""
        parties = self.partnership.charter.parties
        names = {party: self.roster.party_name(party) for party in parties}
        people = {actor.id: actor.name for actor in self.roster if actor.party in parties}
        missing = f"{self.partnership.id} has no party or person called"
        found = _named(typed, {**people, **names}, missing)
        actor = None if found in names else self.roster.get(found)
        return (found, None) if actor is None else (actor.party or "", actor)

    def front(self, wish: Raising) -> dict[str, Any]:
        """The facts of a new escalation but its number. Raises EscalationError."""
        charter = self.partnership.charter
        trigger = self._trigger(wish.trigger)
        kpi = wish.kpi or (trigger.kpi if trigger else None)
        risk = wish.risk or (trigger.risk if trigger else None)
        start = wish.level or (trigger.start_at if trigger else None)
        level = self.level(start) if start else self.levels[0]
        by = self.person(wish.by, self.now)
        at = self.instant(wish.at, by.party)
        title = line(wish.title, "the title")
        if not title:
            raise EscalationError("state what it is about: --title TEXT")
        facts: dict[str, Any] = {"title": title, "raised_by": by.id, "raised_at": at}
        if kpi is not None:
            names = {id_: one.name for id_, one in charter.kpis.items()}
            facts["kpi"] = _named(kpi, names, f"{self.partnership.id} has no KPI")
        if risk is not None:
            titles = {id_: one.title for id_, one in charter.risks.items()}
            facts["risk"] = _named(risk, titles, f"{self.partnership.id} has no risk")
        if wish.obligation is not None:
            owed = {id_: one.what for id_, one in charter.obligations.items()}
            missing = f"{self.partnership.id} has no obligation"
            facts["obligation"] = _named(wish.obligation, owed, missing)
        return {**facts, "steps": [{"level": level.id, "reached_at": at}]}

    def story(self, wish: Raising) -> str:
        """What a new escalation's story begins with: what happened, where a trigger says so."""
        trigger = self._trigger(wish.trigger)
        return f"Raised because: {' '.join(trigger.when.split())}\n" if trigger else ""

    def _trigger(self, typed: str | None) -> Trigger | None:
        if typed is None:
            return None
        path = self.partnership.charter.escalation
        triggers = path.triggers if path else {}
        names = {id_: one.when for id_, one in triggers.items()}
        return triggers[_named(typed, names, f"{self.partnership.id} has no trigger")]

    def record(self, number: str) -> EscalationRecord:
        """The escalation of that number, whole. Raises EscalationError with the nearest one."""
        records = {one.path.stem: one for one in self.partnership.records.escalations}
        found = records.get(number)
        if found is None:
            known = did_you_mean(number, records)
            raise EscalationError(
                f"{self.partnership.id} has no escalation {number!r}; "
                + (known or "nothing has been raised so far")
            )
        return found

    def clock(self, number: str) -> EscalationCase:
        """The escalation of that number as of now. Raises EscalationError where it has no clock."""
        record = self.record(number)
        if record.front is None:
            raise EscalationError(
                f"{record.path} does not state who raised it and when; "
                f"'trm check {record.path.parent}' shows how to fix it"
            )
        _ = self.readable
        known = (one for one in escalations(self.partnership, self.now) if one.path == record.path)
        found = next(known, None)
        if found is None:
            raise EscalationError(
                f"{number} was raised at {format_instant(record.front.raised_at)}, which is after "
                f"{format_instant(self.now)}"
            )
        return found

    def supposed(self, raised: datetime | None, level: str | None) -> EscalationCase:
        """What would be raised at an instant, now by default. Raises EscalationError."""
        levels = self.readable
        start = self._among(levels, level) if level is not None else levels[0]
        return supposed(self.partnership, raised or self.now, self.now, start.id)


@dataclass(frozen=True)
class OpenEscalation:
    """An escalation that goes on: what may still be written into it."""

    writer: EscalationWriter
    record: EscalationRecord

    @property
    def front(self) -> EscalationFront:
        """Its facts. Raises EscalationError where some of them could not be read."""
        built = self.writer.partnership.records.built[self.record.path]
        if self.record.front is None or built.dropped or built.refusals:
            raise EscalationError(
                f"{self.record.path} is not valid; "
                f"'trm check {self.writer.partnership.path.parent}' shows how to fix it"
            )
        return self.record.front

    @property
    def steps(self) -> list[tuple[str, datetime]]:
        """The levels reached, and when. Without any it stands on the lowest since it was raised."""
        written = [(step.level, step.reached_at) for step in self.front.steps]
        return written or [(self.writer.levels[0].id, self.front.raised_at)]

    def acknowledged(self, party: str, at: datetime) -> list[Edit]:
        """The edits by which a party acknowledges on the level where it stands."""
        self.require_open()
        level, reached = self.steps[-1]
        self._require_after(at, reached, f"the level {level!r} was reached")
        number = len(self.steps) - 1
        heard = self.front.steps[number].acknowledged if self.front.steps else {}
        if party in heard:
            raise EscalationError(
                f"{self.writer.roster.party_name(party)} acknowledged {self.front.id} on the level "
                f"{level!r} at {format_instant(heard[party])} already; nothing was changed"
            )
        place = ("steps", number, "acknowledged")
        return [*self._first_step(), Add(place, party, format_instant(at))]

    def passed_on(self, level: Level, at: datetime) -> list[Edit]:
        """The edits by which a higher level takes over."""
        self.require_open()
        names = [one.id for one in self.writer.levels]
        here, reached = self.steps[-1]
        if here in names and names.index(level.id) <= names.index(here):
            above = names[names.index(here) + 1 :]
            raise EscalationError(
                f"{self.front.id} is on the level {here!r}, and {level.id!r} is not above it; "
                + (f"choose from: {', '.join(above)}" if above else self._endgame())
            )
        self._require_after(at, reached, f"the level {here!r} was reached")
        step = {"level": level.id, "reached_at": format_instant(at)}
        return [*self._first_step(), Append(("steps",), step)]

    def settled(self, at: datetime) -> list[Edit]:
        """The edits by which it ends."""
        self.require_open()
        self._require_after(at, self.front.raised_at, f"{self.front.id} was raised")
        here, reached = self.steps[-1]
        self._require_after(at, reached, f"the level {here!r} was reached")
        return [Add((), "settled_at", format_instant(at))]

    def written(self, raw: bytes, edits: Iterable[Edit], outcome: str = "") -> bytes:
        """The record's file with the edits made, and how it ended below its story."""
        made = edited_front(self.record.path, raw, *edits, order=_ORDER)
        if not outcome:
            return made
        text = made.decode()
        newline = "\r\n" if "\r\n" in text else "\n"
        gap = newline if self.record.story else ""
        return f"{text.rstrip()}{newline}{gap}Outcome: {outcome}{newline}".encode()

    def _first_step(self) -> list[Edit]:
        if self.front.steps:
            return []
        level, reached = self.steps[0]
        return [Append(("steps",), {"level": level, "reached_at": format_instant(reached)})]

    @property
    def has_outcome(self) -> bool:
        """Whether its story says already how it ended, as 'settle' would write it."""
        return re.search(r"^Outcome:\s*\S", self.record.story, re.MULTILINE) is not None

    def require_open(self) -> None:
        """Raise EscalationError where it is settled already."""
        if self.front.settled_at is not None:
            raise EscalationError(
                f"{self.front.id} was settled at {format_instant(self.front.settled_at)}; nothing "
                "was changed. How it ended can still be added as 'Outcome: TEXT' at the end of "
                f"{self.record.path}. If the issue returns, open a new escalation: "
                "'trm escalation open'"
            )

    def _require_after(self, at: datetime, earlier: datetime, what: str) -> None:
        if at < earlier:
            raise EscalationError(
                f"{format_instant(at)} is before {what}, which was at {format_instant(earlier)}; "
                "correct --at"
            )

    def _endgame(self) -> str:
        path = self.writer.partnership.charter.escalation
        follows = " ".join((path.endgame or "").split()) if path else ""
        return "it is the last one" + (f". What follows: {follows}" if follows else "")


def _named(typed: str, known: Mapping[str, str], missing: str) -> str:
    """The id that is meant by an id or, where only one has it, by a name.

    Case does not matter, nor do marks on letters where nobody has the name as it is typed.
    """
    if typed in known:
        return typed
    for plain in (folded, latin):
        wanted = plain(typed).split()
        same = [id_ for id_, name in known.items() if plain(name).split() == wanted]
        if same:
            break
    if len(same) == 1:
        return same[0]
    raise EscalationError(f"{missing} {typed!r}; {did_you_mean(typed, known) or 'there are none'}")


_NUMBER = re.compile(r"([0-9]{4})-([0-9]{1,9})")


def create(root: Path, source: Source, writer: EscalationWriter, wish: Raising) -> PurePosixPath:
    """Write a new escalation and return its path. Its number is the next free one of the year.

    Hold the repository's lock. A file that comes from elsewhere in between is never overwritten:
    the number after it is taken. Raises EscalationError.
    """
    facts = writer.front(wish)
    year = facts["raised_at"].year
    while True:
        number = f"{year}-{_highest(source, writer.folder, year) + 1:03}"
        path = writer.folder / f"{number}.md"
        text = _text(number, facts, writer.story(wish))
        if read_escalation(path, text.encode(), writer.partnership.id).findings:
            raise EscalationError(f"the escalation cannot be written to {path} as it was typed")
        try:
            write_together(root, {path: text.encode()}, new=True)
        except TakenError:
            continue
        return path


def change(root: Path, case: OpenEscalation, edits: Iterable[Edit], outcome: str = "") -> None:
    """Write edits, and how it ended, into an escalation's file. Hold the repository's lock."""
    path = case.record.path
    raw = WorkTree(root).read(path)
    if raw is None:
        raise EscalationError(f"{path} cannot be opened, or a link leads there; replace it")
    write_together(root, {path: case.written(raw, edits, outcome)})


def _text(number: str, facts: Mapping[str, Any], story: str) -> str:
    lines = ["---", f"id: {number}"]
    for name, value in facts.items():
        if name == "steps":
            lines += ["steps:", *(line for step in value for line in _step(step))]
        else:
            lines.append(f"{name}: {_value(value)}")
    return "\n".join([*lines, "---", story])


def _step(step: Mapping[str, Any]) -> Iterator[str]:
    for number, (name, value) in enumerate(step.items()):
        yield f"{'    ' if number else '  - '}{name}: {_value(value)}"


def _value(value: Any) -> str:
    return format_instant(value) if isinstance(value, datetime) else scalar(value)


def _highest(source: Source, folder: PurePosixPath, year: int) -> int:
    """The highest number of the year that is taken, 0 if none is."""
    found = (_NUMBER.match(path.name) for path in source.files(folder))
    return max((int(one[2]) for one in found if one and int(one[1]) == year), default=0)
