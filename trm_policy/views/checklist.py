"""The checklist of ten things that good partnerships have: all in brief, or one with evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from trm_policy.measure.attestation import Void
from trm_policy.measure.checklist import (
    Checklist,
    Criterion,
    ItemResult,
    Stand,
)
from trm_policy.measure.evidence import Evidence
from trm_policy.views.evidence import evidence_json, portfolio_data, proofs
from trm_policy.views.view import (
    Block,
    Heading,
    Item,
    Items,
    Line,
    Mark,
    Paragraph,
    Table,
    View,
    status_mark,
)

_STATUS: Mapping[Stand, str] = {
    Stand.MET: "green",
    Stand.ATTESTED: "green",
    Stand.PARTLY: "amber",
    Stand.NOT_MET: "red",
    Stand.UNKNOWN: "unknown",
}
_SETTLED = (Stand.MET, Stand.ATTESTED, Stand.NOT_RELEVANT)
_HOLDS = {True: "yes", False: "no", None: "unknown"}


def checklist_view(
    found: Sequence[Checklist], now: datetime, unread: Sequence[str], *, detailed: bool
) -> View:
    """What is open in each partnership, or ``detailed`` every item with its evidence."""
    blocks = [block for one in found for block in _detail(one)] if detailed else _overview(found)
    rows = [_json(one) for one in found]
    data = portfolio_data(now, unread, items=_totals(found), partnerships=rows)
    return View(tuple(blocks), data)


def _totals(found: Sequence[Checklist]) -> dict[str, dict[str, int]]:
    stands = [(each.item, each.stand) for one in found for each in one.items]
    return {
        item.value: {stand.value: stands.count((item, stand)) for stand in Stand}
        for item in Criterion
    }


def _mark(stand: Stand) -> Mark:
    return status_mark(_STATUS[stand], stand.value) if stand in _STATUS else Mark(stand.value)


def _overview(found: Sequence[Checklist]) -> Iterator[Block]:
    rows: list[tuple[Line, ...]] = []
    for one in found:
        counts = (str(one.count(stand) or "") for stand in Stand)
        rows.append((one.id, *counts, f"not measured: {one.unasked}" if one.unasked else ""))
    yield Table(("partnership", *Stand, ""), tuple(rows))
    for one in found:
        items = [
            Item((_mark(each.stand), f"  {each.item}: {each.demand}"))
            for each in one.items
            if each.stand not in _SETTLED
        ]
        if items or one.astray:
            yield Heading(one.id, 3)
            yield Items((*items, *_astray(one)))
    yield Paragraph(("'trm portfolio checklist ID' shows the evidence.",))


def _detail(one: Checklist) -> Iterator[Block]:
    yield Heading(one.title)
    if one.unasked:
        yield Paragraph((f"not measured: {one.unasked}",))
        return
    yield Items((*map(_item, one.items), *_astray(one)))


def _item(each: ItemResult) -> Item:
    line = (_mark(each.stand), "  ", Mark(each.item, bold=True), f": {each.demand}")
    reason = (Item(each.reason),) if each.reason else ()
    under = (proof for word, one in _proofs(each) for proof in proofs((one,), f"{word}: "))
    return Item(line, (*reason, *under))


def _proofs(each: ItemResult) -> Iterator[tuple[str, Evidence]]:
    yield from ((_HOLDS[part.holds], part.evidence) for part in each.parts)
    if each.attested is not None:
        yield f"{each.attested.by} on {each.attested.on}", each.attested.evidence
    if each.void is not None:
        yield f"attested, but does not count, since {each.void.because}", each.void.evidence


def _astray(one: Checklist) -> Iterator[Item]:
    for void in one.astray:
        at = f"[{void.evidence.path}:{void.evidence.line}]"
        yield Item(f"{void.evidence.says} is attested: {void.because}  {at}")


def _json(one: Checklist) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "tier": one.tier,
        "not_measured_because": one.unasked or None,
        "items": {
            each.item.value: {
                "demand": each.demand,
                "stand": each.stand.value,
                "not_relevant_because": each.reason or None,
                "parts": [
                    {"holds": part.holds, "evidence": evidence_json([part.evidence])}
                    for part in each.parts
                ],
                "attested": {
                    "by": each.attested.by,
                    "on": each.attested.on.isoformat(),
                    "evidence": evidence_json([each.attested.evidence]),
                }
                if each.attested
                else None,
                "attested_in_vain": _json_void(each.void) if each.void else None,
            }
            for each in one.items
        },
        "attested_astray": [_json_void(void) for void in one.astray],
    }


def _json_void(void: Void) -> dict[str, Any]:
    return {"because": void.because, "evidence": evidence_json([void.evidence])}
