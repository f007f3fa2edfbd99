"""A handover that both could start tomorrow."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import sides_of
from trm_policy.model.assurance import Exit, Transition
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import demands
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule
from trm_policy.rules._written import later

_WANTED = {
    "duration": ("how long it takes", "Add 'duration', such as 'duration: 6 months'."),
    "data_return": (
        "what happens to the data",
        "Add 'data_return': what is returned or deleted, and by when.",
    ),
    "intellectual_property": (
        "who may use what was made together",
        "Add 'intellectual_property': who may use what was made together.",
    ),
    "knowledge": (
        "how knowledge is handed over",
        "Add 'knowledge': what is written down, shown or taught.",
    ),
    "continuity": (
        "how the service continues meanwhile",
        "Add 'continuity': how the service continues until the handover is complete.",
    ),
}
_ROUNDING = 0.99
"""274 days are as good as nine months."""


@rule(Severity.ERROR, tiers=STRATEGIC, section="exit", owed="exit.transition")
def exit_transition(charter: Charter, context: Context) -> Iterator[Problem]:
    """The handover has an owner from each party and a full plan, and fits into the notice."""
    plan = charter.exit.transition if charter.exit else None
    if charter.exit is None or plan is None or plan == Transition():
        return
    if demands(charter, "exit.transition.owners"):
        yield from _owners(plan, context)
    for field, (lack, fix) in _WANTED.items():
        if getattr(plan, field) is None and demands(charter, f"exit.transition.{field}"):
            yield Problem(
                f"the handover plan does not state {lack}",
                at=f"exit.transition.{field}",
                help=fix,
            )
    yield from _within_notice(charter.exit, plan, context)


def _owners(plan: Transition, context: Context) -> Iterator[Problem]:
    roster = context.partnership.roster
    misspelt = not plan.owners.keys() <= context.partnership.ids("parties")
    if not plan.owners and len(roster.charter.organised) > 1:
        yield Problem(
            "no one runs the handover",
            at="exit.transition.owners",
            help="Add 'owners' to the transition, with the id of one person for each party.",
        )
        return
    for party in roster.charter.organised:
        name, owner = roster.party_name(party), plan.owners.get(party)
        at = f"exit.transition.owners.{party}"
        if owner is None and misspelt:
            continue  # the unknown key may be meant for this party
        if owner is None:
            yield Problem(
                f"no one from {name} runs the handover",
                at=at,
                help=f"Add '{party}: PERSON' to the 'owners' of the transition.",
            )
        elif party not in (sides := sides_of(context.partnership, owner)) and sides:
            yield Problem(
                f"{roster.name_of(owner)} runs the handover for {name}, but is not from that party",
                at=at,
                help=f"Name someone from {name}.",
            )


def _within_notice(exit_: Exit, plan: Transition, context: Context) -> Iterator[Problem]:
    duration, notice = plan.duration, exit_.notice.shortest if exit_.notice else None
    if notice is None or not notice.amount or duration is None:
        return
    if notice.approximate_days < duration.approximate_days * _ROUNDING:
        yield Problem(
            f"the handover takes {duration}, but the notice is only {notice}",
            at=later(context, ("exit", "notice"), ("exit", "transition", "duration")),
            help="Agree on a notice at least as long as the handover, or plan a shorter one.",
        )
