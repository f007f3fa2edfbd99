"""Minutes that bind: who was there, what was decided, who does what by when."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.quorum import binding, shortfall
from trm_policy.measure.sides import strength
from trm_policy.model.charter import Charter
from trm_policy.model.records import Action
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._records import HeldReview, in_doubt, reviews_held
from trm_policy.wording.lists import listed
from trm_policy.wording.text import quoted

_FIX = (
    "List everyone who attended under 'attendees'; a deputy counts for an absent member. If "
    "too few attended, let the committee confirm the decisions at its next meeting."
)


@rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED, section="reviews")
def review_minutes(charter: Charter, context: Context) -> Iterator[Problem]:
    """Reviews of kind performance and above have minutes with attendees, decisions and actions."""
    for held in reviews_held(charter, context):
        if not in_doubt(context, held.minutes.path, "attendees"):
            yield from _attendees(held, context)
        if held.minutes.body.strip() or not in_doubt(context, held.minutes.path):
            yield from _sections(held)
        for action in held.minutes.actions:
            yield from _action(action, held)


def _attendees(held: HeldReview, context: Context) -> Iterator[Problem]:
    path, there = held.minutes.path, held.front.attendees
    missing = strength(context.partnership, there).missing
    if missing:
        names = listed([context.partnership.roster.party_name(party) for party in missing])
        yield Problem(
            f"the minutes of {held} list no attendee from {names}",
            at="attendees",
            help="Add everyone who attended to 'attendees'; a joint review needs every party.",
            document=path,
        )
    elif (shortfall := _shortfall(held, context)) is not None:
        yield Problem(
            f"the quorum of the committee {held.review.committee!r} was not met in {held}: "
            f"{shortfall}",
            at="attendees",
            help=_FIX,
            document=path,
        )


def _shortfall(held: HeldReview, context: Context) -> str | None:
    """What the quorum lacked; None where it was met, can never be met, or it cannot be told."""
    partnership, there = context.partnership, held.front.attendees
    committee = binding(partnership, held.review.committee, held.front.held_on)
    short = shortfall(partnership, committee, there, held.front.held_on) if committee else None
    if short is None:
        return None
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
