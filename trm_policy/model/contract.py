"""What the agreements say: obligations, terms, third parties, and the plan of communication."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from trm_policy.errors import did_you_mean
from trm_policy.model.base import INTERNAL, PARTNER, Kind, Part, key, optional
from trm_policy.model.values import (
    AgreementRef,
    Cadence,
    ChangerRef,
    Currency,
    DebtorRef,
    Event,
    Length,
    Many,
    Number,
    PartyRef,
    PersonRef,
    Prose,
    Text,
    Until,
    Window,
    Word,
)
from trm_policy.model.values import CalendarSpan as Span
from trm_policy.model.vocabulary import CommunicationKind
from trm_policy.timing import CalendarSpan
from trm_policy.wording.days import day as _day

EVERYBODY = "all"
"""Every party: consents to a change of the agreement, or owes an obligation."""
CLAUSE_KINDS = (
    "confidentiality",
    "change_control",
    "intellectual_property",
    "liability",
    "remedies",
    "indemnity",
    "insurance",
    "warranties",
    "publicity",
    "subcontracting",
    "data_protection",
    "audit_rights",
    "non_solicitation",
    "exclusivity",
    "commercials",
    "force_majeure",
    "dispute_resolution",
    "assignment",
)
"""What lawyers look for in an agreement."""


def _clause_kind(name: str) -> str:
    if name not in CLAUSE_KINDS:
        raise ValueError(f"{name!r} is no kind of clause; {did_you_mean(name, CLAUSE_KINDS)}")
    return name


ClauseKind = Annotated[str, AfterValidator(_clause_kind)]


class Obligation(Part):
    """What somebody owes within how long of which event."""

    is_a = Kind.OBLIGATION

    what: Text = key("What is owed.", PARTNER)
    by: DebtorRef | None = optional(
        "Who owes it: a party, person or committee, or 'all' parties.",
        PARTNER,
        role="owes the obligation {id!r}",
    )
    within: Length | None = optional(
        "How much time there is, such as 24 hours, 2 working days or 3 months.", PARTNER
    )
    after: Event | None = optional("The event or day from which the time counts.", PARTNER)
    before: Event | None = optional("The event or day by which it is done.", PARTNER)
    every: Cadence | None = optional(
        "How often it is owed, where it recurs, such as monthly or yearly. Its days count from the "
        "day under 'before' or 'after', from 'the end of the month' (or week, quarter, calendar "
        "year) written there, or else from the start of the term.",
        PARTNER,
    )
    met_for: Until | None = optional(
        "The last of its due days for which it was met; until it is written, one with a day is "
        "late after that day, and one that recurs is never counted as late.",
        PARTNER,
    )
    agreement: AgreementRef | None = optional("The agreement that says so.", PARTNER)
    clause: Text | None = optional("Where in the agreement.", PARTNER)

    @property
    def recurs(self) -> bool:
        """Whether it is owed more than once."""
        return self.every is not None and not self.every.once

    @property
    def due(self) -> date | None:
        """The day by which it is done; None where it waits for an event."""
        if isinstance(self.before, date):
            return self.before
        if not isinstance(self.after, date) or self.within is None:
            return None
        length = self.within.length
        return length.after(self.after) if isinstance(length, CalendarSpan) else None

    @property
    def timing(self) -> str:
        """When it is to be done: ``yearly``, ``within 24 hours after the incident``."""
        until = "by" if isinstance(self.before, date) else "before"  # the day itself is in time
        said = (("within", self.within), ("after", self.after), (until, self.before))
        times = [
            f"{word} {_day(value) if isinstance(value, date) else value}"
            for word, value in said
            if value is not None
        ]
        return ", ".join(filter(None, [str(self.every or ""), " ".join(times)]))


class Clause(Part):
    """Where something is agreed, and what it comes to."""

    says: Prose | None = optional("What is agreed, in plain words.", PARTNER)
    agreement: AgreementRef | None = optional("The agreement that says so.", PARTNER)
    clause: Text | None = optional("Where in the agreement.", PARTNER)
    survives: Span | None = optional("How long it lasts beyond the end.", PARTNER)
    by: ChangerRef | None = optional(
        "Who consents, of change control: 'all', or one party that may do it alone.", PARTNER
    )
    notice: Span | None = optional("The time of notice that it takes.", PARTNER)
    cap: Number | None = optional("The most that is owed, in its currency.", INTERNAL)
    value: Number | None = optional("What it is worth, in its currency.", INTERNAL)
    currency: Currency | None = optional("ISO 4217 code of the amounts, such as EUR.", INTERNAL)


class ThirdParty(Part):
    """An organisation that takes part without being a party, such as a sub-processor."""

    name: Text = key("The name.", PARTNER)
    role: Text | None = optional("What it does.", PARTNER)
    of: PartyRef | None = optional("The party that it works for.", PARTNER)


class Communication(Part):
    """One line of the communication plan."""

    what: Text = key("What is told.", PARTNER)
    kind: Word[CommunicationKind] | None = optional("Routine news, a change or a crisis.", PARTNER)
    from_: PartyRef | None = optional("The party that tells it.", PARTNER, alias="from")
    to: Many[PartyRef] = key(
        "The parties that are told; without it, all others.", PARTNER, default=()
    )
    channel: Text | None = optional("The channel.", PARTNER)
    every: Cadence | None = optional("How often.", PARTNER)
    respond_within: Window | None = optional("The time to respond.", PARTNER)
    owner: PersonRef | None = optional(
        "Who sees to it.", PARTNER, role="owner of the communication {id!r}"
    )
    voice: PersonRef | None = optional(
        "Who speaks for the parties.", PARTNER, role="voice of the communication {id!r}"
    )
