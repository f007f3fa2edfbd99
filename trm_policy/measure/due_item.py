"""A partnership as the due list sees it: who owes what, and how an item is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import PurePosixPath

from trm_policy.finding import Place, dotted
from trm_policy.model.base import Part
from trm_policy.model.charter import Charter
from trm_policy.model.contract import EVERYBODY
from trm_policy.model.governance import Committee, Review
from trm_policy.model.records import Action, Minutes
from trm_policy.model.vocabulary import SeatRole, Stage, Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records

_LONGEST = 300


class DueKind(StrEnum):
    """What sort of thing falls due."""

    REVIEW = "review"
    ACTION = "action"
    COMMITMENT = "commitment"
    OBLIGATION = "obligation"
    GOAL = "goal"
    KPI = "kpi"
    RISK = "risk"
    APPOINTMENT = "appointment"
    SURVEY = "survey"
    RENEWAL = "renewal"
    NOTICE = "notice"
    EXIT = "exit"
    WAIVER = "waiver"


@dataclass(frozen=True, slots=True)
class Owing:
    """Somebody who owes what falls due; ``name`` is the id where nobody is known by it."""

    id: str
    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class DueLimits:
    """How an organisation takes what has no day of its own.

    ``grace`` are the working days for which a figure may be late once it is known, ``survey``
    says whether the yearly survey is demanded.
    """

    grace: int = 10
    survey: bool = True


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that falls due on ``day``, the last on which it is not late.

    ``what`` is one line: its sort and what it is. ``who`` are those who owe it, the first of them
    first of all. ``place`` is where the charter asks for it, dotted; ``document`` and ``line``
    name the record that does, for an action. ``key`` stays the same when the thing is moved to
    another day: within a partnership and a kind it names one thing. ``overdue`` counts the days
    since ``day``, 0 for what is not late.
    """

    day: date
    kind: DueKind
    partnership: str
    title: str
    what: str
    who: tuple[Owing, ...]
    place: str
    key: str
    overdue: int = 0
    draft: bool = False
    document: PurePosixPath | None = None
    line: int | None = None

    @property
    def order(self) -> tuple[date, str, int, str]:
        """By day; on one day by partnership, and there by kind."""
        return self.day, self.partnership, list(DueKind).index(self.kind), self.key


def one_line(text: str) -> str:
    """What a person wrote on one line, shortened, without what steers a terminal or a calendar."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    clean = " ".join(text.split())
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…"


_CALLS_MEETINGS = (SeatRole.CHAIR, SeatRole.CO_CHAIR, SeatRole.SECRETARY)


@dataclass(frozen=True)
class DueContext:
    """One partnership as of an instant."""

    partnership: Partnership
    now: datetime
    asked: DueLimits

    @property
    def charter(self) -> Charter:
        """What the parties wrote down."""
        return self.partnership.charter

    @property
    def records(self) -> Records:
        """What they recorded."""
        return self.partnership.records

    @property
    def today(self) -> date:
        """The day, in UTC, as of which is told."""
        return self.now.astimezone(UTC).date()

    @property
    def working(self) -> bool:
        """Whether the parties work together already: before, nothing but written days counts."""
        stage = self.charter.stage.number >= Stage.WORKING_TOGETHER.number
        return stage and not self.partnership.unreadable("stage")

    def item(  # noqa: PLR0913 - one keyword for each thing that tells an item from another
        self,
        kind: DueKind,
        day: date,
        what: str,
        *,
        who: Iterable[str],
        at: Place,
        key: str = "",
        source: tuple[Minutes, Action] | None = None,
    ) -> DueItem:
        """What falls due on ``day`` and is owed by those with these ids.

        ``at`` is a place in the charter; without a ``key`` it names the thing.
        """
        part = self.partnership
        return DueItem(
            day=day,
            kind=kind,
            partnership=part.id,
            title=one_line(self.charter.title),
            what=one_line(what),
            who=tuple(self._owing(who)),
            place=dotted(part.document.normal(part.built.written(at))),
            key=key or dotted(at),
            overdue=max((self.today - day).days, 0),
            draft=self.charter.status is Status.DRAFT,
            document=source[0].path if source else None,
            line=source[1].line if source else None,
        )

    def owners(self, *parties: str) -> list[str]:
        """The relationship owners of these parties; of all where none is named."""
        named = self.charter.owners
        return [named[party] for party in parties or self.charter.parties if party in named]

    def answering(self, part: Part, field: str) -> list[str]:
        """Whom a field names to answer for a thing, else the owners; nobody where it is hidden."""
        named = getattr(part, field)
        if named:
            return [named]
        return [] if part.hides(field) else self.owners()

    def meeting(self, review: Review) -> list[str]:
        """Who calls a review together: chairs and secretaries of its committee, else the owners.

        Nobody where it is hidden who that is.
        """
        body = self.charter.committees.get(review.committee or "")
        called = _called_by(body) if body else []
        hidden = review.hides("committee") or (body is not None and body.hides("members"))
        return called or ([] if hidden else self.owners())

    def name(self, id_: str) -> str:
        """The name of a person, party or committee, or the id where nothing is known by it."""
        return one_line(self.partnership.roster.debtor_name(id_))

    def _owing(self, ids: Iterable[str]) -> Iterator[Owing]:
        for id_ in dict.fromkeys(
            one for named in ids if named for one in self.people_behind(named)
        ):
            actor = self.partnership.roster.get(id_)
            human = actor.human if actor else None
            yield Owing(one_line(id_), self.name(id_), human.email if human else None)

    def people_behind(self, id_: str) -> list[str]:
        """The people behind an id: a party is answered for by its owner, a body by its chairs."""
        actor = self.partnership.roster.get(id_)
        if id_ == EVERYBODY and id_ not in self.charter.parties:
            return self.owners()
        if actor is None and id_ in self.charter.parties:
            return self.owners(id_) or [id_]
        body = self.charter.committees.get(id_) if not (actor and actor.human) else None
        return (_called_by(body) if body else []) or [id_]


def _called_by(body: Committee) -> list[str]:
    return [seat.person for seat in body.members if seat.person and seat.role in _CALLS_MEETINGS]
