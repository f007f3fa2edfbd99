"""Approvals that are what they say."""

from collections.abc import Iterable, Iterator

from trm_policy.diff.approvals import Approvals, known_by
from trm_policy.finding import Severity
from trm_policy.model.assurance import Approval
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules.change_control._changes import approvals, before, renamed
from trm_policy.wording.text import quoted


@rule(Severity.ERROR, change=True)
def approvals_genuine(charter: Charter, context: Context) -> Iterator[Problem]:
    """New approvals are authorised, name this version and follow the change; old ones stay."""
    if before(context).gone:
        return
    voices = approvals(context)
    given = list(voices.given())
    settled = {one.approval.party for one in given if one.flaw is None}
    for one in given:
        if one.flaw is not None and one.flaw.overtaken and one.approval.party in settled:
            continue
        if one.flaw is not None:
            yield Problem(
                one.flaw.message,
                at=("approvals", one.number, one.flaw.key),
                help=one.flaw.help,
            )
            continue
        if reason := voices.appointed(one.approval):
            yield Problem(
                reason,
                at=("approvals", one.number, "person"),
                help="Ask the party who speaks for it, and name that person in a change of its own "
                "first.",
                severity=Severity.WARNING,
            )
        if reason := voices.unproven(one.approval):
            yield Problem(
                reason,
                at=("approvals", one.number, "person"),
                help="Set 'require_signature = true' in trm.toml: then an approval counts once the "
                "one who gives it has committed it with a signature (git commit -S).",
                severity=Severity.INFO,
            )
    yield from _early(voices, context)
    old = list(_of_before(context))
    yield from _rewritten(charter, old)
    yield from _repeated(charter, old, context)


def _early(voices: Approvals, context: Context) -> Iterator[Problem]:
    """Approvals of this version that were there before anybody could have read it."""
    roster, version = context.partnership.roster, context.partnership.charter.version
    after = f"{version.major}.{version.minor + 1}.0"
    for one in voices.early():
        yield Problem(
            f"the approval of version {one.version} by {roster.party_name(one.party)} was recorded "
            "before this change, when there was no such version",
            at="version",
            help=f"Write another version, such as {after}, and let every party approve that.",
        )


def _of_before(context: Context) -> Iterator[tuple[Approval, Approval]]:
    """Each approval of before as it was written, and with the ids that the change gives."""
    was = before(context).partnership
    if was is None or not was.charter.approvals:
        return
    parties, people = renamed(context, "parties"), renamed(context, "people")
    for old in was.charter.approvals:
        now_called = {
            "party": parties.get(old.party, old.party),
            "person": people.get(old.person, old.person),
        }
        yield old, old.model_copy(update=now_called)


def _rewritten(charter: Charter, known: Iterable[tuple[Approval, Approval]]) -> Iterator[Problem]:
    """Approvals of before that are not there any more as they were given."""
    there = set(charter.approvals)
    for old, called in known:
        if old in there or called in there:
            continue
        yield Problem(
            f"the approval of version {old.version} that {old.person} gave for {old.party} on "
            f"{old.date} has been changed or removed",
            at="approvals",
            help="Restore it; approvals are the record of who agreed to what.",
        )


def _repeated(
    charter: Charter, known: Iterable[tuple[Approval, Approval]], context: Context
) -> Iterator[Problem]:
    """New entries for what somebody had approved before, of another day or with other evidence."""
    old = {one for both in known for one in both}
    given = {known_by(one) for one in charter.approvals if one in old}
    roster = context.partnership.roster
    for number, one in enumerate(charter.approvals):
        if one not in old and known_by(one) in given:
            yield Problem(
                f"{roster.name_of(one.person)} had approved version {one.version} for "
                f"{roster.party_name(one.party)} before this change; a second approval is dated "
                f"{one.date}, with {_evidence(one)}",
                at=("approvals", number),
                help="Remove it: it adds nothing to the first. If it is for what this change "
                "brings, raise the version, and let the party approve that.",
                severity=Severity.WARNING,
            )


def _evidence(approval: Approval) -> str:
    return f"the evidence {quoted(approval.evidence)}" if approval.evidence else "no evidence"
