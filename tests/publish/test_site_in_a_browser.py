"""The site as readers meet it, in Chromium."""

from __future__ import annotations

import json
import re
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

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
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def pages(address: str) -> list[str]:
    """The path of every page that the search knows."""
    with urlopen(address + "search/search_index.json") as answer:
        entries = json.load(answer)["docs"]
    return sorted({entry["location"].partition("#")[0] for entry in entries})


def is_file(address: str) -> bool:
    """Whether the address is that of a calendar, a feed or data that the site has."""
    try:
        with urlopen(address) as answer:
            return answer.headers.get_content_type() != "text/html"
    except HTTPError:
        return False


@WIDTHS
@SCHEMES
def test_the_complete_charter_shows_every_section_in_order(
    browser: Browser, reference_site: str, width: int, scheme: str
) -> None:
    with visit(browser, reference_site, width, scheme) as seen:
        page = seen.go("partnerships/meridian-helix/")
        assert page.locator("article h1").inner_text() == "Meridian Foods and Helix Cold Chain"
        assert page.locator("article .trm-section > h2").all_inner_texts() == SECTIONS
        assert page.title() == "Meridian Foods and Helix Cold Chain - Meridian Foods partnerships"
    assert seen.alarms == []


@WIDTHS
def test_what_is_not_relevant_stands_in_its_place_with_the_reason(
    browser: Browser, reference_site: str, width: int
) -> None:
    with visit(browser, reference_site, width) as seen:
        page = seen.go(NEIGHBOURS)
        maturity = page.get_by_role("region", name="Maturity", exact=True)
        expect(maturity).to_contain_text("Not relevant here: Three small teams")
        expect(page.locator("#exceptions + dl")).to_contain_text("public law, not a contract")
    assert seen.alarms == []


@pytest.mark.parametrize("width", [SMALL_PHONE, PHONE, DESKTOP])
def test_no_page_scrolls_sideways_asks_another_host_or_complains(
    browser: Browser, reference_site: str, width: int
) -> None:
    wide = {}
    with visit(browser, reference_site, width) as seen:
        for path in pages(reference_site):
            if width != PHONE and path.startswith("rules/") and path != "rules/":
                continue  # pages of rules are all of one shape
            seen.go(path)
            if seen.overflow() > 0:
                wide[path] = seen.overflow()
    assert (wide, seen.alarms) == ({}, [])


def test_a_stakeholder_sees_health_contacts_and_next_review_without_scrolling(
    browser: Browser, reference_site: str
) -> None:
    with visit(browser, reference_site, DESKTOP) as seen:
        seen.go("").get_by_role("link", name="Meridian Foods and Helix Cold Chain").first.click()
        glance = seen.page.locator(".trm-glance")
        box = glance.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 900
        for words in ("4 green", "1 amber", "Ravi Menon", "Sofia Ek", "21 January 2027"):
            expect(glance).to_contain_text(words)


def test_on_a_phone_every_section_is_one_tap_away(browser: Browser, reference_site: str) -> None:
    with visit(browser, reference_site, PHONE) as seen:
        page = seen.go("partnerships/meridian-helix/")
        jump = page.get_by_role("navigation", name="Sections of this charter")
        assert jump.get_by_role("link").count() == len(SECTIONS)
        jump.get_by_role("link", name="Escalation").click()
        expect(page.locator("#escalation")).to_be_in_viewport()
        expect(jump).to_be_in_viewport()


def test_the_list_of_sections_marks_the_one_that_is_read(
    browser: Browser, reference_site: str
) -> None:
    with visit(browser, reference_site, PHONE) as seen:
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
    browser: Browser, reference_site: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reference_site)
    board = page.get_by_role("group", name="All partnerships").get_by_role("row")
    assert "oldest 9 days" in board.nth(1).inner_text()
    board.nth(2).get_by_role("link").click()
    card = page.get_by_role("group", name="KPIs")
    lorries = card.get_by_role("row", name="Lorries on Mill Lane at night")
    for words in ("Red", "58.95 lorries worse than plan", "Improving", "Forecast 0: open"):
        expect(lorries).to_contain_text(words)
    expect(page.get_by_role("group", name="Open escalations")).to_contain_text("Europe/London")
    context.close()


@WIDTHS
def test_a_charter_whose_every_text_attacks_stays_text(
    browser: Browser, hostile_site: str, width: int
) -> None:
    active = "img, script, svg[onload], details[ontoggle], iframe, b, [style]"
    found = {}
    with visit(browser, hostile_site, width) as seen:
        for path in pages(hostile_site):
            if path.startswith("rules/"):
                continue  # no charter has a word there
            page = seen.go(path)
            found[path] = page.evaluate(
                """selector => [
                    ...[...document.querySelectorAll("article *, nav *, header *, title")]
                        .filter(e => [...e.attributes].some(a => a.name.startsWith("on"))),
                    ...document.querySelectorAll(".trm " + selector.replaceAll(", ", ", .trm ")),
                    ...[...document.querySelectorAll("article a")].filter(
                        a => !["http:", "https:", "mailto:"].includes(a.protocol)),
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


def test_an_attack_is_shown_as_it_was_written(browser: Browser, hostile_site: str) -> None:
    with visit(browser, hostile_site, DESKTOP) as seen:
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


def test_links_lead_nowhere_that_does_not_exist(browser: Browser, reference_site: str) -> None:
    opened = pages(reference_site)
    known = set(opened)
    lost = set()
    with visit(browser, reference_site, DESKTOP) as seen:
        for path in opened:
            targets = seen.go(path).evaluate(
                """() => [...document.querySelectorAll("article a[href]")].map(a => a.href)"""
            )
            inside = [t for t in targets if t.startswith(reference_site)]
            lost |= {
                (path, target)
                for target in inside
                if target.removeprefix(reference_site).partition("#")[0] not in known
                and not is_file(target)
            }
            lost |= {
                (path, target)
                for target in inside
                if target.startswith(reference_site + path + "#")
                and seen.page.locator(f"[id='{target.partition('#')[2]}']").count() != 1
            }
    assert lost == set()


def test_what_is_folded_away_is_printed_even_without_scripts(
    browser: Browser, reference_site: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reference_site + "partnerships/meridian-helix/")
    definition = page.locator("details .trm-definition").first
    expect(definition).to_be_hidden()
    page.emulate_media(media="print")
    expect(definition).to_be_visible()
    context.close()


def test_on_a_phone_a_stacked_table_is_still_a_table(browser: Browser, reference_site: str) -> None:
    with visit(browser, reference_site, PHONE) as seen:
        page = seen.go("")
        board = page.get_by_role("group", name="All partnerships").get_by_role("table")
        row = board.get_by_role("row", name="Meridian Foods and Helix Cold Chain")
        expect(board.get_by_role("columnheader", name="Complete")).to_have_count(1)
        expect(row.get_by_role("rowheader")).to_have_count(1)
        expect(row.get_by_role("cell", name="100 %")).to_have_count(1)


def test_the_address_of_a_rule_in_the_rule_book_leads_to_its_row(
    browser: Browser, reference_site: str
) -> None:
    with visit(browser, reference_site, DESKTOP) as seen:
        page = seen.go("rules/#red-kpi-has-action")
        expect(page.get_by_role("row", name="red-kpi-has-action")).to_be_in_viewport()
