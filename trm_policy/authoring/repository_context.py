"""What a repository knows already when a charter is added to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from trm_policy.authoring.answers import Contact, PartyAnswer
from trm_policy.authoring.charter import EXAMPLE_TAG
from trm_policy.judging.settings import Settings
from trm_policy.model.party import Directory, SharedPerson
from trm_policy.portfolio.layout import CHARTER_FILE
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.roster import Roster
from trm_policy.source import Source
from trm_policy.wording.text import folded, mailbox

SCHEMA_FILE = "partnership.schema.json"


@dataclass(frozen=True, slots=True)
class RepositoryContext:
    """The folder of charters with their ids, the shared directory, and who usually is host.

    ``schema`` is where the charters' JSON Schema lies, if anywhere.
    """

    folder: PurePosixPath
    ids: tuple[str, ...] = ()
    directory: Directory = field(default_factory=Directory)
    host: PartyAnswer | None = None
    schema: PurePosixPath | None = None

    def charter_path(self, partnership: str) -> PurePosixPath:
        """Where the charter of that id stands, or would stand."""
        return self.folder / partnership / CHARTER_FILE

    def organisation(self, called: str) -> str | None:
        """The id of the directory's organisation of that id or name."""
        wanted = folded(called)
        for id_, organisation in self.directory.organisations.items():
            if wanted in (id_, folded(organisation.name)):
                return id_
        return None

    def contact(self, contact: Contact, organisation: str | None) -> Contact:
        """``contact`` with the id under which the directory has that person of the organisation.

        People are told by their e-mail address, or by the id in place of a name.
        """
        for id_, person in self.directory.people.items():
            if person.organisation == organisation and _is(person, id_, contact):
                return Contact(person.name, person.email, person.title, id_)
        return contact


def repository_context(source: Source, settings: Settings) -> RepositoryContext:
    """Read what is there. What cannot be read is as good as absent: ``trm check`` reports it."""
    reader = PortfolioReader(source, PurePosixPath(settings.table.partnerships))
    schemas = [PurePosixPath(name) / SCHEMA_FILE for name in settings.table.schemas]
    return RepositoryContext(
        folder=reader.folder,
        ids=reader.ids,
        directory=reader.directory[0],
        host=_host(reader),
        schema=next((path for path in schemas if source.read(path) is not None), None),
    )


def _host(reader: PortfolioReader) -> PartyAnswer | None:
    """The host of the first charter that tells it and is not made up."""
    for name in reader.ids:
        partnership = reader.read(name).partnership
        charter = partnership.charter if partnership else None
        if charter is None or EXAMPLE_TAG in charter.tags or charter.host not in charter.parties:
            continue
        own = charter.parties[charter.host]
        shared = own.organisation in reader.directory[0].organisations
        return PartyAnswer(
            id=charter.host,
            name=Roster(charter, reader.directory[0]).party_name(charter.host),
            organisation=own.organisation if shared else None,
            country=own.country,
            timezone=str(own.timezone) if own.timezone else None,
        )
    return None


def _is(person: SharedPerson, id_: str, contact: Contact) -> bool:
    if person.left is not None:
        return False
    if contact.email is not None:
        return person.email is not None and mailbox(person.email) == mailbox(contact.email)
    return contact.name == id_
