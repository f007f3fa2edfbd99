"""Whom a change takes something from, or asks more of: the parties that must agree to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from trm_policy.diff.change import At, Change, ChangeKind
from trm_policy.diff.sides import Side
from trm_policy.model.vocabulary import Status
from trm_policy.model.weights import Bump, Effect, Weight

_OWED_BY = {"kpis": "owner", "goals": "lead", "commitments": "owner", "sharing": "from_",
            "obligations": "by"}  # fmt: skip
"""The field that says who answers for an entry, by section."""
_ANSWERING: Mapping[str, tuple[At, ...]] = {
    "kpis": (("owner",),),
    "goals": (("lead",),),
    "commitments": (("owner",),),
    "sharing": (("owner",),),
    "risks": (("owner",),),
    "responsibilities": (("accountable",),),
    "initiatives": (("lead",),),
    "communication": (("owner",), ("voice",)),
    "committees": (("lead",),),
}
"""Where a person of another party makes a duty that party's."""
_CONTACT = ("escalation", "levels", "LEVEL", "contacts")
_HANDING_OVER = ("exit", "transition", "owners")
_OF_NOBODY: tuple[At, ...] = (
    ("stage",),
    ("status",),
    ("instrument",),
    ("not_applicable",),
    ("waivers",),
    ("approvals",),
    ("vision",),
    ("term", "review_by"),
    ("sponsors",),
    ("owners",),
    ("touchpoints",),
    ("risks",),
    ("agreements", "*", "link"),
    ("communication", "*", "kind"),
    _HANDING_OVER,
)
"""Where more asks more of the charter and of no party."""
_OWES = ("owes more than was agreed", "owe more than was agreed")
_BOUND = ("is bound longer than was agreed", "are bound longer than was agreed")
_OUTVOTED = ("has a smaller say than was agreed", "have a smaller say than was agreed")
_MOVED = ("has another say than was agreed", "have another say than was agreed")
_BLIND = ("sees less than was agreed", "see less than was agreed")
_ELSEWHERE = ("gets its notices elsewhere", "get their notices elsewhere")
_STOOD_FOR = ("is spoken for by another party's person", "are spoken for by another party's person")
_LEAVING = ("is said to have given notice", "are said to have given notice")
_WORDS = {
    ("term", "end"): _BOUND,
    ("exit", "notice"): _BOUND,
    ("exit", "notice_given"): _LEAVING,
    ("audience",): _BLIND,
}


def asked(change: Change, base: Side, head: Side) -> tuple[str, ...]:
    """The parties, of then and of now, that must agree to a change, whatever the version is."""
    return deprived(change, base, head) if takes(change) else _burdened(change, base, head)


def agreeing(change: Change, base: Side, head: Side) -> tuple[str, ...]:
    """The parties that must agree: all to what needs a new version, else who is asked of it."""
    return asked(change, base, head) if change.bump is Bump.NONE else everyone(base, head)


def discloses(change: Change) -> bool:
    """Whether others than before may read something."""
    return change.at[0] in ("audience", "visibility") and change.weakens


def takes(change: Change) -> bool:
    """Whether it takes something from who had agreed: it weakens, or rewrites what was agreed.

    Another id for the same thing does neither; other words for it do.
    """
    return change.weakens or (
        change.bump is not Bump.NONE and change.direction is not Effect.TIGHTENS
    )


def deprived(change: Change, base: Side, head: Side) -> tuple[str, ...]:
    """The parties that a weaker promise takes something from: all but whoever made it.

    What may as well ask more of who made it, such as other words, is for that party, too.
    """
    parties = everyone(base, head)
    either = change.whichever or not (change.weakens or closes_commitment(change))
    if either or change.at[0] not in ("commitments", "obligations"):
        return parties
    entry = getattr(base.charter, change.at[0]).get(change.at[1])
    by = getattr(entry, _OWED_BY[change.at[0]], None)
    party = by if by in parties else base.roster.party_of(by) if by else None
    return tuple(one for one in parties if one != party) if party in parties else parties


def everyone(base: Side, head: Side) -> tuple[str, ...]:
    """All parties, of then and of now."""
    return tuple({**base.charter.parties, **head.charter.parties})


def _burdened(change: Change, base: Side, head: Side) -> tuple[str, ...]:
    """The parties, of then and of now, that owe more or lose something by a stronger promise.

    So does a party whose person answers for what nobody or another party's person answered for
    before, both have another say where that is a decision, one is said to give notice or gets its
    notices elsewhere, and everybody is bound by a partnership that had ended and is to go on.
    """
    if change.at[:2] == ("exit", "notice_given"):
        return tuple(_leaving(base, head))
    if _is_of_notices(change):
        return (change.at[1],)
    if change.at[:3] == _HANDING_OVER:
        own = head.roster.party_of(change.after) in (None, change.at[3])
        return () if own else (change.at[3],)
    if change.at == ("status",) and change.before == Status.ENDED:
        return everyone(base, head)
    if _is_decision(change) and change.kind is ChangeKind.ADDED:
        return tuple(_charged(change, base, head))
    if change.at[2:] in _ANSWERING.get(change.at[0], ()):
        then, now = base.roster.party_of(change.before), head.roster.party_of(change.after)
        if now in (None, then):
            return ()
        asked = {then, now} if _is_decision(change) else {now}
        return tuple(party for party in everyone(base, head) if party in asked)
    if change.weight is not Weight.MATERIAL or change.direction is not Effect.TIGHTENS:
        return ()
    if any(_is_at(change.at, place) for place in _OF_NOBODY):
        return ()
    return tuple(dict.fromkeys(_owing_more(change, base, head)))


