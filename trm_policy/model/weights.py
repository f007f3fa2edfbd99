"""The one table of change control: for each field of the format what a change of it means.

It stands in ``change_control.csv``, with what people call each thing that changes. ``*`` stands for
an id or an entry of a list. The row of a map or a list speaks of its entries as they come and go;
a row that ends in ``*`` speaks of the values of such entries. A row without a weight has but a
phrase: ``{0}`` is the name of the outermost entry on the way.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

from trm_policy.model import vocabulary
from trm_policy.timing import Frequency


class Effect(StrEnum):
    """What a change does to what the parties owe each other."""

    TIGHTENS = "tightens"
    LOOSENS = "loosens"
    NEUTRAL = "neutral"


class Weight(StrEnum):
    """How much a change matters, weightiest first."""

    MATERIAL = "material"
    OPERATIONAL = "operational"
    EDITORIAL = "editorial"


class Bump(IntEnum):
    """The step of a charter's version that a change demands at least."""

    NONE = 0
    MINOR = 1
    MAJOR = 2


class Scale(StrEnum):
    """How the direction of a change is told.

    Whatever is compared: what is taken away loosens, what is added tightens, save with the
    readings that say otherwise. The value of each is how the field reference puts it.
    """

    NEUTRAL = "either way the same"
    EITHER = "any change weakens"
    GIVEN = "removing or changing it weakens"
    SAY = "removing weakens, and so does letting one party decide"
    PRESENCE = "removing weakens"
    ADDING_LOOSENS = "adding weakens"
    CLAUSE = "removing weakens; rewording must be read, except for case, punctuation and slips"
    PROMISE = "removing or rewording weakens, except for case, punctuation and slips"
    EXACT = "removing weakens; any rewording must be read"
    PROSE = "removing weakens; rewording is editorial"
    KPI_VALUE = "moving it against the KPI's direction weakens"
    PLAN_POINT = "moving the plan against the KPI's direction weakens"
    HIGHER_TIGHTENS = "lower weakens"
    HIGHER_LOOSENS = "higher weakens"
    SLACK = "more weakens; none is 0"
    LATER_LOOSENS = "later weakens"
    START = "later by a whole interval weakens; another day for the same rhythm does not"
    RENEWAL = "later weakens, unless the last day moves at least as far"
    EARLIER_LOOSENS = "earlier weakens; none is never"
    LONGER_LOOSENS = "longer weakens"
    LONGER_TIGHTENS = "shorter weakens"
    OFTEN_TIGHTENS = "less often weakens"
    ON_TIGHTENS = "switching it off weakens"
    WORD_ORDER = "a step down weakens"
    SHARING = "a step down weakens, and so does any change to or from never-share"
    STAGE = "going back before working-together weakens"
    AUDIENCE = "a wider audience weakens"
    HEARD = "a party of which no one is left weakens; a successor does not"
    SEAT = "a party that loses a seat or a vote weakens"
    LEVEL = "removing weakens, and so does adding what delays the levels above"
    LADDER = "an order in which the last level is reached later weakens"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the table says of one field; ``order`` are the words of a closed list, weakest first.

    With ``below`` the row holds for everything under the field too.
    """

    weight: Weight
    bump: Bump
    reading: Scale
    order: tuple[str, ...] = ()
    below: bool = False


with Path(__file__).with_name("change_control.csv").open(encoding="utf-8", newline="") as _file:
    _ROWS = tuple(csv.DictReader(_file))


def _order(written: str) -> tuple[str, ...]:
    """A closed list by its name, or with ``-`` from its end; or its words themselves."""
    name = written.removeprefix("-")
    words = Frequency if name == "Frequency" else getattr(vocabulary, name, written.split())
    return tuple(words)[::-1] if written.startswith("-") else tuple(words)


def _table(of: str) -> dict[str, Consequence]:
    return {
        row["field"]: Consequence(
            Weight(row["weight"]),
            Bump[row["version"].upper()],
            Scale[row["scale"].upper().replace(" ", "_")],
            _order(row["order"]),
            row["below"] == "yes",
        )
        for row in _ROWS
        if row["of"] == of and row["weight"]
    }


CHARTER: Mapping[str, Consequence] = _table("charter")
"""What a change of each field of a charter means."""
DIRECTORY: Mapping[str, Consequence] = _table("directory")
"""What a change of each field of the shared directory means."""
PHRASES: Mapping[str, str] = {row["field"]: row["phrase"] for row in _ROWS if row["phrase"]}
"""The thing that changes, where it is not simply the field's name and whose it is."""


def row_for(place: tuple[str, ...], table: Mapping[str, Consequence] = CHARTER) -> Consequence:
    """The row for a place that has ``*`` where an id or an entry stands.

    Without one of its own an entry has that of its map or list, and a field that of the
    nearest field above it that speaks for what lies below. Raises KeyError where there is none.
    """
    found = table.get(".".join(place))
    if found is None and place and place[-1] == "*":
        return row_for(place[:-1], table)
    for length in range(len(place) - 1, 0, -1):
        if found is not None:
            break
        above = table.get(".".join(place[:length]))
        found = above if above is not None and above.below else None
    if found is None:
        raise KeyError(".".join(place))
    return found
