"""One partnership as it was read, and all partnerships of an organisation as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import PurePosixPath
from typing import Any, Concatenate, ParamSpec, TypeVar

from trm_policy.document.document import Document
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.references import Reference, references_of
from trm_policy.portfolio.layout import CHARTER_FILE
from trm_policy.portfolio.records import Records
from trm_policy.portfolio.roster import Roster

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Partnership:
    """A charter with its surroundings.

    ``id`` is its folder's name. What the model refused of the charter is in ``built``; the ids
    of refused entries still resolve through :meth:`ids`. ``worked_out`` is what :func:`once` keeps.
    """

    id: str
    path: PurePosixPath
    document: Document
    built: Built[Charter]
    charter: Charter
    records: Records
    roster: Roster
    worked_out: dict[tuple[Any, ...], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

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


def once(
    work: Callable[Concatenate[Partnership, P], R],
) -> Callable[Concatenate[Partnership, P], R]:
    """``work``, done once for a partnership and the same further values.

    What it gives is given again: nobody may change it. It may not hold the partnership, or neither
    is given up before circles of references are looked for, which commands do not do.
    """

    @wraps(work)
    def given(partnership: Partnership, /, *args: P.args, **named: P.kwargs) -> R:
        asked = (work, *args, *named.items())
        if asked not in partnership.worked_out:
            partnership.worked_out[asked] = work(partnership, *args, **named)
        found: R = partnership.worked_out[asked]
        return found

    return given


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Every charter that could be read, by id, and the directory they share.

    ``ids`` are the names of all charter folders, readable or not. ``directory_document`` has
    the positions of the directory, where there is one.
    """

    folder: PurePosixPath
    ids: tuple[str, ...]
    directory: Directory
    directory_document: Document | None
    charters: Mapping[str, Charter]

    def path(self, partnership: str) -> PurePosixPath:
        """Where the charter of that id stands."""
        return self.folder / partnership / CHARTER_FILE

    def roster(self, partnership: str) -> Roster:
        """The actors of the charter of that id."""
        return Roster(self.charters[partnership], self.directory)
