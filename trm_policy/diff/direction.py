"""Which way an edit goes: whether it strengthens or weakens what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.diff.change import At, ChangeKind
from trm_policy.diff.ladder import level, order
from trm_policy.diff.normal import Tree
from trm_policy.diff.ways import (
    LOOSE,
    SAME,
    TIGHT,
    EditInContext,
    Way,
    beside,
    days,
    signed,
    swapped,
    weighed,
)
from trm_policy.model.audience import Override, effective, width
from trm_policy.model.kpi import plan
from trm_policy.model.values import PARTLY, Share
from trm_policy.model.vocabulary import DecisionRule, Direction, SharingRule, Stage
from trm_policy.model.weights import Effect, Scale
from trm_policy.portfolio.roster import NEUTRAL
from trm_policy.timing import Cadence, pace
from trm_policy.timing.instant import add_days


def say(case: EditInContext) -> Way:
    """What leaves the say to one party loosens as it comes, goes or passes to another party."""
    edit = case.edit
    if shapes.at(edit.at).is_value:
        before, after = _party(case, edit.before, now=False), _party(case, edit.after, now=True)
        return (SAME, False) if before == after else (LOOSE, True)
    now = edit.kind is ChangeKind.ADDED
    if _is_one_sided(case, edit.after if now else edit.before, now=now):
        return LOOSE, True
    return (TIGHT if now else LOOSE), False


def _party(case: EditInContext, actor: str | None, *, now: bool) -> str | None:
    """The party that somebody stands for; None for those who stand between the parties."""
    if actor is None:
        return None
    whole = case.whole
    party = whole.head.roster.party_of(actor) if now else whole.party_before(actor)
    return None if party == NEUTRAL else party


def _is_one_sided(case: EditInContext, entry: Tree, *, now: bool) -> bool:
    """Whether a way out of a deadlock, a decision, or any of a committee, is for one party."""
    at = case.edit.at
    deadlock = entry if at[2:] == ("deadlock",) else entry.get("deadlock", {})
    decisions = [entry] if at[2:3] == ("decisions",) else entry.get("decisions", {}).values()
    heads = [deadlock[key] for key in ("person", "committee") if key in deadlock]
    return (
        "party" in deadlock
        or any(_party(case, head, now=now) for head in heads)
        or any("by" in one or one.get("rule") == DecisionRule.ONE_PARTY for one in decisions)
    )


_NEVER = "9999-99"
"""Sorts after every day."""


def direction(case: EditInContext) -> Way:
    """Which way the edit goes, and whether the way back loosens as well."""
    edit, reading = case.edit, case.row.reading
    if edit.kind is ChangeKind.RENAMED:
        return _moved(case), False
    if reading in _BOTH_WAYS:
        return _BOTH_WAYS[reading](case)
    if reading in _ALWAYS:
        return _ALWAYS[reading](case), False
    if edit.kind is not ChangeKind.CHANGED:
        return _presence(case), False
    if reading in _TWO_SIDED:
        return _TWO_SIDED[reading](case)
    compare = _COMPARED.get(reading)
    return (compare(case) if compare else SAME), False


def _presence(case: EditInContext) -> Effect:
    """What comes tightens and what goes loosens, save for what was closed by then."""
    edit = case.edit
    entry = edit.after if edit.kind is ChangeKind.ADDED else edit.before
    if isinstance(entry, dict) and "closed_on" in entry:
        return SAME
    return TIGHT if edit.kind is ChangeKind.ADDED else LOOSE


def _number(case: EditInContext) -> Effect:
    return signed(_figure(case.edit.after) - _figure(case.edit.before))


def _figure(value: Any) -> Any:
    """A number; of a share, which is its text, what it comes to."""
    return Share.parse(value).height if isinstance(value, str) else value


def _day(case: EditInContext) -> Effect:
    """Days are their ISO text, which sorts as they do."""
    before, after = case.edit.before, case.edit.after
    return signed((before > after) - (before < after))


def _renewal(case: EditInContext) -> Effect:
    """What counts is how long before the last day the renewal is decided, where there is one."""
    edit, trees = case.edit, (case.whole.there, case.whole.here)
    ends = [beside(tree, case.edit.at, "end") for tree in trees]
    if None in ends:
        return _day(case)
    then, now = (
        (date.fromisoformat(str(end)) - date.fromisoformat(str(day))).days
        for end, day in zip(ends, (edit.before, edit.after), strict=True)
    )
    return signed(now - then)


def _on(case: EditInContext) -> Effect:
    return signed(_forced(case.edit.after) - _forced(case.edit.before))


def _forced(value: Any) -> int:
    return 1 if value == PARTLY else 2 * bool(value)


def _word(case: EditInContext) -> Effect:
    order = case.row.order
    return signed(order.index(case.edit.after) - order.index(case.edit.before))


def _stage(case: EditInContext) -> Effect:
    first = Stage.WORKING_TOGETHER.number
    before, after = (
        min(Stage(value).number, first) for value in (case.edit.before, case.edit.after)
    )
    return signed(after - before)


def _aim(case: EditInContext) -> Direction | None:
    """Which way the KPI should go; None where that is not the same on both sides."""
    kpi = case.edit.at[1]
    both = [tree["kpis"][kpi].get("direction") for tree in (case.whole.there, case.whole.here)]
    said = {word for word in both if word is not None}
    return Direction(said.pop()) if len(said) == 1 else None


def _kpi_value(case: EditInContext) -> Effect:
    way = _number(case)
    aim = _aim(case)
    return way if aim is Direction.INCREASE else swapped(way) if aim is Direction.DECREASE else SAME


def _plan_point(case: EditInContext) -> Effect:
    """A milestone that comes or goes: where the plan runs without it decides."""
    edit = case.edit
    here = edit.kind is ChangeKind.ADDED
    side = case.whole.head if here else case.whole.base
    name = edit.at[1] if here else case.whole.place_before(edit.at)[1]
    kpi, entry = side.charter.kpis[name], edit.after if here else edit.before
    aim, came = _aim(case), TIGHT
    if aim is Direction.MAINTAIN:
        return SAME
    if "by" in entry and "value" in entry:
        day = date.fromisoformat(entry["by"])
        others = tuple(point for point in kpi.milestones if point.by != day)
        line = plan(kpi.model_copy(update={"milestones": others}), day)
        if line is not None and aim is not None:
            above = signed(round(entry["value"] - line, 9))
            came = above if aim is Direction.INCREASE else swapped(above)
    return came if here else swapped(came)


def _length(case: EditInContext) -> Effect:
    """What is longer counts as tighter here."""
    before, after = (days(case.whole, str(value)) for value in (case.edit.before, case.edit.after))
    return signed(after - before)


def _notice(case: EditInContext) -> Way:
    """Of each party, where each has a length of its own; a party without one has none."""
    both = (case.edit.before, case.edit.after)
    parties = {party for value in both if isinstance(value, dict) for party in value}

    def length(value: Any, party: str) -> float:
        span = value.get(party) if isinstance(value, dict) else value
        return days(case.whole, span) if span is not None else 0.0

    return weighed(
        *(signed(length(both[1], party) - length(both[0], party)) for party in parties or ("",))
    )


def _cadence(case: EditInContext) -> Way:
    """Rate, pauses and end, each from the first day of its own side."""
    edit, whole = case.edit, case.whole
    before, now = (
        pace(Cadence.parse(str(value)), _starting(tree, edit.at))
        for value, tree in ((edit.before, whole.there), (edit.after, whole.here))
    )
    return weighed(*map(signed, before.steps_to(now)))


def _start(case: EditInContext) -> Effect:
    return SAME if is_shift(case) else _day(case)


def is_shift(case: EditInContext) -> bool:
    """Whether meetings come as often as before, on other days: not one of them falls away."""
    edit, reading = case.edit, case.row.reading
    if edit.kind is not ChangeKind.CHANGED:
        return False
    if reading is Scale.OFTEN_TIGHTENS:
        return _cadence(case)[0] is SAME
    return reading is Scale.START and _keeps_all(case)


def _keeps_all(case: EditInContext) -> bool:
    """Whether the first day moves, the cadence stays, and as many meetings are left as before."""
    edit = case.edit
    every, now = (beside(tree, edit.at, "every") for tree in (case.whole.there, case.whole.here))
    if every is None or every != now:
        return False
    first, last = sorted(date.fromisoformat(str(day)) for day in (edit.before, edit.after))
    cadence = Cadence.parse(every)
    earlier, later = (cadence.next_due(day, add_days(day, -1)) for day in (first, last))
    second = cadence.next_due(first, earlier) if earlier is not None else None
    return second is not None and later is not None and later < second


def _starting(tree: Tree, at: At) -> date | None:
    """The first day that stands beside a cadence, where there is one."""
    day = beside(tree, at, "starting")
    return date.fromisoformat(day) if day is not None else None


def _sharing(case: EditInContext) -> Way:
    """What is never shared is a promise of silence: no other rule is better than it, or worse."""
    if SharingRule.NEVER_SHARE in (case.edit.before, case.edit.after):
        return LOOSE, True
    return _word(case), False


def _moved(case: EditInContext) -> Effect:
    """An entry under another key: only the day of a milestone has a better one."""
    if case.row.reading is not Scale.LATER_LOOSENS or _aim(case) is Direction.MAINTAIN:
        return SAME
    return _day(case)


def _seat(case: EditInContext) -> Effect:
    """Seats and votes are counted by party, so that a successor takes nothing away."""
    edit, whole = case.edit, case.whole
    committee, seat = edit.at[1], edit.at[3]
    then, today = whole.party_then(committee, seat), whole.party_now(committee, seat)
    party = (today if edit.kind is ChangeKind.ADDED else then) or ""
    before, now = whole.votes(committee)
    votes = now[party] - before[party]
    if edit.kind is ChangeKind.CHANGED and then != today:
        return _on(case)
    if edit.kind is ChangeKind.CHANGED:
        gains = bool(edit.after)
        return TIGHT if gains and votes > 0 else LOOSE if not gains and votes < 0 else SAME
    before, now = whole.seats(committee)
    seats = now[party] - before[party]
    if edit.kind is ChangeKind.ADDED:
        return TIGHT if max(seats, votes) > 0 else SAME
    return LOOSE if min(seats, votes) < 0 else SAME


def _heard(case: EditInContext) -> Effect:
    """Whether a party has nobody any more, or has somebody at last, in a list of people."""
    edit, whole = case.edit, case.whole
    then, now = _people(whole.there, edit.at[:3]), _people(whole.here, edit.at[:3])
    before, after = whole.once(
        lambda: (
            {whole.party_before(person) for person in then},
            {whole.head.roster.party_of(person) for person in now},
        ),
        "parties in",
        edit.at[:3],
    )
    came = edit.kind is ChangeKind.ADDED
    named = edit.at[3:] or (now if came else then)
    ours = {whole.head.roster.party_of(p) if came else whole.party_before(p) for p in named}
    if came:
        return TIGHT if ours & (after - before) else SAME
    return LOOSE if ours & (before - after) else SAME


def _people(tree: Tree, at: At) -> Tree:
    here: Any = tree
    for name in at:
        here = here.get(name, {})
    found: Tree = here
    return found


def _audience(case: EditInContext) -> Way:
    """Whoever may see more than before loosens; partner:a and partner:b are each other's wider."""
    edit, whole = case.edit, case.whole
    if edit.at == ("audience",):
        before, after = Override.parse(edit.before), Override.parse(edit.after)
    else:
        place = tuple(edit.at[-1].split("."))
        before = effective(whole.base.charter, whole.place_before(place))
        after = effective(whole.head.charter, place)
    if width(before) == width(after):
        return (SAME, False) if before == after else (LOOSE, True)
    return signed(width(before) - width(after)), False


