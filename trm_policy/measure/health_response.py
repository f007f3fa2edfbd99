"""The signs of responsiveness: how soon the parties answer, and whether they do as agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from trm_policy.measure.acknowledgements import Acknowledgement, acknowledgements, stays
from trm_policy.measure.dated import open_commitments
from trm_policy.measure.evidence import Evidence, in_charter, in_record
from trm_policy.measure.health import HealthLimits, Sign, Standing, day_of, lateness, worst
from trm_policy.model.records import ActionState
from trm_policy.portfolio.known import minutes_known
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing.days import add_days

_YEAR = 365


def responsiveness(partnership: Partnership, now: datetime, limits: HealthLimits) -> Iterator[Sign]:
    """The signs of the last year, and of whatever is late now."""
    since = add_days(day_of(now), -_YEAR)
    yield from _of_acknowledging(partnership, now, since)
    yield from _of_levels(partnership, now, since)
    yield from _of_actions(partnership, now, since, limits)
    yield from _of_commitments(partnership, day_of(now), since, limits)


def _of_acknowledging(partnership: Partnership, now: datetime, since: date) -> Iterator[Sign]:
    known = [a for a in acknowledgements(partnership, now) if day_of(a.reached_at) >= since]
    for party in dict.fromkeys(one.party for one in known):
        own = [one for one in known if one.party == party]
        kept = sum(one.in_time for one in own)
        says = f"{partnership.roster.party_name(party)} acknowledged {kept} of {len(own)} in time"
        evidence = tuple(map(_heard, own))
        yield Sign(f"acknowledging {party}", share(kept, len(own)), says, evidence)


def _heard(one: Acknowledgement) -> Evidence:
    heard = f"acknowledged {one.heard.isoformat()}" if one.heard else "not acknowledged"
    due = one.due.astimezone(one.reached_at.tzinfo).isoformat()
    return in_record(one.path, one.line, f"{one.escalation} {one.level}: {heard}, due {due}")


def share(kept: int, asked: int) -> Standing:
    """Good where all was kept, fair where at least half was, poor else; unknown of none."""
    if not asked:
        return Standing.UNKNOWN
    if kept == asked:
        return Standing.GOOD
    return Standing.FAIR if 2 * kept >= asked else Standing.POOR


def _of_levels(partnership: Partnership, now: datetime, since: date) -> Iterator[Sign]:
    known = [stay for stay in stays(partnership, now) if day_of(stay.due) >= since]
    if known:
        kept = sum(stay.in_time for stay in known)
        says = f"{kept} of {len(known)} levels were done in their time"
        evidence = tuple(
            in_record(
                stay.path,
                stay.line,
                f"{stay.escalation} {stay.level}: "
                + (f"left {stay.left.isoformat()}" if stay.left else "still there"),
            )
            for stay in known
        )
        yield Sign("escalation levels", share(kept, len(known)), says, evidence, "Escalations")


def _of_actions(
    partnership: Partnership, now: datetime, since: date, limits: HealthLimits
) -> Iterator[Sign]:
    """What was agreed in reviews: good where something of the year is done and nothing late."""
    today = day_of(now)
    done, late = [], []
    for minutes in minutes_known(partnership.records, now):
        recent = minutes.front is not None and minutes.front.held_on >= since
        for action in minutes.actions:
            here = in_record(minutes.path, action.line, action.what.split("\n", 1)[0])
            if action.state is ActionState.DONE and recent:
                done.append(here)
            elif action.state is ActionState.OPEN and action.due and action.due < today:
                late.append((action.due, here))
    if late:
        standing = worst(lateness((today - due).days, limits) for due, _ in late)
        says = f"{len(late)} open past their day, the oldest since {min(due for due, _ in late)}"
        evidence = tuple(here for _, here in late)
        yield Sign("actions", standing, says, evidence, "Actions")
    elif done:
        says = f"{len(done)} done, none late"
        yield Sign("actions", Standing.GOOD, says, tuple(done), "Actions")


def _of_commitments(
    partnership: Partnership, today: date, since: date, limits: HealthLimits
) -> Iterator[Sign]:
    """Promises past their day, and those that were kept, in time or late, within the year."""
    charter = partnership.charter
    for id_, _, due in open_commitments(charter):
        if due < today:
            says = f"open, and due since {due}"
            at = in_charter(partnership, ("commitments", id_, "due"), says)
            standing, called = lateness((today - due).days, limits), charter.commitments[id_].what
            yield Sign(f"commitment {id_}", standing, says, (at,), called)
    for id_, promise in charter.commitments.items():
        if promise.closed_on is not None and since <= promise.closed_on <= today:
            late = promise.due is not None and promise.closed_on > promise.due
            says = f"closed on {promise.closed_on}" + (f", due on {promise.due}" if late else "")
            at = in_charter(partnership, ("commitments", id_, "closed_on"), says)
            standing = Standing.FAIR if late else Standing.GOOD
            yield Sign(f"commitment {id_}", standing, says, (at,), promise.what)
