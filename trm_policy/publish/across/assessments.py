"""How the partnerships are assessed, for the host alone: health, warnings, maturity, tiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trm_policy.measure.health import Health, HealthSide, Standing
from trm_policy.measure.maturity import Function, MaturityAssessment, by_stage
from trm_policy.measure.segmentation import Match, Segment, matches_told
from trm_policy.measure.warning import Watch, warnings_told
from trm_policy.model.vocabulary import Tier
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts import Chart
from trm_policy.publish.charts.maturity_map import stage_map
from trm_policy.publish.evidence import Leaf, Line, Trail
from trm_policy.publish.insight import NOW
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.portfolio_page import PartnershipRow, PortfolioPage, Whole
from trm_policy.wording.addresses import HEALTH, MATURITY, SEGMENTATION, WARNINGS
from trm_policy.wording.text import alphabetical

_HEALTH_TITLE = "Health"
_STANDINGS = (Standing.POOR, Standing.UNKNOWN, Standing.FAIR, Standing.GOOD)


@dataclass(frozen=True, slots=True)
class Sides:
    """How the sides of a partnership stand, each with its working; none where ``unasked``.

    ``line`` is that of its title.
    """

    standings: Mapping[HealthSide, tuple[Standing, str]]
    gap: str
    unasked: str
    line: Line | None = None

    @classmethod
    def of(cls, found: Health, line: Line | None = None) -> Sides:
        """What is told of a partnership's health without the evidence."""
        sides = {} if found.unasked else {one.side: one for one in found.dimensions}
        standings = {side: (one.standing, one.working) for side, one in sides.items()}
        return cls(standings, found.gap_told, found.unasked, line)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many sides stand how, the gravest first."""
        counted = Counter(standing for standing, _ in self.standings.values())
        return tuple(counted[one] for one in _STANDINGS)


def _health_row(view: CharterView) -> Sides:
    return Sides.of(view.insight.health, view.line("title"))


def _health_page(entries: Sequence[PartnershipRow[Sides]], whole: Whole) -> Page:
    asked = [one for one in entries if not one.row.unasked]
    asked.sort(key=lambda one: (tuple(-count for count in one.row.counts), alphabetical(one.title)))
    standings = [(side, found[0]) for one in asked for side, found in one.row.standings.items()]
    headings = (Heading("sides", "Four sides of each"),)
    return whole.page(
        "health",
        _HEALTH_TITLE,
        "How healthy each partnership is, and by which signs.",
        headings,
        rows=asked,
        unasked=[one for one in entries if one.row.unasked],
        totals={side: _totals(side, standings) for side in HealthSide},
    )


def _totals(
    side: HealthSide, standings: Sequence[tuple[HealthSide, Standing]]
) -> dict[Standing, int]:
    counted = {one: standings.count((side, one)) for one in _STANDINGS}
    return {one: count for one, count in counted.items() if count}


HEALTH_PAGE = PortfolioPage(HEALTH, _health_row, _health_page, host_only=True)


_WARNINGS_TITLE = "Early warnings"


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked out for in a partnership, and where its page shows the evidence."""

    watch: Watch
    leaf: Leaf


def _warnings_row(view: CharterView) -> Watched:
    return Watched(view.insight.watch, view.leaf)


def _warnings_page(entries: Sequence[PartnershipRow[Watched]], whole: Whole) -> Page:
    warned = [one for one in entries if one.row.watch.warnings]
    warned.sort(key=lambda one: (-one.row.watch.warnings, alphabetical(one.title)))
    blind = [one for one in entries if one.row.watch.blind]
    headings = [Heading("warnings", "Warnings")]
    headings += [Heading("unknown", "Unknown")] if blind else []
    return whole.page(
        "warnings",
        _WARNINGS_TITLE,
        "Signs of coming problems, and the reasons.",
        headings,
        told=warnings_told([one.row.watch for one in entries]),
        warned=warned,
        blind=blind,
        unasked=[one for one in entries if one.row.watch.unasked],
        proof=Trail(
            {one.id: one.row.leaf.at(whole.link(one.path)) for one in entries}, whole.lines
        ),
    )


WARNINGS_PAGE = PortfolioPage(WARNINGS, _warnings_row, _warnings_page, host_only=True)


