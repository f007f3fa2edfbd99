"""Minutes that bind: who was there, what was decided, who does what by when."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.quorum import present, voters
from trm_policy.model.charter import Charter
from trm_policy.model.records import Action
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._records import HeldReview, in_doubt, in_force_since, reviews_held
from trm_policy.rules._sides import strength
from trm_policy.rules._written import is_whole
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
            yield from _attendees(held, charter, context)
        if held.minutes.body.strip() or not in_doubt(context, held.minutes.path):
            yield from _sections(held)
        for action in held.minutes.actions:
            yield from _action(action, held)


def _attendees(held: HeldReview, charter: Charter, context: Context) -> Iterator[Problem]:
    path, there = held.minutes.path, held.front.attendees
    missing = strength(context, there).missing
    if missing:
        names = listed([context.partnership.roster.party_name(party) for party in missing])
        yield Problem(
            f"the minutes of {held} list no attendee from {names}",
            at="attendees",
            help="Add everyone who attended to 'attendees'; a joint review needs every party.",
            document=path,
        )
    elif (shortfall := _shortfall(held, charter, context)) is not None:
        yield Problem(
            f"the quorum of the committee {held.review.committee!r} was not met in {held}: "
            f"{shortfall}",
            at="attendees",
            help=_FIX,
            document=path,
        )


def _shortfall(held: HeldReview, charter: Charter, context: Context) -> str | None:
    """What the quorum lacked; None where it was met, can never be met, or it cannot be told.

    A committee may have had other members before the charter's present version was approved.
    """
    id_ = held.review.committee or ""
    committee = charter.committees.get(id_)
    if committee is None or committee.quorum is None or not is_whole(context, ("committees", id_)):
        return None
    if held.front.held_on < in_force_since(charter):
        return None
    known = context.partnership.roster.get
    unknown = sum(known(person) is None for person in held.front.attendees)
    voting = present(committee, held.front.attendees, context.partnership.roster)
    needed, each = committee.quorum.members or 0, committee.quorum.each_party or 0
    members = voters(committee)
    if len(voting) + unknown < needed <= len(members):
        return f"{len(voting) or 'none'} of {needed} voting members attended"
    votes, most = strength(context, voting), strength(context, members).by_party
    parties = [p for p in charter.parties if committee.party in (None, p) and most[p] >= each]
    few = [p for p in parties if votes.by_party[p] + votes.unknown + unknown < each]
    names = [context.partnership.roster.party_name(party) for party in few]
    return f"fewer than {each} from {listed(names)} could vote" if few else None


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
