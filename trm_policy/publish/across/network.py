"""The network of all partnerships, and what hangs on one person in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trm_policy.measure.network import Neighbourhood, NodeKind, joined, neighbourhood
from trm_policy.measure.relationship_map import LoadLimits, Stop, Strand, joined_strands, strand
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts.layers import WIDTH
from trm_policy.publish.charts.network_map import named_nodes, network_map
from trm_policy.publish.evidence import Leaf, Trail
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.portfolio_page import PartnershipRow, PortfolioPage, Whole
from trm_policy.wording.addresses import NETWORK

TITLE = "Network"
_HEADINGS = (
    Heading("map", "Relationship map"),
    Heading("threads", "Single threads"),
    Heading("unattended", "Unattended functions"),
    Heading("overloaded", "Overloaded people"),
    Heading("leaving", "Roles without cover"),
    Heading("touchpoints", "Touchpoints by department"),
)


@dataclass(frozen=True, slots=True)
class Tied:
    """What one partnership adds to the network, with the limits of what one person can carry."""

    neighbourhood: Neighbourhood
    strand: Strand
    limits: LoadLimits
    leaf: Leaf


def _row(view: CharterView) -> Tied:
    one, shared = view.partnership, view.shared
    return Tied(
        neighbourhood(one, shared, view.as_of),
        strand(one, shared, view.as_of),
        view.limits.load,
        view.leaf,
    )


def _page(entries: Sequence[PartnershipRow[Tied]], whole: Whole) -> Page | None:
    net = joined(one.row.neighbourhood for one in entries)
    found = joined_strands((one.row.strand for one in entries), entries[0].row.limits)
    return whole.page(
        "network",
        TITLE,
        "Who is linked to whom, and what depends on one person.",
        _HEADINGS,
        map=network_map(net),
        phone=network_map(net, "network-phone", width=WIDTH),
        named=named_nodes(net),
        found=found,
        over=[one for one in found.loads if one.over],
        leavers=_by_person(found.stops),
        titles={one.id: one.title for one in entries},
        page_of={f"{NodeKind.PARTNERSHIP}:{one.id}": whole.link(one.path) for one in entries},
        pages={one.id: whole.link(one.path) for one in entries},
        proof=Trail(
            {one.id: one.row.leaf.at(whole.link(one.path)) for one in entries}, whole.lines
        ),
        headings={one.id: one.title for one in _HEADINGS},
    )


def _by_person(stops: Sequence[Stop]) -> Mapping[str, list[Stop]]:
    """What nobody takes over, person by person; whoever would be missed most comes first."""
    found: dict[str, list[Stop]] = {}
    for stop in stops:
        found.setdefault(stop.person, []).append(stop)
    weight = {person: sum(len(stop.what) for stop in theirs) for person, theirs in found.items()}
    order = sorted(found, key=lambda person: (-weight[person], found[person][0].told, person))
    return {person: found[person] for person in order}


NETWORK_PAGE = PortfolioPage(NETWORK, _row, _page, host_only=True)