_ALWAYS: dict[Scale, Callable[[EditInContext], Effect]] = {
    Scale.NEUTRAL: lambda _: SAME,
    Scale.ADDING_LOOSENS: lambda case: {ChangeKind.ADDED: LOOSE, ChangeKind.REMOVED: TIGHT}.get(
        case.edit.kind, SAME
    ),
    Scale.EARLIER_LOOSENS: lambda case: signed(
        ((case.edit.after or _NEVER) > (case.edit.before or _NEVER))
        - ((case.edit.after or _NEVER) < (case.edit.before or _NEVER))
    ),
    Scale.ON_TIGHTENS: _on,
    Scale.PLAN_POINT: _plan_point,
    Scale.SEAT: _seat,
    Scale.HEARD: _heard,
    Scale.SLACK: lambda case: signed((case.edit.before or 0) - (case.edit.after or 0)),
}
_BOTH_WAYS: dict[Scale, Callable[[EditInContext], Way]] = {
    Scale.EITHER: lambda _: (LOOSE, True),
    Scale.AUDIENCE: _audience,
    Scale.SAY: say,
    Scale.LEVEL: level,
    Scale.LADDER: order,
}
_TWO_SIDED: dict[Scale, Callable[[EditInContext], Way]] = {
    Scale.GIVEN: lambda _: (LOOSE, True),
    Scale.PROMISE: lambda _: (LOOSE, True),
    Scale.OFTEN_TIGHTENS: _cadence,
    Scale.SHARING: _sharing,
    Scale.LONGER_TIGHTENS: _notice,
}
_COMPARED: dict[Scale, Callable[[EditInContext], Effect]] = {
    Scale.KPI_VALUE: _kpi_value,
    Scale.HIGHER_TIGHTENS: _number,
    Scale.HIGHER_LOOSENS: lambda case: swapped(_number(case)),
    Scale.LATER_LOOSENS: _day,
    Scale.START: _start,
    Scale.RENEWAL: _renewal,
    Scale.LONGER_LOOSENS: lambda case: swapped(_length(case)),
    Scale.WORD_ORDER: _word,
    Scale.STAGE: _stage,
}
