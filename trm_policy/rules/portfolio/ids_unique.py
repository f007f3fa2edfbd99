"""Ids that mean one thing."""

from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from trm_policy.finding import Place, Severity
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory, Human, Organisation, Person
from trm_policy.model.values import Id
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Portfolio
from trm_policy.portfolio.roster import Roster
from trm_policy.rule import Problem, rule
from trm_policy.wording.lists import listed

_Found = tuple[str, Place, str]
"""What is wrong, where in the charter, and the fix."""

_OTHER_ID = "or use another id"


def _given_again(charter: Charter, roster: Roster) -> tuple[_Found, ...] | None:
    """What is wrong inside one charter, beside the directory."""
    if charter.status is Status.ENDED:
        return None
    found = (
        *_people(charter, roster.directory),
        *_organisations(charter, roster.directory),
        *_bodies(charter, roster.directory),
        *_levels(charter),
    )
    return found or None


def _people(charter: Charter, directory: Directory) -> Iterator[_Found]:
    for id_, person in charter.people.items():
        shared = directory.people.get(id_)
        if shared is None:
            continue
        other = [
            name for name in Human.model_fields if getattr(person, name) != getattr(shared, name)
        ]
        if not _acts_for(person, shared.organisation, charter):
            other.append("party")
        if other:
            alone = len(other) == 1 and getattr(person, other[0]) is not None
            yield (
                f"the person {id_!r} is also in directory.yaml, with a different {listed(other)}",
                ("people", id_, other[0]) if alone else ("people", id_),
                f"Remove the entry here, so that the directory applies, {_OTHER_ID}.",
            )


def _acts_for(person: Person, organisation: str, charter: Charter) -> bool:
    found = ((id_, charter.parties.get(id_)) for id_ in person.parties)
    homes = [party and (party.organisation or id_) for id_, party in found]
    return None in homes or not homes or organisation in homes


def _organisations(charter: Charter, directory: Directory) -> Iterator[_Found]:
    """Parties that describe themselves under the id of an organisation of the directory."""
    for id_, party in charter.parties.items():
        shared = directory.organisations.get(id_)
        if shared is None or party.organisation is not None:
            continue
        for name in Organisation.model_fields:
            if getattr(party, name) not in (None, getattr(shared, name)):
                yield (
                    f"the party {id_!r} is also in directory.yaml, with a different {name}",
                    ("parties", id_, name),
                    f"Write 'organisation: {id_}' if it is the same, {_OTHER_ID}.",
                )
                break


def _bodies(charter: Charter, directory: Directory) -> Iterator[_Found]:
    """Bodies of one party may stand where a person may, so they share the ids of people."""
    for id_, committee in charter.committees.items():
        if committee.party is None:
            continue
        if id_ in charter.people or id_ in directory.people:
            yield (
                f"the single-party committee {id_!r} has the id of a person",
                ("committees", id_),
                "Give one of the two another id; both can be named where a person can.",
            )


def _levels(charter: Charter) -> Iterator[_Found]:
    seen = set()
    for number, level in enumerate(charter.escalation.levels if charter.escalation else ()):
        if level.id in seen:
            yield (
                f"two escalation levels have the id {level.id!r}",
                ("escalation", "levels", number, "id"),
                "Give each level a different id.",
            )
        seen.add(level.id)


@rule(Severity.ERROR, always=True, whole=True, facts=_given_again)
def ids_unique(portfolio: Portfolio, context: Context) -> Iterator[Problem]:
    """Folder names are ids that differ by more than case, and no id has two meanings."""
    yield from _folders(portfolio)
    for id_, given_again in context.facts.items():
        for message, place, fix in given_again:
            yield Problem(message, at=place, help=fix, document=portfolio.path(id_))


def _folders(portfolio: Portfolio) -> Iterator[Problem]:
    alike: dict[str, list[str]] = {}
    for name in portfolio.ids:
        alike.setdefault(name.casefold(), []).append(name)
    for name in portfolio.ids:
        if _is_id(name):
            continue
        twins = [other for other in alike[name.casefold()] if other != name]
        complaint = (
            f"the folders {name!r} and {twins[0]!r} differ only in case, which many computers "
            "ignore"
            if twins
            else f"the folder name {name!r} is not a valid id"
        )
        yield Problem(
            complaint,
            document=portfolio.path(name),
            help="Rename the folder: a lower-case letter first, then lower-case letters, digits "
            "and hyphens.",
        )


def _is_id(name: str) -> bool:
    try:
        _ID.validate_python(name)
    except ValidationError:
        return False
    return True


_ID: TypeAdapter[str] = TypeAdapter(Id)
