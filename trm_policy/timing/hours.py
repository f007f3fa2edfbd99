"""Working hours of a day, the same on every working day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Self

from trm_policy.timing.wording import quoted

_FORM = re.compile("([0-9]{1,2}):([0-9]{2})\\s*[-\u2013]\\s*([0-9]{1,2}):([0-9]{2})")
_FORMS = "write when they open and close, such as '08:00-17:00'"
_SHORTEST = timedelta(minutes=30)
_MIDNIGHT = time(0)
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From opening to closing on one day, in local time; a closing of 00:00 is its last midnight.

    Raises ValueError where they last less than half an hour or run over midnight.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.length < _SHORTEST:
            raise ValueError(
                f"working hours {str(self)!r} must close on the same day, at least half an hour "
                "after they open, such as '08:00-17:00' ('00:00-24:00' is round the clock)"
            )

    def __str__(self) -> str:
        closes = "24:00" if self.ends_at_midnight else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The hours that ``text`` says; ValueError with a sentence for its author otherwise."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{quoted(text)} are not working hours: {_FORMS}")
        hour, minute, closing_hour, closing_minute = (int(part) for part in match.groups())
        if max(hour, closing_hour) > 24 or max(minute, closing_minute) > 59:  # noqa: PLR2004
            raise ValueError(f"{quoted(text)} holds a time that no clock shows: {_FORMS}")
        opens, closes = hour * 60 + minute, closing_hour * 60 + closing_minute
        if opens >= _DAY_MINUTES or not 0 < closes <= _DAY_MINUTES:
            raise ValueError(
                f"{quoted(text)} open or close at no time of one day: {_FORMS}; "
                "midnight at the end of a day is 24:00"
            )
        return cls(_clock(opens), _clock(closes))

    @property
    def ends_at_midnight(self) -> bool:
        """Whether they last to the end of the day."""
        return self.closes == _MIDNIGHT

    @property
    def length(self) -> timedelta:
        """The working time of a day on which no clock is changed."""
        end = _DAY_MINUTES if self.ends_at_midnight else _minutes(self.closes)
        return timedelta(minutes=end - _minutes(self.opens))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
