"""People who are the same person everywhere."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.model.placeholders import placeholder_in
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.partnership import Portfolio
from trm_policy.portfolio.people import address
from trm_policy.portfolio.roster import Roster
from trm_policy.rule import Problem, rule
from trm_policy.wording.text import folded

_MEANINGS = {"name": "is called", "party": "acts for", "organisation": "works for"}


class _Said(NamedTuple):
    """A fact of the person with an e-mail address: the value as written, and where it stands.

    ``charter`` is empty for what the directory says.
    """

    value: str
    id: str
    key: str
    charter: str

    @property
    def where(self) -> str:
        return f"the charter {self.charter!r}" if self.charter else DIRECTORY_FILE


_Fact = tuple[str, str, str, str, str]
"""Of whom (an address), of which kind, the value, and the person's id and key in the charter."""


def _facts(charter: Charter, roster: Roster) -> tuple[_Fact, ...] | None:
    """What a charter says of people whose id the directory does not hold as well."""
    if charter.status is Status.ENDED:
        return None
    return tuple(_of_charter(charter, roster)) or None


def _of_charter(charter: Charter, roster: Roster) -> Iterator[_Fact]:
    for id_, person in charter.people.items():
        mail = address(person)
        if mail is None or id_ in roster.directory.people:
            continue
        if placeholder_in(person.name) is None:
            yield mail, "name", person.name, id_, "name"
        organisation = _organisation(next(iter(person.parties), None), roster)
        if organisation is not None:
            yield mail, "organisation", organisation, id_, "party"


def _organisation(party: str | None, roster: Roster) -> str | None:
    """The name of a party's organisation; None for mediators, and where it is not known."""
    entry = roster.charter.parties.get(party or "")
    if party is None or entry is None:
        return None
    if entry.name is None and entry.organisation not in roster.directory.organisations:
        return None
    name = roster.party_name(party)
    return None if placeholder_in(name) is not None else name


@rule(Severity.ERROR, always=True, whole=True, facts=_facts)
def people_consistent(portfolio: Portfolio, context: Context) -> Iterator[Problem]:
    """A person with one e-mail address has the same name and party everywhere."""
    facts: dict[tuple[str, str], list[_Said]] = {}
    for (mail, kind), said in (*_of_directory(portfolio), *_of_charters(context.facts)):
        facts.setdefault((mail, kind), []).append(said)
    for (mail, _), sayings in facts.items():
        if len({said.value for said in sayings}) == 1:
            continue
        right = _right(sayings)
        for said in sayings:
            if folded(said.value) != folded(right.value):
                yield Problem(
                    f"the person with the address {mail} {_MEANINGS[said.key]} {said.value!r} "
                    f"here, but {right.value!r} in {right.where}",
                    at=("people", said.id, said.key),
                    help="Correct the one that is wrong; if they are two people, give each a "
                    "different address.",
                    document=portfolio.path(said.charter)
                    if said.charter
                    else portfolio.folder / DIRECTORY_FILE,
                )


def _right(sayings: list[_Said]) -> _Said:
    """What the directory says, else what most charters say, else the first of them."""
    if not sayings[0].charter:
        return sayings[0]
    ((most, _),) = Counter(folded(said.value) for said in sayings).most_common(1)
    return next(said for said in sayings if folded(said.value) == most)


def _of_directory(portfolio: Portfolio) -> Iterator[tuple[tuple[str, str], _Said]]:
    for id_, person in portfolio.directory.people.items():
        mail = address(person)
        if mail is not None and placeholder_in(person.name) is None:
            yield (mail, "name"), _Said(person.name, id_, "name", "")
        organisation = portfolio.directory.organisations.get(person.organisation)
        if mail is not None and organisation is not None:
            yield (mail, "organisation"), _Said(organisation.name, id_, "organisation", "")


def _of_charters(
    charters: Mapping[str, tuple[_Fact, ...]],
) -> Iterator[tuple[tuple[str, str], _Said]]:
    for name, facts in charters.items():
        for mail, kind, value, id_, key in facts:
            yield (mail, kind), _Said(value, id_, key, name)
