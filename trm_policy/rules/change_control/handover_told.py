"""Changes that need nobody's approval, and of which everybody must hear."""

from collections.abc import Iterator, Sequence

from trm_policy.diff import Change, ChangeKind, Side
from trm_policy.diff.burdens import agreeing, asked, closes_commitment, discloses, hands_over
from trm_policy.diff.change import At
from trm_policy.diff.offices import taken
from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Partnership
from trm_policy.rule import Problem, rule
from trm_policy.rules.change_control._changes import approvals, before, changes, place_in
from trm_policy.rules.change_control.no_silent_weakening import (
    binds,
    demands,
    had_agreed,
    unapproved,
    why,
)
from trm_policy.wording.lists import some_of

_LASTING = ("terms", "obligations", "exit")
"""What is owed after the end as well."""
_MOST = 3
"""Of more changes of a kind the rest is counted."""


@rule(Severity.WARNING, change=True)
def handover_told(charter: Charter, context: Context) -> Iterator[Problem]:
    """What changes for a party is reported, also where no one has to approve it."""
    was, now = before(context).partnership, context.partnership
    if was is None or before(context).gone or _is_open(was.charter, charter):
        return
    found, sides = changes(context), (Side.of(was), Side.of(now))
    handed = [one for one in found if hands_over(one)]
    dropped = [one for one in found if _is_dropped(one)]
    offices = list(taken(*sides))
    taken_away = [] if demands(was, now) else list(_taken_away(was, now, found))
    ahead = [one for one in found if _is_put_off(one, context)]
    hiding = [one for one in found if _hides_directory(one, now)]
    early = [one for one in found if _is_met_early(one, context)]
    if not (handed or dropped or offices or taken_away or ahead or hiding or early):
        return
    withheld = approvals(context).withheld()
    if not withheld:
        return
    if demands(was, now):
        handed, dropped = [one for one in handed if not asked(one, *sides)], []
        offices = [one for one in offices if not one.binds]
    yield from _told("who answers has changed", [(one.sentence, one.at) for one in handed], context)
    reasons = (
        (one, parties, why(one, parties, context) if asked(one, *sides) else "")
        for one, parties in taken_away
    )
    yield from unapproved(reasons, withheld, context, Severity.WARNING)
    put_off = [(one.sentence, one.at) for one in ahead]
    yield from _told("a seat is held only from a day to come", put_off, context)
    own = [(one.sentence, one.at) for one in hiding]
    yield from _told("the charter's own entry hides that of directory.yaml", own, context)
    met = [(one.sentence, one.at) for one in early]
    yield from _told("an obligation is said to be met for a day to come", met, context)
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


def _is_put_off(change: Change, context: Context) -> bool:
    """Whether somebody who had a seat is said to have it only from a day to come."""
    since = change.at[0] == "committees" and change.at[4:] == ("since",)
    return since and str(change.after or "") > context.today.isoformat()


def _is_met_early(change: Change, context: Context) -> bool:
    """Whether an obligation is said to be met for a day to come: until then it is never late."""
    met = change.at[0] == "obligations" and change.at[2:] == ("met_for",)
    return met and str(change.after or "") > context.today.isoformat()


def _hides_directory(change: Change, now: Partnership) -> bool:
    """Whether the charter lists somebody of the directory itself, whom changes there then miss."""
    return (
        change.kind is ChangeKind.ADDED
        and change.at[:-1] == ("people",)
        and change.at[-1] in now.roster.directory.people
    )


def _taken_away(
    was: Partnership, now: Partnership, found: Sequence[Change]
) -> Iterator[tuple[Change, Sequence[str]]]:
    """What takes from a party, or needs a new version, with the parties that would have to agree.

    Left out is what is told otherwise. After the end only what outlasts it is taken.
    """
    if was.charter.status is Status.ENDED:
        found = [one for one in found if one.at[0] in _LASTING]
    elif not had_agreed(was):
        return
    sides, who = (Side.of(was), Side.of(now)), agreeing if binds(was, now) else asked
    for one in found:
        told = hands_over(one) or _is_dropped(one) or discloses(one)
        if not told and (parties := who(one, *sides)):
            yield one, parties


def _told(what: str, found: Sequence[tuple[str, At]], context: Context) -> Iterator[Problem]:
    """A problem with the sentences of a kind, placed at the first of them."""
    if found:
        yield Problem(
            f"{what}: {some_of([sentence for sentence, _ in found], _MOST)}",
            at=place_in(context.partnership, found[0][1]),
            help="If all who are concerned know and agree, nothing has to be done. Otherwise undo "
            "it.",
        )
