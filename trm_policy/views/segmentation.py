"""Segmentation: how scores lead to tiers, and where the declared tier is another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from trm_policy.measure.segmentation import Match, Segment, by_tier, matches_told
from trm_policy.views.evidence import evidence_json, portfolio_data
from trm_policy.views.view import Colour, Item, Items, Mark, Paragraph, View

_COLOURS: Mapping[Match, Colour] = {
    Match.AGREES: "green",
    Match.DECLARED_HIGHER: "yellow",
    Match.DECLARED_LOWER: "yellow",
    Match.UNKNOWN: "cyan",
}


def segmentation_view(found: Sequence[Segment], now: datetime, unread: Sequence[str]) -> View:
    """Each partnership with its working, and how many declare each tier."""
    blocks = (Items(tuple(map(_item, found))), Paragraph((matches_told(found),)))
    tiers = {tier.value: count for tier, count in by_tier(found).items()}
    rows = [_json(one) for one in found]
    return View(blocks, portfolio_data(now, unread, tiers=tiers, partnerships=rows))


def _item(one: Segment) -> Item:
    match = Mark(one.match.value, _COLOURS[one.match])
    line = (Mark(one.id, bold=True), f", {one.declared}: ", match, f"; {one.working}")
    return Item(line, tuple(map(Item, _notes(one))))


def _notes(one: Segment) -> Iterator[str]:
    if one.scores:
        yield ", ".join(f"{name} {value:g}" for name, value in one.scores.items())
    if one.unscored:
        yield f"not scored: {', '.join(one.unscored)}"
    if one.ended:
        yield "has ended"
    elif not one.working_together:
        yield "still being chosen"


def _json(one: Segment) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "relationship": one.relationship,
        "working_together": one.working_together,
        "ended": one.ended,
        "declared": one.declared.value,
        "scores": dict(one.scores),
        "mean": one.mean,
        "given": one.given.value if one.given else None,
        "match": one.match.value,
        "why": one.why or None,
        "working": one.working,
        "rationale": one.rationale,
        "unscored": list(one.unscored),
        "evidence": evidence_json(one.evidence),
    }
