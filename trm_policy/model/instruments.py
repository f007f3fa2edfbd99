"""The one table of what each instrument owes, by tier; it stands in ``instruments.csv``.

A row is a section of a charter or a place in one, with ``*`` for an id; ``surveys`` stands for
records. The letters are the tiers of which it is owed: S, P and T.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from trm_policy.model.vocabulary import Instrument, Tier

NEVER_DECLARED_AWAY = frozenset({"owners", "escalation", "committees", "reviews", "exit"})
"""Sections that a strategic charter may not declare not applicable."""

_LETTERS = {tier: tier.value[0].upper() for tier in Tier}


class Agreed(Protocol):
    """What of a charter decides what it owes."""

    @property
    def tier(self) -> Tier:
        """How much governance the partnership gets."""

    @property
    def instrument(self) -> Instrument:
        """The kind of agreement."""

    @property
    def not_applicable(self) -> Mapping[str, str]:
        """Why a section or place does not apply, by its name."""


class Owed(NamedTuple):
    """Of which tiers each instrument owes something, and what that is in words."""

    place: str
    means: str
    tiers: Mapping[Instrument, tuple[Tier, ...]]


def _read() -> Iterator[Owed]:
    with Path(__file__).with_name("instruments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tiers = {
                one: tuple(tier for tier, letter in _LETTERS.items() if letter in row[one.value])
                for one in Instrument
            }
            yield Owed(row["place"], row["means"], tiers)


TABLE: Mapping[str, Owed] = {one.place: one for one in _read()}
"""What is owed, by its place, in the order of the format."""
PLACES = tuple(place for place in TABLE if "*" not in place and place != "surveys")
"""What may be declared not applicable; a section without a row may be, too."""


def owes(charter: Agreed, place: str) -> bool:
    """Whether a charter of this instrument and tier owes what the table has at ``place``."""
    return charter.tier in TABLE[place].tiers[charter.instrument]


def declared_away(charter: Agreed, place: str) -> str | None:
    """Why the charter says, and may say, that a place is not applicable; None where it does not.

    A place within a section is not applicable where the section is not.
    """
    parts = place.split(".")
    if charter.tier is Tier.STRATEGIC and place in NEVER_DECLARED_AWAY:
        return None
    for length in range(len(parts), 0, -1):
        above = ".".join(parts[:length])
        said = charter.not_applicable.get(above)
        protected = charter.tier is Tier.STRATEGIC and above in NEVER_DECLARED_AWAY
        if said is not None and not protected:
            return said
    return None


def demands(charter: Agreed, place: str) -> bool:
    """Whether the charter owes a place, and does not declare it not applicable."""
    return owes(charter, place) and declared_away(charter, place) is None
