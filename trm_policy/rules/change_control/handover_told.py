"""Changes that need nobody's approval, and of which everybody must hear."""

from collections.abc import Iterator, Sequence

from trm_policy.diff import Change, Side
from trm_policy.diff.burdens import asked, closes_commitment, hands_over
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
    was = before(context).partnership
    if was is None or before(context).gone or charter.status is Status.DRAFT is was.charter.status:
        return
    found = changes(context)
    handed = [one for one in found if hands_over(one)]
    dropped = [one for one in found if _is_dropped(one)]
    if not (handed or dropped) or not approvals(context).withheld():
        return
    now = context.partnership
    if binds(was, now) and {was.charter.tier, charter.tier} != {Tier.TRANSACTIONAL}:
        sides = Side.of(was), Side.of(now)
        handed, dropped = [one for one in handed if not asked(one, *sides)], []
    yield from _told("who answers has changed", handed, context)
    yield from _told("a commitment may have been given up", dropped, context)


def _is_dropped(change: Change) -> bool:
    """Whether a commitment promises less, or nobody can tell whether it was kept."""
    return change.at[0] == "commitments" and (change.weakens or closes_commitment(change))


def _told(what: str, found: Sequence[Change], context: Context) -> Iterator[Problem]:
    if found:
        shown = [change.sentence for change in found[:_MOST]]
        more = len(found) - len(shown)
        yield Problem(
            f"{what}: {listed([*shown, f'{more} more'] if more else shown)}",
            at=place_in(context.partnership, found[0].at),
            help="If all who are concerned know and agree, nothing has to be done. Otherwise undo "
            "it.",
        )
