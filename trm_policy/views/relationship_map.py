"""The relationship map: who is tied to whom, and what depends on one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from trm_policy.measure.relationship_map import (
    Load,
    LoadLimits,
    RelationshipMap,
    Stop,
    Thread,
    Touches,
)
from trm_policy.views.evidence import evidence_json, portfolio_data, proofs
from trm_policy.views.view import Heading, Item, Items, View


def relationship_map_view(
    found: RelationshipMap, limits: LoadLimits, now: datetime, unread: Sequence[str]
) -> View:
    """Every part of the map under a heading with its number of entries."""
    blocks: list[Heading | Items] = []
    for heading, items in _sections(found):
        blocks.append(Heading(f"{heading} ({len(items)})"))
        blocks += [Items(items)] if items else []
    data = portfolio_data(now, unread, limits=limits._asdict(), **_json(found))
    return View(tuple(blocks), data)


def _sections(found: RelationshipMap) -> Iterator[tuple[str, tuple[Item, ...]]]:
    yield "Touchpoints by department", tuple(Item(_touches(o)) for o in found.touches)
    threads = tuple(Item(_thread(one), proofs(one.evidence)) for one in found.threads)
    yield "Single threads: only one pair of people", threads
    unattended = tuple(
        Item(f"{one.partnership}: {one.function}: {one.because}", proofs([one.evidence]))
        for one in found.unattended
    )
    yield "Unattended functions", unattended
    yield "Overloaded people", tuple(Item(_load(o)) for o in found.loads if o.over)
    yield "Roles without cover", tuple(map(_stop, found.stops))


def _touches(one: Touches) -> str:
    where, names = ", ".join(one.partnerships), ", ".join(one.people)
    return f"{one.where.told}: {one.touchpoints} in {where}, by {names}"


def _thread(one: Thread) -> str:
    names = " and ".join(one.pair)
    return f"{one.partnership}: {one.one.told} and {one.other.told} by {names} alone"


def _load(one: Load) -> str:
    return f"{one.told}: {'; '.join(one.over)} (in {', '.join(one.partnerships)})"


def _stop(one: Stop) -> Item:
    said = "; ".join(evidence.says for _, evidence in one.what)
    return Item(f"{one.told} in {one.partnership}: {said}")


def _json(found: RelationshipMap) -> dict[str, Any]:
    return {
        "touchpoints": [
            {
                **one.where._asdict(),
                "touchpoints": one.touchpoints,
                "partnerships": list(one.partnerships),
                "people": list(one.people),
                "evidence": evidence_json(one.evidence),
            }
            for one in found.touches
        ],
        "single_threads": [
            {
                "partnership": one.partnership,
                "between": [one.one._asdict(), one.other._asdict()],
                "pair": list(one.pair),
                "evidence": evidence_json(one.evidence),
            }
            for one in found.threads
        ],
        "unattended": [
            {
                "partnership": one.partnership,
                "function": one.function,
                "because": one.because,
                "evidence": evidence_json([one.evidence]),
            }
            for one in found.unattended
        ],
        "people": [_load_json(one) for one in found.loads],
        "stops": [
            {
                "person": one.told,
                "partnership": one.partnership,
                "what": [
                    {"kind": kind, "evidence": evidence_json([evidence])}
                    for kind, evidence in one.what
                ],
            }
            for one in found.stops
        ],
    }


def _load_json(one: Load) -> dict[str, Any]:
    return {
        "person": one.told,
        "parts": one.parts,
        "partnerships": list(one.partnerships),
        "strategic_owned": one.owns,
        "strategic_sponsored": one.sponsors,
        "over": list(one.over),
        "evidence": evidence_json(one.evidence),
    }
