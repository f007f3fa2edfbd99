"""Waivers that somebody other than their author has agreed to."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.assurance import Waiver
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.people import address
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules.change_control._changes import before
from trm_policy.timing import CalendarSpan
from trm_policy.wording.text import folded, mailbox


@rule(
    Severity.ERROR,
    change=True,
    options={"most-months": Option(12, "the most months ahead that a new waiver may end")},
)
def waiver_approved(charter: Charter, context: Context) -> Iterator[Problem]:
    """A new waiver has a reason, an end date, and an approver who is not its author."""
    was = before(context).partnership
    known = set(was.charter.waivers) if was is not None else set()
    if before(context).gone:
        return
    for number, waiver in enumerate(charter.waivers):
        if waiver not in known:
            yield from _problems(number, waiver, context)


def _problems(number: int, waiver: Waiver, context: Context) -> Iterator[Problem]:
    missing = [key for key in ("because", "approved_by", "expires") if not getattr(waiver, key)]
    if missing:
        return  # waiver-unknown says so of old and new waivers alike
    months = context.options["most-months"]
    latest = CalendarSpan.parse(f"{months} months").after(context.today)
    if waiver.expires is not None and waiver.expires > latest:
        yield Problem(
            f"the new waiver of {waiver.rule!r} ends on {waiver.expires}, more than {months} "
            "months ahead",
            at=("waivers", number, "expires"),
            help=f"Set 'expires' to {latest} or earlier, and review the waiver then.",
        )
    if _by_its_author(waiver, context):
        name = context.partnership.roster.name_of(waiver.approved_by or "")
        yield Problem(
            f"{name} has both approved and committed the waiver of {waiver.rule!r}",
            at=("waivers", number, "approved_by"),
            help="Have someone else approve it or commit it.",
        )


def _by_its_author(waiver: Waiver, context: Context) -> bool:
    """Whether the commit that brought the waiver is by the one who approved it."""
    approver = context.partnership.roster.get(waiver.approved_by)
    step = next((s for s in before(context).steps if waiver in s.charter.waivers), None)
    if step is None or approver is None or approver.human is None:
        return False
    mine = address(approver.human)
    by_address = mine is not None and mine == mailbox(step.email)
    return by_address or folded(approver.name) == folded(step.author)
