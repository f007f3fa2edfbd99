"""Charters as a site's audience may know of them, each read once."""

from __future__ import annotations

from trm_policy.audience import Override
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader, Read
from trm_policy.projection import admits, party_named, title_for


class Reading:
    """Reads each charter once, though others may ask of it before its turn."""

    def __init__(self, reader: PortfolioReader, audience: Override) -> None:
        self._reader = reader
        self._audience = audience
        self._organisation: str | None = None
        self._parties: set[str] = set()
        self._known = frozenset(reader.ids)
        self._ahead: dict[str, Read] = {}
        self._titles: dict[str, str | None] = {}

    def take(self, partnership: str) -> Read:
        """The charter, which is not kept."""
        read = self._ahead.pop(partnership, None) or self._reader.read(partnership)
        self._note(partnership, read)
        return read

    def admitted(self, partnership: str) -> bool:
        """Whether the audience may know of a charter; not of one that cannot be read."""
        return self.title(partnership) is not None

    def title(self, partnership: str) -> str | None:
        """The title of a charter; None of one that is not there, not readable or not shown."""
        if partnership in self._known and partnership not in self._titles:
            self._ahead[partnership] = self._reader.read(partnership)
            self._note(partnership, self._ahead[partnership])
        return self._titles.get(partnership)

    def _note(self, partnership: str, read: Read) -> None:
        found = read.partnership
        if found is None or partnership in self._titles:
            self._titles.setdefault(partnership, None)
            return
        self._require_one_organisation(found)
        charter, audience = found.charter, self._audience
        shown = title_for(found, audience) if admits(charter, audience) else None
        self._titles[partnership] = shown

    def require_known_party(self) -> None:
        """Raise TrmError where the audience is a party, and no charter that was read has it."""
        party = self._audience.party
        if party is not None and self._organisation is None:
            raise TrmError(
                f"no charter has a party {party!r}; {did_you_mean(party, sorted(self._parties))}"
            )

    def _require_one_organisation(self, partnership: Partnership) -> None:
        self._parties |= partnership.charter.parties.keys()
        named = party_named(partnership.charter, self._audience)
        if named is None:
            return
        self._organisation = self._organisation or named
        if named != self._organisation:
            raise TrmError(
                f"the party {self._audience.party!r} is {self._organisation!r} in one charter and "
                f"{named!r} in {partnership.id!r}, so no site can be made for it; give one of the "
                "two parties another id"
            )
