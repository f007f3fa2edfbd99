"""What a charter writes that an audience may see, place by place, to hide it in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from trm_policy.model.audience import Override, audience_of, sees
from trm_policy.model.base import INTERNAL, Part
from trm_policy.model.charter import Charter
from trm_policy.model.shape import field_at

REFERENCE = Path(__file__).parents[2]
PARTNER = Override.parse("partner")
Place = tuple[str, ...]
_OWN = ("visibility", "audience")
"""Who may read what; to hide that is a slip."""
_AN_ENTRY = 2
"""How many names lead to an entry of a section."""


@lru_cache
def reference() -> dict[str, bytes]:
    """The files of the repository's own partnerships."""
    folder = REFERENCE / "partnerships"
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(REFERENCE).as_posix(): path.read_bytes() for path in found}


def reference_ids() -> list[str]:
    """The ids of the repository's own partnerships."""
    return [name.split("/")[1] for name in reference() if name.endswith("/partnership.yaml")]


def visible_places(charter: Charter, audience: Override = PARTNER) -> list[Place]:
    """Every place at which something is written for the audience, as ``visibility`` names it."""
    found = (place for place in _places(charter, ()) if place[0] not in _OWN)
    return [place for place in found if sees(audience, audience_of(charter, place))]


def alike(places: list[Place]) -> dict[Place, list[Place]]:
    """The places by that of the format, with ``*`` for an id."""
    found: dict[Place, list[Place]] = {}
    for place in places:
        found.setdefault(tuple(_of_the_format(place)), []).append(place)
    return found


def together(places: Iterable[Place]) -> Iterator[list[Place]]:
    """Every place once: a section or an entry alone; of what is below, one of each entry at a time.

    What is hidden of one entry does not hide another, so that whatever it falsifies is still seen.
    """
    entries: dict[Place, list[Place]] = {}
    for place in places:
        if len(place) > _AN_ENTRY:
            entries.setdefault(place[:_AN_ENTRY], []).append(place)
        else:
            yield [place]
    for row in zip_longest(*entries.values()):
        yield [place for place in row if place is not None]


def without(charter: Charter, *places: Place) -> Charter:
    """The charter with these places for the host alone."""
    more = {".".join(place): Override(INTERNAL) for place in places}
    return charter.model_copy(update={"visibility": {**charter.visibility, **more}})


def _of_the_format(place: Place) -> Iterator[str]:
    for length, name in enumerate(place, 1):
        yield "*" if field_at(Charter, place[:length]) is None else name


def _places(part: Part, at: Place) -> Iterator[Place]:
    for name, info in type(part).model_fields.items():
        yield from _under(getattr(part, name), (*at, info.alias or name))


def _under(value: Any, at: Place) -> Iterator[Place]:
    if value is None or value in ((), {}):
        return
    yield at
    if isinstance(value, Part):
        yield from _places(value, at)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _under(inner, (*at, str(key)))
    elif isinstance(value, tuple):
        for inner in value:
            if isinstance(inner, Part) and hasattr(inner, "id"):
                yield from _under(inner, (*at, inner.id))
