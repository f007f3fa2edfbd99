"""The rhythm of a partnership: its reviews, and the information that flows."""

from trm_policy.model.base import PARTNER, PUBLIC, Kind, Part, key
from trm_policy.model.values import (
    Cadence,
    CalendarSpan,
    CommitteeRef,
    Day,
    Many,
    PartyRef,
    PersonRef,
    Text,
    Window,
    Word,
    YesNo,
)
from trm_policy.model.vocabulary import ReviewKind, SharingRule


class Review(Part):
    """A recurring review."""

    is_a = Kind.REVIEW

    name: Text = key("What it is called.", PUBLIC)
    kind: Word[ReviewKind] | None = key("What it is for.", PUBLIC, default=None)
    every: Cadence | None = key(
        "How often: a word such as quarterly, or an RFC 5545 recurrence rule.", PUBLIC, default=None
    )
    starting: Day | None = key("The day of the first one.", PUBLIC, default=None)
    committee: CommitteeRef | None = key("The committee that meets.", PUBLIC, default=None)
    agenda: Many[Text] = key("What is always talked about.", PARTNER, default=())


class SharingItem(Part):
    """One kind of information, and how it flows."""

    item: Text = key("What is shared, or never is.", PARTNER)
    from_: PartyRef | None = key("The party that gives it.", PARTNER, default=None, alias="from")
    to: Many[PartyRef] = key(
        "The parties that get it; all others where absent.", PARTNER, default=()
    )
    rule: Word[SharingRule] | None = key("How freely it flows.", PARTNER, default=None)
    every: Cadence | None = key("How often it is given.", PARTNER, default=None)
    channel: Text | None = key("How it is given.", PARTNER, default=None)
    personal: YesNo = key("Whether it holds personal data.", PARTNER, default=False)
    purpose: Text | None = key("What it may be used for.", PARTNER, default=None)
    retention: CalendarSpan | None = key("How long it may be kept.", PARTNER, default=None)
    owner: PersonRef | None = key(
        "Who answers for the item.", PARTNER, default=None, role="owner of what is shared as {id!r}"
    )


class PersonalData(Part):
    """On what ground personal data are shared."""

    lawful_basis: Text | None = key("The lawful basis.", PARTNER, default=None)
    controllers: Many[PartyRef] = key("The parties that are controllers.", PARTNER, default=())
    breach_notice: Window | None = key("How soon a breach is told.", PARTNER, default=None)


class Touchpoint(Part):
    """A tie between two people that carries work."""

    between: Many[PersonRef] = key(
        "The people, of different parties.",
        PARTNER,
        default=(),
        role="part of the touchpoint {id!r}",
    )
    about: Text | None = key("What they settle between them.", PARTNER, default=None)
