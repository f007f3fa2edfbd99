"""What may be written at a place: shown by the file's own values, or by the complete example."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from trm_policy import starter
from trm_policy.document.document import called_by_id
from trm_policy.document.editing.fragments import inline
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.finding import Place, dotted
from trm_policy.model.base import Part
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.placeholders import placeholder_in
from trm_policy.model.references import HOMES
from trm_policy.model.shape import Shape, shape_at, shape_of

_LONGEST = 80
_MOST_IDS = 5
_MOST_ASKED = 20
_EXAMPLES = {Charter: "meridian-helix/partnership.yaml", Directory: "directory.yaml"}


def sample(kind: type[Part], place: Place, data: Any, wrong: Collection[Place]) -> str:
    """A line that may stand at a place of a ``kind``, and where it was taken from; else empty.

    ``data`` is what the file says, of which the places in ``wrong`` are not to be followed.
    """
    try:
        shape = shape_at(place, shape_of(kind))
    except KeyError:
        return ""
    if ids := _ids(shape, data):
        return f"{_named(place, ids[0])}" + (f" (or {', '.join(ids[1:])})" if ids[1:] else "")
    near = islice(_beside(data, place), _MOST_ASKED)
    own = next(((at, value) for at, value in near if at not in wrong and _is_short(value)), None)
    if own is not None:
        at, value = own
        return f"{_named(place, inline(value))}, as in {dotted(called_by_id(data, at[:-1]))}"
    shown = [value for value in _at(_example(kind), shape.pattern) if _is_short(value)]
    return _named(place, inline(shown[0])) if shown else ""


def _named(place: Place, value: str) -> str:
    return f"'- {value}'" if isinstance(place[-1], int) else f"'{place[-1]}: {value}'"


def _ids(shape: Shape, data: Any) -> list[str]:
    """Ids of the file that may be named there."""
    home = HOMES.get(shape.names) if shape.names is not None and not shape.gives else None
    found = data
    for part in home or ():
        found = found.get(part) if isinstance(found, dict) else None
    return list(found)[:_MOST_IDS] if home and isinstance(found, dict) else []


def _beside(data: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """What the same field says in other entries, each with its place."""
    above, key = place[:-2], place[-1]
    for part in above:
        data = data[part] if _holds(data, part) else None
    if len(place) > 1 and isinstance(data, dict | list):
        entries = data.items() if isinstance(data, dict) else enumerate(data)
        for name, entry in entries:
            if name != place[-2] and _holds(entry, key):
                yield (*above, name, key), entry[key]


def _holds(data: Any, part: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _at(data: Any, pattern: Collection[str]) -> Iterator[Any]:
    """Every value at a pattern of the example."""
    values = [data]
    for part in pattern:
        inner: list[Any] = []
        for value in values:
            if part == "*" and isinstance(value, dict | list):
                inner += value.values() if isinstance(value, dict) else value
            elif isinstance(value, dict) and part in value:
                inner.append(value[part])
        values = inner
    yield from values


def _is_short(value: Any) -> bool:
    """Whether a value is one that shows in a line what is meant."""
    if isinstance(value, str):
        return 0 < len(value) <= _LONGEST and placeholder_in(value) is None
    return value is not None and not isinstance(value, dict | list)


@lru_cache(maxsize=2)
def _example(kind: type[Part]) -> Any:
    """The data of the complete example of a kind; None where there is none."""
    name = _EXAMPLES.get(kind)
    if name is None:
        return None
    path = PurePosixPath("partnerships") / name
    return read_yaml(path, starter.complete()[path.as_posix()]).data
