"""``trm portfolio checklist``: ten things that good partnerships have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.portfolio_desk import Desk, evidence_json, evidence_text
from trm_policy.cli.revisions import at_option
from trm_policy.measure.attestation import Void
from trm_policy.measure.checklist import Checklist, Item, Part, Stand, Ticked, checklist
from trm_policy.measure.evidence import Evidence
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_SIGNS = {
    Stand.MET: ("●", "green"),
    Stand.ATTESTED: ("◆", "green"),
    Stand.PARTLY: ("◐", "yellow"),
    Stand.NOT_MET: ("○", "red"),
    Stand.UNKNOWN: ("?", "cyan"),
    Stand.NOT_RELEVANT: ("–", "cyan"),
}
_WIDTH = 16
_HOLDS = {True: "yes", False: "no", None: "unknown"}


@click.command("checklist")
@click.argument("partnership", metavar="[ID]", required=False)
@format_option("text", "json", "markdown")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the desk asks for it
    at: str | None,
) -> None:
    """Go through ten things that good partnerships have: for all, or for the one called ID.

    Each is computed from the charter and its records, and names them. What cannot be told is
    unknown. Two may be attested in the charter, for a year, by somebody whom it knows:
    platform-for-both-sides and pilot-before-scaling. Write under extensions, checklist:
    'pilot-before-scaling: {by: ada, on: 2026-05-01, because: Ran for a year at Hull}'.
    """
    desk = Desk.of(ctx, at)
    found = []
    for one in desk.each(partnership):
        house = desk.house(one)
        found.append(checklist(one, desk.now, house.health, house.tier))
    if format_ == "json":
        desk.show_json(items=_totals(found), partnerships=[_json(one) for one in found])
    elif format_ == "markdown":
        desk.show(_markdown(found, detailed=partnership is not None), ctx)
    else:
        desk.show(_overview(found) if partnership is None else _detail(found), ctx)
    desk.tell_unread()


def _totals(found: Sequence[Checklist]) -> dict[str, dict[str, int]]:
    stands = [(each.item, each.stand) for one in found for each in one.items]
    return {
        item.value: {stand.value: stands.count((item, stand)) for stand in Stand} for item in Item
    }


def _mark(stand: Stand) -> str:
    sign, colour = _SIGNS[stand]
    return click.style(f"{sign} {stand}", fg=colour) + " " * (_WIDTH - 2 - len(stand))


def _overview(found: Sequence[Checklist]) -> Iterator[str]:
    width = max((len(one.id) for one in found), default=0)
    for one in found:
        if one.unasked:
            yield f"{one.id:{width}}  not measured: {one.unasked}"
        else:
            counts = (f"{one.count(s)} {s}" for s in Stand if one.count(s))
            yield click.style(f"{one.id:{width}}  {', '.join(counts)}", bold=True)
        for each in one.items:
            if each.stand not in (Stand.MET, Stand.ATTESTED, Stand.NOT_RELEVANT):
                yield f"  {_mark(each.stand)}{each.item}: {each.demand}"
        yield from _astray(one)
    yield ""
    yield "'trm portfolio checklist ID' names the evidence."


def _astray(one: Checklist) -> Iterator[str]:
    for void in one.astray:
        where = f"[{void.evidence.path}:{void.evidence.line}]"
        yield f"  {printable(f'{void.evidence.says} is attested: {void.because}')}  {where}"


def _proofs(one: Ticked) -> Iterator[tuple[str, Evidence]]:
    yield from ((_HOLDS[part.holds], part.evidence) for part in one.parts)
    if one.attested is not None:
        yield f"{one.attested.by} on {one.attested.on}", one.attested.evidence
    if one.void is not None:
        yield f"attested, but does not count, since {one.void.because}", one.void.evidence


def _detail(found: Sequence[Checklist]) -> Iterator[str]:
    for one in found:
        yield click.style(printable(one.title), bold=True)
        if one.unasked:
            yield f"not measured: {one.unasked}"
        for each in one.items:
            yield f"{_mark(each.stand)}{click.style(each.item, bold=True)}: {each.demand}"
            if each.reason:
                yield f"{'':{_WIDTH}}{printable(each.reason)}"
            for word, proof in _proofs(each):
                yield f"{'':{_WIDTH}}{printable(word)}: {evidence_text(proof)}"
        yield from _astray(one)


def _markdown(found: Sequence[Checklist], *, detailed: bool) -> Iterator[str]:
    yield f"| item | {' | '.join(plain(one.id) for one in found)} |"
    yield "|---" * (len(found) + 1) + "|"
    for position, item in enumerate(Item):
        column = (one.items[position].stand if one.items else "–" for one in found)
        yield f"| {item} | {' | '.join(column)} |"
    for one in found if detailed else ():
        yield ""
        yield "| item | holds | says | where |"
        yield "|---" * 4 + "|"
        for each in one.items:
            for word, proof in _proofs(each):
                cells = (each.item, word, proof.says, f"{proof.path}:{proof.line}")
                yield f"| {' | '.join(map(plain, cells))} |"


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
                "parts": [_json_part(part) for part in each.parts],
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


def _json_part(part: Part) -> dict[str, Any]:
    return {"holds": part.holds, "evidence": evidence_json([part.evidence])}
