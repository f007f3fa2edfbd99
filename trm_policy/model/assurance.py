"""What keeps a partnership safe: risks, maturity, agreements, approvals, waivers, exit."""

from trm_policy.model.base import INTERNAL, PARTNER, Kind, Part, Role, key, optional
from trm_policy.model.values import (
    CalendarSpan,
    CharterVersion,
    Day,
    Id,
    Link,
    Many,
    PartyRef,
    PersonRef,
    Prose,
    Ref,
    Text,
    Whole,
    Word,
    YesNo,
)
from trm_policy.model.vocabulary import MaturityLevel


class Risk(Part):
    """An event that may harm the partnership."""

    is_a = Kind.RISK

    title: Text = key("The event that may happen.", PARTNER)
    owner: PersonRef | None = optional("The risk owner.", PARTNER, role="owner of the risk {id!r}")
    likelihood: Whole | None = optional(
        "Likelihood from 1 (rare) to 5 (almost certain).", PARTNER, ge=1, le=5
    )
    impact: Whole | None = optional("Impact from 1 (minor) to 5 (severe).", PARTNER, ge=1, le=5)
    mitigation: Prose | None = optional("The mitigation.", PARTNER)
    review_by: Day | None = optional("The date of the next assessment.", PARTNER)
    closed_on: Day | None = optional("The day the risk was closed.", PARTNER)


class MaturityClaim(Part):
    """How well one function works with the other side."""

    level: Word[MaturityLevel] | None = optional("The claimed level.", INTERNAL)
    lead: PersonRef | None = optional(
        "The lead of the function.",
        INTERNAL,
        role="lead of the function {id!r} in the maturity claim",
    )
    evidence: Text | None = optional("The evidence.", INTERNAL)


class Maturity(Part):
    """How well the organisations work together, function by function."""

    assessed_on: Day | None = optional("The day of the assessment.", INTERNAL)
    functions: dict[Id, MaturityClaim] = key("The claim for each function.", INTERNAL, factory=dict)


class Agreement(Part):
    """A contract or memorandum behind the charter."""

    title: Text = key("The title.", PARTNER)
    link: Link | None = optional("Where to find it.", PARTNER)
    binding: YesNo | None = optional("Whether it is legally binding.", PARTNER)
    law: Text | None = optional("The law that governs it.", PARTNER)


class NoticeGiven(Part):
    """The notice that a party has given."""

    by: PartyRef = key("The party that gave notice.", PARTNER)
    date: Day = key("The day on which notice was given.", PARTNER)


class Transition(Part):
    """How the work is handed over at the end."""

    duration: CalendarSpan | None = optional("The duration of the handover.", PARTNER)
    owners: dict[PartyRef, PersonRef] = key(
        "Who manages it, by party.",
        PARTNER,
        factory=dict,
        role="owner of the handover at the exit for {party}",
    )
    data_return: Prose | None = optional("What happens to the data.", PARTNER)
    intellectual_property: Prose | None = optional("Who may use joint results.", PARTNER)
    knowledge: Prose | None = optional("How knowledge is transferred.", PARTNER)
    continuity: Prose | None = optional("How the service continues meanwhile.", PARTNER)


class Exit(Part):
    """How the partnership ends, agreed in good times."""

    triggers: Many[Text] = key("Reasons for early termination.", PARTNER, default=())
    notice: CalendarSpan | None = optional("The notice period.", PARTNER)
    transition: Transition | None = optional("How the work is handed over.", PARTNER)
    notice_given: NoticeGiven | None = optional("Who gave notice, and when.", PARTNER)
    withdrawal: Prose | None = optional("What happens when one of several parties leaves.", PARTNER)


class Approval(Part):
    """A party's agreement to a version; applies to the same major.minor."""

    known_by = ("version", "party")

    version: CharterVersion = key("The version agreed to.", PARTNER)
    party: PartyRef = key("The party that agrees.", PARTNER)
    person: PersonRef = key(
        "Who agreed for it.",
        PARTNER,
        role=Role("approved version {version} for {party} on {date}", once=True),
    )
    date: Day = key("The day of the agreement.", PARTNER)
    evidence: Text | None = optional("The evidence: minutes, a letter, a signature.", PARTNER)


class Waiver(Part):
    """A rule that is waived, with the reason, the approver and the last day."""

    known_by = ("rule", "at")

    rule: Ref = key("The rule's name.", INTERNAL)
    at: Text | None = optional("The place in the charter; without it, the whole charter.", INTERNAL)
    because: Text | None = optional("Why the rule is waived.", INTERNAL)
    ticket: Text | None = optional("Where the decision is recorded.", INTERNAL)
    approved_by: PersonRef | None = optional(
        "Who approved it.",
        INTERNAL,
        role=Role("approved the waiver of the rule {rule!r}", once=True),
    )
    expires: Day | None = optional("The last day of the waiver.", INTERNAL)
