"""The reviews of a charter as recurring events of whole days.

A review has a day and no time of day in the format, so that it is an event of the whole day: the
same day for every party, whatever its time zone. How RFC 5545 says what became of it:

- The series ends with the partnership: with its term, with the notice that was given, or with the
  last review that was held where it is over already. That is UNTIL in the rule of the series:
  days after it do not exist, which every program understands, and later ones need no list.
- The 29th or 30th of each month is a rule that leaves February out, and a list of the last days of
  February (RDATE): RFC 5545 can say it in one rule, which common programs misread.
- One day was moved, as minutes tell that stand for a planned day and were held, or are prepared,
  for another. That is an event with the UID of the series and a RECURRENCE-ID.
- A planned day on which a party does not work is moved to the next on which all do, in the same
  way, as far as it lies within a year: later ones may be planned anew by then.
- No day is left of a series. That is the same UID with STATUS:CANCELLED and no rule, so that a
  program which imported the series takes it back; leaving it out would leave it there for ever.
- The charter no longer plans the review, or no longer says how often, but minutes of it exist.
  That is the same UID with the days on which it was held (RDATE) and no rule: what was planned
  ahead goes, and what happened stays.
- A review was held that stands for no planned day. That is an event of its own.

The format has no way to say that a single day is not held. EXDATE takes out the day that a rule
counts from, where the first day that is planned stands in such a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from trm_policy.measure.due_item import DueContext
from trm_policy.measure.ending import ends_on
from trm_policy.measure.meetings import falls_away, meets_on
from trm_policy.model.governance import Review
from trm_policy.model.records import MinutesFront
from trm_policy.model.vocabulary import MeetingStatus, Status
from trm_policy.publish.calendars import CalendarEntry, Stamp, lines, uid
from trm_policy.publish.calendars.event import Event
from trm_policy.timing import Cadence
from trm_policy.timing.instant import add_days, add_months
from trm_policy.wording.days import cadence, day, weekday
from trm_policy.wording.text import words

_KIND = "review series"
_MONTHS_AHEAD = 12
_HORIZON_DAYS = 40 * 366
"""How far a rule with COUNT is reckoned where it has to begin or to end elsewhere."""


@dataclass(frozen=True, slots=True)
class ReviewSeries:
    """The days of a review that are planned: the rule from ``first`` on through ``last``.

    ``last`` is None where nothing ends it.
    """

    every: Cadence
    starting: date
    first: date
    last: date | None

    def __contains__(self, planned: date) -> bool:
        if planned < self.first or (self.last is not None and planned > self.last):
            return False
        return self.every.next_due(self.starting, add_days(planned, -1)) == planned

    @property
    def beside(self) -> list[date]:
        """The days that the rule does not give: the last ones of months that are too short.

        Where nothing ends the series, those of the next decades.
        """
        until = min(self.last or date.max, add_days(self.first, _HORIZON_DAYS))
        found = self.every.beside_recurrence(self.starting, until)
        return [day for day in found if day >= self.first]

    @property
    def begin(self) -> date:
        """The day from which the rule counts: ``first``, or the one before that the rule gives."""
        if self.first not in self.beside:
            return self.first
        return self.every.last_due(self.starting, add_days(self.first, -1)) or self.first

    @property
    def rule(self) -> str:
        """The rule in the words of RFC 5545, to be counted from ``begin``."""
        rule, last = self.every.recurrence(self.starting), self.last
        if rule.until is not None:
            last = min(rule.until, last or rule.until)
        if rule.count is not None and (last is not None or self.first > self.starting):
            limit = min(last or date.max, add_days(self.first, _HORIZON_DAYS))
            last = max(rule.days(self.starting, limit), default=self.first)
        count = None if last is not None else rule.count
        return str(replace(rule, count=count, until=last))


@dataclass(frozen=True)
class ReviewCalendar:
    """The reviews of one partnership, as they are told at an instant."""

    desk: DueContext
    stamp: Stamp

    def entries(self) -> Iterator[CalendarEntry]:
        """Every review as a series, with what became of it.

        It concerns those who sit in its committee, or call it together.
        """
        for id_, review in self.desk.charter.reviews.items():
            people = self._people(review)
            yield from (CalendarEntry.of(event, people) for event in self._planned(id_, review))
        for id_ in self._minutes:
            if id_ not in self.desk.charter.reviews:
                why = "No such review is planned now."
                yield from (
                    CalendarEntry.of(one, ()) for one in self._held_only(id_, words(id_), why)
                )

    def plans(self, id_: str, planned: date) -> bool:
        """Whether the series of a review shows a day."""
        review = self.desk.charter.reviews.get(id_)
        series = self.series(id_, review) if review else None
        return series is not None and planned in series

    def series(self, id_: str, review: Review) -> ReviewSeries | None:
        """The days that are planned; None where the charter does not say them, or there is none."""
        if review.every is None or review.starting is None:
            return None
        start = max(review.starting, self.desk.charter.term.start or review.starting)
        first = review.every.next_due(review.starting, add_days(start, -1))
        last = self._last(id_)
        if first is None or (last is not None and first > last):
            return None
        return ReviewSeries(review.every, review.starting, first, last)

    def _last(self, id_: str) -> date | None:
        """The last day on which a review can be planned; None where nothing ends it."""
        charter = self.desk.charter
        ends = [charter.term.last_day, ends_on(charter)]
        known = min((one for one in ends if one is not None), default=None)
        if charter.status is not Status.ENDED or (known is not None and known <= self.desk.today):
            return known
        return max(self._minutes.get(id_, ()), default=date.min)

    def _planned(self, id_: str, review: Review) -> Iterator[Event]:
        series, minutes = self.series(id_, review), self._minutes.get(id_, {})
        if series is None and review.every is not None and review.starting is not None:
            yield self._cancelled(id_, review.name, review.starting)
            return
        if series is None:
            yield from self._held_only(id_, review.name, "Its frequency is not shown.")
            return
        text = self._description(id_, review)
        yield self._event(
            id_,
            series.begin,
            review.name,
            text,
            rule=series.rule,
            beside=series.beside,
            without=series.begin if series.begin < series.first else None,
        )
        for planned, meets in self._off_work(series, minutes):
            told = lines(f"Planned for {weekday(planned)}, on which not all parties work.")
            if falls_away(planned, review, self.desk.partnership):
                event = self._event(id_, planned, review.name, told, instead_of=planned)
                yield replace(event, status="CANCELLED")
            else:
                yield self._event(id_, meets, review.name, f"{told}\n{text}", instead_of=planned)
        for planned, front in minutes.items():
            if front.status is MeetingStatus.CANCELLED:
                if planned in series:
                    yield self._called_off(id_, review.name, front)
                continue
            if front.meets == planned:
                continue
            moved, held = lines(self._moved(front)), front.meets
            if planned in series:
                told = f"{moved}\n{text}"
                yield self._event(id_, held, review.name, told, instead_of=planned)
            else:
                key = uid(self.desk.partnership.id, "review held", f"{id_} {planned}")
                yield self._event(id_, held, review.name, moved, key)

    def _off_work(
        self, series: ReviewSeries, known: Collection[date]
    ) -> Iterator[tuple[date, date]]:
        """Days planned from today on for a year that a party has free, and when it is met."""
        today, last = self.desk.today, add_months(self.desk.today, _MONTHS_AHEAD)
        last, since = min(last, series.last or last), max(today, series.first)
        for planned in series.every.occurrences(series.starting, last, since):
            if planned not in known:
                meets = meets_on(planned, self.desk.partnership)
                if meets is not None and meets != planned:
                    yield planned, meets

    def _held_only(self, id_: str, name: str, why: str) -> Iterator[Event]:
        """What was held of a review of which nothing is planned."""
        known = self._minutes.get(id_, {}).values()
        days = sorted({front.held_on for front in known if front.took_place})
        if not days:
            return
        told = lines(why, f"Where: {self.desk.partnership.id}")
        yield self._event(id_, days[0], name, told, beside=days[1:])

    def _cancelled(self, id_: str, name: str, planned: date) -> Event:
        why = lines("It will not be held: the partnership ends before.")
        return replace(self._event(id_, planned, name, why), status="CANCELLED")

    def _called_off(self, id_: str, name: str, front: MinutesFront) -> Event:
        why = lines(f"It is cancelled: {front.because}." if front.because else "It is cancelled.")
        event = self._event(id_, front.for_, name, why, instead_of=front.for_)
        return replace(event, status="CANCELLED")

    def _event(
        self, id_: str, start: date, name: str, description: str, key: str = "", **more: Any
    ) -> Event:
        charter = self.desk.charter
        key = key or uid(self.desk.partnership.id, _KIND, id_)
        status = "TENTATIVE" if charter.status is Status.DRAFT else "CONFIRMED"
        title = f"{charter.title}: {name}"
        return self.stamp.event(key, start, title, description, "review", status=status, **more)

    def _description(self, id_: str, review: Review) -> str:
        charter, name = self.desk.charter, self.desk.name
        body = charter.committees.get(review.committee or "")
        agenda = [f"{number}. {point}" for number, point in enumerate(review.agenda, 1)]
        calls = ", ".join(map(name, self.desk.meeting(review)))
        return lines(
            f"How often: {cadence(review.every)}",
            f"Committee: {body.name}" if body else "",
            f"Called by: {calls}" if calls else "",
            self._zones(),
            "Agenda:" if agenda else "",
            *agenda,
            "The charter is a draft." if charter.status is Status.DRAFT else "",
            f"Where: {self.desk.partnership.id}, reviews.{id_}",
        )

    def _zones(self) -> str:
        """Where the parties' clocks differ, whose is which: they agree on the hour themselves."""
        roster = self.desk.partnership.roster
        zones = {party: roster.organisation(party).timezone for party in self.desk.charter.parties}
        known = {party: zone.key for party, zone in zones.items() if zone is not None}
        if len(set(known.values())) < 2:  # noqa: PLR2004 - two clocks to tell apart
            return ""
        said = (f"{roster.party_name(party)} {zone}" for party, zone in known.items())
        return f"Time zones: {', '.join(said)}"

    def _moved(self, front: MinutesFront) -> str:
        is_to_come = front.meets > self.desk.today or not front.took_place
        verb = "is moved to" if is_to_come else "was held on"
        return f"Planned for {day(front.for_)}; it {verb} {day(front.meets)}."

    def _people(self, review: Review) -> set[str]:
        body = self.desk.charter.committees.get(review.committee or "")
        return {*(body.invited if body else ()), *self.desk.meeting(review)}

    @cached_property
    def _minutes(self) -> Mapping[str, Mapping[date, MinutesFront]]:
        """By review and planned day the facts of its minutes, the last where there are several.

        Minutes of a day to come are a plan, unless something was decided in them: those are
        records that the instant cannot know yet.
        """
        found: dict[str, dict[date, MinutesFront]] = {}
        for minutes in self.desk.records.minutes:
            front = minutes.front
            if front is None or (front.held_on > self.desk.today and minutes.decisions):
                continue
            found.setdefault(front.review, {})[front.for_] = front
        return found
