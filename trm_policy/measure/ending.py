"""How a partnership ends: until when notice works, and what follows once it was given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trm_policy.model.assurance import Exit
from trm_policy.model.charter import Charter
from trm_policy.timing import CalendarSpan


def last_notice_day(charter: Charter) -> date | None:
    """The last day on which notice still takes effect by the end of the term.

    None without an end or a notice. Of several notices the longest counts. Where months differ in
    length it is the earlier day, on which notice is certainly in time: two months before 30 April
    are 28 February.
    """
    return min((day for _, _, day in notice_days(charter)), default=None)


def notice_days(charter: Charter) -> Iterator[tuple[str | None, CalendarSpan, date]]:
    """That day for each party that has a notice of its own, and the notice; None is all parties.

    A notice against the renewal counts before the notice of leaving.
    """
    notice, end = charter.exit.notice if charter.exit else None, charter.term.last_day
    against = charter.term.renewal_notice
    if against is not None and end is not None:
        yield None, against, against.before(end)
        return
    if notice is None or end is None:
        return
    for party, span in ((None, notice.for_all), *notice.of_each):
        if span is not None:
            yield party, span, span.before(end)


def ends_on(charter: Charter) -> date | None:
    """The day on which the partnership ends, now that notice was given.

    That is when the notice has run, and the end of the term at the latest. None without notice
    given, and where neither a notice nor an end is agreed.
    """
    if charter.exit is None or charter.exit.notice_given is None:
        return None
    given, notice = charter.exit.notice_given.date, _running(charter.exit)
    days = [notice.after(given) if notice else None, charter.term.last_day]
    return min((day for day in days if day is not None), default=None)


def handover_over(exit_: Exit) -> date | None:
    """The day by which the handover is over; None without notice given or a duration.

    It may begin as late as it still fits into the notice, and needs no more than its duration.
    """
    duration = exit_.transition.duration if exit_.transition else None
    if exit_.notice_given is None or duration is None:
        return None
    over, notice = duration.after(exit_.notice_given.date), _running(exit_)
    return over if notice is None else max(over, notice.after(exit_.notice_given.date))


def _running(exit_: Exit) -> CalendarSpan | None:
    """The notice that the party that gave it has; None where none is agreed for it."""
    given = exit_.notice_given
    return exit_.notice.of(given.by) if exit_.notice and given else None
