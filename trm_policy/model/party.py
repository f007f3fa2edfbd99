"""The parties to a partnership, their organisations, and the people who act for them."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from trm_policy import timing
from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC, Kind, Part, key
from trm_policy.model.values import (
    Country,
    Day,
    Email,
    Id,
    Many,
    OrganisationRef,
    PersonRef,
    SideRef,
    Subdivision,
    Text,
    TimeZone,
    Word,
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
    country: Country | None = key(
        "ISO 3166-1 code of its country, such as GB.", PUBLIC, default=None
    )
    subdivision: _Region | None = key(
        "ISO 3166-2 code of its region, such as GB-ENG, for public holidays.", PUBLIC, default=None
    )
    timezone: TimeZone | None = key(
        "IANA time zone in which it works, such as Europe/London.", PUBLIC, default=None
    )


class Party(Part):
    """One side of a partnership."""

    is_a = Kind.PARTY

    organisation: OrganisationRef | None = key(
        "The organisation, by its id in the directory; instead of name and place.",
        PUBLIC,
        default=None,
    )
    name: Text | None = key(
        "The name of the organisation, if it is not in the directory.", PUBLIC, default=None
    )
    country: Country | None = key(
        "ISO 3166-1 code of its country, such as GB.", PUBLIC, default=None
    )
    subdivision: _Region | None = key(
        "ISO 3166-2 code of its region, such as GB-ENG, for public holidays.", PUBLIC, default=None
    )
    timezone: TimeZone | None = key(
        "IANA time zone in which it works, such as Europe/London.", PUBLIC, default=None
    )
    relationship: Word[Relationship] | None = key(
        "What this party is to the host, where the parties differ.", PUBLIC, default=None
    )
    role: Text | None = key(
        "What it is in this partnership: buyer, supplier, member.", PUBLIC, default=None
    )
    gives: Many[Text] = key("What it brings to the partnership.", PUBLIC, default=())
    gets: Many[Text] = key("What it gains from the partnership.", PUBLIC, default=())


class Human(Part):
    """What a charter and the directory say alike of a person."""

    is_a = Kind.PERSON

    name: Text = key("The person's name.", PARTNER)
    title: Text | None = key("The person's position.", PARTNER, default=None)
    department: Text | None = key("The department the person works in.", PARTNER, default=None)
    seniority: Word[Seniority] | None = key(
        "The person's authority in this partnership.", PARTNER, default=None
    )
    email: Email | None = key("Where the person can be reached.", PARTNER, default=None)
    deputy: PersonRef | None = key(
        "The deputy of the person.", PARTNER, default=None, role="deputy of {name}"
    )


class Person(Human):
    """Somebody with a part in this partnership."""

    party: SideRef | None = key(
        "The party the person acts for; 'neutral' for a mediator or independent chair.",
        PARTNER,
        default=None,
    )


class SharedPerson(Human):
    """Somebody with a part in several partnerships."""

    organisation: OrganisationRef = key("The organisation the person works for.", PARTNER)
    left: Day | None = key(
        "The day from which the person no longer acts for it.", INTERNAL, default=None
    )


class Objective(Part):
    """What the host's strategy asks for."""

    is_a = Kind.OBJECTIVE

    title: Text = key("The objective in one sentence.", PUBLIC)


class Directory(Part):
    """Organisations, people and objectives that several charters share."""

    organisations: dict[Id, Organisation] = key("Organisations by id.", PUBLIC, factory=dict)
    people: dict[Id, SharedPerson] = key("People by id.", PARTNER, factory=dict)
    objectives: dict[Id, Objective] = key(
        "Objectives of the host's strategy, by id.", PUBLIC, factory=dict
    )
