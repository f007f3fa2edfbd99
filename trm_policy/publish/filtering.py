"""What a reader may filter and sort a list by; the list reads well without either.

The values stand beside each row as data. A script of the site (``assets/js/filter.js``) reads them
and shows the controls, which without it would do nothing and stay hidden.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from trm_policy.wording.text import alphabetical

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Facet(Generic[R]):
    """A property to filter by: what a row has of it, in words; nothing where it is not told.

    ``usual`` is the order of the choices; others follow it by the alphabet.
    """

    label: str
    of: Callable[[R], Sequence[str]]
    usual: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """A facet as a reader sees it. ``name`` is what it is called in the page's address."""

    name: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Controls:
    """The facets that tell rows apart, the other orders there are, and the data of each row."""

    facets: tuple[Choices, ...]
    orders: tuple[Choices, ...]
    marks: tuple[str, ...]

    def __bool__(self) -> bool:
        return len(self.marks) > 1 and bool(self.facets or self.orders)


def controls(
    rows: Sequence[R],
    facets: Sequence[Facet[R]],
    orders: Mapping[str, Callable[[R], Any]] | None = None,
) -> Controls:
    """The controls of a list of ``rows``, which stand in their usual order.

    ``orders`` gives, by its label, the key of each other order; rows of one key keep the usual
    one.
    """
    held = [{_name(facet.label): tuple(facet.of(row)) for facet in facets} for row in rows]
    ranks = {_name(label): _ranks(rows, key) for label, key in (orders or {}).items()}
    marks = [
        json.dumps(
            {"is": own, "at": {name: rank[number] for name, rank in ranks.items()}},
            ensure_ascii=False,
        )
        for number, own in enumerate(held)
    ]
    found = [_choices(facet, held) for facet in facets]
    return Controls(
        facets=tuple(one for one in found if len(one.values) > 1),
        orders=tuple(Choices(_name(label), label, ()) for label in orders or {}),
        marks=tuple(marks),
    )


def _choices(facet: Facet[R], held: Sequence[Mapping[str, Sequence[str]]]) -> Choices:
    name, usual = _name(facet.label), list(facet.usual)
    values = {value for own in held for value in own[name]}
    known = sorted(values & set(usual), key=usual.index)
    others = sorted(values - set(usual), key=alphabetical)
    return Choices(name, facet.label, (*known, *others))


def _ranks(rows: Sequence[R], key: Callable[[R], Any]) -> list[int]:
    """The place of each row in an order."""
    ordered = sorted(range(len(rows)), key=lambda number: key(rows[number]))
    ranks = [0] * len(rows)
    for rank, number in enumerate(ordered):
        ranks[number] = rank
    return ranks


def _name(label: str) -> str:
    return label.lower().replace(" ", "-")
