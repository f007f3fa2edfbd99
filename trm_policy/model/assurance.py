"""What keeps a partnership safe: risks, maturity, agreements, approvals, waivers, exit."""

from trm_policy.model.base import INTERNAL, PARTNER, Kind, Part, Role, key
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
    """Something that may go wrong."""

    is_a = Kind.RISK

    title: Text = key("The event that may happen.", PARTNER)
    owner: PersonRef | None = key(
        "The risk owner.", PARTNER, default=None, role="owner of the risk {id!r}"
    )
    likelihood: Whole | None = key(
        "Likelihood from 1 (rare) to 5 (almost certain).", PARTNER, default=None, ge=1, le=5
    )
    impact: Whole | None = key(
        "Impact from 1 (minor) to 5 (severe).", PARTNER, default=None, ge=1, le=5
    )
    mitigation: Prose | None = key("The mitigation.", PARTNER, default=None)
    review_by: Day | None = key("The date of the next assessment.", PARTNER, default=None)
    closed_on: Day | None = key("The day the risk was closed.", PARTNER, default=None)


class MaturityClaim(Part):
    """How well one function works with the other side."""

    level: Word[MaturityLevel] | None = key("The claimed level.", INTERNAL, default=None)
    lead: PersonRef | None = key(
        "The lead of the function.",
        INTERNAL,
        default=None,
        role="lead of the function {id!r} in the maturity claim",
    )
    evidence: Text | None = key("The evidence.", INTERNAL, default=None)


class Maturity(Part):
    """How well the organisations work together, function by function."""

    assessed_on: Day | None = key("The day of the assessment.", INTERNAL, default=None)
    functions: dict[Id, MaturityClaim] = key("The claim for each function.", INTERNAL, factory=dict)


class Agreement(Part):
    """A contract or memorandum behind the charter."""

    title: Text = key("The title.", PARTNER)
    link: Link | None = key("Where to find it.", PARTNER, default=None)
    binding: YesNo | None = key("Whether it is legally binding.", PARTNER, default=None)
    law: Text | None = key("The law that governs it.", PARTNER, default=None)


class NoticeGiven(Part):
    """That a party has said it will leave."""

    by: PartyRef = key("The party that gave notice.", PARTNER)
    date: Day = key("The day on which notice was given.", PARTNER)


class Transition(Part):
    """How the work is handed over at the end."""

    duration: CalendarSpan | None = key("The duration of the handover.", PARTNER, default=None)
    owners: dict[PartyRef, PersonRef] = key(
        "Who manages it, by party.",
        PARTNER,
        factory=dict,
        role="owner of the handover at the exit for {party}",
    )
    data_return: Prose | None = key("What happens to the data.", PARTNER, default=None)
    intellectual_property: Prose | None = key("Who may use joint results.", PARTNER, default=None)
    knowledge: Prose | None = key("How knowledge is transferred.", PARTNER, default=None)
    continuity: Prose | None = key("How the service continues meanwhile.", PARTNER, default=None)


class Exit(Part):
    """How the partnership ends, agreed while it is good."""

    triggers: Many[Text] = key("Reasons for early termination.", PARTNER, default=())
    notice: CalendarSpan | None = key("The notice period.", PARTNER, default=None)
    transition: Transition | None = key("How the work is handed over.", PARTNER, default=None)
    notice_given: NoticeGiven | None = key("Who gave notice, and when.", PARTNER, default=None)
    withdrawal: Prose | None = key(
        "What happens when one of several parties leaves.", PARTNER, default=None
    )


class Approval(Part):
    """A party's agreement to a version; holds for the same major.minor."""

    known_by = ("version", "party")

    version: CharterVersion = key("The version agreed to.", PARTNER)
    party: PartyRef = key("The party that agrees.", PARTNER)
    person: PersonRef = key(
        "Who agreed for it.",
        PARTNER,
        role=Role("approved version {version} for {party} on {date}", once=True),
    )
    date: Day = key("The day of the agreement.", PARTNER)
    evidence: Text | None = key(
        "The evidence: minutes, a letter, a signature.", PARTNER, default=None
    )


class Waiver(Part):
    """A rule that need not hold, why, until when, and who said so."""

    known_by = ("rule", "at")

    rule: Ref = key("The rule's name.", INTERNAL)
    at: Text | None = key(
        "The place in the charter; without it, the whole charter.", INTERNAL, default=None
    )
    because: Text | None = key("Why the rule is waived.", INTERNAL, default=None)
    ticket: Text | None = key("Where the decision is recorded.", INTERNAL, default=None)
    approved_by: PersonRef | None = key(
        "Who approved it.",
        INTERNAL,
        default=None,
        role=Role("approved the waiver of the rule {rule!r}", once=True),
    )
    expires: Day | None = key("The last day of the waiver.", INTERNAL, default=None)
