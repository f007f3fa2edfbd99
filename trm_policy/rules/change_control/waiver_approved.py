"""Waivers that somebody other than their author has agreed to."""

from collections.abc import Iterator

from trm_policy.diff.approvals import addresses, unsigned
from trm_policy.diff.authors import may_be
from trm_policy.diff.offices import is_other, known_by
from trm_policy.finding import Severity
from trm_policy.model.assurance import Waiver
from trm_policy.model.charter import Charter
from trm_policy.model.party import SharedPerson
from trm_policy.portfolio.before import CharterCommit
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.people import address
from trm_policy.portfolio.roster import Actor, behind
from trm_policy.rule import Option, Problem, rule
from trm_policy.rules.change_control._changes import before, renamed
from trm_policy.timing import CalendarSpan
from trm_policy.wording.text import folded

_BY_OTHERS = (
    "Have it approved by someone who was there before, and who wrote nothing of this change."
)
_SIGNED = (
    "Let an approver who wrote nothing of this change commit the waiver alone, with a signature "
    "(git commit -S)."
)


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
    approver = context.partnership.roster.get(waiver.approved_by)
    if approver is None:
        return  # references-resolve says so
    at, signed = ("waivers", number, "approved_by"), before(context).signed
    step = next((s for s in before(context).steps if waiver in s.charter.waivers), None)
    reasons = [
        _is_nobody(approver, waiver),
        _was_not(approver, waiver, context),
        _has_left(approver, waiver, context),
        _is_author(approver, waiver, step, context),
    ]
    if signed:
        what, known = f"the waiver of {waiver.rule!r}", addresses(_behind(approver, context))
        reasons.append(unsigned(step, known, what, approver.name))
    reason = next(filter(None, reasons), None)
    if reason is not None:
        yield Problem(reason, at=at, help=_SIGNED if signed else _BY_OTHERS)
    elif step is not None and approver.human is not None and not _is_known(step, context):
        yield Problem(
            f"the waiver of {waiver.rule!r} was committed by {step.author} ({step.email}), whom "
            "neither the charter nor the directory listed before this change, so nothing shows "
            f"that this is not {approver.name}, who approved it",
            at=at,
            help="Have it committed by someone who is listed there with that address.",
            severity=Severity.WARNING,
        )


def _is_nobody(approver: Actor, waiver: Waiver) -> str | None:
    """That an office or a mailbox is named, which may as well be that of the author."""
    if not approver.is_post:
        return None
    return (
        f"{approver.name}, who is to have approved the waiver of {waiver.rule!r}, is an office or "
        "a mailbox, so nothing shows who did"
    )


def _was_not(approver: Actor, waiver: Waiver, context: Context) -> str | None:
    """That the approver was nobody before the change, or somebody else."""
    was = _approver_before(waiver, context)
    said = f"who is to have approved the waiver of {waiver.rule!r}"
    if was is None:
        return (
            f"{approver.name}, {said}, was neither in the charter nor in the directory before this "
            "change"
        )
    if is_other(was, approver):
        return f"{known_by(approver)}, {said}, was {known_by(was)} before this change"
    return None


def _has_left(approver: Actor, waiver: Waiver, context: Context) -> str | None:
    """That the approver had left before anybody could approve what is new today."""
    left = approver.human.left if isinstance(approver.human, SharedPerson) else None
    if left is None or left > context.today:
        return None
    return f"{approver.name}, who is to have approved the waiver of {waiver.rule!r}, left on {left}"


def _is_author(
    approver: Actor, waiver: Waiver, step: CharterCommit | None, context: Context
) -> str | None:
    """That the approver, by the name of then or of now, has committed the waiver or the change.

    Where it must be signed, the approver is to commit the waiver, and nothing else.
    """
    was = _approver_before(waiver, context) or approver
    for one in _behind(approver, context):
        known = (one, was) if approver.human is not None else (one,)
        name = approver.name if one == approver else f"{one.name}, who sits in {approver.name},"
        if step is not None and not before(context).signed and _may_be(step, *known):
            return f"{name} has both approved and committed the waiver of {waiver.rule!r}"
        if any(step.writes and _may_be(step, *known) for step in before(context).steps):
            return (
                f"{name} has approved the waiver of {waiver.rule!r}, and has also written a part "
                "of this change"
            )
    return None


def _behind(approver: Actor, context: Context) -> tuple[Actor, ...]:
    """The approver, or whoever votes in the body that is said to have approved."""
    return behind(context.partnership.roster, approver.id)


def _may_be(step: CharterCommit, *actors: Actor) -> bool:
    return any(may_be(actor, step.names) for actor in actors)


def _approver_before(waiver: Waiver, context: Context) -> Actor | None:
    """Who the approver was before the change; of a new charter, whoever was listed anywhere."""
    was, now = before(context).partnership, context.partnership.roster.get(waiver.approved_by)
    if was is not None:
        called = {new: old for old, new in renamed(context, "people").items()}
        return was.roster.get(called.get(waiver.approved_by or "", waiver.approved_by))
    if now is None or now.human is None:
        return None
    own = address(now.human)
    same = (
        address(one) == own if own else folded(one.name) == folded(now.name)
        for one in before(context).everybody()
    )
    return now if any(same) else None


def _is_known(step: CharterCommit, context: Context) -> bool:
    """Whether the author of a commit is somebody who was listed before the change."""
    partnership = before(context).partnership or context.partnership
    listed = (partnership.roster.get(id_) for id_ in partnership.roster.directory.people)
    people = filter(None, (*partnership.roster, *listed))
    return any(may_be(one, step.own_names) for one in people)
