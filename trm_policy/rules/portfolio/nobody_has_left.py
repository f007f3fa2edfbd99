"""Parts that are held by people who are still there."""

from collections.abc import Iterator

from trm_policy.finding import Place, Severity, dotted
from trm_policy.model.charter import Charter
from trm_policy.model.party import SharedPerson
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.people import address, parts
from trm_policy.portfolio.roster import Actor
from trm_policy.rule import Problem, rule

_PARTS = {
    "people": "deputy of {!r}",
    "sponsors": "executive sponsor",
    "owners": "relationship owner",
    "goals": "lead of the goal {!r}",
    "kpis": "owner of the KPI {!r}",
    "committees": "named in the committee {!r}",
    "responsibilities": "named in the decision {!r}",
    "escalation": "contact on the escalation path",
    "sharing": "owner of the shared item {!r}",
    "risks": "owner of the risk {!r}",
    "commitments": "owner of the commitment {!r}",
    "initiatives": "lead of the initiative {!r}",
    "touchpoints": "part of the touchpoint {!r}",
    "maturity": "lead of a maturity function",
    "exit": "owner of the handover",
}


@rule(Severity.ERROR, always=True)
def nobody_has_left(charter: Charter, context: Context) -> Iterator[Problem]:
    """No one who has left, according to the directory, still has a role in a partnership."""
    everybody = context.directory.people
    gone = {id_: p for id_, p in everybody.items() if p.left and p.left <= context.today}
    if not gone:
        return
    here = {address(person) for id_, person in everybody.items() if id_ not in gone}
    by_mail = {address(person): person for person in gone.values() if address(person) not in here}
    by_mail.pop(None, None)
    deputies: set[str] = set()
    for reference in parts(context.partnership.references, charter, context.today):
        actor = context.partnership.roster.get(reference.id)
        if actor is None or actor.human is None:
            continue
        left = gone.get(actor.id) if actor.left else by_mail.get(address(actor.human))
        deputy = gone.get(actor.deputy or "") if actor.shared else None
        if left is not None:
            yield _still_there(left, _PARTS[str(reference.at[0])], reference.at)
        elif deputy is not None and actor.id not in deputies:
            deputies.add(actor.id)
            yield _still_deputy(deputy, actor, context)


def _still_there(person: SharedPerson, part: str, place: Place) -> Problem:
    return Problem(
        f"{person.name} left on {person.left} but is still {part.format(dotted(place[1:2]))}",
        at=place,
        help="Name a successor, or correct 'left' of the person in directory.yaml.",
    )


def _still_deputy(person: SharedPerson, actor: Actor, context: Context) -> Problem:
    """Of somebody of the directory, whose deputy is named there."""
    directory = context.directory_document
    return Problem(
        f"{person.name} left on {person.left} but is still {_PARTS['people'].format(actor.id)}",
        at=("people", actor.id, "deputy"),
        help="Name another deputy, or correct 'left' of the person.",
        document=directory.path if directory else None,
    )
