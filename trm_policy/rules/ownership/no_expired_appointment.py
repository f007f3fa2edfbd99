"""Seats whose time has not run out."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.dated import appointments
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Option, Problem, rule


@rule(
    Severity.ERROR,
    section="committees",
    options={"days": Option(30, "days for which an expired appointment is only a warning")},
)
def no_expired_appointment(charter: Charter, context: Context) -> Iterator[Problem]:
    """No committee seat is held beyond the last day of its appointment."""
    for id_, _, position, seat, until in appointments(charter):
        if until >= context.today:
            continue
        recent = (context.today - until).days <= context.options["days"]
        name = context.partnership.roster.name_of(seat.person or "")
        yield Problem(
            f"the appointment of {name} to the committee {id_!r} ended on {until}",
            at=("committees", id_, "members", position, "until" if seat.until else "since"),
            help="Renew the appointment and write its new days, or give the seat to a successor.",
            severity=Severity.WARNING if recent else None,
        )
