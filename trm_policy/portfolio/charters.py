"""Many charters, each made from its data when somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trm_policy.model.charter import Charter


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
