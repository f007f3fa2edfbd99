"""The library of KPIs: all cards in groups, or one in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from trm_policy.model.kpi_library import Card
from trm_policy.views.view import Block, Heading, Mark, Paragraph, Table, View, bulleted


def kpi_library_view(cards: Sequence[Card], *, detailed: bool) -> View:
    """The cards in their groups, or ``detailed`` each with all that it says."""
    blocks = [block for card in cards for block in _card(card)] if detailed else _groups(cards)
    return View(tuple(blocks), {"version": 1, "kpis": [_json(card) for card in cards]})


def _groups(cards: Sequence[Card]) -> Iterator[Block]:
    for group, own in groupby(cards, key=lambda card: card.group):
        yield Heading(group, 3)
        rows = tuple((one.id, one.name, one.unit, one.direction, one.frequency) for one in own)
        yield Table(("id", "name", "unit", "direction", "frequency"), rows)
    yield Paragraph(
        ("'trm kpi list NAME' shows a whole card, 'trm kpi add ID NAME' writes it into a charter.",)
    )


def _card(card: Card) -> Iterator[Block]:
    yield Heading(f"{card.name} ({card.id})", 3)
    yield bulleted((Mark(f"{label}: ", dim=True), words) for label, words in _facts(card))


def _facts(card: Card) -> Iterator[tuple[str, str]]:
    yield "definition", card.definition
    yield "formula", card.formula
    yield "unit", card.unit
    yield "direction", card.direction.value
    yield "source", f"such as {card.source}"
    yield "frequency", card.frequency.value
    yield "tolerance", f"{card.tolerance:g} {card.unit}, as a proposal"
    yield "for", ", ".join(sorted(word.value for word in card.relationships))
    if card.literature:
        yield "literature", card.literature


def _json(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "group": card.group,
        "name": card.name,
        "definition": card.definition,
        "formula": card.formula,
        "unit": card.unit,
        "direction": card.direction.value,
        "source": card.source,
        "frequency": card.frequency.value,
        "tolerance": card.tolerance,
        "survey": {"instrument": card.instrument, "scale": card.scale} if card.scale else None,
        "for": sorted(word.value for word in card.relationships),
        "literature": card.literature,
    }
