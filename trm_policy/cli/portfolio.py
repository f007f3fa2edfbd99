"""``trm portfolio``: the network of all partnerships, measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.viewing import viewed
from trm_policy.errors import did_you_mean
from trm_policy.judging.limits import limits_of, load_limits
from trm_policy.measure.checklist import Checklist, checklist
from trm_policy.measure.health_signs import health
from trm_policy.measure.maturity import maturity
from trm_policy.measure.network import graphml, joined, neighbourhood, ripple
from trm_policy.measure.relationship_map import MOST_PARTS, relationship_map
from trm_policy.measure.segmentation import Segment, segment
from trm_policy.measure.watch import watch
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Register
from trm_policy.portfolio.records import MEASUREMENTS_FILE
from trm_policy.views.checklist import checklist_view
from trm_policy.views.health import HealthShown, health_shown, health_view
from trm_policy.views.maturity import maturity_view
from trm_policy.views.network import network_view, ripple_view
from trm_policy.views.relationship_map import relationship_map_view
from trm_policy.views.segmentation import segmentation_view
from trm_policy.views.view import View
from trm_policy.views.warnings import warnings_view

F = TypeVar("F", bound=Callable[..., Any])


class _Views(click.Group):
    """Lists the views in the order of this module, and names the nearest for an unknown one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(f"there is no view {args[0]!r}; {did_you_mean(args[0], self.commands)}")
        return super().resolve_command(ctx, args)


@click.group("portfolio", cls=_Views)
def command() -> None:
    """Show the portfolio as a whole: each view names the evidence for its figures."""


def _id_argument(function: F) -> F:
    return click.argument("partnership", metavar="[ID]", required=False)(function)


@command.command(
    "health", short_help="Show how healthy each partnership is, and by which evidence."
)
@_id_argument
@viewed()
def show_health(loader: Loader, partnership: str | None) -> View:
    """Show the health of partnerships: one line each, or the one called ID with evidence.

    Signs show outcome, relationship, governance and responsiveness. A side is good where all
    known signs are good and at least half are known, poor where half or more of the known ones
    are poor, and fair otherwise. Where nothing is recorded it is unknown.
    """
    detailed = partnership is not None

    def make(one: Partnership) -> HealthShown:
        found = health(one, loader.now, limits_of(one, loader.book).health)
        return health_shown(found, detailed=detailed)

    shown = loader.made(make, [partnership])
    return health_view(shown, loader.now, loader.unread, detailed=detailed)


@command.command("watch", short_help="Show early warnings, with their reasons.")
@_id_argument
@viewed()
def show_watch(loader: Loader, partnership: str | None) -> View:
    """Show early warnings: for all partnerships, or for the one called ID.

    It looks for a declining trend, slower acknowledgement, missed reviews, an absent sponsor, a
    satisfaction gap, stale data, and many amber KPIs. Where records are missing, the answer is
    unknown.
    """
    found = loader.made(
        lambda one: watch(one, loader.now, limits_of(one, loader.book).health), [partnership]
    )
    return warnings_view(found, loader.now, loader.unread)


@command.command(
    "maturity", short_help="Show how mature each function is: claimed, shown, and the next step."
)
@_id_argument
@viewed()
def show_maturity(loader: Loader, partnership: str | None) -> View:
    """Show the maturity of each function: what is claimed, what is shown, and the next step.

    The stages are initial, repeatable, defined, managed and optimised. A stage is reached where
    the charter and its records meet its requirements and those of all stages below; the one
    called ID is shown with its evidence. A function with no records is unknown.
    """
    needed = {MEASUREMENTS_FILE, "reviews"}
    found = loader.made(lambda one: maturity(one, loader.now), [partnership], needed)
    return maturity_view(found, loader.now, loader.unread, detailed=partnership is not None)


@command.command(
    "segment", short_help="Show how the scores lead to each tier, and where they do not."
)
@viewed()
def show_segment(loader: Loader) -> View:
    """Show how the scores lead to each tier, and where the declared tier differs.

    The limits are the options of the rule tier-matches-scores, the criteria those of
    tier-evidence. Without enough scores the matching tier is unknown.
    """

    def make(one: Partnership) -> Segment:
        own = limits_of(one, loader.book)
        return segment(one, own.tier, own.criteria)

    found = loader.made(make, records=())
    return segmentation_view(found, loader.now, loader.unread)


@command.command("checklist", short_help="Check ten practices of good partnerships.")
@_id_argument
@viewed()
def show_checklist(loader: Loader, partnership: str | None) -> View:
    """Check ten practices of good partnerships: for all, or for the one called ID.

    Each is computed from the charter and its records, and names them. What cannot be computed
    is unknown. Two may be attested in the charter, for a year, by someone named in it:
    platform-for-both-sides and pilot-before-scaling. Write under extensions, checklist:
    'pilot-before-scaling: {by: ada, on: 2026-05-01, because: Ran for a year at Hull}'.
    """

    def make(one: Partnership) -> Checklist:
        own = limits_of(one, loader.book)
        return checklist(one, loader.now, own.health, own.tier)

    found = loader.made(make, [partnership])
    return checklist_view(found, loader.now, loader.unread, detailed=partnership is not None)


@command.command("audit", short_help="Show who is linked to whom, and what depends on one person.")
@click.option(
    "--most-parts",
    type=click.IntRange(min=1),
    default=MOST_PARTS,
    show_default=True,
    help="More roles than this, in all charters together, overload one person.",
)
@viewed()
def show_audit(loader: Loader, most_parts: int) -> View:
    """Show who is linked to whom, and what depends on one person.

    It lists touchpoints by department, departments linked by one pair of people only,
    unattended functions, overloaded people, and roles without cover.
    The limits for owners and sponsors are the options of the rule owner-not-overloaded.
    """
    limits = load_limits(loader.book, most_parts)
    people = loader.reader.directory[0]
    found = relationship_map(loader.each(), people, loader.today, limits)
    return relationship_map_view(found, limits, loader.now, loader.unread)


@command.command(
    "graph",
    short_help="Show the network of partnerships, parties and people, and what a loss touches.",
)
@click.option(
    "--if-lost",
    "lost",
    metavar="NAME",
    help="Show what is touched if this party, person or partnership is lost.",
)
@viewed("graphml")
def show_graph(loader: Loader, lost: str | None, format_: str) -> View | str:
    """Show partnerships, organisations, people and dependencies as one network.

    With '--if-lost' it shows what a loss touches, the nearest first, and the goals and KPIs
    that depend on it. '--format graphml' opens in yEd, Gephi and other programs that draw
    graphs.
    """
    if lost is not None and format_ == "graphml":
        raise click.UsageError("'--if-lost' is shown as text, json or markdown, not as graphml")
    shared, today = Register(loader.reader.directory[0]), loader.today
    net = joined(loader.made(lambda one: neighbourhood(one, shared, today), records=()))
    if format_ == "graphml":
        return graphml(net)
    if lost is None:
        return network_view(net, loader.now, loader.unread)
    found = ripple(net, net.called(lost))
    return ripple_view(net, found, loader.now, loader.unread)
