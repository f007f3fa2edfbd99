"""What keeps a partnership safe: risks, maturity, agreements, approvals, waivers, exit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic_core import core_schema

from trm_policy import timing
from trm_policy.model.base import INTERNAL, PARTNER, Kind, Part, Role, key, optional
from trm_policy.model.values import (
    AgreementRef,
    Binding,
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
    Short,
    Text,
    Until,
    Whole,
    Word,
)
from trm_policy.model.vocabulary import MaturityLevel

GRAVE = 10
"""From this product of likelihood and impact on a risk is grave, and from the next one weighty."""
WEIGHTY = 6


def gravity(weight: int) -> str:
    """How grave a product of likelihood and impact is: ``high``, ``mid`` or ``low``."""
    return "high" if weight >= GRAVE else "mid" if weight >= WEIGHTY else "low"


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
    review_by: Until | None = optional("The date of the next assessment.", PARTNER)
    closed_on: Day | None = optional("The day the risk was closed.", PARTNER)

    @property
    def weight(self) -> int | None:
        """Likelihood times impact, from 1 to 25; None where either is not said."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None

    @property
    def gravity(self) -> str:
        """How grave that is, as :func:`gravity` says; empty where it is not said."""
        return gravity(self.weight) if self.weight else ""


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

    is_a = Kind.AGREEMENT

    title: Text = key("The title.", PARTNER)
    version: Text | None = optional("The version.", PARTNER)
    dated: Until | None = optional("The day of it.", PARTNER)
    link: Link | None = optional("Where to find it.", PARTNER)
    binding: Binding | None = optional(
        "Whether it is legally binding: true, false or partly.", PARTNER
    )
    law: Text | None = optional("The law that governs it.", PARTNER)
    venue: Text | None = optional("Where disputes are heard.", PARTNER)
    annexes: dict[Text, Text] = key("Its annexes, by letter or number.", PARTNER, factory=dict)
    prevails_over: Many[AgreementRef] = key(
        "The agreements that give way where they differ from it.", PARTNER, default=()
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice period: one for all, or that of each party that has one."""

    for_all: timing.CalendarSpan | None = None
    of_each: tuple[tuple[str, timing.CalendarSpan], ...] = ()

    @classmethod
    def read(cls, value: Any) -> "Notice":
        """The notice that is written; raises ValueError with a sentence for the user."""
        if isinstance(value, Notice):
            return value
        if isinstance(value, str | timing.CalendarSpan):
            return cls(timing.CalendarSpan.parse(str(value)))
        if not isinstance(value, dict) or not value:
            raise ValueError("must be a span such as 9 months, or one for each party")
        if not all(isinstance(span, str | timing.CalendarSpan) for span in value.values()):
            raise ValueError("must have a span such as 9 months for each party")
        spans = ((str(key), timing.CalendarSpan.parse(str(span))) for key, span in value.items())
        return cls(of_each=tuple(spans))

    @property
    def by_party(self) -> Mapping[str, timing.CalendarSpan]:
        """The period of each party that has one of its own."""
        return dict(self.of_each)

    def of(self, party: str) -> timing.CalendarSpan | None:
        """The period that a party gives notice with."""
        return self.for_all or self.by_party.get(party)

    def without(self, parties: Iterable[object]) -> "Notice | None":
        """The notice without what some parties have; None where nothing is left."""
        gone = set(parties)
        kept = tuple((party, span) for party, span in self.of_each if party not in gone)
        return Notice(self.for_all, kept) if self.for_all or kept else None

    @property
    def longest(self) -> timing.CalendarSpan:
        """The longest period of all."""
        return max(self._spans, key=lambda span: span.approximate_days)

    @property
    def shortest(self) -> timing.CalendarSpan:
        """The shortest period of all."""
        return min(self._spans, key=lambda span: span.approximate_days)

    @property
    def _spans(self) -> tuple[timing.CalendarSpan, ...]:
        return (self.for_all,) if self.for_all else tuple(span for _, span in self.of_each)

    @property
    def plain(self) -> str | dict[str, str]:
        """As it is written."""
        return str(self.for_all or {}) if self.for_all else {k: str(v) for k, v in self.of_each}

    def __str__(self) -> str:
        if self.for_all:
            return str(self.for_all)
        return ", ".join(f"{span} ({party})" for party, span in self.of_each)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda one: one.plain),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        span = {"type": "string", "examples": ["9 months"]}
        return {"anyOf": [span, {"type": "object", "additionalProperties": span}]}


class ExitTrigger(Part):
    """A reason for early termination."""

    known_by = ("when",)

    when: Text = key("What happened.", PARTNER)
    by: PartyRef | None = optional("The party that may then end it; without it, any.", PARTNER)

    def __str__(self) -> str:
        return self.when


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


_SHORT_TRIGGER = Short("when", (str,), "text, or 'when:' and 'by:' below it", listed=False)


class Exit(Part):
    """How the partnership ends, agreed in good times."""

    triggers: Many[Annotated[ExitTrigger, _SHORT_TRIGGER]] = key(
        "Reasons for early termination.", PARTNER, default=()
    )
    notice: Notice | None = optional("The notice period: one for all, or by party.", PARTNER)
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
