"""Amounts that say in which money."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.plausible import is_money
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import is_whole


@rule(Severity.ERROR)
def amount_has_currency(charter: Charter, context: Context) -> Iterator[Problem]:
    """An amount, value or cap has a currency of ISO 4217."""
    for place, field, currency in _amounts(charter):
        if not is_whole(context, tuple(place.split("."))):
            continue
        if currency is None:
            yield Problem(
                f"{place}.{field} is an amount without a currency",
                at=f"{place}.{field}",
                help="Add 'currency' with its ISO 4217 code, such as EUR.",
            )
        elif not is_money(currency):
            yield Problem(
                f"{place}.currency is {currency!r}, which is no currency of ISO 4217",
                at=f"{place}.currency",
                help="Write the code of the currency, such as EUR, GBP or USD.",
            )


def _amounts(charter: Charter) -> Iterator[tuple[str, str, str | None]]:
    """Where an amount stands, under which key, and its currency; one for each entry."""
    for id_, promise in charter.commitments.items():
        if promise.amount is not None:
            yield f"commitments.{id_}", "amount", promise.currency
    for kind, clause in charter.terms.items():
        given = [name for name in ("cap", "value") if getattr(clause, name) is not None]
        if given:
            yield f"terms.{kind}", given[0], clause.currency
