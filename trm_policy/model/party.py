"""The parties to a partnership, their organisations, and the people who act for them."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from trm_policy import timing
from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC, Kind, Part, key, optional
from trm_policy.model.values import (
    Country,
    Day,
    Email,
    Id,
    Many,
    OrganisationRef,
    PersonRef,
    Phone,
    SideRefs,
    Subdivision,
    Text,
    TimeZone,
    Word,
    YesNo,
)
from trm_policy.model.vocabulary import Relationship, Seniority


def _of_the_country(subdivision: str, fields: ValidationInfo) -> str:
    """The region, which must lie in the ``country`` that stands beside it, if there is one."""
    return timing.parse_subdivision(subdivision, fields.data.get("country"))


_Region = Annotated[Subdivision, AfterValidator(_of_the_country)]


class Organisation(Part):
    """An organisation that several charters share."""

    is_a = Kind.ORGANISATION

    name: Text = key("The name of the organisation.", PUBLIC)
    country: Country | None = optional("ISO 3166-1 code of its country, such as GB.", PUBLIC)
    subdivision: _Region | None = optional(
        "ISO 3166-2 code of its region, such as GB-ENG, for public holidays.", PUBLIC
    )
    timezone: TimeZone | None = optional(
        "IANA time zone in which it works, such as Europe/London.", PUBLIC
    )


class Notices(Part):
    """Where formal notices to a party go."""

    to: Text | None = optional("Whom a notice is addressed to, by office or name.", INTERNAL)
    address: Text | None = optional("The postal address.", INTERNAL)
    email: Email | None = optional("The e-mail address for notices.", INTERNAL)
    phone: Phone | None = optional("The telephone number for notices.", INTERNAL)


class Party(Part):
    """One side of a partnership."""

    is_a = Kind.PARTY

    organisation: OrganisationRef | None = optional(
        "The organisation, by its id in the directory; instead of name and place.", PUBLIC
    )
    name: Text | None = optional(
        "The name of the organisation, if it is not in the directory.", PUBLIC
    )
    country: Country | None = optional("ISO 3166-1 code of its country, such as GB.", PUBLIC)
    subdivision: _Region | None = optional(
        "ISO 3166-2 code of its region, such as GB-ENG, for public holidays.", PUBLIC
    )
    timezone: TimeZone | None = optional(
        "IANA time zone in which it works, such as Europe/London.", PUBLIC
    )
    relationship: Word[Relationship] | None = optional(
        "What this party is to the host, where the parties differ.", PUBLIC
    )
    role: Text | None = optional("What it is in this partnership: buyer, supplier, member.", PUBLIC)
    gives: Many[Text] = key("What it brings to the partnership.", PUBLIC, default=())
    gets: Many[Text] = key("What it gains from the partnership.", PUBLIC, default=())
    members: Many[OrganisationRef] | None = optional(
        "The organisations that have joined, where the party is a class of members.", PUBLIC
    )
    notices: Notices | None = optional("Where formal notices to it go.", INTERNAL)

    @property
    def is_class(self) -> bool:
        """Whether it is a class that organisations join, and no organisation itself."""
        return self.members is not None


class Human(Part):
    """What a charter and the directory say alike of a person."""

    is_a = Kind.PERSON

    name: Text = key("The person's name.", PARTNER)
    title: Text | None = optional("The person's position.", PARTNER)
    department: Text | None = optional("The department the person works in.", PARTNER)
    seniority: Word[Seniority] | None = optional(
        "The person's authority in this partnership.", PARTNER
    )
    post: YesNo = key(
        "Whether it is an office or a mailbox, such as a service desk, and no person.",
        PARTNER,
        default=False,
    )
    email: Email | None = optional("Where the person can be reached.", PARTNER)
    phone: Phone | None = optional(
        "The telephone number; in national form by the country of the person's party.", PARTNER
    )
    out_of_hours: Phone | None = optional("The telephone number outside working hours.", PARTNER)
    deputy: PersonRef | None = optional(
        "The deputy of the person.", PARTNER, role="deputy of {name}"
    )


class Person(Human):
    """A person with a role in this partnership."""

    party: SideRefs | None = optional(
        "The party the person acts for, or a list of those; 'neutral' for a mediator or "
        "independent chair.",
        PARTNER,
    )

    @property
    def parties(self) -> tuple[str, ...]:
        """Those whom the person acts for; the first comes first everywhere."""
        return (self.party,) if isinstance(self.party, str) else self.party or ()


class SharedPerson(Human):
    """A person with a role in several partnerships."""

    organisation: OrganisationRef = key("The organisation the person works for.", PARTNER)
    left: Day | None = optional("The day from which the person no longer acts for it.", INTERNAL)


class Objective(Part):
    """An objective of the host's strategy."""

    is_a = Kind.OBJECTIVE

    title: Text = key("The objective in one sentence.", PUBLIC)


class Directory(Part):
    """Organisations, people and objectives that several charters share."""

    organisations: dict[Id, Organisation] = key("Organisations by id.", PUBLIC, factory=dict)
    people: dict[Id, SharedPerson] = key("People by id.", PARTNER, factory=dict)
    objectives: dict[Id, Objective] = key(
        "Objectives of the host's strategy, by id.", PUBLIC, factory=dict
    )
