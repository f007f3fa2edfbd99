"""The site as readers meet it, in Chromium."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.publish.browsing import DESKTOP, PHONE, SMALL_PHONE, visit
from tests.publish.hostile import MARK

SECTIONS = [
    "Health at a glance",
    "What falls due",
    "Vision and rationale",
    "Scope",
    "Parties",
    "Goals",
    "Key performance indicators",
    "Governance",
    "People and counterparts",
    "Escalation matrix",
    "Rhythm of reviews",
    "Information sharing",
    "Behaviours",
    "Risks",
    "Initiatives",
    "Commitments and actions",
    "Maturity",
    "Exit",
    "Approvals and agreements",
    "Completeness",
    "History",
]
NEIGHBOURS = "partnerships/calder-mill-neighbours/"
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESKTOP])
LOOKS = pytest.mark.parametrize(("width", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
"""Where nothing but colours differs, test_accessibility.py holds light and dark to one shape."""


def pages(address: str) -> list[str]:
    """The path of every page that the search knows."""
    with urlopen(address + "search/search_index.json") as answer:
        entries = json.load(answer)["docs"]
    return sorted({entry["location"].partition("#")[0] for entry in entries})


@cache
def is_file(address: str) -> bool:
    """Whether the address is that of a calendar, a feed or data that the site has."""
    try:
        with urlopen(address) as answer:
            return answer.headers.get_content_type() != "text/html"
    except HTTPError:
        return False


@LOOKS
def test_the_complete_charter_shows_every_section_in_order(
    browser: Browser, reference_pages: str, width: int, scheme: str
) -> None:
    with visit(browser, reference_pages, width, scheme) as seen:
        page = seen.go("partnerships/meridian-helix/")
        assert page.locator("article h1").inner_text() == "Meridian Foods and Helix Cold Chain"
        assert page.locator("article .trm-section > h2").all_inner_texts() == SECTIONS
        assert page.title() == "Meridian Foods and Helix Cold Chain - Meridian Foods partnerships"
    assert seen.alarms == []


@WIDTHS
def test_what_is_not_relevant_stands_in_its_place_with_the_reason(
    browser: Browser, reference_pages: str, width: int
) -> None:
    with visit(browser, reference_pages, width) as seen:
        page = seen.go(NEIGHBOURS)
        maturity = page.get_by_role("region", name="Maturity", exact=True)
        expect(maturity).to_contain_text("Declared not relevant: Three small teams")
        expect(page.locator("#exceptions + dl")).to_contain_text("public law, not a contract")
    assert seen.alarms == []


@dataclass
class Tour:
    """What was met on all pages: where they are too wide, what they point at, and their ids."""

    alarms: list[str]
    widths: dict[str, list[int]] = field(default_factory=dict)
    wide: dict[tuple[str, int], int] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)

    def take(self, path: str, page: Page) -> None:
        """Note what stands in a page once its scripts have run."""
        self.links[path], self.ids[path] = page.evaluate(
            """() => [
                [...document.querySelectorAll("article a[href]")].map(a => a.href),
                [...document.querySelectorAll("[id]")].map(e => e.id),
            ]"""
        )


TURN = """async address => {
    const text = await (await fetch(address)).text();
    const other = new DOMParser().parseFromString(text, "text/html");
    history.replaceState(null, "", address);
    document.body.replaceWith(other.body);
}"""
"""Shows what another page says in the frame of this one, as they would both be without scripts."""


@pytest.fixture(scope="module")
def tour(browser: Browser, reference_site: str, reference_pages: str) -> Tour:
    """All pages, each opened at one width and made as wide as the others after that.

    Which comes first goes round, so that pages of each kind are opened at every width. Pages of
    rules are all of one frame, and seen on a phone alone, one after the other in that of the first.
    """
    widths = [PHONE, SMALL_PHONE, DESKTOP]
    with visit(browser, reference_pages, PHONE) as seen:
        found, framed = Tour(seen.alarms), False
        for path in pages(reference_site):
            one_shape = path.startswith("rules/") and path != "rules/"
            found.widths[path] = [PHONE] if one_shape else list(widths)
            for width in found.widths[path]:
                page = seen.resized(width)
                if one_shape and framed:
                    page.evaluate(TURN, reference_pages + path)
                elif width == found.widths[path][0]:
                    seen.go(path)
                if (overflow := seen.overflow()) > 0:
                    found.wide[path, width] = overflow
            framed = one_shape
            found.take(path, page)
            widths.append(widths.pop(0))
    return found


def test_no_page_scrolls_sideways_asks_another_host_or_complains(tour: Tour) -> None:
    assert (tour.wide, tour.alarms) == ({}, [])
    assert {path for path, widths in tour.widths.items() if len(widths) == 3} > {"", "rules/"}


def test_links_lead_nowhere_that_does_not_exist(tour: Tour, reference_pages: str) -> None:
    known = {reference_pages + path for path in tour.links}
    lost = set()
    for path, targets in tour.links.items():
        for target in targets:
            address, _, place = target.partition("#")
            inside = address.startswith(reference_pages)
            if inside and address not in known and not is_file(address):
                lost.add((path, target))
            here = target.startswith(reference_pages + path + "#")
            if here and tour.ids[path].count(place) != 1:
                lost.add((path, target))
    assert lost == set()


def test_a_stakeholder_sees_health_contacts_and_next_review_without_scrolling(
    browser: Browser, reference_pages: str
) -> None:
    with visit(browser, reference_pages, DESKTOP) as seen:
        seen.go("").get_by_role("link", name="Meridian Foods and Helix Cold Chain").first.click()
        glance = seen.page.locator(".trm-glance")
        box = glance.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 900
        for words in ("5 green", "Ravi Menon", "Sofia Ek", "21 January 2027"):
            expect(glance).to_contain_text(words)


def test_on_a_phone_every_section_is_one_tap_away(browser: Browser, reference_pages: str) -> None:
    with visit(browser, reference_pages, PHONE) as seen:
        page = seen.go("partnerships/meridian-helix/")
        jump = page.get_by_role("navigation", name="Sections of this charter")
        assert jump.get_by_role("link").count() == len(SECTIONS)
        jump.get_by_role("link", name="Escalation").click()
        expect(page.locator("#escalation")).to_be_in_viewport()
        expect(jump).to_be_in_viewport()


def test_the_list_of_sections_marks_the_one_that_is_read(
    browser: Browser, reference_pages: str
) -> None:
    with visit(browser, reference_pages, PHONE) as seen:
        page = seen.go("partnerships/meridian-helix/")
        page.evaluate("document.getElementById('escalation').scrollIntoView()")
        current = page.locator(".trm-jump a[aria-current]")
        expect(current).to_have_attribute("href", "#escalation")
        expect(current).to_be_in_viewport()


def test_the_search_finds_a_person_in_a_charter(browser: Browser, reference_site: str) -> None:
    with visit(browser, reference_site, DESKTOP) as seen:
        page = seen.go("")
        page.get_by_role("textbox", name="Search").press_sequentially("Lindqvist")
        results = page.locator(".md-search-result__item")
        expect(results.first).to_contain_text("Jonas Lindqvist")
        page.locator(".md-search-result__link[href*='partnerships/']").first.click()
        page.wait_for_url("**/partnerships/**")
    assert seen.alarms == []


def test_without_scripts_the_portfolio_is_in_order_and_a_scorecard_says_all_in_words(
    browser: Browser, reference_pages: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reference_pages)
    board = page.get_by_role("group", name="All partnerships").get_by_role("row")
    assert "oldest 9 days" in board.nth(1).inner_text()
    board.nth(2).get_by_role("link").click()
    card = page.get_by_role("group", name="KPIs")
    lorries = card.get_by_role("row", name="Lorries on Mill Lane at night")
    for words in ("Red", "58.95 lorries worse than plan", "Turning worse"):
        expect(lorries).to_contain_text(words)
    expect(page.get_by_role("group", name="Open escalations")).to_contain_text("Europe/London")
    context.close()


def test_a_charter_whose_every_text_attacks_stays_text(
    browser: Browser, hostile_site: str, hostile_pages: str
) -> None:
    """Half of the pages on a phone: what a text became does not depend on the width."""
    active = "img, script, svg[onload], details[ontoggle], iframe, b, [style]"
    found = {}
    with visit(browser, hostile_pages, PHONE) as seen:
        for path, width in zip(pages(hostile_site), cycle([PHONE, DESKTOP]), strict=False):
            if path.startswith(("guide/", "reference/", "rules/")):
                continue  # no charter has a word there
            seen.resized(width)
            page = seen.go(path)
            found[path] = page.evaluate(
                """selector => [
                    ...[...document.querySelectorAll("article *, nav *, header *, title")]
                        .filter(e => [...e.attributes].some(a => a.name.startsWith("on"))),
                    ...document.querySelectorAll(".trm " + selector.replaceAll(", ", ", .trm ")),
                    ...[...document.querySelectorAll("article a")].filter(
                        a => !["http:", "https:", "mailto:", "tel:"].includes(a.protocol)),
                ].map(e => e.outerHTML)""",
                active,
            )
    assert [path for path in found if re.fullmatch(r"partnerships/[^/]+/", path)] == [
        "partnerships/everything/",
        "partnerships/texts/",
        next(path for path in found if re.fullmatch(r"partnerships/unnamed-[^/]+/", path)),
    ]
    assert {path: hits for path, hits in found.items() if hits} == {}
    assert seen.alarms == []


def test_an_attack_is_shown_as_it_was_written(browser: Browser, hostile_pages: str) -> None:
    with visit(browser, hostile_pages, DESKTOP) as seen:
        page = seen.go("partnerships/texts/")
        for words in ("<script>alert(2)</script>", "{{ 7 * 7191 }}", '--8<-- "pyproject.toml"'):
            assert words in page.locator("article h1").inner_text()
            assert words in page.locator("article .trm-vision").inner_text()
            assert words in page.title()
        assert str(7 * 7191) not in page.content()
        assert "hatchling" not in page.content()


def test_an_attack_in_the_search_stays_text(browser: Browser, hostile_site: str) -> None:
    with visit(browser, hostile_site, DESKTOP) as seen:
        page = seen.go("")
        page.get_by_role("textbox", name="Search").press_sequentially(MARK)
        expect(page.locator(".md-search-result__item").first).to_contain_text(MARK)
        assert page.locator(".md-search-result").locator("img, script, b, svg[onload]").count() == 0
    assert seen.alarms == []


def test_what_is_folded_away_is_printed_even_without_scripts(
    browser: Browser, reference_pages: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reference_pages + "partnerships/meridian-helix/")
    definition = page.locator("details .trm-definition").first
    expect(definition).to_be_hidden()
    page.emulate_media(media="print")
    expect(definition).to_be_visible()
    context.close()


def test_on_a_phone_a_stacked_table_is_still_a_table(
    browser: Browser, reference_pages: str
) -> None:
    with visit(browser, reference_pages, PHONE) as seen:
        page = seen.go("")
        board = page.get_by_role("group", name="All partnerships").get_by_role("table")
        row = board.get_by_role("row", name="Meridian Foods and Helix Cold Chain")
        expect(board.get_by_role("columnheader", name="Complete")).to_have_count(1)
        expect(row.get_by_role("rowheader")).to_have_count(1)
        expect(row.get_by_role("cell", name="100 %")).to_have_count(1)


def test_the_address_of_a_rule_in_the_rule_book_leads_to_its_row(
    browser: Browser, reference_pages: str
) -> None:
    with visit(browser, reference_pages, DESKTOP) as seen:
        page = seen.go("rules/#red-kpi-has-action")
        expect(page.get_by_role("row", name="red-kpi-has-action")).to_be_in_viewport()
