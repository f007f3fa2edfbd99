"""The network of partnerships, parties and people, and the ripple of a loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from trm_policy.measure.network import Network, NodeKind, Ripple, Stake, Tie, TieKind, Touched
from trm_policy.views.evidence import evidence_json, portfolio_data
from trm_policy.views.view import Block, Heading, Item, Items, Paragraph, View, bulleted
from trm_policy.wording.lists import counted


def network_view(net: Network, now: datetime, unread: Sequence[str]) -> View:
    """Partnership by partnership, with its parties, people and dependencies."""
    by_partnership: dict[str, list[str]] = {}
    for id_, how, what in _rows(net):
        by_partnership.setdefault(id_, []).append(f"{how}: {what}")
    blocks: list[Block] = [Heading(_summary(net), 1)]
    for id_, lines in by_partnership.items():
        blocks += [Heading(_name(net, id_)), bulleted(lines)]
    return View(tuple(blocks), portfolio_data(now, unread, **_network_json(net)))


def ripple_view(net: Network, found: Ripple, now: datetime, unread: Sequence[str]) -> View:
    """What a loss touches, the nearest first, and the goals and KPIs that depend on it."""
    blocks: list[Block] = [Heading(f"If {_name(net, found.lost)} is lost", 1)]
    if not found.touched:
        blocks.append(Paragraph(("nothing else is touched",)))
    for heading, near in _steps(found):
        blocks.append(Heading(f"{heading} ({len(near)})"))
        blocks.append(
            bulleted(f"{_name(net, one.id)}: {_why(net, one, found.lost)}" for one in near)
        )
    if found.stakes:
        blocks.append(Heading(f"Goals and KPIs that depend on it ({len(found.stakes)})"))
        blocks.append(Items(tuple(map(_stake, found.stakes))))
    return View(tuple(blocks), portfolio_data(now, unread, **_ripple_json(net, found)))


def _name(net: Network, id_: str) -> str:
    """The label, with the id that a command takes."""
    return f"{net.nodes[id_].label} ({id_})"


def _summary(net: Network) -> str:
    kinds = Counter(node.kind for node in net.nodes.values())
    needs = sum(tie.kind is TieKind.DEPENDS_ON for tie in net.ties)
    return (
        f"{counted(kinds[NodeKind.PARTNERSHIP], 'partnership')}, "
        f"{counted(kinds[NodeKind.ORGANISATION], 'organisation')}, "
        f"{counted(kinds[NodeKind.PERSON], 'person', 'people')}, "
        f"{counted(needs, 'dependency', 'dependencies')}"
    )


def _rows(net: Network) -> Iterator[tuple[str, str, str]]:
    """Each node with its ties: what it is called, how it is tied, and to what."""
    by_end: dict[str, list[Tie]] = {}
    by_start: dict[str, list[Tie]] = {}
    for tie in net.ties:
        by_end.setdefault(tie.end, []).append(tie)
        by_start.setdefault(tie.start, []).append(tie)
    for id_, node in net.nodes.items():
        if node.kind is NodeKind.PARTNERSHIP:
            for tie in by_end.get(id_, ()):
                if tie.kind is TieKind.PARTY_OF:
                    yield id_, "party", f"{net.nodes[tie.start].label}, {tie.says}"
            holders = [t for t in by_end.get(id_, ()) if t.kind is TieKind.HOLDS_PART_IN]
            if holders:
                names = ", ".join(f"{net.nodes[t.start].label} ({t.parts})" for t in holders)
                yield id_, "people (parts)", names
            for tie in by_start.get(id_, ()):
                yield id_, "depends on", net.nodes[tie.end].label
            for tie in by_end.get(id_, ()):
                if tie.kind is TieKind.DEPENDS_ON:
                    yield id_, "needed by", net.nodes[tie.start].label


def _why(net: Network, one: Touched, lost: str) -> str:
    """Which ties the loss came by."""
    said = []
    for tie in one.because:
        start, end = net.nodes[tie.start].label, net.nodes[tie.end].label
        if tie.kind is TieKind.DEPENDS_ON:
            said.append(f"depends on {end}")
        elif tie.kind is TieKind.WORKS_FOR:
            said.append(f"works for {end}")
        elif one.id == tie.end:
            said.append(f"{start}: {tie.says}")
        else:
            said.append(f"{tie.says} in {net.nodes[lost].label}")
    return "; ".join(said)


def _steps(found: Ripple) -> Iterator[tuple[str, list[Touched]]]:
    for distance in sorted({one.distance for one in found.touched}):
        near = [one for one in found.touched if one.distance == distance]
        yield f"{counted(distance, 'step')} away", near


def _stake(one: Stake) -> Item:
    what = "KPI" if one.what == "kpi" else "goal"
    at = f"[{one.evidence.path}:{one.evidence.line}]"
    return Item(f"{what} {one.id!r} of {one.partnership}: {one.name}  {at}")


def _network_json(net: Network) -> dict[str, Any]:
    return {
        "nodes": [
            {"id": node.id, "kind": node.kind, "label": node.label, **node.facts}
            for node in net.nodes.values()
        ],
        "edges": [_tie_json(tie) for tie in net.ties],
    }


def _tie_json(tie: Tie) -> dict[str, Any]:
    return {
        "from": tie.start,
        "to": tie.end,
        "kind": tie.kind,
        "says": tie.says,
        "parts": tie.parts,
        "evidence": evidence_json(tie.evidence),
    }


def _ripple_json(net: Network, found: Ripple) -> dict[str, Any]:
    return {
        "lost": found.lost,
        "touched": [
            {
                "id": one.id,
                "kind": net.nodes[one.id].kind,
                "label": net.nodes[one.id].label,
                "distance": one.distance,
                "because": [_tie_json(tie) for tie in one.because],
            }
            for one in found.touched
        ],
        "stakes": [
            {
                "partnership": one.partnership,
                "kind": one.what,
                "id": one.id,
                "name": one.name,
                "people": list(one.people),
                "evidence": evidence_json([one.evidence]),
            }
            for one in found.stakes
        ],
    }
