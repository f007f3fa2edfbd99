"""A party's agreement to a charter: who may give it, whether it is there, and how it is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from trm_policy.authoring.naming import line
from trm_policy.document.editing import Append, edited
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.finding import dotted
from trm_policy.judging.waivers import is_waived, written_waivers
from trm_policy.model.assurance import Approval
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import owes
from trm_policy.model.placeholders import gaps, placeholder_in
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import Actor, Roster, representatives, speakers
from trm_policy.wording.lists import listed
from trm_policy.wording.text import folded

SECTION = "approvals"
_ORDER = tuple(Charter.model_fields)
_NAMED = 3
"""So many placeholders are named; of more there is only their number."""


class ApprovalError(TrmError):
    """Nobody can approve it like this."""


@dataclass(frozen=True)
class Approving:
    """What approvals of one charter ask for, as of a day.

    ``before`` is who was who before a change: who was in office then may agree to it as well.
    ``never_waived`` are the rules that the settings let nobody waive.
    """

    partnership: Partnership
    today: date
    before: Roster | None = None
    never_waived: Collection[str] = ()

    @property
    def roster(self) -> Roster:
        """Who is who."""
        return self.partnership.roster

    @property
    def charter(self) -> Charter:
        """What is agreed to."""
        return self.partnership.charter

    @property
    def needs_evidence(self) -> bool:
        """Whether an approval must say what shows it."""
        return self.charter.tier in (Tier.STRATEGIC, Tier.PREFERRED)

    def require_version(self) -> None:
        """Raise ApprovalError where nobody can tell what version would be approved."""
        built = self.partnership.built
        for key in ("version", "parties", SECTION):
            if built.touches_dropped((key,)):
                raise ApprovalError(
                    f"'{key}' in {self.partnership.path} is not valid; "
                    f"'trm check {self.partnership.path.parent}' shows how to fix it"
                )

    def require_finished(self) -> None:
        """Raise ApprovalError where the text that would be approved waits to be filled in."""
        document = self.partnership.document
        places = (dotted(document.normal(gap.place)) for gap in gaps(document.data))
        waivers = tuple(written_waivers(self.partnership))
        waiting = [
            place
            for place in places
            if not is_waived(waivers, "no-placeholders", place, self.today, self.never_waived)
        ]
        if waiting:
            more = len(waiting) - _NAMED
            named = [*waiting[:_NAMED], *([f"{more} more"] if more > 0 else [])]
            raise ApprovalError(
                f"{self.partnership.id} cannot be approved while it has placeholders, since nobody "
                f"can tell what is agreed to: {listed(named)}. Replace them first; "
                f"'trm check {self.partnership.path.parent}' shows each with its line"
            )

    def party(self, typed: str | None) -> str:
        """The id of the party that was named by id or name. Raises ApprovalError."""
        known = {party: self.roster.party_name(party) for party in self.charter.parties}
        if typed is None:
            open_ = self.open()
            raise ApprovalError(f"name the party: --party {' or --party '.join(open_ or known)}")
        wanted = folded(typed)
        for party, name in known.items():
            if wanted in (party, folded(name)):
                return party
        raise ApprovalError(f"no party is called {typed!r}; {did_you_mean(typed, known)}")

    def person(self, party: str, typed: str | None, day: date) -> Actor:
        """Who approves for a party: the one named, else its sponsor, or the only one who can.

        Raises ApprovalError.

        On ``day`` the person must be one who can bind the party.
        """
        name, may = self.roster.party_name(party), self._may_bind(party, day)
        sponsor = self.roster.get(self.charter.sponsors.get(party))
        if not may:
            raise ApprovalError(
                f"{name} has no sponsor who could approve; name one under 'sponsors' first"
            )
        if typed is None and sponsor is None and len(may) > 1:
            raise ApprovalError(f"name who approves for {name}: --person {' or '.join(may)}")
        actor = self.roster.get(typed or may[0])
        if actor is None:
            raise ApprovalError(f"no one is called {typed!r}; {did_you_mean(typed or '', may)}")
        if placeholder_in(actor.name) is not None:
            raise ApprovalError(
                f"the name of {actor.id!r} is still {actor.name!r}; write who it is first"
            )
        if actor.id not in may:
            choices = ", ".join(f"{self.roster.name_of(id_)} ({id_})" for id_ in may)
            offices = "its sponsor, the sponsor's deputy and a body of its own can; that is"
            who = f"{offices} {choices}" if sponsor else f"{choices} can"
            raise ApprovalError(f"{actor.name} cannot approve for {name}: only {who}")
        if actor.party not in (None, party):
            raise ApprovalError(
                f"{actor.name} cannot approve for {name}, but acts for "
                f"{self.roster.party_name(actor.party)}; correct 'sponsors' or the deputy first"
            )
        if actor.gone_since(day) is not None:
            raise ApprovalError(
                f"{actor.name} has left {name}; name the successor in the charter first"
            )
        return actor

    def _may_bind(self, party: str, day: date) -> tuple[str, ...]:
        then = self.before
        before = _binding(then, party, day) if then and party in then.charter.parties else ()
        return tuple(dict.fromkeys((*_binding(self.roster, party, day), *before)))

    def standing(self, party: str) -> Approval | None:
        """The approval that counts for a party already: of this version, and by the right person.

        One of the same first two numbers holds.
        """
        for approval in self.charter.approvals:
            counts = approval.evidence is not None or not self.needs_evidence
            if (
                approval.party == party
                and approval.version.agreed == self.charter.version.agreed
                and approval.date <= self.today
                and approval.person in _binding(self.roster, party, approval.date)
                and counts
            ):
                return approval
        return None

    def open(self) -> tuple[str, ...]:
        """The parties that have not approved this version yet."""
        return tuple(party for party in self.charter.parties if self.standing(party) is None)

    def evidence(self, typed: str | None) -> str | None:
        """What was said to show it, as one line. Raises ApprovalError where it is missing."""
        said = line(typed or "", "the evidence")
        if self.needs_evidence and not said:
            raise ApprovalError(
                f"an approval of a {self.charter.tier} partnership needs evidence: add --evidence "
                "with what shows it, such as 'Minutes of the steering committee of 2026-10-20'"
            )
        return said or None

    def entry(self, party: str, person: Actor, day: date, evidence: str | None) -> dict[str, Any]:
        """The approval as a charter has it. Raises ApprovalError if the very same is there."""
        approval = Approval(
            version=self.charter.version, party=party, person=person.id, date=day, evidence=evidence
        )
        if approval in self.charter.approvals:
            raise ApprovalError(
                "the same approval is already recorded; state what is new with --evidence or --date"
            )
        entry: dict[str, Any] = {
            "version": str(approval.version),
            "party": party,
            "person": person.id,
            "date": day,
        }
        return entry if evidence is None else {**entry, "evidence": evidence}

    def written(self, raw: bytes, entry: dict[str, Any]) -> bytes:
        """The charter's file with the approval in it. Raises EditError."""
        return edited(self.partnership.path, raw, Append((SECTION,), entry), order=_ORDER)


def _binding(roster: Roster, party: str, day: date) -> tuple[str, ...]:
    """Who can bind a party; its relationship owner, too, where no sponsor is owed."""
    return (
        speakers(roster, party, day)
        if owes(roster.charter, "sponsors")
        else representatives(roster, party, day)
    )
