"""The terms that an agreement of this kind usually has."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import TABLE, declared_away, demands
from trm_policy.portfolio.context import Context
from trm_policy.rule import PREFERRED, STRATEGIC, Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.wording.lists import listed

_TERMS = "terms."


@rule(Severity.WARNING, tiers=STRATEGIC | PREFERRED, section="terms")
def terms_stated(charter: Charter, context: Context) -> Iterator[Problem]:
    """The usual terms of the instrument are stated, or declared not applicable."""
    if not is_whole(context, ("terms",)) or declared_away(charter, "agreements"):
        return
    usual = (place for place in TABLE if place.startswith(_TERMS))
    named = (place.removeprefix(_TERMS) for place in usual if demands(charter, place))
    lacking = [name for name in named if name not in charter.terms]
    if lacking:
        words = listed([name.replace("_", " ") for name in lacking])
        yield Problem(
            f"the charter does not state {words}, which the instrument "
            f"'{charter.instrument}' usually has",
            at="terms" if charter.terms else f"terms.{lacking[0]}",
            help=f"Add '{lacking[0]}: {{says: …, agreement: …, clause: …}}' under 'terms', or "
            f"'{_TERMS}{lacking[0]}' with the reason under 'not_applicable'.",
        )
