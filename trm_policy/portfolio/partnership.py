"""One partnership as it was read: the charter, where each part of it stands, and its records."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.document import Document
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.model.references import Reference, references_of
from trm_policy.portfolio.records import Records
from trm_policy.portfolio.roster import Roster


@dataclass(frozen=True)
class Partnership:
    """A charter with its surroundings.

    ``id`` is its folder's name. What the model refused of the charter is in ``built``; the ids
    of refused entries still resolve through :meth:`ids`.
    """

    id: str
    path: PurePosixPath
    document: Document
    built: Built[Charter]
    charter: Charter
    records: Records
    roster: Roster

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every id that the charter names, where, and what it should be; several rules ask."""
        return tuple(references_of(self.charter))

    def ids(self, section: str) -> AbstractSet[str]:
        """The ids written under ``goals``, ``kpis``, ``people``…, refused entries included."""
        return self._ids.get(section, frozenset())

    def unreadable(self, section: str) -> bool:
        """Whether the model refused the section as a whole, so that nothing is known of it."""
        return (section,) in self.built.dropped

    @cached_property
    def _ids(self) -> Mapping[str, AbstractSet[str]]:
        data: Any = self.document.data
        return {name: value.keys() for name, value in data.items() if isinstance(value, dict)}
