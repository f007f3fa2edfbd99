"""The closed lists of words of the format, each with its source where the field has one."""

from __future__ import annotations

from enum import StrEnum


class Relationship(StrEnum):
    """What the other parties are to the host."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    SUPPLIER = "supplier"
    PARTNER = "partner"
    STAKEHOLDER = "stakeholder"


class Engagement(StrEnum):
    """How closely the parties work together."""

    TRANSACTIONAL = "transactional"
    COLLABORATIVE = "collaborative"
    ALLIANCE = "alliance"


class Instrument(StrEnum):
    """The kind of document that the charter stands for; it says what is owed."""

    ALLIANCE = "alliance"
    SUPPLY = "supply"
    SERVICE = "service"
    DATA_SHARING = "data-sharing"
    MEMORANDUM = "memorandum"
    CONSORTIUM = "consortium"

    @property
    def noun(self) -> str:
        """What a charter of it is called in a sentence."""
        nouns = {"alliance": "partnership", "supply": "supply contract"}
        nouns |= {"service": "service contract", "data-sharing": "data-sharing agreement"}
        return nouns.get(self.value, self.value)


class Tier(StrEnum):
    """How much governance the relationship needs."""

    STRATEGIC = "strategic"
    PREFERRED = "preferred"
    TRANSACTIONAL = "transactional"


class Stage(StrEnum):
    """The life-cycle stage of ISO 44001, clause 8."""

    AWARENESS = "awareness"
    KNOWLEDGE = "knowledge"
    INTERNAL_ASSESSMENT = "internal-assessment"
    PARTNER_SELECTION = "partner-selection"
    WORKING_TOGETHER = "working-together"
    VALUE_CREATION = "value-creation"
    STAYING_TOGETHER = "staying-together"
    EXIT = "exit"

    @property
    def number(self) -> int:
        """1 for awareness to 8 for exit."""
        return _STAGES[self]


_STAGES = {stage: number for number, stage in enumerate(Stage, start=1)}


class Status(StrEnum):
    """Whether the charter is being written, on trial, in force or over."""

    DRAFT = "draft"
    PILOT = "pilot"
    ACTIVE = "active"
    ENDED = "ended"


class Posture(StrEnum):
    """The attitude of the parties to each other (Donaldson & O'Toole)."""

    PARTNERSHIP = "partnership"
    FRIENDSHIP = "friendship"
    ADVERSARIAL = "adversarial"
    DETACHED = "detached"


class Seniority(StrEnum):
    """A person's authority in this charter, lowest first."""

    OPERATIONAL = "operational"
    MANAGER = "manager"
    DIRECTOR = "director"
    EXECUTIVE = "executive"

    @property
    def rank(self) -> int:
        """0 for operational to 3 for executive."""
        return list(Seniority).index(self)


class GoalCategory(StrEnum):
    """What kind of value a goal creates."""

    QUALITY = "quality"
    COST = "cost"
    PRODUCTIVITY = "productivity"
    PROFITABILITY = "profitability"
    RESILIENCE = "resilience"
    GROWTH = "growth"
    RETENTION = "retention"
    INNOVATION = "innovation"
    SUSTAINABILITY = "sustainability"
    REPUTATION = "reputation"
    PEOPLE = "people"
    RELATIONSHIP = "relationship"


class Aggregate(StrEnum):
    """How the rows of a table become the one figure of a period."""

    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    COUNT = "count"
    DISTINCT = "distinct"
    PERCENTAGE = "percentage"


class Direction(StrEnum):
    """Which way a KPI should move."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"


class CommitteeLevel(StrEnum):
    """The level of a committee, highest first."""

    EXECUTIVE = "executive"
    STEERING = "steering"
    OPERATIONAL = "operational"
    WORKING_GROUP = "working-group"


class SeatRole(StrEnum):
    """The role of a member in a committee."""

    CHAIR = "chair"
    CO_CHAIR = "co-chair"
    MEMBER = "member"
    SECRETARY = "secretary"
    OBSERVER = "observer"


class DecisionRule(StrEnum):
    """How a matter is decided."""

    UNANIMOUS = "unanimous"
    CONSENSUS = "consensus"
    SUPERMAJORITY = "supermajority"
    MAJORITY = "majority"
    ONE_PARTY = "one-party"


class VotesOf(StrEnum):
    """Of whose votes a decision takes its share."""

    ALL = "all"
    PRESENT = "present"


class ReviewKind(StrEnum):
    """What a review is for; minutes are kept from performance up."""

    OPERATIONAL = "operational"
    PERFORMANCE = "performance"
    STRATEGIC = "strategic"
    HEALTH = "health"
    INNOVATION = "innovation"


class SharingRule(StrEnum):
    """How freely an item of information flows (BS 11000-2, table 9)."""

    MUST_SHARE = "must-share"
    CAN_SHARE = "can-share"
    ASK_FIRST = "ask-first"
    NEVER_SHARE = "never-share"


class CommunicationKind(StrEnum):
    """What a line of the communication plan is for."""

    ROUTINE = "routine"
    CHANGE = "change"
    CRISIS = "crisis"


class MeetingStatus(StrEnum):
    """What became of a planned review."""

    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"


class InitiativeKind(StrEnum):
    """Whether it creates something new or improves what exists."""

    INNOVATION = "innovation"
    IMPROVEMENT = "improvement"


class InitiativeStage(StrEnum):
    """The stage of an initiative."""

    IDEA = "idea"
    ASSESSED = "assessed"
    PILOT = "pilot"
    SCALING = "scaling"
    DONE = "done"
    DROPPED = "dropped"


class MaturityLevel(StrEnum):
    """The five levels of a process, lowest first."""

    INITIAL = "initial"
    REPEATABLE = "repeatable"
    DEFINED = "defined"
    MANAGED = "managed"
    OPTIMISED = "optimised"
