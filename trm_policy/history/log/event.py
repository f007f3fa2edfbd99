"""One thing worth telling of a charter's life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL


class EventKind(StrEnum):
    """What sort of thing happened, in the order in which one commit's are told."""

    CREATED = "created"
    RESTORED = "restored"
    REMOVED = "removed"
    RENAMED = "renamed"
    AGREED = "agreed"
    STANDING = "standing"
    WEAKENED = "weakened"
    TARGETS = "targets"
    STRENGTHENED = "strengthened"
    PEOPLE = "people"
    CHANGED = "changed"
    MEASURED = "measured"
    REVIEWED = "reviewed"
    ESCALATED = "escalated"
    SETTLED = "settled"
    SURVEYED = "surveyed"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Event:
    """What one commit did to one partnership, as far as it is of one kind.

    ``at`` is when the commit was made. ``partnership`` is the life's last id, with ``~`` and a
    number where a later charter took that id; ``called`` is the id that the commit left, and
    ``title`` the charter's last one. ``author`` is empty where the reader may not know of people.
    ``audience`` is the narrowest of what is told. ``approved`` says whether all who lose by
    what ``weakens`` agreed to it; None where that was not needed, or is not for the reader. All
    text but the ids is one line without characters that steer.
    """

    at: datetime
    partnership: str
    called: str
    title: str
    kind: EventKind
    sentence: str
    author: str
    commit: str
    audience: str
    weakens: bool = False
    approved: bool | None = None

    def shown_to(self, audience: Override, *, published: bool) -> Event:
        """The same; without its author where that is not ``published`` and others read it."""
        known = published or audience.visibility is INTERNAL
        return self if known else replace(self, author="")

    @property
    def day(self) -> date:
        """The day of the commit in UTC."""
        return self.at.astimezone(UTC).date()
