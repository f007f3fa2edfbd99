"""The instant as of which is judged, and for how long what was judged by it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

_DAY = timedelta(days=1)
_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)
ALWAYS = (_FIRST, _LAST)
"""The first and the last instant there is."""


class Clock:
    """An instant that remembers what was asked of it.

    Whatever followed from the answers follows as well as of every instant from ``since`` up to,
    and without, ``until``: always where nothing was asked, for the day in UTC where only the day
    was, between two instants where it was compared with those, and at no other instant where the
    instant itself was.
    """

    __slots__ = ("_now", "_today", "since", "until")

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._today: date | None = None
        self.since, self.until = _FIRST, _LAST

    @property
    def now(self) -> datetime:
        """The instant itself, with its zone."""
        self._narrow(self._now, _after(self._now))
        return self._now

    @property
    def today(self) -> date:
        """The day of the instant, in UTC."""
        if self._today is None:  # rules ask a hundred times
            self._today = self._now.astimezone(UTC).date()
            begun = datetime.combine(self._today, time(), UTC)
            self._narrow(begun, _after(begun, _DAY))
        return self._today

    def __ge__(self, other: datetime) -> bool:
        return self._passed(self._now >= other, other)

    def __gt__(self, other: datetime) -> bool:
        return self._passed(self._now > other, _after(other))

    def __le__(self, other: datetime) -> bool:
        return not self > other

    def __lt__(self, other: datetime) -> bool:
        return not self >= other

    def _passed(self, answer: bool, turn: datetime) -> bool:
        """The answer, which is another one on the other side of ``turn``."""
        self._narrow(*((turn, _LAST) if answer else (_FIRST, turn)))
        return answer

    def _narrow(self, since: datetime, until: datetime) -> None:
        self.since, self.until = max(self.since, since), min(self.until, until)


def _after(instant: datetime, wait: timedelta = datetime.resolution) -> datetime:
    return instant + wait if instant < _LAST - wait else _LAST


Instant = datetime | Clock
"""An instant with its zone, for whoever compares it or asks for its day."""


def day_of(now: Instant) -> date:
    """The day of an instant, in UTC."""
    return now.today if isinstance(now, Clock) else now.astimezone(UTC).date()
