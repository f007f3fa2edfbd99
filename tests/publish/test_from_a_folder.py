"""The site opened from a folder, with no server before it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.publish.browsing import DESKTOP, PHONE, visit
from tests.publish.crawling import Crawl


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_pages_links_and_letters_work(browser: Browser, offline_folder: Path, width: int) -> None:
    with visit(browser, offline_folder.as_uri() + "/", width) as seen:
        page = seen.go("index.html")
        page.get_by_role("link", name="Meridian Foods and Helix Cold Chain").first.click()
        assert page.url.endswith("/partnerships/meridian-helix.html")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Meridian Foods and Helix Cold Chain"
        )
        loaded = """async () => {
            await document.fonts.ready;
            return [...document.fonts].filter(f => f.status === "loaded").map(f => f.family);
        }"""
        assert set(page.evaluate(loaded)) == {"Source Sans 3", "Source Serif 4"}
        page.locator(".trm-crumbs").get_by_role("link").click()
        assert page.url.endswith("/index.html")
    assert seen.alarms == []


def test_the_search_finds_a_person_and_leads_to_the_charter(
    browser: Browser, offline_folder: Path
) -> None:
    with visit(browser, offline_folder.as_uri() + "/", DESKTOP) as seen:
        page = seen.go("guide/names.html")
        page.get_by_role("textbox", name="Search").press_sequentially("Lindqvist")
        results = page.locator(".md-search-result__item")
        expect(results.first).to_contain_text("Jonas Lindqvist")
        page.locator(
            ".md-search-result__link[href*='partnerships/meridian-helix.html']"
        ).first.click()
        page.wait_for_url("**/partnerships/*.html*")
    assert seen.alarms == []


def test_a_page_of_each_template_opens_without_complaint(
    browser: Browser, offline_folder: Path
) -> None:
    """That with most kinds of elements; no page of a rule, and 404.html needs a server."""
    crawl, richest = Crawl(offline_folder), dict[str, str]()
    for path in sorted(crawl.pages, key=lambda path: len(crawl.page(path).shapes)):
        name = path.relative_to(offline_folder).as_posix()
        richest[re.sub(r"^(partnerships|guide|rules)/(?!index)[^/.]+", r"\1/*", name)] = name
    assert {"index.html", "partnerships/*.html", "partnerships/*/next-review.html"} < richest.keys()
    with visit(browser, offline_folder.as_uri() + "/", DESKTOP) as seen:
        for template, path in richest.items():
            if template not in ("404.html", "rules/*.html"):
                seen.go(path)
    assert seen.alarms == []
