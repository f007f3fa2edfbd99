"""Risks that somebody watches."""

from collections.abc import Iterator, Mapping

from trm_policy.finding import Severity
from trm_policy.model.assurance import Risk
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Option, Problem, rule
from trm_policy.rules._sides import side_of
from trm_policy.wording.lists import no_or_some

_WANTED = {
    "owner": ("who watches it", "Add 'owner': the id of the person who watches it."),
    "likelihood": ("how likely it is", "Add 'likelihood', from 1 (hardly) to 5 (surely)."),
    "impact": ("how grave it would be", "Add 'impact', from 1 (small) to 5 (grave)."),
    "mitigation": ("what is done about it", "Add 'mitigation': what is done about it."),
    "review_by": (
        "when it is looked at again",
        "Add 'review_by': the day by which it is looked at again.",
    ),
}


@rule(
    Severity.ERROR,
    tiers=STRATEGIC,
    section="risks",
    options={"least": Option(3, "the fewest open risks that are believable")},
)
def risks_owned(charter: Charter, context: Context) -> Iterator[Problem]:
    """At least three open risks are complete, and each party owns one of them."""
    if not charter.risks:
        return
    risks = {id_: risk for id_, risk in charter.risks.items() if risk.closed_on is None}
    if len(risks) < context.options["least"]:
        yield Problem(
            f"the charter has {no_or_some(len(risks), 'open risk')}; a partnership that looks at "
            f"its risks finds at least {context.options['least']}",
            at="risks",
            help="Ask people of each party what would hurt most, and add it; a closed risk does "
            "not count.",
        )
    for id_, risk in risks.items():
        for field, (lack, mend) in _WANTED.items():
            if getattr(risk, field) is None:
                yield Problem(
                    f"the risk {id_!r} does not say {lack}", at=f"risks.{id_}.{field}", help=mend
                )
    yield from _parties_without(risks, charter, context)


def _parties_without(
    risks: Mapping[str, Risk], charter: Charter, context: Context
) -> Iterator[Problem]:
    """Parties that own no risk, where it can be told for whom every owner stands."""
    sides = {side_of(context, risk.owner) if risk.owner else None for risk in risks.values()}
    for party in charter.parties if risks and None not in sides else ():
        if party not in sides:
            yield Problem(
                f"{context.partnership.roster.party_name(party)} owns none of the risks",
                at="risks",
                help="Let somebody of that party watch the risk that it can do most about.",
                severity=Severity.WARNING,
            )
