"""Approvals that are what they say."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules.change_control._changes import approvals, before, renamed


@rule(Severity.ERROR, change=True)
def approvals_genuine(charter: Charter, context: Context) -> Iterator[Problem]:
    """New approvals are authorised, name this version and follow the change; old ones stay."""
    if before(context).gone:
        return
    voices = approvals(context)
    given = list(voices.given())
    settled = {one.approval.party for one in given if one.flaw is None}
    for one in given:
        if one.flaw is not None and one.approval.party not in settled:
            yield Problem(
                one.flaw.message,
                at=("approvals", one.number, one.flaw.key),
                help=one.flaw.help,
            )
        elif one.flaw is None and (reason := voices.unproven(one.approval)):
            yield Problem(
                reason,
                at=("approvals", one.number, "person"),
                help="Set 'require_signature = true' in trm.toml: then an approval counts once the "
                "one who gives it has committed it with a signature (git commit -S).",
                severity=Severity.INFO,
            )
    yield from _rewritten(charter, context)


def _rewritten(charter: Charter, context: Context) -> Iterator[Problem]:
    """Approvals of before that are not there any more as they were given."""
    was = before(context).partnership
    parties, people = renamed(context, "parties"), renamed(context, "people")
    for old in was.charter.approvals if was is not None else ():
        now_called = {
            "party": parties.get(old.party, old.party),
            "person": people.get(old.person, old.person),
        }
        if old in charter.approvals or old.model_copy(update=now_called) in charter.approvals:
            continue
        yield Problem(
            f"the approval of version {old.version} that {old.person} gave for {old.party} on "
            f"{old.date} has been changed or removed",
            at="approvals",
            help="Restore it; approvals are the record of who agreed to what.",
        )
