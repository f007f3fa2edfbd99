"""What has a day of its own in the charter: promises, goals, risks, seats and waivers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trm_policy.measure.dated import appointments, open_commitments, open_goals, risk_reviews
from trm_policy.measure.due.desk import Desk
from trm_policy.measure.due.item import DueItem, Kind


def commitments(desk: Desk) -> Iterator[DueItem]:
    """Promises that are not kept yet."""
    for id_, promise, day in open_commitments(desk.charter):
        yield desk.item(
            Kind.COMMITMENT,
            day,
            f"Keep the commitment: {promise.what}",
            who=desk.answering(promise, "owner"),
            at=("commitments", id_, "due"),
        )


def goals(desk: Desk) -> Iterator[DueItem]:
    """Goals that are not reached yet."""
    for id_, goal, day in open_goals(desk.charter):
        yield desk.item(
            Kind.GOAL,
            day,
            f"Reach the goal: {goal.statement}",
            who=desk.answering(goal, "lead"),
            at=("goals", id_, "due"),
        )


def risks(desk: Desk) -> Iterator[DueItem]:
    """Risks that are to be looked at again."""
    for id_, risk, day in risk_reviews(desk.charter):
        yield desk.item(
            Kind.RISK,
            day,
            f"Look at the risk again: {risk.title}",
            who=desk.answering(risk, "owner"),
            at=("risks", id_, "review_by"),
        )


def seats(desk: Desk) -> Iterator[DueItem]:
    """Seats in committees whose appointment ends; owed by who sits there, and who presides."""
    for id_, committee, position, seat, day in appointments(desk.charter):
        party = desk.partnership.roster.party_of(seat.person)
        presiding = [one.person for one in committee.members if one.chairs]
        yield desk.item(
            Kind.APPOINTMENT,
            day,
            f"The appointment of {desk.name(seat.person)} to the committee {committee.name!r} "
            "ends: renew it, or name a successor.",
            who=[seat.person, *presiding, *(desk.owners(party) if party else ())],
            at=("committees", id_, "members", position, "until"),
            key=f"{id_} {seat.person} {seat.role}",
        )


def waivers(desk: Desk) -> Iterator[DueItem]:
    """The last days of waivers; owed by the host's owner, and by who approved them."""
    seen: Counter[str] = Counter()
    for position, waiver in enumerate(desk.charter.waivers):
        if waiver.expires is None:
            continue
        about = f"{waiver.rule} {waiver.at or ''}".strip()
        seen[about] += 1
        approver = [waiver.approved_by] if waiver.approved_by else []
        where = f" at {waiver.at}" if waiver.at else ""
        yield desk.item(
            Kind.WAIVER,
            waiver.expires,
            f"The waiver of {waiver.rule!r}{where} ends: mend what it covers, or have it approved "
            "anew.",
            who=[*desk.owners(desk.charter.host), *approver],
            at=("waivers", position, "expires"),
            key=f"{about} {seen[about]}",
        )
