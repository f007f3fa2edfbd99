"""``trm portfolio graph``: the network, and what a loss would touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.portfolio_desk import Desk, evidence_json
from trm_policy.cli.revisions import at_option
from trm_policy.measure.network import Network, NodeKind, Stake, Tie, TieKind, network
from trm_policy.measure.ripple import Ripple, Touched, graphml, ripple
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable


@click.command("graph")
@click.option(
    "--if-lost",
    "lost",
    metavar="NAME",
    help="Show what is touched if this party, person or partnership is lost.",
)
@format_option("text", "json", "markdown", "graphml")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    lost: str | None,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the desk asks for it
    at: str | None,
) -> None:
    """Show partnerships, organisations, people and dependencies as one network.

    With '--if-lost' what a loss touches, the nearest first, and the goals and KPIs that stand on
    it. '--format graphml' opens in yEd, Gephi and other programs that draw graphs.
    """
    desk = Desk.of(ctx, at)
    if lost is not None and format_ == "graphml":
        raise click.UsageError("'--if-lost' is told as text, json or markdown, not as graphml")
    net = network(desk.each(), desk.reader.directory[0], desk.now.astimezone(UTC).date())
    ripple_ = ripple(net, net.called(lost)) if lost is not None else None
    if format_ == "graphml":
        click.echo(graphml(net), nl=False)
    elif format_ == "json":
        if ripple_ is None:
            desk.show_json(**_network_json(net))
        else:
            desk.show_json(**_ripple_json(net, ripple_))
    elif ripple_ is not None:
        lines = _ripple_markdown if format_ == "markdown" else _ripple_text
        desk.show(lines(net, ripple_), ctx)
    else:
        desk.show(_markdown(net) if format_ == "markdown" else _text(net), ctx)
    desk.tell_unread()


def _name(net: Network, id_: str) -> str:
    """The label, with the id that a command takes."""
    return f"{net.nodes[id_].label} ({id_})"


def _summary(net: Network) -> str:
    kinds = Counter(node.kind for node in net.nodes.values())
    needs = sum(tie.kind is TieKind.DEPENDS_ON for tie in net.ties)
    return (
        f"{_some(kinds[NodeKind.PARTNERSHIP], 'partnership')}, "
        f"{_some(kinds[NodeKind.ORGANISATION], 'organisation')}, "
        f"{_some(kinds[NodeKind.PERSON], 'person', 'people')}, "
        f"{_some(needs, 'dependency', 'dependencies')}"
    )


def _some(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


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


def _text(net: Network) -> Iterator[str]:
    yield _summary(net)
    last = ""
    for id_, how, what in _rows(net):
        if id_ != last:
            yield from ("", click.style(printable(_name(net, id_)), bold=True))
        last = id_
        yield printable(f"  {how}: {what}")


def _markdown(net: Network) -> Iterator[str]:
    yield from (f"# {_summary(net)}", "", "| partnership | tie | to |", "|---|---|---|")
    for id_, how, what in _rows(net):
        yield f"| {plain(_name(net, id_))} | {plain(how)} | {plain(what)} |"


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
        yield f"{_some(distance, 'step')} away", near


def _stake(one: Stake) -> str:
    what = "KPI" if one.what == "kpi" else "goal"
    return f"{what} {one.id!r} of {one.partnership}: {one.name}"


def _ripple_text(net: Network, found: Ripple) -> Iterator[str]:
    yield printable(f"If {_name(net, found.lost)} is lost:")
    if not found.touched:
        yield "nothing else is touched."
    for heading, near in _steps(found):
        yield from ("", click.style(f"{heading} ({len(near)})", bold=True))
        for one in near:
            yield printable(f"  {_name(net, one.id)}: {_why(net, one, found.lost)}")
    if found.stakes:
        heading = f"Goals and KPIs that stand on it ({len(found.stakes)})"
        yield from ("", click.style(heading, bold=True))
        for stake in found.stakes:
            yield printable(f"  {_stake(stake)}  [{stake.evidence.path}:{stake.evidence.line}]")


def _ripple_markdown(net: Network, found: Ripple) -> Iterator[str]:
    yield f"# If {plain(_name(net, found.lost))} is lost"
    for heading, near in _steps(found):
        yield from ("", f"## {heading}", "")
        for one in near:
            yield f"- {plain(_name(net, one.id))}: {plain(_why(net, one, found.lost))}"
    if found.stakes:
        yield from ("", "## Goals and KPIs that stand on it", "")
        yield from (
            f"- {plain(_stake(one))} ({plain(f'{one.evidence.path}:{one.evidence.line}')})"
            for one in found.stakes
        )


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
