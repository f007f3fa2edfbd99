"""The library of KPIs: cards that mean the same in every charter, so that portfolios compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from trm_policy import starter
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.errors import TrmError, closest
from trm_policy.model.vocabulary import Direction, Relationship
from trm_policy.timing import Frequency
from trm_policy.wording.text import folded

_FOLDER = Path(starter.__file__).parent / "kpis"
_GROUPS = ("relationship", "supplier", "customer", "employee", "stakeholder")


@dataclass(frozen=True, slots=True)
class Card:
    """A KPI as the library has it.

    ``source`` is an example of where the figures come from. ``tolerance`` is a proposal, in the
    KPI's unit. ``instrument`` and ``scale`` are there where people's answers make the figure.
    ``literature`` says who describes the KPI or what it stands for.
    """

    id: str
    group: str
    name: str
    definition: str
    formula: str
    unit: str
    direction: Direction
    source: str
    frequency: Frequency
    tolerance: float
    relationships: frozenset[Relationship]
    instrument: str | None = None
    scale: str | None = None
    literature: str | None = None


@cache
def library() -> Mapping[str, Card]:
    """All cards by their ids, the metrics of every relationship first."""
    cards: dict[str, Card] = {}
    for group in _GROUPS:
        path = _FOLDER / f"{group}.yaml"
        data = read_yaml(PurePosixPath(path.name), path.read_bytes()).data
        for id_, words in data.items():
            survey = words.get("survey", {})
            cards[id_] = Card(
                id=id_,
                group=group,
                name=words["name"],
                definition=words["definition"],
                formula=words["formula"],
                unit=words["unit"],
                direction=Direction(words["direction"]),
                source=words["source"],
                frequency=Frequency(words["frequency"]),
                tolerance=words["tolerance"],
                relationships=frozenset(map(Relationship, words["for"])),
                instrument=survey.get("instrument"),
                scale=survey.get("scale"),
                literature=words.get("literature"),
            )
    return MappingProxyType(cards)


def card_called(typed: str) -> Card:
    """The card of that id or name. Raises TrmError with the nearest one."""
    cards = library()
    by_name = {folded(card.name): card for card in cards.values()}
    found = cards.get(typed) or by_name.get(folded(typed))
    if found is None:
        near = closest(typed, (*cards, *by_name))
        meant = by_name[near].id if near in by_name else near
        hint = f"did you mean {meant!r}? " if meant else ""
        raise TrmError(f"the library has no KPI {typed!r}; {hint}'trm kpi list' shows them all")
    return found
