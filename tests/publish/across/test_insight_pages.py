"""The host's own pages: health, early warnings, maturity, segmentation and the network."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from typing import Any

import pytest

from tests.publish.publishing import NOW, published
from tests.publish.test_pages import tables
from tests.support import edited, partnership
from trm_policy.judging.completeness import Completeness
from trm_policy.judging.limits import Limits
from trm_policy.measure.health import HealthSide, Standing
from trm_policy.measure.relationship_map import LoadLimits
from trm_policy.model.audience import Override
from trm_policy.portfolio.people import Register
from trm_policy.projection import Projection
from trm_policy.publish.across.assessments import (
    HEALTH_PAGE,
    MATURITY_PAGE,
    SEGMENTATION_PAGE,
    WARNINGS_PAGE,
    Sides,
)
from trm_policy.publish.across.network import NETWORK_PAGE
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import Publication
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.insight import Insight
from trm_policy.publish.page import Page
from trm_policy.publish.portfolio_page import PartnershipRow, PortfolioPage, Whole
from trm_policy.starter import complete
from trm_policy.wording.addresses import HEALTH, MATURITY, NETWORK, SEGMENTATION, WARNINGS

PATHS = (HEALTH, WARNINGS, MATURITY, SEGMENTATION, NETWORK)
WHY = "Single-sourced chilled capacity in the north; eighteen months to replace."
ENDED = edited(("status: active", "status: ended"))


def site(files: dict[str, bytes] | None = None, audience: str = "internal") -> Publication:
    edition = SiteOptions(Override.parse(audience))
    return published(files, edition, lambda _: lambda other: f"/{other}")


def rows(chapter: PortfolioPage[Any]) -> list[PartnershipRow[Any]]:
    """The rows of the reference site as a page is made of them."""
    one = partnership(complete())
    view = CharterView(
        projection=Projection(one, frozenset(), host=True),
        now=NOW,
        standing=Completeness(one.id, "", one.charter.tier, ()),
        title_in=lambda _: None,
        path_in=lambda id_: id_,
        shared=Register(one.roster.directory),
    )
    return [PartnershipRow(one.id, one.charter.title, f"{one.id}.md", chapter.row(view))]


def text(page: Page) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.html).split())


@pytest.fixture(scope="module")
def whole() -> Publication:
    return site()


def test_health_tells_four_sides_with_their_working(whole: Publication) -> None:
    assert tables(whole.pages[HEALTH])["Four sides of each"] == [
        ["Partnership", "Outcome", "Relationship", "Governance", "Responsiveness", "Survey gap"],
        [
            "Meridian Foods and Helix Cold Chain",
            "Good | 3 good of 3",
            "Fair | 3 good, 2 fair of 5",
            "Good | 6 good of 6",
            "Good | 4 good of 4",
            "0.15 of 5 in 2026",
        ],
    ]
    side = '<a class="trm-quiet" href="/partnerships/meridian-helix.md#side-relationship">'
    assert side in whole.pages[HEALTH].html
    assert 'id="side-relationship"' in whole.pages["partnerships/meridian-helix.md"].html


def test_the_worst_health_stands_first_and_what_is_not_measured_says_why() -> None:
    def entry(id_: str, *standings: Standing, unasked: str = "") -> PartnershipRow[Sides]:
        told = {side: (one, "as it is") for side, one in zip(HealthSide, standings, strict=False)}
        return PartnershipRow(id_, id_.title(), f"{id_}.md", Sides(told, "unknown", unasked))

    good, poor, unknown = Standing.GOOD, Standing.POOR, Standing.UNKNOWN
    entries = [
        entry("fine", good, good, good, good),
        entry("bad", poor, good, good, good),
        entry("dark", unknown, unknown, unknown, good),
        entry("gone", unasked="it has ended"),
    ]
    page = HEALTH_PAGE.page(entries, Whole(NOW, lambda path: path, host=True))
    assert page is not None
    names = [row[0] for row in tables(page)["Four sides of each"][1:]]
    assert names == ["Bad", "Dark", "Fine"]
    assert "Not measured: Gone (it has ended)." in text(page)
    assert "Outcome 1 poor 1 unknown 1 good Relationship 1 unknown 2 good" in text(page)


def test_warnings_tell_reason_and_line_and_what_nobody_can_tell(whole: Publication) -> None:
    told = text(whole.pages[WARNINGS])
    assert "1 warning in 1 of 1 partnership" in told
    assert (
        "Satisfaction gap Communication : Meridian Foods plc 3.8, Helix Cold Chain AB "
        "3.2: 0.60 of 5 apart in 2026 communication surveys/2026.csv:5 communication "
        "surveys/2026.csv:9"
    ) in told
    blind = {name: raw for name, raw in complete().items() if "/surveys/" not in name}
    assert tables(site(blind).pages[WARNINGS])["Unknown"][1:] == [
        [
            "Meridian Foods and Helix Cold Chain",
            "satisfaction gap (no survey of this year or the last)",
        ]
    ]


def test_segmentation_tells_the_working_and_a_mismatch() -> None:
    page = site(edited(("tier: strategic", "tier: preferred"))).pages[SEGMENTATION]
    row = tables(page)["Tiers and scores"][1]
    assert row[1:4] == [
        "Preferred",
        "Declared lower",
        f"(3 + 5 + 4 + 4) / 4 = 4: strategic, from 3.5 | {WHY}",
    ]
    assert "operational-risk 5 partnership.yaml:108" in text(page)
    assert "1 declared differently from their scores, 0 unknown" in text(page)


def test_a_function_that_does_better_than_it_claims_is_no_warning() -> None:
    modest = edited(("supply-chain: {level: managed,", "supply-chain: {level: defined,"))
    html = site(modest).pages["partnerships/meridian-helix.md"].html
    section = html[html.index("Shown by its records") :]
    better = section[section.index("Supply chain") :].partition("</summary>")[0]
    assert '<span class="trm-light trm-light--better">' in better
    assert text(Page("", f"<p>{better}")) == (
        "Supply chain Higher than claimed claimed defined, evidence shows managed"
    )
    assert "trm-light--amber" not in better


def test_the_key_of_the_map_names_every_node_that_it_numbers(whole: Publication) -> None:
    html = whole.pages[NETWORK].html
    key = html[html.index('<div class="trm-key">') :].partition("</div>")[0]
    named = dict(re.findall(r'<li value="(\d+)">(.*?)</li>', key))
    drawn = re.findall(r"<text[^>]*>(\d+)</text>", html.partition('<div class="trm-narrow">')[0])
    assert sorted(map(int, named)) == sorted(map(int, drawn))
    assert named["1"] == (
        '<a href="/partnerships/meridian-helix.md">Meridian Foods and Helix Cold Chain</a>'
    )
    assert named["2"] == "Helix Cold Chain AB"


def test_maturity_is_told_by_function_and_stage_claimed_and_shown_over_time(
    whole: Publication,
) -> None:
    found = tables(whole.pages[MATURITY])
    assert found["Each partnership"][1] == [
        "Meridian Foods and Helix Cold Chain",
        "Managed | Confirmed",
        "Repeatable | Lower than claimed | claimed defined",
        "Managed | Confirmed",
        "Repeatable | Confirmed",
    ]
    assert found["Over time"] == [
        ["Function", "End of 2025", "Now"],
        ["Customer service", "1 defined", "1 managed"],
        ["Human resources", "1 repeatable", "1 repeatable"],
        ["Supply chain", "1 defined", "1 managed"],
        ["Knowledge", "1 repeatable", "1 repeatable"],
    ]


def test_each_former_year_end_has_its_heat_map(whole: Publication) -> None:
    html = whole.pages[MATURITY].html
    titles = re.findall(r"<title[^>]*>(Maturity[^<]*)</title>", html)
    whole_map = "Maturity of all partnerships, by function and stage"
    assert titles == [whole_map, f"{whole_map}, end of 2025"]
    figures = tables(whole.pages[MATURITY])[f"Figures: {whole_map}, end of 2025"]
    assert figures == [
        ["Function", "Initial", "Repeatable", "Defined", "Managed", "Optimised", "Unknown"],
        ["Customer service", "0", "0", "1", "0", "0", "0"],
        ["Human resources", "0", "1", "0", "0", "0", "0"],
        ["Supply chain", "0", "0", "1", "0", "0", "0"],
        ["Knowledge", "0", "1", "0", "0", "0", "0"],
    ]


def test_of_a_former_year_end_no_claim_is_told_that_was_assessed_later() -> None:
    years = dict(Insight(partnership(complete()), NOW, Limits()).maturity_years)
    claims = {year: {one.claimed is None for one in at.functions} for year, at in years.items()}
    assert claims == {"End of 2025": {True}, "Now": {False}}


def test_the_network_tells_single_threads_loads_and_what_stops(whole: Publication) -> None:
    page = whole.pages[NETWORK]
    assert page.html.count('id="chart-network-title"') == 1
    assert page.html.count('id="chart-network-phone-title"') == 1
    assert tables(page)["Single threads"][1] == [
        "Meridian Foods and Helix Cold Chain",
        "commercial of Helix Cold Chain AB | procurement of Meridian Foods plc",
        "Sofia Ek and Ravi Menon",
        "Everything commercial partnership.yaml:421",
    ]
    assert tables(page)["Unattended functions"][1][1:3] == [
        "Management of Helix Cold Chain AB",
        "No touchpoint links it to another party",
    ]
    assert "No one carries more than the limits allow." in text(page)


def test_who_carries_too_much_by_the_settings_is_named_with_each_part() -> None:
    (one,) = rows(NETWORK_PAGE)
    few = [replace(one, row=replace(one.row, limits=LoadLimits(owned=0, sponsored=8, parts=99)))]
    page = NETWORK_PAGE.page(few, Whole(NOW, lambda path: path, host=True))
    assert page is not None
    assert "1 strategic partnership owned, at most 0" in text(page)


@pytest.mark.parametrize(
    "chapter",
    [HEALTH_PAGE, WARNINGS_PAGE, MATURITY_PAGE, SEGMENTATION_PAGE, NETWORK_PAGE],
    ids=PATHS,
)
def test_a_row_holds_nothing_of_the_charter_it_was_taken_from(chapter: PortfolioPage[Any]) -> None:
    row = rows(chapter)[0].row
    kept = pickle.dumps(row)
    assert pickle.loads(kept) == row
    assert len(kept) < 40_000
    assert b"trm_policy.model.charter" not in kept


def test_each_figure_leads_to_an_anchor_that_its_page_has(whole: Publication) -> None:
    lost = set()
    for path in PATHS:
        for page, anchor in re.findall(r'href="/([^"#]+)#([^"]*)"', whole.pages[path].html):
            if f'id="{anchor}"' not in whole.pages[page].html:
                lost.add((path, page, anchor))
    own = whole.pages["partnerships/meridian-helix.md"].html
    lost |= {
        ("", "", one) for one in re.findall(r'href="#([^"]+)"', own) if f'id="{one}"' not in own
    }
    assert lost == set()


@pytest.mark.parametrize("audience", ["public", "partner", "partner:helix"])
def test_nothing_of_these_pages_is_made_for_others(audience: str) -> None:
    done = site(edited(("audience: partner", "audience: public")), audience)
    assert not set(PATHS) & done.pages.keys()
    for path, page in done.pages.items():
        if path.startswith("partnerships/"):
            assert "Four sides" not in page.html
            assert "Early warnings" not in page.html
            assert "Shown by its records" not in page.html


def test_a_partnership_that_is_over_is_named_and_not_measured() -> None:
    done = site(ENDED)
    assert "Not measured: Meridian Foods and Helix Cold Chain (it has ended)" in text(
        done.pages[HEALTH]
    )
    assert "Not watched: Meridian Foods and Helix Cold Chain" in text(done.pages[WARNINGS])
    assert MATURITY not in done.pages
    assert "Ended, not counted: Meridian Foods" in text(done.pages[SEGMENTATION])
    assert "No two departments depend on one pair" in text(done.pages[NETWORK])


def test_hostile_words_stay_text() -> None:
    evil = "<script>alert(1)</script>"
    done = site(edited(("about: Everything commercial", f"about: {evil!r}")))
    assert evil not in done.pages[NETWORK].html
    assert evil in re.sub("&lt;", "<", re.sub("&gt;", ">", done.pages[NETWORK].html))
