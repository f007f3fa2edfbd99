"""What has its day until the next review, of all that a charter dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from trm_policy.measure.dated import appointments, open_commitments, open_goals, risk_reviews
from trm_policy.measure.ending import last_notice_day
from trm_policy.measure.review_lines import DueKind, DueLine, Stated
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import InitiativeStage
from trm_policy.portfolio.roster import Roster
from trm_policy.timing.instant import add_months

Sees = Callable[[tuple[str, ...]], bool]
"""Whether those for whom something is made may read a place of the charter."""

RISK_FIELDS = ("title", "owner", "likelihood", "impact", "mitigation", "review_by")
_STALLED = 12
_OVER = (InitiativeStage.DONE, InitiativeStage.DROPPED)


class _Dated(NamedTuple):
    """Something with a day, and what of it must be seen; ``who`` is an id."""

    kind: DueKind
    what: str
    who: str | None
    day: date
    places: tuple[tuple[str, ...], ...]


def falls_due(roster: Roster, sees: Sees, today: date, until: date) -> Iterator[DueLine]:
    """What has its day by ``until`` and is not closed, in the order of the charter."""
    charter = roster.charter
    for one in (*_promised(charter), *_of_the_charter(charter, today)):
        if one.day <= until and all(map(sees, one.places)):
            who = roster.name_of(one.who) if one.who else ""
            stated = Stated(one.places[0][:2])
            yield DueLine(one.kind, one.what, who, one.day, one.day < today, stated)


def _promised(charter: Charter) -> Iterator[_Dated]:
    for id_, promise, day in open_commitments(charter):
        places = _places("commitments", id_, "what", "owner", "due")
        yield _Dated(DueKind.COMMITMENT, promise.what, promise.owner, day, places)
    for id_, goal, day in open_goals(charter):
        places = _places("goals", id_, "statement", "lead", "due")
        yield _Dated(DueKind.GOAL, goal.statement, goal.lead, day, places)
    for id_, risk, day in risk_reviews(charter):
        places = _places("risks", id_, *RISK_FIELDS)
        yield _Dated(DueKind.RISK, risk.title, risk.owner, day, places)
    for id_, idea in charter.initiatives.items():
        over = idea.stage in _OVER or idea.hides("stage")
        if idea.since is not None and not over:
            places = _places("initiatives", id_, "title", "lead", "stage", "since")
            day = add_months(idea.since, _STALLED)
            yield _Dated(DueKind.INITIATIVE, idea.title, idea.lead, day, places)


def _of_the_charter(charter: Charter, today: date) -> Iterator[_Dated]:
    """Renewal, notice, the end, appointments and waivers."""
    term, notice = charter.term, last_notice_day(charter)
    end = ("term", "end")
    if term.review_by is not None:
        whole, place = "The partnership as a whole", ("term", "review_by")
        yield _Dated(DueKind.RENEWAL, whole, None, term.review_by, (place,))
    if notice is not None and notice >= today:
        words = "Notice before the end of the term"
        yield _Dated(DueKind.NOTICE, words, None, notice, (("exit", "notice"), end))
    if term.end is not None:
        yield _Dated(DueKind.END, "The term", None, term.end, (end,))
    for one in appointments(charter):
        seat = ("committees", one.committee_id, "members", str(one.position + 1))
        places = (("committees", one.committee_id, "name"), (*seat, "person"), (*seat, "until"))
        yield _Dated(DueKind.APPOINTMENT, one.committee.name, one.seat.person, one.until, places)
    for waiver in charter.waivers:
        if waiver.expires is not None:
            words = f"Waiver of {waiver.rule}"
            by = waiver.approved_by
            yield _Dated(DueKind.WAIVER, words, by, waiver.expires, (("waivers",),))


def _places(section: str, id_: str, *fields: str) -> tuple[tuple[str, ...], ...]:
    return tuple((section, id_, field) for field in fields)
