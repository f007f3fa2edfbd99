"""A policy, and what it says of a partnership."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from trm_policy.finding import Place, Severity, dotted
from trm_policy.model.vocabulary import Stage, Status
from trm_policy.rule import Problem

if TYPE_CHECKING:
    from trm_policy.document.document import Document
    from trm_policy.model.building import Built
    from trm_policy.policy.engine import Engine
    from trm_policy.portfolio.partnership import Partnership


Selectors = Mapping[str, tuple[str, ...]]
"""Values by selector. A charter must satisfy every selector, by any one of its values."""


def selects(selectors: Selectors, partnership: Partnership) -> bool:
    """Whether the partnership is among those selected.

    One that has ended never is. One before stage working-together is only where a selector
    names its stage. Where the model refused what a selector asks about, nothing is known and
    nothing is demanded.
    """
    charter = partnership.charter
    if charter.status is Status.ENDED:
        return False
    if "stage" not in selectors and charter.stage.number < Stage.WORKING_TOGETHER.number:
        return False
    return all(_one(name, wanted, partnership) for name, wanted in selectors.items())


def _one(name: str, wanted: Iterable[str], partnership: Partnership) -> bool:
    if name == "path":
        names = (partnership.id, partnership.path.as_posix())
        return any(fnmatchcase(one, pattern) for one in names for pattern in wanted)
    if partnership.unreadable(name):
        return False
    if name == "tags":
        return not set(wanted).isdisjoint(partnership.charter.tags)
    return getattr(partnership.charter, name) in wanted


@dataclass(frozen=True)
class Policy:
    """What an organisation wants written down in the charters that ``applies_to`` selects.

    ``because`` names the ground and ends each finding's help. ``message``, where not empty,
    stands instead of the sentence that is made for each breach. ``path`` is the policy's file.
    """

    name: str
    title: str
    severity: Severity
    because: str
    message: str
    applies_to: Selectors
    schema: Mapping[str, Any] = field(repr=False)
    path: PurePosixPath

    @property
    def rule(self) -> str:
        """The rule's name of its findings."""
        return f"policy/{self.name}"

    def applies(self, partnership: Partnership) -> bool:
        """Whether the policy speaks to this partnership (:func:`selects`)."""
        return selects(self.applies_to, partnership)

    def problems(self, partnership: Partnership) -> Iterator[Problem]:
        """Every demand that the charter, as written, does not meet.

        Silent about what the model refused.
        """
        from trm_policy.policy.messages import filled, fix, sentence

        data = partnership.document.data
        if not isinstance(data, dict):
            return
        name = partial(_name, partnership.document)
        for breach in self.engine.breaches(data):
            place = _in_charter(partnership.built, breach.place)
            if place is not None:
                own = filled(self.message, breach, name) if self.message else ""
                yield Problem(
                    own or sentence(breach, name),
                    at=place,
                    help=" ".join(filter(None, [fix(breach), self._why])),
                    on_key=breach.on_key,
                )

    @cached_property
    def engine(self) -> Engine:
        """The compiled schema, made once; raises ValueError where Cerberus refuses it."""
        from trm_policy.policy.engine import Engine  # costs 60 ms

        return Engine(self.schema)

    @property
    def _why(self) -> str:
        if not self.because:
            return ""
        return f"Why: {self.because}" + ("" if self.because[-1] in ".!?" else ".")


def _name(document: Document, place: Place) -> str:
    return dotted(document.normal(place))


def _in_charter(built: Built[Any], place: Place) -> Place | None:
    """A place in the data as a place in what the model kept of it; None if it is not there."""
    if any(place[: len(gone)] == gone for gone in built.dropped):
        return None
    for base, positions in reversed(built.kept):
        rest = place[len(base) :]
        if place[: len(base)] == base and rest and isinstance(rest[0], int):
            place = (*base, positions.index(rest[0]), *rest[1:])
    return place
