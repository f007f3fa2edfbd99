"""Obligations that weigh on more than one party."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import NOBODY, side_of
from trm_policy.model.charter import Charter
from trm_policy.model.contract import EVERYBODY
from trm_policy.model.governance import SharingItem
from trm_policy.model.vocabulary import SharingRule
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import NEUTRAL
from trm_policy.rule import PREFERRED, STRATEGIC, Option, Problem, rule
from trm_policy.rules._written import is_whole, later
from trm_policy.wording.lists import listed, no_or_some
from trm_policy.wording.numbers import exact

_NAMES = {
    "commitments": ("commitment", "commitments"),
    "kpis": ("KPI", "KPIs"),
    "sharing": ("duty to share", "duties to share"),
    "obligations": ("obligation with a time limit", "obligations with a time limit"),
}
_TWO = 2
_MONTHS = 12


@rule(
    Severity.WARNING,
    tiers=STRATEGIC | PREFERRED,
    options={"most": Option(12, "the most reports that a party may owe in a month")},
)
def obligations_shared(charter: Charter, context: Context) -> Iterator[Problem]:
    """Obligations are shared between the parties; none owes more than a dozen reports a month."""
    if not any(party.is_class for party in charter.parties.values()):
        yield from _all_on_one(charter, context)
    for party in charter.parties:
        yield from _too_many_reports(party, charter, context)


def _all_on_one(charter: Charter, context: Context) -> Iterator[Problem]:
    owed = {section: list(_sides(section, charter, context)) for section in _NAMES}
    sides = [side for found in owed.values() for side in found]
    parties = set(sides) - {NEUTRAL, NOBODY}
    whole = all(is_whole(context, (section,)) for section in owed)
    if not whole or len(sides) < _TWO or len(parties) != 1 or None in parties:
        return
    (party,) = parties
    roster = context.partnership.roster
    others = [roster.party_name(other) for other in charter.parties if other != party]
    said = [
        no_or_some(found.count(party), *_NAMES[section])
        for section, found in owed.items()
        if party in found
    ]
    yield Problem(
        f"all obligations fall on {roster.party_name(str(party))}: {listed(said)}; "
        f"{listed(others)} {'owes' if len(others) == 1 else 'owe'} nothing",
        at=later(context, *((section,) for section, found in owed.items() if found)),
        help="Ask what the other party contributes: a dated commitment, a KPI that it owns, "
        "information that it must share, or an obligation.",
    )


def _sides(section: str, charter: Charter, context: Context) -> Iterator[str | None]:
    """The party that each obligation of a section falls on; None where that is not known."""
    if section == "sharing":
        for item in charter.sharing.values():
            if item.rule is SharingRule.MUST_SHARE:
                yield item.from_ if item.from_ in charter.parties else None
        return
    if section == "obligations":
        for one in charter.obligations.values():
            if one.by == EVERYBODY and one.by not in charter.parties:
                yield from charter.parties
            else:
                yield one.by if one.by in charter.parties else _side(one.by, context)
        return
    owners = (
        [kpi.owner for kpi in charter.kpis.values()]
        if section == "kpis"
        else [what.owner for what in charter.commitments.values() if not what.closed_on]
    )
    for owner in owners:
        yield _side(owner, context)


def _side(actor: str | None, context: Context) -> str | None:
    return side_of(context.partnership, actor) if actor else None


def _too_many_reports(party: str, charter: Charter, context: Context) -> Iterator[Problem]:
    most = context.options["most"]
    rates = {
        id_: _per_month(item, charter, context)
        for id_, item in charter.sharing.items()
        if item.from_ == party
    }
    total = sum(rates.values())
    if total > most:
        name = context.partnership.roster.party_name(party)
        often = max(rates, key=lambda id_: rates[id_])
        yield Problem(
            f"{name} owes about {exact(round(total))} reports a month; more than "
            f"{exact(most)} are rarely read",
            at=f"sharing.{often}.every",
            help="Make the most frequent ones less frequent, combine some, or give the other "
            "party access to the source.",
        )


def _per_month(item: SharingItem, charter: Charter, context: Context) -> float:
    """How often an item that must be shared is due in a month; 0 where its rhythm has ended."""
    if item.every is None or item.rule is not SharingRule.MUST_SHARE:
        return 0
    start = charter.term.start or context.today
    if item.every.next_due(start, context.today) is None:
        return 0
    return item.every.per_year(start) / _MONTHS
