"""Minutes that bind: who was there, what was decided, who does what by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trm_policy.finding import Severity
from trm_policy.measure.attendance import parties_on
from trm_policy.measure.quorum import Shortfall, binding, shortfall
from trm_policy.measure.sides import strength
from trm_policy.model.charter import Charter
from trm_policy.model.records import Action, Minutes
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Partnership
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._records import HeldReview, in_doubt, in_force_since, reviews_held
from trm_policy.wording.lists import listed
from trm_policy.wording.text import quoted

_FIX = (
    "List everyone who attended under 'attendees'; a deputy counts for an absent member. If a "
    "member took the seat after that day, write its first day as 'since' in the seat; if the "
    "quorum was raised since, give the charter a new 'version' and have it approved. If too few "
    "attended, let the committee confirm the decisions at its next meeting."
)
_OF_THEN = "If the charter asked for less on that day, nothing has to be done. "


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="reviews")
def review_minutes(charter: Charter, context: Context) -> Iterator[Problem]:
    """Reviews of kind performance and above have minutes with attendees, decisions and actions."""
    reviews = list(reviews_held(charter, context))
    if context.before is None:
        for held in reviews:
            yield from _problems(_Judged(held, context.partnership, reviews), context)
    else:
        yield from _of_change(reviews, context, context.before.partnership)


def _of_change(
    reviews: Sequence[HeldReview], context: Context, was: Partnership | None
) -> Iterator[Problem]:
    """The same where one can look at what was: what was in order then is not broken by a change."""
    then = replace(context, subject=was)
    known = was.records.minutes if was is not None else ()
    before = list(reviews_held(was.charter, then)) if was is not None else []
    for held in reviews:
        own = _Judged(held, context.partnership, reviews)
        if was is None or not any(_same(one, held.minutes) for one in known):
            yield from _problems(replace(own, was=was, added=True), context)
            continue
        old = [_Judged(one, was, before) for one in before if _same(one.minutes, held.minutes)]
        if any(any(_attendees(one, then)) for one in old):
            yield from _attendees(own, context)
        if any(one.text != own.text or any(_contents(one, then)) for one in old):
            yield from _contents(own, context)


def _same(one: Minutes, other: Minutes) -> bool:
    """Whether these are the same minutes, of the same meeting; what became of actions aside."""
    return one.path.name == other.path.name and one.front == other.front


@dataclass(frozen=True, slots=True)
class _Judged:
    """Minutes among those of all ``reviews`` of the charter by which they are judged.

    ``added`` says that they come with the change under judgement; ``was`` is the partnership
    before it, by whose charter they may have been held.
    """

    held: HeldReview
    partnership: Partnership
    reviews: Sequence[HeldReview]
    was: Partnership | None = None
    added: bool = False

    @property
    def later(self) -> list[HeldReview]:
        """The reviews that the same committee held on later days."""
        return [
            one
            for one in self.reviews
            if one.review.committee == self.held.review.committee
            and one.front.held_on > self.held.front.held_on
        ]

    @property
    def text(self) -> str:
        """The minutes as they are written."""
        return self.partnership.records.documents[self.held.minutes.path].text

    @property
    def unclear(self) -> bool:
        """Whether the charter may have asked for less on that day, and nobody can look."""
        since = in_force_since(self.partnership.charter)
        return not self.added and self.held.front.held_on < since


def _problems(own: _Judged, context: Context) -> Iterator[Problem]:
    yield from _attendees(own, context)
    yield from _contents(own, context)


def _contents(own: _Judged, context: Context) -> Iterator[Problem]:
    held, found = own.held, list[Problem]()
    if held.minutes.body.strip() or not in_doubt(context, held.minutes.path):
        found += _sections(held)
    for action in held.minutes.actions:
        found += _action(action, held)
    for problem in found:
        help_text = f"{_OF_THEN}{problem.help}"
        milder = replace(problem, severity=Severity.WARNING, help=help_text)
        yield milder if own.unclear else problem


def _attendees(own: _Judged, context: Context) -> Iterator[Problem]:
    held, partnership = own.held, own.partnership
    path, there = held.minutes.path, held.front.attendees
    if in_doubt(context, path, "attendees") or _misspelt(own):
        return
    known = partnership.roster.knows
    strangers = (f"attendees.{n}" for n, one in enumerate(there, 1) if not known(one))
    cause = tuple(("references-resolve", place) for place in strangers)
    then = parties_on(partnership.charter, held.front.held_on)
    absent = strength(partnership, there).missing
    missing = [party for party in absent if own.added or party in then]
    if missing:
        names = listed([partnership.roster.party_name(party) for party in missing])
        yield Problem(
            f"the minutes of {held} list no attendee from {names}",
            at="attendees",
            help="Add everyone who attended to 'attendees'; a joint review needs every party.",
            document=path,
            follows=cause,
        )
    elif (short := _short(own)) is not None:
        severity, text = short
        yield Problem(
            f"the quorum of the committee {held.review.committee!r} was not met in {held}: {text}",
            at="attendees",
            help=_FIX if severity is None else f"{_OF_THEN}{_FIX}",
            severity=severity,
            document=path,
            follows=cause,
        )


def _misspelt(own: _Judged) -> bool:
    """Whether the list of attendees stands under a name that the format does not know."""
    built = own.partnership.records.built[own.held.minutes.path]
    return any(one.meant == "attendees" for one in built.refusals)


def _short(own: _Judged) -> tuple[Severity | None, str] | None:
    """How grave it is that the quorum was not met, and what was lacking; None where it was met.

    The seats, and the quorum, may have been others on a day before the committee's last meeting:
    those of then may have made a quorum, and those of a later meeting may have confirmed it.
    """
    if own.added:
        return _short_when_added(own)
    found = _shortfall(own.held, own.partnership)
    if found is None:
        return None
    if not own.later:
        return None, _told(found, own.partnership)
    certain = _shortfall(own.held, own.partnership, anyone=True)
    confirmed = any(_shortfall(one, own.partnership) is None for one in own.later)
    return (
        None if certain is None or confirmed else (Severity.WARNING, _told(found, own.partnership))
    )


def _short_when_added(own: _Judged) -> tuple[None, str] | None:
    """The same of minutes that the change brings: by its own charter, and by that before it."""
    told = []
    for by in (own.partnership, own.was):
        if by is not None and _binds(own.held, by):
            short = _shortfall(own.held, by)
            if short is None:
                return None
            told.append(_told(short, by))
    return (None, told[0]) if told else None


def _binds(held: HeldReview, partnership: Partnership) -> bool:
    return binding(partnership, held.review.committee, held.front.held_on) is not None


def _shortfall(
    held: HeldReview, partnership: Partnership, *, anyone: bool = False
) -> Shortfall | None:
    """What the quorum lacked; None where it was met, can never be met, or it cannot be told."""
    day, there = held.front.held_on, held.front.attendees
    committee = binding(partnership, held.review.committee, day)
    return shortfall(partnership, committee, there, day, anyone=anyone) if committee else None


def _told(short: Shortfall, partnership: Partnership) -> str:
    if short.needed:
        return f"{short.there or 'none'} of {short.needed} voting members attended"
    names = listed([partnership.roster.party_name(party) for party in short.few])
    return f"fewer than {short.each} from {names} could vote"


def _sections(held: HeldReview) -> Iterator[Problem]:
    minutes = held.minutes
    if not minutes.decisions:
        yield Problem(
            f"the minutes of {held} do not state what was decided",
            help="List the decisions under '## Decisions'; if there are none, say so there.",
            document=minutes.path,
            line=minutes.decisions_line or 1,
        )
    if minutes.actions_line is None:
        yield Problem(
            f"the minutes of {held} have no section 'Actions'",
            help="Add '## Actions' with '- [ ] @person what (due DATE)' for each; if there are "
            "none, say so there.",
            document=minutes.path,
            line=1,
        )


def _action(action: Action, held: HeldReview) -> Iterator[Problem]:
    lacks = []
    if action.person is None:
        lacks.append("no person")
    if action.due is None and action.due_text is None:
        lacks.append("no due date")
    if lacks:
        yield Problem(
            f"the action {quoted(action.what)} has {listed(lacks)}",
            help="Write it as '- [ ] @person what (due DATE)', with one person and one date.",
            document=held.minutes.path,
            line=action.line,
        )