_MATURITY_TITLE = "Maturity"


@dataclass(frozen=True, slots=True)
class Grown:
    """A partnership's functions at former year-ends and now, and the lines of what it claims."""

    years: tuple[tuple[str, MaturityAssessment], ...]
    lines: Mapping[str, Line | None]


def _maturity_row(view: CharterView) -> Grown:
    claims = view.partnership.charter.maturity
    functions = claims.functions if claims else ()
    lines = {one: view.line("maturity", "functions", one) for one in functions}
    return Grown(view.insight.maturity_years, lines)


def _maturity_page(entries: Sequence[PartnershipRow[Grown]], whole: Whole) -> Page | None:
    told = [one for one in entries if one.row.years]
    if not told:
        return None
    names = list(dict.fromkeys(one.id for entry in told for one in _now(entry).functions))
    counts, years = by_stage(_now(entry) for entry in told), list(_years(told))
    headings = [Heading("stages", "By function and stage")]
    headings += [Heading("time", "Over time"), Heading("each", "Each partnership")]
    return whole.page(
        "maturity",
        _MATURITY_TITLE,
        "Five stages by function, as claimed and as shown.",
        headings,
        names=names,
        rows=[(entry, _by_name(_now(entry))) for entry in told],
        stages=stage_map(counts, "now"),
        years=years,
        maps=[(year, _map_of(year, then, names)) for year, then in years if year != NOW],
        untold=[entry for entry in entries if not entry.row.years],
    )


def _now(entry: PartnershipRow[Grown]) -> MaturityAssessment:
    return entry.row.years[-1][1]


def _map_of(year: str, counts: Mapping[str, Mapping[str, int]], names: Sequence[str]) -> Chart:
    """The map of a former year-end, with the rows of today's."""
    return stage_map({one: counts.get(one, {}) for one in names}, f"stages {year}", year.lower())


def _by_name(found: MaturityAssessment) -> dict[str, Function]:
    return {one.id: one for one in found.functions}


def _years(
    told: Sequence[PartnershipRow[Grown]],
) -> Iterator[tuple[str, Mapping[str, Mapping[str, int]]]]:
    """Each year-end of which something is told, oldest first, and now, with its counts."""
    found: dict[str, list[MaturityAssessment]] = {}
    for entry in told:
        for year, maturity in entry.row.years:
            found.setdefault(year, []).append(maturity)
    for year in sorted(found, key=lambda one: (one == NOW, one)):
        yield year, by_stage(found[year])


MATURITY_PAGE = PortfolioPage(MATURITY, _maturity_row, _maturity_page, host_only=True)


_SEGMENTATION_TITLE = "Segmentation"
_TIERS = list(Tier)
_FIRST = (Match.DECLARED_HIGHER, Match.DECLARED_LOWER, Match.UNKNOWN, Match.AGREES)


@dataclass(frozen=True, slots=True)
class Segmented:
    """A partnership's place in the portfolio, and where its page shows the evidence.

    ``line`` declares its tier.
    """

    segment: Segment
    leaf: Leaf
    line: Line | None


def _segmentation_row(view: CharterView) -> Segmented:
    return Segmented(view.insight.segment, view.leaf, view.line("tier"))


def _segmentation_page(entries: Sequence[PartnershipRow[Segmented]], whole: Whole) -> Page:
    counted = [one for one in entries if not one.row.segment.ended]
    headings = (Heading("tiers", "Tiers and scores"),)
    return whole.page(
        "segmentation",
        _SEGMENTATION_TITLE,
        "How scores lead to tiers, and where they do not agree.",
        headings,
        told=matches_told([one.row.segment for one in entries]),
        rows=sorted(counted, key=_order),
        ended=[one for one in entries if one.row.segment.ended],
        proof=Trail(
            {one.id: one.row.leaf.at(whole.link(one.path)) for one in entries}, whole.lines
        ),
    )


def _order(entry: PartnershipRow[Segmented]) -> tuple[int, int, str]:
    """Those that declare another tier than they score come first."""
    found = entry.row.segment
    return _FIRST.index(found.match), _TIERS.index(found.declared), alphabetical(entry.title)


SEGMENTATION_PAGE = PortfolioPage(
    SEGMENTATION, _segmentation_row, _segmentation_page, host_only=True
)
