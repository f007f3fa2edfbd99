"""All partnerships of an organisation as one value, for what must hold between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.document import Document
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.portfolio.roster import Roster


class Charters(Mapping[str, Charter]):
    """Charters by id. ``accepted`` holds what the model accepted of each, as plain data.

    Plain data travel between processes far quicker than models, and not every question needs
    every charter.
    """

    def __init__(self, accepted: Mapping[str, Any]) -> None:
        self._accepted = accepted
        self._made: dict[str, Charter] = {}

    def __getitem__(self, partnership: str) -> Charter:
        if partnership not in self._made:
            self._made[partnership] = Charter.model_validate(self._accepted[partnership])
        return self._made[partnership]

    def __iter__(self) -> Iterator[str]:
        return iter(self._accepted)

    def __len__(self) -> int:
        return len(self._accepted)


CHARTER_FILE = "partnership.yaml"
DIRECTORY_FILE = "directory.yaml"


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