def hands_over(change: Change) -> bool:
    """Whether somebody who answered for something no longer does."""
    section, *below = change.at
    if change.kind is ChangeKind.REMOVED and section == "responsibilities":
        return len(below) == 1 or below[1:] == ["accountable"]
    changed = change.kind in (ChangeKind.CHANGED, ChangeKind.REMOVED)
    return changed and tuple(below[1:]) in _ANSWERING.get(section, ())


def closes_commitment(change: Change) -> bool:
    """Whether a commitment is said to be over: nobody can tell whether it was kept."""
    return change.at[0] == "commitments" and change.at[2:] == ("closed_on",)


def burden(change: Change, parties: int) -> str:
    """What a change does to whom it burdens, as the verb of one party or several."""
    words = _WORDS.get(change.at[:2], _OWES)
    if _is_seat(change):
        words = _OUTVOTED
    if _is_decision(change) and change.at[2:] == ("accountable",):
        words = _MOVED
    if change.at[0] == "visibility":
        words = _BLIND
    if _is_of_notices(change):
        words = _ELSEWHERE
    if change.at[:3] == _HANDING_OVER:
        words = _STOOD_FOR
    return words[parties > 1]


def _owing_more(change: Change, base: Side, head: Side) -> Iterator[str]:
    section, parties = change.at[0], everyone(base, head)
    if section in ("audience", "visibility"):
        yield from (party for party in parties if party != head.charter.host)
    elif section == "parties" and change.at[2:3] == ("gets",):
        yield from (party for party in parties if party != change.at[1])
    elif section == "parties" and change.at[2:]:
        yield change.at[1]
    elif _is_seat(change):
        yield from _outvoted(change.at[1], base, head)
    else:
        party = _owing(change, head)
        yield from [party] if party in parties else parties


def _leaving(base: Side, head: Side) -> Iterator[str]:
    """The party in whose name notice is given."""
    plan = head.charter.exit
    given = plan.notice_given if plan is not None else None
    yield from (party for party in everyone(base, head) if given and party == given.by)


def _charged(change: Change, base: Side, head: Side) -> Iterator[str]:
    """The parties whose people are to do, or to answer for, what none of theirs did before."""
    _, id_, *below = change.at
    entries = [side.charter.responsibilities.get(id_) for side in (base, head)]
    if below[:1] not in ([], ["accountable"], ["responsible"]):
        return
    then, now = (
        {side.roster.party_of(one) for one in (entry.accountable, *entry.responsible)}
        if entry is not None
        else set()
        for entry, side in zip(entries, (base, head), strict=True)
    )
    yield from (party for party in head.charter.parties if party in now - then)


def _owing(change: Change, head: Side) -> str | None:
    """The party that alone owes what is promised; None where that is everybody."""
    section, *below = change.at
    if section == "escalation" and change.at[3:4] == ("contacts",):
        return change.at[4] if len(change.at) > len(_CONTACT) else None
    field = _OWED_BY.get(section)
    entry = getattr(head.charter, section).get(below[0]) if field is not None and below else None
    named = getattr(entry, field) if entry is not None and field is not None else None
    return named if named in head.charter.parties else head.roster.party_of(named)


def _outvoted(committee: str, base: Side, head: Side) -> Iterator[str]:
    """The parties of which the share of a committee's votes is smaller than before."""
    then, now = (side.votes.get(committee, Counter[str]()) for side in (base, head))
    for party in everyone(base, head):
        if now[party] * max(then.total(), 1) < then[party] * max(now.total(), 1):
            yield party


def _is_of_notices(change: Change) -> bool:
    """Whether notices to a party go elsewhere than before; where they first go is new."""
    came = change.kind is ChangeKind.ADDED and change.at[2:] == ("notices",)
    return change.at[0] == "parties" and change.at[2:3] == ("notices",) and not came


def _is_decision(change: Change) -> bool:
    return change.at[0] == "responsibilities"


def _is_at(at: At, place: At) -> bool:
    """Whether a place is this one, or lies below; ``*`` is any id."""
    return len(at) >= len(place) and all(
        part in ("*", here) for part, here in zip(place, at, strict=False)
    )


def _is_seat(change: Change) -> bool:
    return change.at[0] == "committees" and change.at[2:3] == ("members",)
