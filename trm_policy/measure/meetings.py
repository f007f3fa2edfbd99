"""When reviews are planned, which of them were held, and which are awaited."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import dropwhile, takewhile
from pathlib import PurePosixPath

from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
from trm_policy.model.records import Minutes, MinutesFront
from trm_policy.model.vocabulary import MeetingStatus, ReviewKind, Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records, minutes_known
from trm_policy.portfolio.roster import clock_told, working_days_after
from trm_policy.timing.clock import Instant, day_of
from trm_policy.timing.instant import add_days

_NAME_STARTS = len("2026-10-20")
_LONGEST_PAUSE = 31
_LOOKED_BACK = 10 * 366
"""Days: no review is missed that was planned before."""


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review of the charter that was held, by its id, with its minutes and their facts."""

    id: str
    review: Review
    minutes: Minutes
    front: MinutesFront

    def __str__(self) -> str:
        return f"the review {self.id!r} of {self.front.held_on}"


def keeps_minutes(review: Review) -> bool:
    """Whether the review is of kind performance or above; not where its kind is not known."""
    return review.kind not in (None, ReviewKind.OPERATIONAL)


def reviews_held(charter: Charter, records: Records, now: Instant) -> Iterator[HeldReview]:
    """The reviews from kind performance up that were held by ``now``, in the order of the files."""
    for minutes in minutes_known(records, now):
        front = minutes.front
        review = charter.reviews.get(front.review) if front else None
        if front is None or not front.took_place:
            continue
        if review is not None and keeps_minutes(review):
            yield HeldReview(front.review, review, minutes, front)


def next_awaited(
    partnership: Partnership, id_: str, held: Collection[date], today: date
) -> date | None:
    """The first planned day that is met on ``today`` or later, and has no minutes yet.

    None of a partnership that is over, and where the next day would lie outside the term.
    """
    charter, review = partnership.charter, partnership.charter.reviews[id_]
    if review.every is None or review.starting is None or charter.status is Status.ENDED:
        return None
    first = max(add_days(today, -_LONGEST_PAUSE), charter.term.start or date.min)
    day = review.every.next_due(review.starting, add_days(first, -1))
    while day is not None and (
        day in held or _is_over(day, partnership, today) or falls_away(day, review, partnership)
    ):
        day = review.every.next_due(review.starting, day)
    put_off = [
        to
        for to in _moved(partnership, id_, today).values()
        if to not in held and not _is_over(to, partnership, today)
    ]
    day = min((one for one in (day, *put_off) if one is not None), default=None)
    outside = day is not None and charter.term.last_day is not None and day > charter.term.last_day
    return None if outside else day


def _moved(partnership: Partnership, id_: str, today: date) -> dict[date, date]:
    """By planned day, to which day a review was put off by ``today`` that is not held yet."""
    fronts = [one.front for one in partnership.records.minutes if one.front is not None]
    own = [front for front in fronts if front.review == id_ and front.held_on <= today]
    held = {front.for_ for front in own if front.took_place}
    return {
        front.for_: front.moved_to
        for front in own
        if front.status is MeetingStatus.MOVED and front.moved_to and front.for_ not in held
    }


def due_on(planned: date, id_: str, partnership: Partnership, today: date) -> date:
    """The day by which a review is to be held: after it, and not before, the review is late.

    That is the day to which it was put off, else the planned one; the next on which all work.
    """
    day = _moved(partnership, id_, today).get(planned, planned)
    return meets_on(day, partnership) or day


def _called_off(charter_review: str, partnership: Partnership, now: Instant) -> frozenset[date]:
    """The planned days on which a review was not held, as its minutes say, and is not missed.

    One that was moved is, once the other day has passed without it.
    """
    today, known = day_of(now), minutes_known(partnership.records, now)
    fronts = [one.front for one in known if one.front is not None]
    return frozenset(
        front.for_
        for front in fronts
        if front.review == charter_review
        and not front.took_place
        and (front.moved_to is None or not _is_over(front.moved_to, partnership, today))
    )


def _is_over(planned: date, partnership: Partnership, today: date) -> bool:
    """Whether the day on which a review is held that was planned for a day lies back."""
    return planned < today and (meets_on(planned, partnership) or planned) < today


def falls_away(planned: date, review: Review, partnership: Partnership) -> bool:
    """Whether a review of a day without work would be held when the next is: one is enough."""
    meets = meets_on(planned, partnership)
    if meets in (None, planned) or review.every is None or review.starting is None:
        return False
    following = review.every.next_due(review.starting, planned)
    return following is not None and meets is not None and following <= meets


def meets_on(planned: date, partnership: Partnership) -> date | None:
    """The day on which a review that is planned for a day is held: the next on which all work.

    That is the planned day itself where it is a working day of every party, and where nobody works
    on the same day for a month. None where a party's clock is hidden: nobody can tell.
    """
    charter, calendars = partnership.charter, partnership.roster.calendars.values()
    hidden = charter.hides("parties") or charter.lacks("parties")
    if hidden or not all(clock_told(charter, party) for party in charter.parties):
        return None
    near = (add_days(planned, number) for number in range(_LONGEST_PAUSE))
    each = (day for day in near if all(calendar.is_working_day(day) for calendar in calendars))
    return next(each, planned)


def days_held(id_: str, records: Records, now: Instant) -> frozenset[date]:
    """The planned days for which there are minutes of a review, of whatever kind, by ``now``."""
    fronts = [minutes.front for minutes in minutes_known(records, now) if minutes.front is not None]
    return frozenset(front.for_ for front in fronts if front.review == id_)


