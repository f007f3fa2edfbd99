"""What a rule may know besides the charter it judges. Everything is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from trm_policy.document.document import Document
from trm_policy.model.party import Directory
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing.clock import Clock

if TYPE_CHECKING:
    from trm_policy.portfolio.before import Before


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one judgement.

    ``clock`` is the instant as of which is judged: what is told from the day, or from comparing
    instants with it, stands for longer than what is told from ``now``. ``partnership`` holds the
    charter's records, roster and positions (None for a rule over the whole portfolio);
    ``partnerships`` are the ids of all charters; ``options`` the rule's settings.
    ``directory_document`` is the directory as it is written, None where there is none.
    ``before`` is what the partnership was before the change under judgement, None without one;
    ``in_force`` are the rules that judge it beside this one, None for all there are. ``facts``
    is what a rule over the whole portfolio noted of each charter, by id.
    """

    clock: Clock
    directory: Directory
    partnerships: frozenset[str] = frozenset()
    options: Mapping[str, Any] = field(default_factory=dict)
    subject: Partnership | None = None
    directory_document: Document | None = None
    before: Before | None = None
    in_force: frozenset[str] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The instant as of which is judged, with its zone."""
        return self.clock.now

    @property
    def today(self) -> date:
        """The day, in UTC, as of which is judged."""
        return self.clock.today

    def of(
        self,
        subject: Partnership | None,
        options: Mapping[str, Any],
        before: Before | None = None,
        in_force: frozenset[str] | None = None,
        clock: Clock | None = None,
    ) -> Context:
        """The same surroundings for one judgement: its partnership, and the rule's settings."""
        return Context(
            clock or self.clock,
            self.directory,
            self.partnerships,
            options,
            subject,
            self.directory_document,
            before,
            in_force,
        )

    def judges(self, rule: str) -> bool:
        """Whether another rule judges the same charter, so that it will say what it finds."""
        return self.in_force is None or rule in self.in_force

    def written_in_directory(self, section: str) -> AbstractSet[str] | None:
        """The ids under a section of the directory, refused ones too; None if it is unreadable."""
        if self.directory_document is None:
            return frozenset()
        data: Any = self.directory_document.data
        entries = data.get(section, {}) if isinstance(data, dict) else None
        return entries.keys() if isinstance(entries, dict) else None

    def directory_says(self, person: str, key: str) -> bool:
        """Whether the directory has a key of a person, be it refused."""
        place = ("people", person, key)
        return self.directory_document is not None and self.directory_document.has(place)

    @property
    def partnership(self) -> Partnership:
        """The partnership that is judged."""
        if self.subject is None:
            raise LookupError("a rule over the whole portfolio has no partnership of its own")
        return self.subject
