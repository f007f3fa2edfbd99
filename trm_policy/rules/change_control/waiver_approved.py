"""Waivers that somebody other than their author has agreed to."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.assurance import Waiver
from trm_policy.model.charter import Charter
from trm_policy.portfolio.before import CharterCommit
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import Actor
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules.change_control._changes import before, renamed
from trm_policy.rules.change_control._names import may_be
from trm_policy.timing import CalendarSpan


@rule(
    Severity.ERROR,
    change=True,
    options={"most-months": Option(12, "the most months ahead that a new waiver may end")},
)
def waiver_approved(charter: Charter, context: Context) -> Iterator[Problem]:
    """A new waiver has a reason, an end date, and a known approver who is not its author."""
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
    yield from _of_approver(number, waiver, context)


def _of_approver(number: int, waiver: Waiver, context: Context) -> Iterator[Problem]:
    """What keeps the one who is said to have approved the waiver from having done so."""
    at = ("waivers", number, "approved_by")
    approver = context.partnership.roster.get(waiver.approved_by)
    if approver is None:
        return  # references-resolve says so
    if not _known_before(approver, context):
        yield Problem(
            f"{approver.name}, who is to have approved the waiver of {waiver.rule!r}, was neither "
            "in the charter nor in the directory before this change",
            at=at,
            help="Have it approved by someone who was.",
        )
        return
    step = next((s for s in before(context).steps if waiver in s.charter.waivers), None)
    if step is None or approver.human is None:
        return
    if may_be(approver, step.names):
        yield Problem(
            f"{approver.name} has both approved and committed the waiver of {waiver.rule!r}",
            at=at,
            help="Have someone else approve it or commit it.",
        )
    elif not _is_known(step, context):
        yield Problem(
            f"the waiver of {waiver.rule!r} was committed by {step.author} ({step.email}), whom "
            "neither the charter nor the directory lists, so nothing shows that this is not "
            f"{approver.name}, who approved it",
            at=at,
            help="Have it committed by someone who is listed there with that address.",
            severity=Severity.WARNING,
        )


def _known_before(approver: Actor, context: Context) -> bool:
    was = before(context).partnership
    if was is None:
        return True
    called = {new: old for old, new in renamed(context, "people").items()}
    return was.roster.knows(called.get(approver.id, approver.id))


def _is_known(step: CharterCommit, context: Context) -> bool:
    """Whether the author of a commit is somebody whom the charter or the directory lists."""
    partnership = context.partnership
    listed = (partnership.roster.get(id_) for id_ in partnership.roster.directory.people)
    return any(may_be(one, step.names) for one in (*partnership.roster, *listed) if one is not None)
