"""Where the parties sign a charter that is printed."""

from __future__ import annotations

from dataclasses import dataclass

from trm_policy.model.charter import Charter
from trm_policy.portfolio.roster import Roster


@dataclass(frozen=True, slots=True)
class Signing:
    """One party's place to sign.

    ``name`` and ``title`` are those of its sponsor, empty where the charter names none, or none
    that the reader may know: then they are left to be written by hand.
    """

    party: str
    name: str = ""
    title: str = ""


def signing(charter: Charter, roster: Roster) -> list[Signing]:
    """A place for each party, in the order of the charter."""
    found = []
    for id_ in charter.parties:
        actor = roster.get(charter.sponsors.get(id_, ""))
        human = actor.human if actor else None
        party = roster.party_name(id_)
        found.append(Signing(party, human.name, human.title or "") if human else Signing(party))
    return found
