"""Who may read a place of a charter: the format's default, and what the charter says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Protocol

from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC, Visibility
from trm_policy.model.charter import Charter
from trm_policy.model.shape import along, shape_of
from trm_policy.model.values import Override

__all__ = ["Override", "audience_of", "effective", "narrower", "sees", "sight", "width"]

Place = tuple[str, ...]
_RANKS = {INTERNAL: 0, PARTNER: 2, PUBLIC: 3}
_ONE_PARTY = 1
_REASONS = ("not_applicable",)


def width(audience: Override) -> int:
    """0 for internal, 1 for one party, 2 for every partner, 3 for the public."""
    return _ONE_PARTY if audience.party is not None else _RANKS[audience.visibility]


def narrower(*audiences: Override) -> Override:
    """Those whom every one of the audiences lets in; two different parties leave the host."""
    found = Override(PUBLIC)
    for one in audiences:
        if found.party is not None and one.party is not None and found.party != one.party:
            return Override(INTERNAL)
        if width(one) < width(found):
            found = one
    return found


def sees(reader: Override, audience: Override) -> bool:
    """Whether a reader, named as an audience, may read what is meant for ``audience``."""
    same = (reader.visibility, reader.party) == (audience.visibility, audience.party)
    return same or (width(reader) != width(audience) and _reaches(reader, audience))


class Guarded(Protocol):
    """What says who may read it, and places in it: a charter, for one."""

    @property
    def audience(self) -> Visibility:
        """The widest audience."""

    @property
    def visibility(self) -> Mapping[str, Override]:
        """The places whose audience is another one than usual."""


def audience_of(charter: Guarded, place: Place) -> Override:
    """Who may read a place; nobody sees more of a charter than its own audience does."""
    return narrower(Override(charter.audience), effective(charter, place))


def sight(reader: Override, charter: Guarded) -> Callable[[Place], bool]:
    """What tells of any place of a charter whether the reader may read it.

    Where the charter says nothing of a field, only the format's default makes a difference.
    """
    most = Override(charter.audience)
    usual = {one: sees(reader, narrower(most, Override(one))) for one in Visibility}
    apart = {key.partition(".")[0] for key in charter.visibility}.union(_REASONS)

    def seen(place: Place) -> bool:
        if apart.isdisjoint(place[:1]):
            return usual[_default(place)]
        return sees(reader, audience_of(charter, place))

    return seen


def effective(charter: Guarded, place: Place) -> Override:
    """Who may read a place, the charter's own audience left aside.

    The narrowest visibility of the fields along the way holds, unless the charter names the
    place, or the nearest one above it. A field below that which is narrower than the named
    place by default stays as narrow. Why a section is not needed is for its readers at most.
    """
    if place[:1] == _REASONS and len(place) > 1:
        return narrower(_said(charter, place), _said(charter, tuple(place[1].split("."))))
    return _said(charter, place)


def _said(charter: Guarded, place: Place) -> Override:
    default = _default(place)
    key = _named(".".join(place), charter.visibility) if charter.visibility else None
    if key is None:
        return Override(default)
    named = _default(place[: key.count(".") + 1])
    said = charter.visibility[key]
    return narrower(said, Override(default)) if _RANKS[default] < _RANKS[named] else said


def _named(dotted: str, named: Collection[str]) -> str | None:
    """The longest of the named places that is this place, or holds it."""
    if dotted.count(".") > len(named):
        found = (key for key in named if f"{dotted}.".startswith(f"{key}."))
        return max(found, key=len, default=None)
    ends = [len(dotted), *(n for n in range(len(dotted) - 1, -1, -1) if dotted[n] == ".")]
    return next((key for end in ends if (key := dotted[:end]) in named), None)


def _reaches(reader: Override, audience: Override) -> bool:
    """The host reads all; a party reads what is for it, for every partner, and for the public."""
    return width(reader) == 0 or (width(audience) > width(reader) and width(audience) > 1)


@lru_cache(maxsize=16384)
def _default(place: Place) -> Visibility:
    """The narrowest of the fields along the way."""
    found = PUBLIC
    for shape in along(place, shape_of(Charter)):
        extra = shape.info.json_schema_extra if shape.info else None
        if isinstance(extra, dict):
            found = min(found, Visibility(str(extra["visibility"])), key=_RANKS.__getitem__)
    return found
