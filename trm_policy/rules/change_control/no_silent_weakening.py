"""Promises that are not weakened behind a party's back."""

from collections.abc import Iterable, Iterator, Sequence

from trm_policy.diff import Change, ChangeKind, Side
from trm_policy.diff.approvals import is_approved
from trm_policy.diff.burdens import (
    asked,
    burden,
    closes_commitment,
    deprived,
    discloses,
    takes,
)
from trm_policy.diff.offices import Office, taken
from trm_policy.diff.sides import not_read
from trm_policy.finding import Place, Severity
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Partnership
from trm_policy.rule import Problem, rule
from trm_policy.rules.change_control._changes import (
    BY_HAND,
    MOST_NAMED,
    approvals,
    before,
    changes,
    place_in,
    way_to_agree,
)
from trm_policy.wording.lists import listed, some_of


def problems(
    offices: Sequence[Office], withheld: Sequence[str], context: Context
) -> Iterator[Problem]:
    """A problem for each office of a party that has not agreed to the new version."""
    for office in offices:
        if office.party in withheld:
            yield Problem(
                f"{office.message}; {party_name(office.party, context)} has not given a new "
                f"approval for version {context.partnership.charter.version}",
                at=office.at,
                help=f"Undo the change, or {way_to_agree(context, [office.party])}.",
            )


def party_name(party: str, context: Context) -> str:
    """The party's name, be it one that the change removes."""
    was, now = before(context).partnership, context.partnership
    if party not in now.charter.parties and was is not None:
        return was.roster.party_name(party)
    return now.roster.party_name(party)


@rule(Severity.ERROR, change=True)
def no_silent_weakening(charter: Charter, context: Context) -> Iterator[Problem]:
    """An active charter changes to the disadvantage of a party only with its new approval."""
    was = before(context).partnership
    if before(context).unreadable:
        what = "the charter" if was is None else "a folder of the charter's records"
        yield Problem(
            f"{what} could not be read before the change, so no one can tell what the change "
            "weakens",
            help=f"Undo the change. {BY_HAND}",
        )
    if was is None:
        return
    if not before(context).gone:
        yield from _begun(was, context)
    if not demands(was, context.partnership):
        if not before(context).gone and had_agreed(was):
            yield from _disclosed(was, context)
        return
    if before(context).gone:
        yield Problem(
            f"the charter of {charter.title} has been removed while it is active",
            help="Restore it. To end the partnership, write 'status: ended' with the approval of "
            "every party, and keep the folder as the record.",
        )
        return
    sides = Side.of(was), Side.of(context.partnership)
    needed = [(one, who) for one in changes(context) if (who := asked(one, *sides))]
    offices = [office for office in taken(*sides) if office.binds]
    unread = list(not_read(was, context.partnership))
    closed = [(*one, deprived(one[0], *sides)) for one in _closed(changes(context), charter)]
    if needed or offices or unread or closed or before(context).relaxed:
        withheld = approvals(context).withheld()
        yield from unapproved(_with_reasons(needed, context), withheld, context)
        yield from _unread(unread, withheld, context)
        yield from _given_up(closed, withheld, context)
        yield from _relaxed(withheld, context)
        yield from problems(offices, withheld, context)


def binds(was: Partnership, now: Partnership) -> bool:
    """Whether the charter was active, or said of it what nobody can read, or is to go on.

    It goes on after its end, or becomes active by what was approved before.
    """
    then = was.charter
    revived = then.status is Status.ENDED is not now.charter.status
    begun = now.charter.status is Status.ACTIVE and is_approved(then)
    return then.status is Status.ACTIVE or revived or begun or was.unreadable("status")


def demands(was: Partnership, now: Partnership) -> bool:
    """Whether all that is taken from a party needs its approval."""
    least = {was.charter.tier, now.charter.tier} == {Tier.TRANSACTIONAL}
    return binds(was, now) and (not least or was.unreadable("tier"))


def _begun(was: Partnership, context: Context) -> Iterator[Problem]:
    """That a draft or a trial becomes active, which binds parties that have not approved it."""
    if {was.charter.tier, context.partnership.charter.tier} == {Tier.TRANSACTIONAL}:
        return
    missing = approvals(context).unasked()
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        names = listed([party_name(party, context) for party in missing])
        yield Problem(
            f"status: {was.charter.status} → {Status.ACTIVE}, by which {names} {verb} bound; "
            f"{_who(missing, context)}",
            at="status",
            help=f"Undo the change, or {way_to_agree(context, missing)}.",
        )


def had_agreed(was: Partnership) -> bool:
    """Whether anybody had agreed to the charter: it is more than a draft, or was approved."""
    return was.charter.status is not Status.DRAFT or bool(was.charter.approvals)


