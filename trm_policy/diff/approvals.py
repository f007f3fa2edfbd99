"""Whether the parties have agreed to a change: approvals that it brings, and what they are worth.

Who may agree is told by the charter as it was, so that no change can name its own judges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trm_policy.diff import Bump, ChangeKind, Side, Weight, between, diff
from trm_policy.diff.authors import may_be, same_author
from trm_policy.diff.burdens import asked, closes_commitment
from trm_policy.diff.offices import taken
from trm_policy.model.assurance import Approval
from trm_policy.model.charter import Charter
from trm_policy.model.values import Version
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.before import Before, CharterCommit
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import address
from trm_policy.portfolio.roster import Actor, Roster, behind, representatives, speakers
from trm_policy.wording.lists import listed
from trm_policy.wording.text import mailbox


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why an approval does not count: the key that is wrong, the reason, and the way to fix it.

    One that is ``overtaken`` was right when it was given, or is of somebody who speaks for the
    party from now on; it needs no word once the party has approved by another.
    """

    key: str
    message: str
    help: str
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An approval that the change brings, by its number from 0, and what keeps it from counting."""

    number: int
    approval: Approval
    flaw: Flaw | None = None


@dataclass(frozen=True)
class Approvals:
    """What the parties say to the change of one charter, as of a day."""

    partnership: Partnership
    before: Before
    today: date

    def given(self) -> Iterator[Given]:
        """The approvals that nobody had given before, of this version and of others."""
        was = self.before.partnership
        old = was.charter.approvals if was else ()
        known = {way for one in old for way in (known_by(one), known_by(self._renamed(one)))}
        for number, approval in enumerate(self.partnership.charter.approvals):
            if known_by(approval) not in known:
                yield Given(number, approval, self._flaw(approval))

    def withheld(self) -> tuple[str, ...]:
        """The parties, of then and of now, that have not agreed to the version of now."""
        agreed = {self._renamed(one.approval).party for one in self.given() if one.flaw is None}
        was, names = self.before.partnership, self._now_called["parties"]
        before = (names.get(party, party) for party in (was.charter.parties if was else ()))
        parties = dict.fromkeys((*before, *self.partnership.charter.parties))
        return tuple(party for party in parties if party not in agreed)

    def unasked(self) -> tuple[str, ...]:
        """The parties that the change binds, which have approved neither draft nor trial nor this.

        That is so where a draft or a trial becomes active.
        """
        was, now = self.before.partnership, self.partnership.charter
        if was is None or not self.begins:
            return ()
        then = was.charter
        agreed = {
            self._renamed(one).party
            for one in then.approvals
            if one.version.agreed == then.version.agreed == now.version.agreed
            and one.date <= self.today
            and self._may_bind(one)
        }
        return tuple(party for party in self.withheld() if party not in agreed)

    @property
    def begins(self) -> bool:
        """Whether a draft or a trial becomes active."""
        was = self.before.partnership
        trial = was is not None and was.charter.status in (Status.DRAFT, Status.PILOT)
        return trial and self.partnership.charter.status is Status.ACTIVE

    def early(self) -> Iterator[Approval]:
        """Approvals of this version that were recorded while the charter had an older one."""
        was, version = self.before.partnership, self.partnership.charter.version.agreed
        if was is not None and was.charter.version.agreed < version:
            yield from (one for one in was.charter.approvals if one.version.agreed == version)

    def _flaw(self, approval: Approval) -> Flaw | None:
        roster = self.partnership.roster
        party, name = roster.party_name(approval.party), roster.name_of(approval.person)
        charter = self.partnership.charter
        if approval.date > self.today:
            return Flaw(
                "date",
                f"the approval of {party} is dated {approval.date}, which is in the future",
                "Write the day on which it was given; an approval that has not been given yet is "
                "recorded then.",
            )
        if not self._is_of_this(approval):
            same = approval.version == charter.version
            had = "had it" if same else f"is version {charter.version}"
            return Flaw(
                "version",
                f"the approval of {party} is for version {approval.version}, and the charter {had}"
                f"{' before this change' if same else ''}",
                "Raise the version, and let the party approve that."
                if same
                else "Let the party approve the version that the charter has.",
                overtaken=self._is_on_the_way(approval),
            )
        if (after := self._approved_after(approval)) is not None:
            return Flaw(
                "date",
                f"the approval of version {approval.version} by {party} is dated {approval.date}, "
                f"before {party} approved version {after.version} on {after.date}",
                "Write the day on which it was given.",
            )
        if (left := self._had_left(approval)) is not None:
            return Flaw(
                "person",
                f"{name} has approved for {party} on {approval.date}, and had left on {left}",
                "Let the sponsor who was in office before the change, or the deputy, approve it.",
            )
        if not self._may_bind(approval):
            no_office, who = self._binding(approval.party)
            return Flaw(
                "person",
                f"{name} has approved for {party}, and {no_office} before this change",
                f"Let {who}, approve it: 'trm approve --base REV --person ID'.",
                overtaken=approval.person in representatives(roster, approval.party),
            )
        step = self._step(approval)
        if step is not None and (later := self._since(step)):
            return Flaw(
                "version",
                f"{name} approved for {party} before the change was complete: since then "
                f"{later[0]}",
                f"Let {party} approve the charter as it is now, in a commit after the last change.",
                overtaken=True,
            )
        if self.before.signed:
            return self._unsigned(approval, step, name)
        return self._by_its_author(approval, step, name) if step is not None else None

    def _step(self, approval: Approval) -> CharterCommit | None:
        """The commit that brought an approval; None where it is not committed yet."""
        return self._steps.get(approval)

    @cached_property
    def _steps(self) -> dict[Approval, CharterCommit]:
        """The first commit that has each approval."""
        found: dict[Approval, CharterCommit] = {}
        for step in self.before.steps:
            for approval in step.charter.approvals:
                found.setdefault(approval, step)
        return found

    def _is_of_this(self, approval: Approval) -> bool:
        """Whether it names the version of now; exactly, where that is hardly a new one.

        A draft or a trial may become active in the version that it has.
        """
        was, version = self.before.partnership, self.partnership.charter.version
        if was is not None and was.charter.version.agreed == version.agreed:
            new = self.begins or version != was.charter.version
            return approval.version == version and new
        return approval.version.agreed == version.agreed

    def _is_on_the_way(self, approval: Approval) -> bool:
        """Whether it names a version that lies between those of then and of now."""
        was, version = self.before.partnership, self.partnership.charter.version
        first = was.charter.version if was is not None else Version(0, 0, 0)
        return first < approval.version < version

    def _approved_after(self, approval: Approval) -> Approval | None:
        """The party's last approval of an older version, if that came after this one."""
        was = self.before.partnership
        given = (
            one
            for one in (was.charter.approvals if was is not None else ())
            if one.party == approval.party and one.version < approval.version
            if approval.date < one.date <= self.today
        )
        return max(given, key=lambda one: one.date, default=None)

    def _had_left(self, approval: Approval) -> date | None:
        """When the person had left, according to the directory of then or of now."""
        was = self.before.partnership
        for roster in (was.roster if was is not None else None, self.partnership.roster):
            actor = roster.get(approval.person) if roster is not None else None
            if roster is None or actor is None:
                continue
            own, people = address(actor.human), roster.directory.people.values()
            days = [one.left for one in people if own is not None and address(one) == own]
            left = max(filter(None, days), default=None) if all(days) else None
            if (left := actor.left or left) is not None and left <= approval.date:
                return left
        return None

    def appointed(self, approval: Approval) -> str | None:
        """That the change itself names who speaks for a party of before, which had nobody."""
        was, roster = self.before.partnership, self.partnership.roster
        old = {new: id_ for id_, new in self._now_called["parties"].items()}
        party = old.get(approval.party, approval.party)
        if was is None or party not in was.charter.parties or representatives(was.roster, party):
            return None
        return (
            f"no one could approve for {roster.party_name(approval.party)} before this change, "
            f"which itself names {roster.name_of(approval.person)}, who has approved it"
        )

    def _may_bind(self, approval: Approval) -> bool:
        """Whether the person could speak for the party before the change.

        For a new party, and for one that nobody could bind, speaks who does so now.
        """
        was, roster = self.before.partnership, self.partnership.roster
        party, person = (
            {new: old for old, new in self._now_called[section].items()}.get(id_, id_)
            for section, id_ in (("parties", approval.party), ("people", approval.person))
        )
        known = was is not None and party in was.charter.parties
        before = representatives(was.roster, party, approval.date) if was and known else ()
        if before:
            return person in before
        return approval.person in speakers(roster, approval.party, approval.date)

    def _renamed(self, approval: Approval) -> Approval:
        """The same with the ids that the change gives to its party and its person."""
        names = {"party": self._now_called["parties"], "person": self._now_called["people"]}
        ids = {field: getattr(approval, field) for field in names}
        new = {field: names[field].get(id_, id_) for field, id_ in ids.items()}
        return approval if new == ids else approval.model_copy(update=new)

    @cached_property
    def _now_called(self) -> Mapping[str, Mapping[str, str]]:
        """The new id by the old one of each party and person that the change calls otherwise."""
        found: dict[str, dict[str, str]] = {"parties": {}, "people": {}}
        for one in between(self.partnership, self.before):
            if one.kind is ChangeKind.RENAMED and one.at[:-1] in (("parties",), ("people",)):
                found[one.at[0]][one.before] = one.after
        return found

    def _binding(self, party: str) -> tuple[str, str]:
        """What somebody was not who could not bind a party before the change, and who could."""
        was = self.before.partnership
        roster = was.roster if was is not None else self.partnership.roster
        may = representatives(roster, party)
        if may and party not in roster.charter.sponsors:
            names = listed([roster.name_of(id_) for id_ in may], "or")
            return "could not do so", f"{names}, who could"
        return (
            "was neither its sponsor nor the sponsor's deputy",
            "the sponsor who was in office before the change, or the deputy",
        )

    def _since(self, step: CharterCommit) -> list[str]:
        """What of that to which parties agree has become other since a commit."""
        if step.commit not in self._later:
            self._later[step.commit] = self._changed_since(step)
        return self._later[step.commit]

    @cached_property
    def _later(self) -> dict[str, list[str]]:
        """What :meth:`_since` has found, by commit."""
        return {}

    def _changed_since(self, step: CharterCommit) -> list[str]:
        then = Side(step.charter, Roster(step.charter, step.directory))
        now = Side.of(self.partnership)
        changes = [
            change.sentence
            for change in diff(then, now)
            if change.weight is Weight.MATERIAL
            or change.bump is not Bump.NONE
            or closes_commitment(change)
            or asked(change, then, now)
        ]
        return [*changes, *(office.message for office in taken(then, now) if office.binds)]

    def _by_its_author(self, approval: Approval, step: CharterCommit, name: str) -> Flaw | None:
        """That whoever wrote the change has committed the approval of another party, too."""
        was, party = self.before.partnership, approval.party
        if was is None:
            return None
        writing = (one for one in self.before.steps if one.writes)
        if not any(same_author(one.names, step.names, was.roster) for one in writing):
            return None
        if any(one.party == party and may_be(one, step.own_names) for one in was.roster):
            return None
        return Flaw(
            "person",
            f"{step.author} has written the change, and has also committed the approval of {name} "
            f"for {self.partnership.roster.party_name(party)}",
            f"Take it out, and let {name} or someone else who has seen the evidence run 'trm "
            "approve' and commit it.",
        )

    def unproven(self, approval: Approval) -> str | None:
        """That only whoever keeps the repository says so, and how; None where it is signed.

        The host's own approval needs no other word than that.
        """
        if self.before.signed or self.before.unreadable or self._is_hosts(approval):
            return None
        step = self._step(approval)
        roster = self.partnership.roster
        party, name = roster.party_name(approval.party), roster.name_of(approval.person)
        if step is not None and _same(step.signers(), self._addresses(approval)):
            return None
        how = f"was committed by {step.author}" if step is not None else "is not committed yet"
        host = self.partnership.charter.host
        word = f"the word of {roster.party_name(host)}" if host else "the charter's own word"
        return (
            f"nothing but {word} shows "
            f"that {party} approved version {approval.version}: the approval of {name} {how} and "
            f"has no verified signature of {name}"
        )

    def _is_hosts(self, approval: Approval) -> bool:
        return approval.party == self.partnership.charter.host

    def _unsigned(self, approval: Approval, step: CharterCommit | None, name: str) -> Flaw | None:
        reason = unsigned(step, self._addresses(approval), f"the approval of {name}", name)
        if reason is None:
            return None
        return Flaw(
            "person",
            reason,
            f"Let {name} run 'trm approve' and commit it with a signature (git commit -S).",
        )

    def _addresses(self, approval: Approval) -> frozenset[str]:
        """The e-mail addresses of the person, or of whoever votes in the body, that approves."""
        was = self.before.partnership
        roster = was.roster if was is not None else self.partnership.roster
        return addresses(behind(roster, approval.person))


def is_approved(charter: Charter) -> bool:
    """Whether somebody has approved the version that a charter has, its last number aside."""
    return any(one.version.agreed == charter.version.agreed for one in charter.approvals)


def known_by(approval: Approval) -> tuple[str, str, str]:
    """What an approval is known by; its day and evidence make no new one of it."""
    return str(approval.version), approval.party, approval.person


def unsigned(
    step: CharterCommit | None, addresses: Collection[str], what: str, name: str
) -> str | None:
    """Why no signature shows that somebody with these addresses said what a commit brought.

    None where one does; ``step`` is None where it is not committed yet.
    """
    if step is None:
        return f"{what} is not committed yet, and must be signed"
    if not _same([step.email], addresses):
        return f"{what} was committed by {step.author}"
    if not _same(step.signers(), addresses):
        return f"the commit with {what} has no verified signature of {name}"
    return None


def addresses(actors: Iterable[Actor]) -> frozenset[str]:
    """The e-mail addresses of people, as far as they are known."""
    humans = (actor.human for actor in actors)
    return frozenset(human.email for human in humans if human is not None and human.email)


def _same(some: Iterable[str], known: Iterable[str]) -> bool:
    return not set(map(mailbox, some)).isdisjoint(map(mailbox, known))
