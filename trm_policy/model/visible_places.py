"""The places that a charter's ``visibility`` names: whether there is such a place."""

from __future__ import annotations

from collections.abc import Callable

from trm_policy.model.charter import Charter
from trm_policy.model.shape import field_at


def unknown_part(key: str, has: Callable[[tuple[str, ...]], bool]) -> tuple[str, ...] | None:
    """The place up to the first part of a dotted ``key`` that is not there; None for a place.

    ``has`` tells whether anything is written at a place. A field that is not written yet is a
    place: it may be hidden beforehand. An id is one only if it exists in the charter.
    """
    parts = tuple(key.split("."))
    for length in range(1, len(parts) + 1):
        place = parts[:length]
        if field_at(Charter, place) is None and not has(place):
            return place
    return None
