"""Parties of which everybody knows why they are there."""

from collections.abc import Container, Iterator

from trm_policy.errors import did_you_mean
from trm_policy.finding import Severity
from trm_policy.measure.sides import lost_parties, nameless
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import owes
from trm_policy.model.party import Party
from trm_policy.model.placeholders import placeholder_in
from trm_policy.model.vocabulary import Instrument
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import Roster
from trm_policy.rule import Problem, rule
from trm_policy.wording.lists import listed
from trm_policy.wording.text import folded

_FEWEST = 2
_MEANINGS = {
    "role": ("the role of {}", "Add 'role', such as buyer, supplier or member."),
    "gives": ("what {} gives", "List under 'gives' what it contributes to the partnership."),
    "gets": ("what {} gets", "List under 'gets' what it gains from the partnership."),
}


@rule(Severity.ERROR, always=True)
def parties_complete(charter: Charter, context: Context) -> Iterator[Problem]:
    """At least two parties, including the host, are named, each with a role, gives and gets."""
    partnership = context.partnership
    named = partnership.ids("parties")
    if not named or len(named | lost_parties(context.partnership)) < _FEWEST:
        yield Problem(
            "a partnership needs at least two parties, but the charter names fewer",
            at="parties",
            help="Add each party under 'parties' with an id, its role, what it gives and what it "
            "gets.",
        )
    if named and not partnership.unreadable("parties") and not partnership.unreadable("host"):
        yield from _host_missing(charter, named)
    yield from _organisation_missing(context)
    yield from _named_twice(partnership.roster)
    for party, entry in charter.parties.items():
        if entry.blank:
            yield Problem(
                f"the charter says nothing of the party {party!r}",
                at=f"parties.{party}",
                help="Add its 'organisation' or 'name', its 'role', what it 'gives' and 'gets'.",
            )
            continue
        lacking = [key for key in _owed(entry, charter) if getattr(entry, key) in (None, ())]
        if lacking:
            name = partnership.roster.party_name(party)
            meanings = [_MEANINGS[key][0].format(name) for key in lacking]
            yield Problem(
                f"the charter does not state {listed(meanings, 'or')}",
                f"parties.{party}.{lacking[0]}",
                " ".join(_MEANINGS[key][1] for key in lacking),
            )


def _owed(party: Party, charter: Charter) -> Iterator[str]:
    """What is to be said of a party; a class of members need not say what it gives and gets."""
    keys = ("role",) if party.is_class else ("role", "gives", "gets")
    yield from (key for key in keys if owes(charter, f"parties.*.{key}"))


def _host_missing(charter: Charter, named: Container[str]) -> Iterator[Problem]:
    if charter.host is None:
        if charter.instrument is not Instrument.CONSORTIUM:
            yield Problem(
                "the charter does not name the host",
                at="host",
                help="Add 'host' with the id of the party that owns this repository; only a "
                "consortium may have none.",
            )
        return
    if charter.host in named or placeholder_in(charter.host) is not None:
        return
    choice = did_you_mean(charter.host, charter.parties)
    yield Problem(
        f"the host {charter.host!r} is not among the parties" + (f"; {choice}" if choice else ""),
        at="host",
        help="Write the id of the party that owns this repository, as it stands under 'parties'.",
    )


def _organisation_missing(context: Context) -> Iterator[Problem]:
    """A party that says no organisation where somebody of the directory may stand for it."""
    partnership, roster = context.partnership, context.partnership.roster
    if partnership.built.touches_dropped(("parties",)):
        return
    named = {one.id for one in partnership.references if one.kind is Kind.PERSON}
    found = [roster.get(id_) for id_ in sorted(named)]
    stray = next((one for one in found if one and one.shared and one.party is None), None)
    parties = roster.charter.parties
    for party in nameless(partnership) if stray else ():
        if parties[party].blank:
            continue
        yield Problem(
            f"the charter does not state which organisation {party!r} is",
            at=f"parties.{party}.organisation",
            help="Add 'organisation' with its id in directory.yaml, or 'name' if it is not there.",
        )


def _named_twice(roster: Roster) -> Iterator[Problem]:
    """Parties that are the organisation of a party before them."""
    seen: dict[str, str] = {}
    for party, entry in roster.charter.parties.items():
        name = folded(roster.party_name(party))
        other = seen.setdefault(name, party)
        if other != party:
            key = "organisation" if entry.organisation else "name"
            yield Problem(
                f"the parties {other!r} and {party!r} are the same organisation, "
                f"{roster.party_name(party)}",
                at=f"parties.{party}.{key}",
                help="Name another organisation, or remove the duplicate party.",
            )
