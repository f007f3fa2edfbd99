"""How complete charters are: how much of what its tier demands each of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trm_policy.judging.completeness import Completeness, Presence
from trm_policy.judging.rule_page import family_title
from trm_policy.views.view import (
    Block,
    Colour,
    Heading,
    Item,
    Items,
    Mark,
    Paragraph,
    Table,
    View,
)
from trm_policy.wording.numbers import percent

_COLOURS: dict[Presence, Colour] = {
    Presence.IN_PLACE: "green",
    Presence.PARTLY: "yellow",
    Presence.MISSING: "red",
    Presence.NOT_RELEVANT: "cyan",
}


def status_view(found: Sequence[Completeness], *, detailed: bool) -> View:
    """Charters in a table; ``detailed`` lists what each lacks."""
    data = {"version": 1, "partnerships": list(map(_row, found))}
    if detailed:
        return View(tuple(block for one in found for block in _detail(one)), data)
    columns = ("partnership", "complete", *(state.value for state in Presence))
    rows = tuple(
        (one.partnership, share_of(one), *(str(one.count()[state]) for state in Presence))
        for one in found
    )
    more = "'trm status ID' shows what is partly in place or missing."
    return View((Table(columns, rows), Paragraph((more,))), data)


def share_of(one: Completeness) -> str:
    """The share in place as people write it; a dash where nothing is demanded."""
    return percent(one.share) or "–"


def _detail(one: Completeness) -> Iterator[Block]:
    yield Heading(
        f"{one.title}: {share_of(one)} of what a {one.tier} {one.instrument.noun} owes", 1
    )
    for family in dict.fromkeys(item.family for item in one.ingredients):
        counts = one.count(family)
        said = ", ".join(f"{counts[state]} {state}" for state in Presence if counts[state])
        yield Heading(f"{family_title(family)}: {said}")
        lacking = tuple(
            Item(
                (Mark(item.state.value, _COLOURS[item.state]), f"  {item.rule}: {item.demand}"),
                tuple(map(Item, item.said)),
            )
            for item in one.ingredients
            if item.family == family and item.state is not Presence.IN_PLACE
        )
        if lacking:
            yield Items(lacking)


def _row(one: Completeness) -> dict[str, Any]:
    return {
        "partnership": one.partnership,
        "title": one.title,
        "tier": one.tier,
        "share": one.share,
        "counts": {state.value: one.count()[state] for state in Presence},
        "families": {
            family: {state.value: one.count(family)[state] for state in Presence}
            for family in dict.fromkeys(item.family for item in one.ingredients)
        },
        "ingredients": [
            {
                "rule": item.rule,
                "family": item.family,
                "state": item.state.value,
                "said": list(item.said),
            }
            for item in one.ingredients
        ],
    }
