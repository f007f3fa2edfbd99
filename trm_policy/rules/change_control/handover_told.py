"""Changes that need nobody's approval, and of which everybody must hear."""

from collections.abc import Iterator, Sequence

from trm_policy.diff import Change, Side
from trm_policy.diff.burdens import asked, closes_commitment, hands_over
from trm_policy.diff.change import At
from trm_policy.diff.offices import taken
from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules.change_control._changes import approvals, before, changes, place_in
from trm_policy.rules.change_control.no_silent_weakening import binds
from trm_policy.wording.lists import listed

_MOST = 3
"""Of more changes of a kind the rest is counted."""


@rule(Severity.WARNING, change=True)
def handover_told(charter: Charter, context: Context) -> Iterator[Problem]:
    """A change of who answers for something, and a commitment given up, are reported."""
    was, now = before(context).partnership, context.partnership
    if was is None or before(context).gone or _is_open(was.charter, charter):
        return
    found, sides = changes(context), (Side.of(was), Side.of(now))
    handed = [one for one in found if hands_over(one)]
    dropped = [one for one in found if _is_dropped(one)]
    offices = list(taken(*sides))
    if not (handed or dropped or offices) or not approvals(context).withheld():
        return
    if binds(was, now) and {was.charter.tier, charter.tier} != {Tier.TRANSACTIONAL}:
        handed, dropped = [one for one in handed if not asked(one, *sides)], []
        offices = [one for one in offices if not one.binds]
    yield from _told("who answers has changed", [(one.sentence, one.at) for one in handed], context)
    given_up = [(one.sentence, one.at) for one in dropped]
    yield from _told("a commitment may have been given up", given_up, context)
    speaking = [(one.message, tuple(map(str, one.at))) for one in offices]
    yield from _told("who speaks for a party has changed", speaking, context)


def _is_open(was: Charter, now: Charter) -> bool:
    """Whether a draft stays one, and nobody has approved it."""
    return now.status is Status.DRAFT is was.status and not was.approvals


def _is_dropped(change: Change) -> bool:
    """Whether a commitment promises less, or nobody can tell whether it was kept."""
    return change.at[0] == "commitments" and (change.weakens or closes_commitment(change))


def _told(what: str, found: Sequence[tuple[str, At]], context: Context) -> Iterator[Problem]:
    """A problem with the sentences of a kind, placed at the first of them."""
    if found:
        shown = [sentence for sentence, _ in found[:_MOST]]
        more = len(found) - len(shown)
        yield Problem(
            f"{what}: {listed([*shown, f'{more} more'] if more else shown)}",
            at=place_in(context.partnership, found[0][1]),
            help="If all who are concerned know and agree, nothing has to be done. Otherwise undo "
            "it.",
        )
