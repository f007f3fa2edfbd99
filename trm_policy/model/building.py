"""Data → a part of the model; what the model refuses is dropped and named, the rest is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from trm_policy.document.document import called_by_id, without_places
from trm_policy.finding import Place
from trm_policy.model.base import Part

if TYPE_CHECKING:
    from trm_policy.model.refusals import Refusal

P = TypeVar("P", bound=Part)
_MOST_ROUNDS = 60
_MOST_PROPOSALS = 500
"""Refusals of one file for which is looked what was meant: a millisecond each."""


@dataclass(frozen=True)
class Built(Generic[P]):
    """What could be made of the data.

    ``value`` is None where nothing could. ``dropped`` are the places that were left out, in
    terms of the data as written. Lists from which entries were dropped are in ``kept``: the
    positions, in the data, of the entries that the value still has.
    """

    value: P | None
    refusals: tuple[Refusal, ...] = ()
    dropped: frozenset[Place] = frozenset()
    kept: tuple[tuple[Place, tuple[int, ...]], ...] = ()

    def written(self, place: Place) -> Place:
        """A place in the value, in terms of the data as written."""
        if not self.kept:
            return place
        for base, positions in self.kept:
            here = place[len(base)] if len(place) > len(base) and place[: len(base)] == base else ""
            if isinstance(here, int) and here < len(positions):
                place = (*base, positions[here], *place[len(base) + 1 :])
        return place

    def touches_dropped(self, place: Place) -> bool:
        """Whether ``place`` holds, or lies in, what was dropped; list entries go by number.

        What is said of such a place may be a consequence of the refusal alone.
        """
        return bool(self.dropped) and (
            place in self._around
            or any(place[:end] in self.dropped for end in range(1, len(place)))
        )

    @cached_property
    def _around(self) -> frozenset[Place]:
        """What was dropped, and what holds it."""
        return frozenset(gone[:end] for gone in self.dropped for end in range(1, len(gone) + 1))


def build(kind: type[P], data: Any, stand_ins: Mapping[str, Any] | None = None) -> Built[P]:
    """The value of ``kind`` that ``data`` describes, as far as the model accepts it.

    ``stand_ins`` fill demanded top-level fields that are missing or refused, so that the rest
    can be judged; their places count as dropped.
    """
    try:
        return Built(kind.model_validate(data))
    except ValidationError as error:
        return _Rescue(kind, data, stand_ins or {}).run(error)


class _Rescue(Generic[P]):
    """Drops what is refused, round by round, until the rest is accepted or nothing is left."""

    def __init__(self, kind: type[P], data: Any, stand_ins: Mapping[str, Any]) -> None:
        self.kind = kind
        self.data = data
        self.stand_ins = stand_ins
        self.gone: set[Place] = set()
        self.blank: set[Place] = set()
        self.refusals: dict[tuple[Place, bool], Refusal] = {}

    def run(self, error: ValidationError) -> Built[P]:
        for _ in range(_MOST_ROUNDS):
            self._take(error)
            if () in self.gone:
                break
            rest = self._rest()
            try:
                value = self.kind.model_validate(rest)
            except ValidationError as again:
                error = again
            else:
                return self._built(value)
        return self._built(None)

    def _take(self, error: ValidationError) -> None:
        """Note what is refused, and mark for dropping whatever must go with it."""
        places = _Places(self.data, self.gone | self.blank)
        for item in error.errors(include_url=False):
            place, on_key = places.of(item["loc"])
            if item["type"] == "missing":
                self._missing(place, item)
            elif item["input"] is None and not on_key and place:
                self._empty(place, item)
            elif item["type"] == "value_error" and self._without_a_part(place):
                self.gone.add(place)
            else:
                self.refusals.setdefault((place, on_key), self._refusal(place, on_key, item))
                self.gone.add(place)

    def _refusal(self, place: Place, on_key: bool, item: Mapping[str, Any]) -> Refusal:
        from trm_policy.model.refusals import refusal

        shown, few = called_by_id(self.data, place), len(self.refusals) < _MOST_PROPOSALS
        return refusal(self.kind, place, shown, on_key, item, proposes=few)

    def _nothing_in(self, place: Place) -> Refusal:
        from trm_policy.model.refusals import nothing_in

        return nothing_in(self.kind, place, called_by_id(self.data, place))

    def _missing(self, place: Place, item: Mapping[str, Any]) -> None:
        if len(place) > 1 and item["input"] == {}:
            self.refusals.setdefault((place[:-1], False), self._nothing_in(place[:-1]))
        elif place not in self.gone:
            self.refusals.setdefault((place, False), self._refusal(place, False, item))
        self.gone.add(place if len(place) == 1 and place[0] in self.stand_ins else place[:-1])

    def _without_a_part(self, place: Place) -> bool:
        """Whether something below a place was refused before, so that the rest says too little."""
        return any(len(gone) > len(place) and gone[: len(place)] == place for gone in self.gone)

    def _empty(self, place: Place, item: Mapping[str, Any]) -> None:
        """A key without a value is as good as absent, save for an entry of a map or list."""
        named = self._refusal(place, False, item)
        if named.is_field and item["type"] != "enum":
            self.blank.add(place)
        else:
            self.refusals.setdefault((place, False), named)
            self.gone.add(place)

    def _rest(self) -> Any:
        rest = without_places(self.data, self.gone | self.blank)
        if isinstance(rest, dict):
            for name, value in self.stand_ins.items():
                if (name,) in self.gone:
                    rest.setdefault(name, value)
        return rest

    def _built(self, value: P | None) -> Built[P]:
        said = self.refusals.values()
        misspelt = {(*one.place[:-1], one.meant) for one in said if one.meant is not None}
        refusals = [one for one in said if one.on_key or one.place not in misspelt]
        refusals.sort(key=lambda one: [str(part) for part in one.place])
        refusals = self._completed(refusals)
        kept = _kept(self.data, self.gone)
        if value is not None:
            positions = dict(kept)
            for place in self.gone:
                _mark(value, place, positions)
        return Built(value, tuple(refusals), frozenset(self.gone), kept)

    def _completed(self, refusals: list[Refusal]) -> list[Refusal]:
        """The refusals, each with its fix."""
        if not refusals:
            return []
        from trm_policy.model.refusals import completed

        wrong = frozenset(one.place for one in refusals)
        return [completed(self.kind, one, self.data, wrong) for one in refusals]


def _mark(value: Any, place: Place, kept: Mapping[Place, tuple[int, ...]]) -> None:
    """Note in the part in which a place was lost that it says more where it is written.

    Entries of the lists in ``kept`` are called by their positions there.
    """
    here, part, field = value, None, ""
    for depth, name in enumerate(place):
        if isinstance(here, Part):
            fields = type(here).model_fields
            part = here
            field = next((own for own, one in fields.items() if name in (own, one.alias)), "")
            here = getattr(here, field, None)
        elif isinstance(here, dict):
            here = here.get(name)
        elif isinstance(here, tuple):
            stay = list(kept.get(place[:depth], range(len(here))))
            here = here[stay.index(int(name))] if name in stay else None
    if part is not None and field:
        part.hiding_more(field)


class _Places:
    """Pydantic's locations in terms of the data as written."""

    def __init__(self, data: Any, gone: Iterable[Place]) -> None:
        self.kept = _kept(data, gone)

    def of(self, location: tuple[str | int, ...]) -> tuple[Place, bool]:
        on_key = bool(location) and location[-1] == "[key]"
        place = location[:-1] if on_key else location
        return Built(None, kept=self.kept).written(place), on_key


def _kept(data: Any, gone: Iterable[Place]) -> tuple[tuple[Place, tuple[int, ...]], ...]:
    """For each list that lost entries, the positions of those that stay; outer lists first."""
    lists = {place[:-1] for place in gone if place and isinstance(place[-1], int)}
    lost = set(gone)
    found = []
    for base in sorted(lists, key=len):
        entries = data
        for part in base:
            entries = entries[part]
        stay = tuple(n for n in range(len(entries)) if (*base, n) not in lost)
        found.append((base, stay))
    return tuple(found)
