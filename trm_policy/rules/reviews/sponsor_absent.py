"""Sponsors who come."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.attendance import sponsors_attendance
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Option, Problem, rule
from trm_policy.wording.lists import listed


@rule(
    Severity.WARNING,
    tiers=STRATEGIC,
    section="reviews",
    options={
        "reviews": Option(2, "consecutive reviews that a sponsor and deputy may not both miss")
    },
)
def sponsor_absent(charter: Charter, context: Context) -> Iterator[Problem]:
    """No sponsor missed the last two strategic or steering reviews without a deputy."""
    least = max(context.options["reviews"], 1)
    roster = context.partnership.roster
    for found in sponsors_attendance(context.partnership, context.clock):
        if found.absences < least:
            continue
        last, sponsor = found.reviews[-least:], found.sponsor
        days = listed([str(held.front.held_on) for held in last])
        deputy = f", and {roster.name_of(sponsor.deputy)}, the deputy" if sponsor.deputy else ""
        yield Problem(
            f"{sponsor.name}, sponsor of {roster.party_name(found.party)}{deputy}, missed the "
            f"last {len(last)} strategic or steering reviews, on {days}",
            at="attendees",
            help="Ask the sponsor for the reason; send the deputy next time, or name a sponsor "
            "with more time.",
            document=last[-1].minutes.path,
        )
