"""Names for the ids of one partnership, as pages say them, and where its parties sign."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from trm_policy.model.assurance import Notice
from trm_policy.model.charter import Charter
from trm_policy.model.contract import Clause, Communication, Obligation
from trm_policy.model.governance import Committee, Decision, Seat, SharingItem
from trm_policy.model.party import Human, Party
from trm_policy.model.vocabulary import SeatRole, VotesOf
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import Roster
from trm_policy.wording.days import short_day
from trm_policy.wording.lists import counted
from trm_policy.wording.text import words


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


class Names(ABC):
    """What names the parts of a partnership; the ids of what is not known stay as they are."""

    @property
    @abstractmethod
    def partnership(self) -> Partnership:
        """The partnership, with nothing in it that the audience may not see."""

    def name(self, person: str) -> str:
        """The name of a person or body, or the id where nobody is known by it."""
        return self.partnership.roster.name_of(person)

    def names(self, people: Iterable[str]) -> str:
        """Names in a row, or a dash."""
        return ", ".join(map(self.name, people)) or "–"

    def human(self, person: str) -> Human | None:
        """The person behind an id; None for a body or somebody unknown."""
        actor = self.partnership.roster.get(person)
        return actor.human if actor else None

    def deputy(self, person: str) -> str:
        """The name of whoever stands in for a person."""
        return self.name(stand_in) if (stand_in := self.deputy_id(person)) else ""

    def deputy_id(self, person: str) -> str:
        """The id of whoever stands in for a person; empty where nobody is named."""
        actor = self.partnership.roster.get(person)
        return actor.deputy or "" if actor else ""

    def party(self, party: str) -> str:
        """The name of a party's organisation."""
        return self.partnership.roster.party_name(party)

    def party_names(self, parties: Iterable[str]) -> str:
        """Names of parties in a row."""
        return ", ".join(map(self.party, parties))

    def side(self, person: str) -> str:
        """The party that a person stands for, by name."""
        party = self.partnership.roster.party_of(person)
        if party is None or party == "neutral":
            return words(party) or "–"
        return ", ".join(filter(None, (self.employer(person), self.party(party))))

    def employer(self, person: str) -> str:
        """The organisation of somebody who acts for a class of members; empty of all others."""
        roster = self.partnership.roster
        actor = roster.get(person)
        own = self.partnership.charter.parties.get(actor.party or "") if actor else None
        return (roster.employer(actor) or "") if actor and own and own.is_class else ""

    def place(self, party: str) -> str:
        """The country and the time zone of a party."""
        organisation = self.partnership.roster.organisation(party)
        zone = str(organisation.timezone or "").replace("_", " ")
        return ", ".join(filter(None, [organisation.subdivision or organisation.country, zone]))

    def joined(self, party: Party) -> tuple[str, ...]:
        """The names of the organisations that have joined a class of members."""
        known = self.partnership.roster.directory.organisations
        return tuple(known[one].name if one in known else one for one in party.members or ())

    def committee(self, committee: str | None) -> str:
        """A committee's name."""
        found = self.partnership.charter.committees.get(committee or "")
        return found.name if found else committee or ""

    def review(self, review: str) -> str:
        """The name of a review; its id where the charter does not know it."""
        found = self.partnership.charter.reviews.get(review)
        return found.name if found else review

    def level_name(self, level: str) -> str:
        """An escalation level's name."""
        path = self.partnership.charter.escalation
        found = next((one for one in path.levels if one.id == level), None) if path else None
        return (found.name if found else None) or words(level)

    def debtor(self, id_: str | None) -> str:
        """Who owes something: a party, committee or person; empty of nobody."""
        return "" if id_ is None else self.partnership.roster.debtor_name(id_)

    def notice(self, notice: Notice) -> str:
        """The notice period, by party where each has one of its own."""
        each = [f"{span} ({self.party(party)})" for party, span in notice.of_each]
        return ", ".join(each) or str(notice)

    def agreements(self, ids: Iterable[str]) -> str:
        """Titles of agreements in a row."""
        known = self.partnership.charter.agreements
        return ", ".join(known[id_].title if id_ in known else id_ for id_ in ids)

    def written_in(self, one: Obligation | Clause) -> str:
        """The agreement and the clause that say it; empty where neither is named."""
        title = self.agreements([one.agreement]) if one.agreement else ""
        return ", ".join(filter(None, (title, f"clause {one.clause}" if one.clause else "")))

    def receivers(self, item: SharingItem | Communication) -> str:
        """Who gets an item of information."""
        if not item.to and item.hides("from_", "to"):
            return "–"
        others = [party for party in self.partnership.charter.parties if party != item.from_]
        return self.party_names(item.to or others)

    def seat(self, seat: Seat) -> str:
        """What a member is in a committee: ``Secretary, no vote``; as far as that is told."""
        role = "" if seat.hides("role") else words(seat.role)
        return ", ".join(filter(None, [role, "" if seat.votes else "no vote"]))

    def seats(self, committee: Committee) -> str:
        """The seats of a committee by role, counted: ``2 co-chairs, 5 members``."""
        if any(seat.hides("role") for seat in committee.members):
            return counted(len(committee.members), "member")
        seats = Counter(seat.role for seat in committee.members if seat.for_ is None)
        more = {SeatRole.SECRETARY: "secretaries"}
        return ", ".join(counted(n, str(role), more.get(role, "")) for role, n in seats.items())

    def class_seat(self, seat: Seat) -> str:
        """The seats of a class of members or of a party: in all, or of each organisation."""
        name = self.party(seat.for_ or "")
        each = 1 if seat.each is None else seat.each
        many = each if seat.seats is None else seat.seats
        known = self.partnership.charter.parties.get(seat.for_ or "")
        in_all = seat.seats is not None or (known is not None and not known.is_class)
        what = counted(many, "member" if seat.hides("role") else str(seat.role))
        whose = "" if in_all else " for each organisation"
        return f"{name}: {what}{whose}{'' if seat.votes else ', no vote'}"

    def appointed(self, seat: Seat) -> str:
        """How a seat is filled, and for how long: ``elected by all parties, for 2 years``."""
        by = f"elected by {self.debtor(seat.elected_by)}" if seat.elected_by else ""
        lasts = f"for {seat.term_of_office}" if seat.term_of_office else ""
        until = f"until {short_day(seat.last_day)}" if seat.last_day else ""
        return ", ".join(filter(None, [by, lasts, until]))

    def quorum(self, committee: Committee) -> str:
        """How many must be present: ``4 voting members, 1 of each party``."""
        asked = committee.quorum
        if asked is None or (asked.members is None and asked.share is None):
            return ""
        members = counted(asked.members, "voting member") if asked.members is not None else ""
        share = f"{asked.share} of the voting members" if asked.share is not None else ""
        each = f"{asked.each_party} of each party" if asked.each_party else ""
        return ", ".join(filter(None, [members, share, each]))

    def how(self, decision: Decision) -> str:
        """By which rule a matter is decided: ``Supermajority, 2/3 of the votes present``."""
        rule = words(decision.rule) if decision.rule is not None else ""
        whose = {VotesOf.ALL: " of all votes", VotesOf.PRESENT: " of the votes present", None: ""}
        of = whose[decision.of]
        share = f"{decision.threshold}{of}" if decision.threshold is not None else of.strip()
        return ", ".join(filter(None, [rule, share]))

    def deadlock(self, committee: Committee) -> str:
        """What follows when a committee cannot decide."""
        way = committee.deadlock
        if way is None:
            return ""
        if way.person:
            return f"{self.name(way.person)} has the final say"
        if way.committee:
            return f"{self.committee(way.committee)} decides"
        if way.party:
            return f"{self.party(way.party)} has the final say"
        return "The escalation path" if way.to == "escalation" else way.to or ""
