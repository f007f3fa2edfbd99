"""Risks that somebody watches."""

from collections.abc import Iterator, Mapping

from trm_policy.finding import Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.assurance import Risk
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Option, Problem, rule
from trm_policy.rules._mentions import that_lead_nowhere
from trm_policy.wording.lists import no_or_some

_WANTED = {
    "owner": ("no owner", "Add 'owner': the id of the person who manages it."),
    "likelihood": ("no likelihood", "Add 'likelihood', from 1 (rare) to 5 (almost certain)."),
    "impact": ("no impact", "Add 'impact', from 1 (minor) to 5 (severe)."),
    "mitigation": ("no mitigation", "Add 'mitigation': what is done about it."),
    "review_by": (
        "no review date",
        "Add 'review_by': the date of its next review.",
    ),
}


@rule(
    Severity.ERROR,
    tiers=STRATEGIC,
    section="risks",
    options={"least": Option(3, "the fewest open risks")},
)
def risks_owned(charter: Charter, context: Context) -> Iterator[Problem]:
    """At least three open risks are fully described, and each party owns one of them."""
    if not charter.risks:
        return
    risks = {id_: risk for id_, risk in charter.risks.items() if risk.closed_on is None}
    if len(risks) < context.options["least"]:
        yield Problem(
            f"the charter has {no_or_some(len(risks), 'open risk')}; a strategic partnership "
            f"needs at least {context.options['least']}",
            at="risks",
            help="Ask people from each party what would hurt most, and add it; closed risks do "
            "not count.",
            follows=that_lead_nowhere(Kind.RISK, context, charter.risks),
        )
    for id_, risk in risks.items():
        for field, (lack, fix) in _WANTED.items():
            if getattr(risk, field) is None:
                yield Problem(f"the risk {id_!r} has {lack}", at=f"risks.{id_}.{field}", help=fix)
    if len(risks) >= context.options["least"]:
        yield from _parties_without(risks, charter, context)


def _parties_without(
    risks: Mapping[str, Risk], charter: Charter, context: Context
) -> Iterator[Problem]:
    """Parties that own no risk, where it can be told for whom every owner stands."""
    sides = {
        side_of(context.partnership, risk.owner) if risk.owner else None for risk in risks.values()
    }
    for party in charter.organised if risks and None not in sides else ():
        if party not in sides:
            yield Problem(
                f"{context.partnership.roster.party_name(party)} owns none of the open risks",
                at="risks",
                help="Let someone from that party own the risk that it can influence most.",
                severity=Severity.WARNING,
            )
