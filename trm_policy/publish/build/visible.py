"""What a site's audience may know of each charter, each read as seldom as can be."""

from __future__ import annotations

from dataclasses import dataclass

from trm_policy.model.audience import Override
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.portfolio.reading import PortfolioReader, Read
from trm_policy.projection import admits, party_named, title_for


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What pages of other charters need of one.

    ``title`` is None where it is not readable or not for the audience; ``organisation`` is who
    stands behind the party that the audience is, None where that takes no part.
    """

    title: str | None = None
    organisation: str | None = None
    parties: frozenset[str] = frozenset()


class Reading:
    """Reads each charter once, though others may ask of it before its turn."""

    def __init__(self, reader: PortfolioReader, audience: Override) -> None:
        self._reader = reader
        self._audience = audience
        self._ids = frozenset(reader.ids)
        self._ahead: dict[str, Read] = {}
        self._glimpses: dict[str, Glimpse] = {}

    def take(self, partnership: str) -> Read:
        """The charter, which is not kept."""
        read = self._ahead.pop(partnership, None) or self._reader.read(partnership)
        self._glimpses[partnership] = self._glimpse(read)
        return read

    def admitted(self, partnership: str) -> bool:
        """Whether the audience may know of a charter; not of one that cannot be read."""
        return self.title(partnership) is not None

    def title(self, partnership: str) -> str | None:
        """The title of a charter; None of one that is not there, not readable or not shown."""
        return self.glimpse(partnership).title if partnership in self._ids else None

    def glimpse(self, partnership: str) -> Glimpse:
        """What others need of a charter that is there."""
        if partnership not in self._glimpses:
            self._ahead[partnership] = self._reader.read(partnership)
            self._glimpses[partnership] = self._glimpse(self._ahead[partnership])
        return self._glimpses[partnership]

    def learn(self, partnership: str, glimpse: Glimpse | None) -> None:
        """Take what was seen of a charter elsewhere or before, if anything was."""
        if glimpse is not None:
            self._glimpses[partnership] = glimpse

    def require_party(self) -> None:
        """Raise TrmError where the audience is a party that no charter has.

        Or that is another organisation in one charter than in the next.
        """
        party = self._audience.party
        if party is None:
            return
        seen = [(id_, self.glimpse(id_)) for id_ in self._reader.ids]
        named = [(id_, one.organisation) for id_, one in seen if one.organisation is not None]
        if not named:
            parties = sorted(frozenset[str]().union(*(one.parties for _, one in seen)))
            raise TrmError(f"no charter has a party {party!r}; {did_you_mean(party, parties)}")
        first = named[0][1]
        for id_, other in named:
            if other != first:
                raise TrmError(
                    f"the party {party!r} is {first!r} in one charter and {other!r} in {id_!r}, "
                    "so no site can be made for it; give one of the two parties another id"
                )

    def _glimpse(self, read: Read) -> Glimpse:
        found = read.partnership
        if found is None:
            return Glimpse()
        charter, audience = found.charter, self._audience
        return Glimpse(
            title_for(found, audience) if admits(found, audience) else None,
            party_named(charter, audience),
            frozenset(charter.parties),
        )
