"""The rhythm of a partnership: its reviews, and the information that flows."""

from trm_policy.model.base import PARTNER, PUBLIC, Part, key
from trm_policy.model.values import Cadence, CalendarSpan, Day, Many, Ref, Text, Window, Word, YesNo
from trm_policy.model.vocabulary import ReviewKind, SharingRule


class Review(Part):
    """A recurring review."""

    name: Text = key("What it is called.", PUBLIC)
    kind: Word[ReviewKind] | None = key("What it is for.", PUBLIC, default=None)
    every: Cadence | None = key(
        "How often: a word such as quarterly, or an RFC 5545 recurrence rule.", PUBLIC, default=None
    )
    starting: Day | None = key("The day of the first one.", PUBLIC, default=None)
    committee: Ref | None = key("The committee that meets.", PUBLIC, default=None)
    agenda: Many[Text] = key("What is always talked about.", PARTNER, default=())


class SharingItem(Part):
    """One kind of information, and how it flows."""

    item: Text = key("What is shared, or never is.", PARTNER)
    from_: Ref | None = key("The party that gives it.", PARTNER, default=None, alias="from")
    to: Many[Ref] = key("The parties that get it; all others where absent.", PARTNER, default=())
    rule: Word[SharingRule] | None = key("How freely it flows.", PARTNER, default=None)
    every: Cadence | None = key("How often it is given.", PARTNER, default=None)
    channel: Text | None = key("How it is given.", PARTNER, default=None)
    personal: YesNo = key("Whether it holds personal data.", PARTNER, default=False)
    purpose: Text | None = key("What it may be used for.", PARTNER, default=None)
    retention: CalendarSpan | None = key("How long it may be kept.", PARTNER, default=None)
    owner: Ref | None = key("Who answers for the item.", PARTNER, default=None)


class PersonalData(Part):
    """On what ground personal data are shared."""

    lawful_basis: Text | None = key("The lawful basis.", PARTNER, default=None)
    controllers: Many[Ref] = key("The parties that are controllers.", PARTNER, default=())
    breach_notice: Window | None = key("How soon a breach is told.", PARTNER, default=None)


class Touchpoint(Part):
    """A tie between two people that carries work."""

    between: Many[Ref] = key("The people, of different parties.", PARTNER, default=())
    about: Text | None = key("What they settle between them.", PARTNER, default=None)
