"""Places that a charter hides or opens: whether there is anything to hide or open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from trm_policy.errors import closest
from trm_policy.model.charter import Charter
from trm_policy.model.shape import names_of, part_at, unknown_part
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem


def unknown_places(charter: Charter, context: Context) -> Iterator[tuple[tuple[str, ...], Problem]]:
    """The keys of ``visibility`` that are no places: the part that is not there, and a problem."""
    document = context.partnership.document
    for key in charter.visibility:
        place = unknown_part(key, document.has)
        if place is None:
            continue
        near = closest(place[-1], _beside(document.data, place[:-1]))
        yield (
            place,
            Problem(
                f"visibility names {key!r}, and nothing is called {place[-1]!r} there"
                + (f"; did you mean {near!r}?" if near else ""),
                at=("visibility", key),
                help="Correct the place; until then no site but the host's own shows the charter.",
                on_key=True,
            ),
        )


def _beside(data: Any, place: tuple[str, ...]) -> Collection[str]:
    """The names that could follow ``place``."""
    part = part_at(Charter, place)
    if part is not None:
        return names_of(part)
    for name in place:
        data = _entries(data).get(name)
    return _entries(data)


def _entries(data: Any) -> dict[str, Any]:
    if isinstance(data, list):
        return {entry["id"]: entry for entry in data if isinstance(entry, dict) and "id" in entry}
    return data if isinstance(data, dict) else {}
