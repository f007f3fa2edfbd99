"""Time as partnerships speak of it: cadences, windows, spans, periods and working calendars.

Every type has ``parse``, which raises ValueError with a sentence for whoever wrote the text, and
``str``, which gives the text back in its canonical form. Nothing here reads a clock.
"""

from trm_policy.timing.cadence import Cadence, CadenceWord, Pace, pace, plain_word
from trm_policy.timing.calendar import WorkCalendar, WorkingHours, deadline
from trm_policy.timing.instant import format_instant, parse_instant
from trm_policy.timing.period import Frequency, Period
from trm_policy.timing.places import parse_country, parse_subdivision, parse_timezone
from trm_policy.timing.window import CalendarSpan, SpanUnit, Window, WindowUnit

__all__ = [
    "Cadence",
    "CadenceWord",
    "CalendarSpan",
    "Frequency",
    "Pace",
    "Period",
    "SpanUnit",
    "Window",
    "WindowUnit",
    "WorkCalendar",
    "WorkingHours",
    "deadline",
    "format_instant",
    "pace",
    "parse_country",
    "parse_instant",
    "parse_subdivision",
    "parse_timezone",
    "plain_word",
]
