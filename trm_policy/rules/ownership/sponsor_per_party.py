"""One executive a party who stands behind the relationship."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import sides_of
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Seniority
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules.ownership._seats import seats_filled


@rule(strategic=Severity.ERROR, preferred=Severity.WARNING, section="sponsors")
def sponsor_per_party(charter: Charter, context: Context) -> Iterator[Problem]:
    """Each party has one executive sponsor, from its own people and of executive seniority."""
    if not charter.sponsors:
        yield Problem(
            "no party has an executive sponsor",
            at="sponsors",
            help="Add 'sponsors' with the id of one executive for each party.",
        )
        return
    yield from seats_filled(context, "sponsors", "executive sponsor", charter.sponsors)
    for party, person in charter.sponsors.items():
        if party in sides_of(context.partnership, person):
            yield from _not_executive(party, person, context)


def _not_executive(party: str, person: str, context: Context) -> Iterator[Problem]:
    """A problem if the person has too little authority; a body has none to compare."""
    roster = context.partnership.roster
    actor = roster.get(person)
    if actor is None or actor.human is None or actor.seniority is Seniority.EXECUTIVE:
        return
    sponsor = f"{actor.name}, executive sponsor of {roster.party_name(party)},"
    if actor.seniority is None:
        if actor.shared and context.directory_says(person, "seniority"):
            return  # it is refused there
        place = f"sponsors.{party}" if actor.shared else f"people.{person}.seniority"
        where = f" to {person!r} in directory.yaml" if actor.shared else ""
        yield Problem(
            f"{sponsor} has no seniority",
            at=place,
            help=f"Add 'seniority: executive'{where}, or name an executive.",
        )
    else:
        yield Problem(
            f"{sponsor} has the seniority {actor.seniority}, not executive",
            at=f"sponsors.{party}",
            help="Name someone with full authority over this charter, or correct the person's "
            "seniority.",
        )
