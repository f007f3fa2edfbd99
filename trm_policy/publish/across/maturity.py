"""How mature the work of all partnerships is: function by stage, now and at former year-ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trm_policy.measure.health import day_of
from trm_policy.measure.maturity import Function, Maturity, by_stage
from trm_policy.publish.chapter import Chapter, Entry, Whole
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts.chart import Chart
from trm_policy.publish.charts.maturity_map import stage_map
from trm_policy.publish.evidence import Line
from trm_policy.publish.insight import NOW
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.rendering import render
from trm_policy.wording.addresses import MATURITY

TITLE = "Maturity"


@dataclass(frozen=True, slots=True)
class Grown:
    """A partnership's functions at former year-ends and now, and the lines of what it claims."""

    years: tuple[tuple[str, Maturity], ...]
    lines: Mapping[str, Line | None]


def _row(view: CharterView) -> Grown:
    claims = view.partnership.charter.maturity
    functions = claims.functions if claims else ()
    lines = {one: view.line("maturity", "functions", one) for one in functions}
    return Grown(view.insight.maturity_years, lines)


def _page(entries: Sequence[Entry[Grown]], whole: Whole) -> Page | None:
    told = [one for one in entries if one.row.years]
    if not told:
        return None
    names = list(dict.fromkeys(one.id for entry in told for one in _now(entry).functions))
    counts, years = by_stage(_now(entry) for entry in told), list(_years(told))
    html = render(
        "across/maturity.html",
        title=TITLE,
        names=names,
        rows=[(entry, _by_name(_now(entry))) for entry in told],
        stages=stage_map(counts, "now"),
        years=years,
        maps=[(year, _map_of(year, then, names)) for year, then in years if year != NOW],
        untold=[entry for entry in entries if not entry.row.years],
        today=day_of(whole.now),
        link=whole.link,
        gallery=whole.gallery,
    )
    headings = [Heading("stages", "By function and stage")]
    headings += [Heading("time", "Over time"), Heading("each", "Each partnership")]
    return Page(TITLE, html, tuple(headings), "Five stages by function, as claimed and as shown.")


def _now(entry: Entry[Grown]) -> Maturity:
    return entry.row.years[-1][1]


def _map_of(year: str, counts: Mapping[str, Mapping[str, int]], names: Sequence[str]) -> Chart:
    """The map of a former year-end, with the rows of today's."""
    return stage_map({one: counts.get(one, {}) for one in names}, f"stages {year}", year.lower())


def _by_name(found: Maturity) -> dict[str, Function]:
    return {one.id: one for one in found.functions}


def _years(told: Sequence[Entry[Grown]]) -> Iterator[tuple[str, Mapping[str, Mapping[str, int]]]]:
    """Each year-end of which something is told, oldest first, and now, with its counts."""
    found: dict[str, list[Maturity]] = {}
    for entry in told:
        for year, maturity in entry.row.years:
            found.setdefault(year, []).append(maturity)
    for year in sorted(found, key=lambda one: (one == NOW, one)):
        yield year, by_stage(found[year])


CHAPTER = Chapter(MATURITY, _row, _page, host_only=True)
