"""The eyes of one audience on one charter: which places they see, and which ids they know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from trm_policy.finding import Place
from trm_policy.model.audience import Override, audience_of, sees
from trm_policy.model.base import PARTNER, PUBLIC, Kind
from trm_policy.model.charter import Charter
from trm_policy.model.references import HOMES, references_of
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import NEUTRAL

_PEOPLE = ("people",)


@dataclass(frozen=True)
class Eyes:
    """``reader`` looks at ``charter``; ``knows`` tells whether it may know of a partnership.

    A reader who is one party sees what is for partners only where that party takes part.
    ``side_of`` tells which party somebody stands for: with a party its people are hidden.
    """

    charter: Charter
    reader: Override
    knows: Callable[[str], bool]
    side_of: Callable[[str], str | None]

    @classmethod
    def of(cls, whole: Partnership, audience: Override, knows: Callable[[str], bool]) -> Eyes:
        """The eyes of an audience; those of the public for a party that has no part in it."""
        outside = audience.party is not None and audience.party not in whole.charter.parties
        reader = Override(PUBLIC) if outside else audience
        return cls(whole.charter, reader, knows, whole.roster.party_of)

    @property
    def admitted(self) -> bool:
        """Whether the charter is for this audience at all."""
        return sees(self.reader, Override(self.charter.audience))

    @property
    def reads_records(self) -> bool:
        """Whether minutes and escalations are for these eyes; they are never public."""
        return self.admitted and sees(self.reader, Override(PARTNER))

    def see(self, place: Place) -> bool:
        """Whether the place may be read; entries of lists are named as ``visibility`` does."""
        at = tuple(map(str, place))
        seen = sees(self.reader, audience_of(self.charter, at))
        return seen and not (at[:1] == _PEOPLE and len(at) > 1 and self._serves_the_hidden(at[1]))

    def _serves_the_hidden(self, person: str) -> bool:
        side = self.side_of(person)
        return side in self.charter.parties and not self.see(("parties", side))

    @cached_property
    def dead_ends(self) -> frozenset[Place]:
        """The places of the charter that name something hidden."""
        named = references_of(self.charter)
        return frozenset(one.at for one in named if not self.know(one.kind, one.id))

    def know(self, kind: Kind, id_: str) -> bool:
        """Whether what an id stands for may be known; ids that stand for nothing hide nothing."""
        if kind is Kind.PARTNERSHIP:
            return self.knows(id_)
        if kind is Kind.PERSON:
            body = id_ in self.charter.committees and id_ not in self.charter.people
            return self.see(("committees" if body else "people", id_))
        if kind is Kind.SIDE and id_ == NEUTRAL:
            return True
        home = HOMES.get(kind)
        return home is None or self.see((*home, id_))
