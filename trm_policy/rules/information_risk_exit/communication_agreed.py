"""A communication plan for good days and bad ones."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.contract import Communication
from trm_policy.model.vocabulary import CommunicationKind
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.wording.lists import listed
from trm_policy.wording.text import quoted

_NAMES = {
    CommunicationKind.ROUTINE: "routine news",
    CommunicationKind.CHANGE: "changes",
    CommunicationKind.CRISIS: "a crisis",
}


@rule(Severity.WARNING, tiers=STRATEGIC, section="communication")
def communication_agreed(charter: Charter, context: Context) -> Iterator[Problem]:
    """A communication plan covers routine news, changes and crises, each with an owner or voice."""
    plan = charter.communication
    if not plan or not is_whole(context, ("communication",)):
        return
    covered = {_kind(id_, one) for id_, one in plan.items()}
    lacking = [kind for kind in CommunicationKind if kind not in covered]
    if lacking:
        yield Problem(
            f"the communication plan has no channel for {listed([_NAMES[one] for one in lacking])}",
            at="communication",
            help=f"Add a line with 'kind: {lacking[0]}', its channel, and its owner or voice.",
        )
    for id_, one in plan.items():
        said = [words for field, words in _wanted(id_, one)]
        if said:
            yield Problem(
                f"the line {quoted(one.what)} of the communication plan has {listed(said)}",
                at=f"communication.{id_}.{next(_wanted(id_, one))[0]}",
                help="Agree on it and add it.",
            )


def _kind(id_: str, one: Communication) -> CommunicationKind | None:
    """What a line is for: as it says, or as its name and rhythm tell."""
    if one.kind is not None:
        return one.kind
    if "crisis" in id_:
        return CommunicationKind.CRISIS
    if "change" in id_:
        return CommunicationKind.CHANGE
    return CommunicationKind.ROUTINE if one.every is not None else None


def _wanted(id_: str, one: Communication) -> Iterator[tuple[str, str]]:
    if one.channel is None:
        yield "channel", "no channel"
    if one.owner is None and one.voice is None:
        yield "owner", "neither an owner nor a voice"
    if one.respond_within is None and _kind(id_, one) is not CommunicationKind.ROUTINE:
        yield "respond_within", "no time to respond"