@dataclass(frozen=True, slots=True)
class ReviewState:
    """A review as of a day: the day that comes next, the last one held, and those missed.

    ``next`` is the planned day, ``meets`` the one on which that review is held, None where nobody
    can tell. ``ready`` is the path of the minutes that stand ready for it.
    """

    partnership: str
    id: str
    review: Review
    next: date | None
    meets: date | None
    held: date | None
    missed: tuple[date, ...]
    ready: PurePosixPath | None

    @property
    def day(self) -> date | None:
        """The day on which the next is held, or for which it is planned where nobody can tell."""
        return self.meets or self.next

    @property
    def keeps_minutes(self) -> bool:
        """Whether the review is one of which minutes are kept."""
        return keeps_minutes(self.review)


def review_states(partnership: Partnership, now: datetime) -> list[ReviewState]:
    """The reviews of a charter, the one that comes first on top."""
    charter, records = partnership.charter, partnership.records
    today, found = day_of(now), []
    held = list(reviews_held(charter, records, now))
    fronts = [one.front for one in minutes_known(records, now) if one.front is not None]
    prepared: dict[tuple[str, date | None], PurePosixPath] = {}
    for one in records.minutes:
        if one.front is not None:
            prepared.setdefault((one.front.review, one.front.for_), one.path)
    for id_, review in charter.reviews.items():
        following = next_awaited(partnership, id_, days_held(id_, records, now), today)
        own = [front.held_on for front in fronts if front.review == id_ and front.took_place]
        last = max(own, default=None)
        lost = missed(partnership, id_, held, now)
        ready = prepared.get((id_, following))
        meets = meets_on(following, partnership) if following else None
        found.append(ReviewState(partnership.id, id_, review, following, meets, last, lost, ready))
    return sorted(found, key=lambda one: (one.next is None, one.next or today))


def missed(
    partnership: Partnership, id_: str, held: Sequence[HeldReview], now: Instant
) -> tuple[date, ...]:
    """The planned days on which a review was due before that of ``now``, newest first.

    ``held`` are all reviews that were held. What was held for a day that is not planned, or was
    planned by an earlier rhythm, stands for the planned day nearest to it and for those before.
    What was planned ten years ago is not looked for. None is missed where no minutes are kept, and
    where a file that cannot be read for certain, or names a review that does not exist, may be the
    minutes that are looked for.
    """
    charter, records = partnership.charter, partnership.records
    review, today = charter.reviews[id_], day_of(now)
    own = [one for one in held if one.id == id_]
    planned = _planned(review, charter, today) if keeps_minutes(review) else []
    known = frozenset(planned)
    stood_for = {_stands_for(planned, known, one.front) for one in own}
    others = [one.front.held_on for one in own if one.front.for_ not in known]
    since = _since(planned, stood_for, max(others, default=date.min))
    off = _called_off(id_, partnership, now)
    over = (day for day in since if day not in off and _is_over(day, partnership, today))
    days = [day for day in over if not falls_away(day, review, partnership)]
    last = max((one.front.for_ for one in own if one.front.for_ in known), default=date.min)
    unclear = any(_day_in_doubt(one, records) for one in own if one.front.for_ > last)
    lost = [m.front for m in records.minutes if m.front and m.front.review not in charter.reviews]
    unclear |= any(front.for_ in known and front.for_ > last for front in lost)
    if not days or unclear or _may_have_minutes(id_, last, records, charter.reviews):
        return ()
    return tuple(days)


def overdue_days(
    partnership: Partnership, id_: str, held: Sequence[HeldReview], now: Instant, grace: int
) -> list[date]:
    """The planned days of a review that passed without minutes, grace over, newest first."""
    each, today = partnership.roster.calendars.values(), day_of(now)

    def spared(planned: date) -> bool:
        due = due_on(planned, id_, partnership, today)
        return working_days_after(due, grace, each) >= today

    return list(dropwhile(spared, missed(partnership, id_, held, now)))


def _stands_for(planned: Sequence[date], known: Collection[date], front: MinutesFront) -> date:
    """The planned day that minutes stand for; ``known`` are the same days."""
    if not planned or front.for_ in known:
        return front.for_
    after = bisect_left(planned, front.held_on)
    near = planned[max(0, after - 1) : after + 1]
    return min(near, key=lambda day: (abs(day - front.held_on), day))


def _planned(review: Review, charter: Charter, today: date) -> list[date]:
    """The days of the review within the term: those of the last years, and the next one."""
    if review.every is None or review.starting is None:
        return []
    following = review.every.next_due(review.starting, today) or today
    start, end = charter.term.start or date.min, charter.term.last_day or date.max
    since = max(start, add_days(today, -_LOOKED_BACK))
    return review.every.occurrences(review.starting, min(following, end), since)


def _since(planned: Sequence[date], held: Collection[date], newest: date) -> Iterator[date]:
    """The days after the last one held, newest first; a meeting on ``newest`` ends them too."""
    return takewhile(lambda day: day not in held and day > newest, reversed(planned))


def _day_in_doubt(held: HeldReview, records: Records) -> bool:
    """Whether the model refused what the minutes say of the day that they act for."""
    dropped = records.built[held.minutes.path].dropped
    return any(not place or place[0] == "for" for place in dropped)


def _may_have_minutes(id_: str, last: date, records: Records, ids: Collection[str]) -> bool:
    """Whether a file that is reported already may be the minutes of a day after ``last``.

    That is one that could not be read or has a wrong name, and is called after no other review,
    or one called after this review that names another.
    """
    unclear = records.doubtful | records.misnamed
    lost = [path.stem for path in unclear if path.parent.name == "reviews"]
    if any(id_ in stem or not any(one in stem for one in ids) for stem in lost):
        return True
    called = [m.front for m in records.minutes if m.path.stem[_NAME_STARTS:] == f"-{id_}"]
    return any(front is None or (front.review != id_ and front.for_ > last) for front in called)
