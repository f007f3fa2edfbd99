"""Obligations that somebody owes, in a time that can be told."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.contract import Obligation
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.wording.lists import listed
from trm_policy.wording.text import quoted


@rule(Severity.ERROR)
def obligations_owned(charter: Charter, context: Context) -> Iterator[Problem]:
    """Each obligation has a debtor, and its time an event; a commitment has an owner or a day."""
    for id_, one in charter.obligations.items():
        lacking = list(_lacking(one)) if is_whole(context, ("obligations", id_)) else []
        if lacking:
            fields = [field for field, _ in lacking]
            often = ", or 'every' where it recurs" if "within" in fields else ""
            yield Problem(
                f"the obligation {quoted(one.what)} does not say "
                f"{listed([said for _, said in lacking])}",
                at=f"obligations.{id_}.{fields[0]}",
                help=f"Add {listed([repr(field) for field in fields])}{often}.",
            )
    for id_, promise in charter.commitments.items():
        if not is_whole(context, ("commitments", id_)) or promise.closed_on is not None:
            continue
        if promise.owner is None and promise.due is None:
            yield Problem(
                f"the commitment {quoted(promise.what)} has neither an owner nor a day",
                at=f"commitments.{id_}",
                help="Add 'owner' with the id of a person, or 'due' with the day.",
                severity=Severity.WARNING,
            )


def _lacking(one: Obligation) -> Iterator[tuple[str, str]]:
    """What is not said of an obligation, by the field that would say it."""
    if one.by is None:
        yield "by", "who owes it"
    if one.before is not None or one.every is not None:
        return
    if one.within is None and one.after is not None:
        yield "within", "how much time there is"
    if one.within is not None and one.after is None:
        yield "after", "from which event that counts"