def _disclosed(was: Partnership, context: Context) -> Iterator[Problem]:
    """What others may read from now on: that cannot be undone, whatever the tier and the status."""
    found = [one for one in changes(context) if discloses(one)]
    if found:
        sides = Side.of(was), Side.of(context.partnership)
        needed = [(one, asked(one, *sides)) for one in found]
        withheld = approvals(context).withheld()
        yield from unapproved(_with_reasons(needed, context), withheld, context)


def _unread(
    unread: Iterable[tuple[Place, str]],
    withheld: Sequence[str],
    context: Context,
) -> Iterator[Problem]:
    for place, name in unread if withheld else ():
        yield Problem(
            f"{name} could not be read before the change and is other now, so no one can tell "
            f"whether it is weaker than what was agreed; {_who(withheld, context)}",
            at=place,
            help=f"Undo the change, or {way_to_agree(context, withheld)}.",
        )


def unapproved(
    needed: Iterable[tuple[Change, Sequence[str], str]],
    withheld: Sequence[str],
    context: Context,
    severity: Severity | None = None,
) -> Iterator[Problem]:
    """A problem for each change, with who must agree to it and why, that lacks an approval."""
    asked_of: dict[tuple[str, ...], tuple[str, str]] = {}
    for change, parties, reason in needed:
        missing = tuple(party for party in withheld if party in parties)
        if not missing:
            continue
        if missing not in asked_of:
            asked_of[missing] = _who(missing, context), way_to_agree(context, missing)
        who, way = asked_of[missing]
        yield Problem(
            f"{change.sentence}{reason}; {who}",
            at=place_in(context.partnership, change.at),
            on_key=change.kind is ChangeKind.REMOVED,
            help=f"Undo the change, or {way}.",
            severity=severity,
        )


def _with_reasons(
    needed: Iterable[tuple[Change, Sequence[str]]], context: Context
) -> Iterator[tuple[Change, Sequence[str], str]]:
    for change, parties in needed:
        yield change, parties, why(change, parties, context)


def why(change: Change, parties: Sequence[str], context: Context) -> str:
    """Why a change needs these parties; nothing where it words otherwise what was agreed."""
    if takes(change):
        return ", which is weaker than what was agreed" if change.weakens else ""
    names = _names(parties, context)
    return f", by which {names} {burden(change, len(parties))}"


def _closed(all_: Iterable[Change], charter: Charter) -> Iterator[tuple[Change, str, Severity]]:
    """Commitments that the change closes, with how that is told and how grave it is."""
    for change in all_:
        if not closes_commitment(change):
            continue
        made = charter.commitments.get(change.at[1])
        if made is None or made.closed_on is None:
            continue
        if made.due is not None and made.closed_on >= made.due:
            yield change, change.sentence, Severity.INFO
        else:
            when = f"before it is due on {made.due}" if made.due else "though it has no due date"
            yield change, f"{change.sentence}, {when}", Severity.WARNING


def _given_up(
    closed: Iterable[tuple[Change, str, Severity, Sequence[str]]],
    withheld: Sequence[str],
    context: Context,
) -> Iterator[Problem]:
    """That nobody can tell whether a commitment was fulfilled or given up."""
    for change, told, severity, others in closed:
        if missing := [party for party in withheld if party in others]:
            yield Problem(
                f"{told}; if it was given up rather than fulfilled, {_who(missing, context)}",
                at=place_in(context.partnership, change.at),
                help="If it was fulfilled, nothing has to be done. If not, "
                f"{way_to_agree(context, missing)}.",
                severity=severity,
            )


def _relaxed(withheld: Sequence[str], context: Context) -> Iterator[Problem]:
    was, relaxed = before(context).partnership, before(context).relaxed
    if was is not None and relaxed and withheld:
        retagged = was.charter.tags != context.partnership.charter.tags
        yield Problem(
            "with its new relationship, tags or folder the charter is no longer checked for "
            f"{listed(relaxed)}; {_who(withheld, context)}",
            at="tags" if retagged else "relationship",
            help=f"Undo the change, or {way_to_agree(context, withheld)}.",
        )


def _names(parties: Sequence[str], context: Context) -> str:
    shown = [party_name(party, context) for party in parties[:MOST_NAMED]]
    return some_of([*shown, *parties[MOST_NAMED:]], MOST_NAMED)


def _who(withheld: Sequence[str], context: Context) -> str:
    names = _names(withheld, context)
    version = context.partnership.charter.version
    return (
        f"{names} {'has' if len(withheld) == 1 else 'have'} not given a new approval for version "
        f"{version}"
    )
