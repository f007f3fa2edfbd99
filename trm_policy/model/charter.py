"""The charter: everything that a partnership says of itself, format version 1."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, model_validator

from trm_policy.errors import did_you_mean
from trm_policy.model.assurance import Agreement, Approval, Exit, Maturity, Risk, Waiver
from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC, Part, Role, Visibility, key, optional
from trm_policy.model.contract import (
    Clause,
    ClauseKind,
    Communication,
    Obligation,
    ThirdParty,
)
from trm_policy.model.governance import (
    Committee,
    Escalation,
    PersonalData,
    Responsibility,
    Review,
    SharingItem,
    Touchpoint,
)
from trm_policy.model.instruments import PLACES
from trm_policy.model.kpi import Kpi
from trm_policy.model.party import Party, Person
from trm_policy.model.purpose import Commitment, Goal, Initiative, Scope, Segmentation, Term
from trm_policy.model.values import (
    Audience,
    CharterVersion,
    Id,
    Many,
    PartnershipRef,
    PartyRef,
    PersonRef,
    Prose,
    Text,
    Version,
    Word,
)
from trm_policy.model.vocabulary import (
    Engagement,
    Instrument,
    Posture,
    Relationship,
    Stage,
    Status,
    Tier,
)

MOST_PARTIES = 100
SECTIONS = (
    "vision",
    "rationale",
    "scope",
    "sponsors",
    "owners",
    "segmentation",
    "goals",
    "kpis",
    "committees",
    "responsibilities",
    "escalation",
    "reviews",
    "sharing",
    "personal_data",
    "risks",
    "commitments",
    "obligations",
    "terms",
    "third_parties",
    "communication",
    "initiatives",
    "touchpoints",
    "behaviours",
    "maturity",
    "agreements",
    "exit",
    "approvals",
)
"""What may be declared not applicable."""


def _section(name: str) -> str:
    if name not in SECTIONS and name not in PLACES:
        choices = PLACES if "." in name else SECTIONS
        raise ValueError(f"{name!r} is not a section of a charter; {did_you_mean(name, choices)}")
    return name


Section = Annotated[str, AfterValidator(_section)]


class Charter(Part):
    """A partnership as its parties agreed on it."""

    spec_version: Literal[1] = key("The version of the charter format.", PUBLIC, default=1)
    title: Text = key("The title of the partnership.", PUBLIC)
    instrument: Word[Instrument] = key(
        "The kind of document that the charter stands for; it says which sections are owed.",
        PUBLIC,
        default=Instrument.ALLIANCE,
    )
    host: PartyRef | None = optional(
        "The party that keeps this repository; a consortium may have none.", PUBLIC
    )
    relationship: Word[Relationship] = key(
        "What the others are to the host; a consortium without a host need not say.", PUBLIC
    )
    engagement: Word[Engagement] = key(
        "How closely the parties work together.", PUBLIC, default=Engagement.COLLABORATIVE
    )
    tier: Word[Tier] = key(
        "How much governance the relationship needs; judged as preferred where it is absent.",
        PUBLIC,
        default=Tier.PREFERRED,
    )
    stage: Word[Stage] = key(
        "The life-cycle stage of ISO 44001.", PUBLIC, default=Stage.WORKING_TOGETHER
    )
    status: Word[Status] = key(
        "Whether the charter is a draft, active or ended.", PUBLIC, default=Status.DRAFT
    )
    posture: Word[Posture] | None = optional("The attitude of the parties to each other.", INTERNAL)
    version: CharterVersion = key(
        "The charter's version: major.minor.patch.", PUBLIC, default=Version(0, 1, 0)
    )
    audience: Word[Visibility] = key(
        "The widest audience that may see this charter.", PUBLIC, default=INTERNAL
    )
    tags: Many[Text] = key("Tags to find and select it by.", PARTNER, default=())
    vision: Prose | None = optional("What the parties want to achieve in the long run.", PUBLIC)
    rationale: Prose | None = optional("Why the relationship matters to the host.", INTERNAL)
    term: Term = key("The term of the charter.", PUBLIC)
    scope: Scope | None = optional("What the partnership covers.", PUBLIC)
    parties: dict[Id, Party] = key("The parties, by id.", PUBLIC, max_length=MOST_PARTIES)
    people: dict[Id, Person] = key("The people with a role in it, by id.", PARTNER)
    sponsors: dict[PartyRef, PersonRef] = key(
        "The executive sponsor of each party.",
        PARTNER,
        factory=dict,
        role=Role("executive sponsor of {party}", title="Executive sponsor"),
    )
    owners: dict[PartyRef, PersonRef] = key(
        "The accountable relationship owner of each party.",
        PARTNER,
        factory=dict,
        role=Role("relationship owner of {party}", title="Relationship owner"),
    )
    segmentation: Segmentation | None = optional("The evidence for the tier.", INTERNAL)
    goals: dict[Id, Goal] = key("Joint goals, by id.", PUBLIC, factory=dict)
    kpis: dict[Id, Kpi] = key("Key performance indicators, by id.", PARTNER, factory=dict)
    committees: dict[Id, Committee] = key("Committees, by id.", PUBLIC, factory=dict)
    responsibilities: dict[Id, Responsibility] = key(
        "Responsibilities for recurring decisions (RACI).", PARTNER, factory=dict
    )
    escalation: Escalation | None = optional("The escalation path.", PARTNER)
    reviews: dict[Id, Review] = key("Recurring reviews, by id.", PUBLIC, factory=dict)
    sharing: dict[Id, SharingItem] = key(
        "Information that the parties exchange, by id.", PARTNER, factory=dict
    )
    personal_data: PersonalData | None = optional(
        "The legal ground for sharing personal data.", PARTNER
    )
    risks: dict[Id, Risk] = key("Risks, by id.", PARTNER, factory=dict)
    commitments: dict[Id, Commitment] = key("Dated obligations, by id.", PARTNER, factory=dict)
    obligations: dict[Id, Obligation] = key(
        "What each owes within how long of which event, by id.", PARTNER, factory=dict
    )
    terms: dict[ClauseKind, Clause] = key(
        "What is agreed on confidentiality, liability and the like.", PARTNER, factory=dict
    )
    third_parties: dict[Id, ThirdParty] = key(
        "Organisations that take part without being a party, by id.", PARTNER, factory=dict
    )
    communication: dict[Id, Communication] = key(
        "The communication plan, by id.", PARTNER, factory=dict
    )
    initiatives: dict[Id, Initiative] = key(
        "The pipeline of innovation and improvement, by id.", PARTNER, factory=dict
    )
    touchpoints: dict[Id, Touchpoint] = key(
        "Working contacts between people, by id.", PARTNER, factory=dict
    )
    behaviours: Many[Text] = key(
        "How the parties want to work with each other.", PARTNER, default=()
    )
    maturity: Maturity | None = optional("How well the organisations work together.", INTERNAL)
    agreements: dict[Id, Agreement] = key("The agreements behind it, by id.", PARTNER, factory=dict)
    depends_on: Many[PartnershipRef] = key(
        "Partnerships that this one depends on.", PARTNER, default=()
    )
    exit: Exit | None = optional("How the partnership ends.", PARTNER)
    approvals: Many[Approval] = key("Who agreed to which version.", PARTNER, default=())
    waivers: Many[Waiver] = key("Rules that are waived for a time.", INTERNAL, default=())
    not_applicable: dict[Section, Text] = key(
        "Sections, or places in one such as exit.transition, that are not needed, each with its "
        "reason.",
        PUBLIC,
        factory=dict,
    )
    visibility: dict[Text, Audience] = key(
        "Places whose audience differs from the default.", INTERNAL, factory=dict
    )
    extensions: dict[Text, Any] = key("The organisation's own keys.", INTERNAL, factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _of_nobody(cls, data: Any) -> Any:
        """Where nobody is the host of a consortium, all are partners."""
        if not isinstance(data, dict) or data.get("instrument") != Instrument.CONSORTIUM:
            return data
        return data if data.get("host") else {"relationship": Relationship.PARTNER.value, **data}

    @property
    def has_host(self) -> bool:
        """Whether it is told from the point of view of one party; a consortium need not be."""
        return self.host is not None or self.instrument is not Instrument.CONSORTIUM

    @property
    def organised(self) -> tuple[str, ...]:
        """The parties that are organisations, without classes that organisations join."""
        return tuple(id_ for id_, party in self.parties.items() if not party.is_class)
